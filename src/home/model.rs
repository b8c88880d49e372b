//! The home page as readers see it.

use serde::{Deserialize, Serialize};

use crate::{
    article::model::ArticleCard,
    section::model::SectionLink,
    text::{json::Value, shapes::FromJson},
};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The first is the lead story.
    pub featured: Vec<ArticleCard>,
    pub parts: Vec<HomePart>,
}

/// A list below the top. The section is empty where the list is not of one; of the most read there are title and date alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePart {
    pub kind: PartKind,
    pub section: SectionLink,
    pub articles: Vec<ArticleCard>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    Newest,
    /// In the last seven days.
    MostRead,
    Section,
}

impl PartKind {
    pub const ALL: [Self; 3] = [Self::Newest, Self::MostRead, Self::Section];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::MostRead => "most-read",
            Self::Section => "section",
        }
    }

    /// From the word in the database.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What a list of this kind is called, where it is not of a section.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "Tin mới",
            Self::MostRead => "Đọc nhiều trong 7 ngày",
            Self::Section => "Chuyên mục",
        }
    }
}

crate::from_json!(Home { featured, parts });
crate::from_json!(HomePart { kind, section, articles });

impl FromJson for PartKind {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.text().and_then(Self::parse)
    }
}
