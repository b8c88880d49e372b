//! Side blocks as readers see them.

use serde::Deserialize;

/// The latest articles of a section, under a title of the agency's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockView {
    pub title: String,
    pub section_slug: String,
    pub items: Vec<BlockItem>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct BlockItem {
    pub slug: String,
    pub title: String,
    pub published_at: i64,
}

/// A link to another agency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct WebLink {
    pub name: String,
    pub url: String,
}
