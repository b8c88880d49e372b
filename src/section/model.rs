//! Sections as readers see them.

use serde::{Deserialize, Serialize};

use crate::article::model::ArticleCard;

/// Articles on one page of a list.
pub const PAGE_LENGTH: i64 = 15;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct SectionLink {
    pub slug: String,
    pub name: String,
}

impl SectionLink {
    pub fn href(&self) -> String {
        format!("/chuyen-muc/{}", self.slug)
    }
}

/// A section with one page of its articles, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionPageView {
    pub section: SectionLink,
    /// The section that it stands below, if any.
    pub parents: Vec<SectionLink>,
    /// Those that stand below it: their articles are among its own.
    pub below: Vec<SectionLink>,
    pub description: String,
    pub articles: Vec<ArticleCard>,
    pub total: i64,
    pub page: i64,
}

impl SectionPageView {
    /// At least one, also of an empty section.
    pub fn pages(&self) -> i64 {
        (self.total + PAGE_LENGTH - 1).div_euclid(PAGE_LENGTH).max(1)
    }
}

crate::from_json!(SectionLink { slug, name });
crate::from_json!(SectionPageView { section, parents, below, description, articles, total, page });
