//! The home page as readers see it.

use serde::{Deserialize, Serialize};

use crate::{article::model::ArticleCard, section::model::SectionLink};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The first is the lead story.
    pub featured: Vec<ArticleCard>,
    pub latest: Vec<ArticleCard>,
    /// In the last seven days, the most read first; title and date alone.
    pub most_read: Vec<ArticleCard>,
    pub sections: Vec<SectionRow>,
}

/// A section with its newest articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionRow {
    pub section: SectionLink,
    pub articles: Vec<ArticleCard>,
}

crate::from_json!(Home { featured, latest, most_read, sections });
crate::from_json!(SectionRow { section, articles });
