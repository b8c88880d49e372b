//! The home page as readers see it.

use serde::{Deserialize, Serialize};

use crate::{article::model::ArticleCard, section::model::SectionLink};

/// What the list of the newest of all is called.
pub const NEWEST: &str = "Tin mới";

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The first is the lead story.
    pub featured: Vec<ArticleCard>,
    pub parts: Vec<HomePart>,
}

/// A section with its newest articles; without a slug the newest of all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePart {
    pub section: SectionLink,
    pub articles: Vec<ArticleCard>,
}

crate::from_json!(Home { featured, parts });
crate::from_json!(HomePart { section, articles });
