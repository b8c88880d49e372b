//! Articles as readers see them.

use serde::{Deserialize, Serialize};

use crate::{content::Content, media::model::MediaView, section::model::SectionLink};

/// A published article with all it shows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    pub slug: String,
    pub title: String,
    pub lead: String,
    pub section: SectionLink,
    /// The section that its own stands below, if any.
    pub parents: Vec<SectionLink>,
    pub content: Content,
    pub media: Vec<MediaView>,
    pub cover: Option<MediaView>,
    pub author_line: String,
    /// Of the page with all articles under this line; empty for a line without letters.
    pub author_slug: String,
    pub source_name: String,
    pub source_url: String,
    /// What stands under the text as links: its tags, and ways to pass the article on or to write about it.
    pub links: Content,
    /// What is said of it elsewhere; empty: its title and lead.
    pub seo_title: String,
    pub seo_description: String,
    pub published_at: i64,
    pub corrected_at: Option<i64>,
    pub related: Vec<ArticleCard>,
    /// Whole minutes of quiet reading, at least one.
    pub reading_minutes: i64,
}

impl Article {
    pub fn href(&self) -> String {
        format!("/bai-viet/{}", self.slug)
    }
}

/// An article in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleCard {
    pub slug: String,
    pub title: String,
    pub lead: String,
    pub section: SectionLink,
    pub published_at: i64,
    pub cover: Option<MediaView>,
    /// Which part of the cover stays in sight, in quarters from left and top: "13"; empty for the middle.
    pub focus: String,
}

impl ArticleCard {
    pub fn href(&self) -> String {
        format!("/bai-viet/{}", self.slug)
    }
}

/// Entries on one page of an article's public history.
pub const HISTORY_A_PAGE: i64 = 50;

/// One page of the public history of an article, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryView {
    pub slug: String,
    pub title: String,
    pub page: i64,
    /// On all pages.
    pub total: i64,
    pub entries: Vec<PublicationView>,
}

impl HistoryView {
    /// At least one: what was published before there was a history says so.
    pub fn pages(&self) -> i64 {
        (self.total + HISTORY_A_PAGE - 1).div_euclid(HISTORY_A_PAGE).max(1)
    }
}

/// One entry of an article's public history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationView {
    pub kind: PublicationKind,
    pub at: i64,
    pub note: String,
    pub title: String,
    pub hash: String,
    /// The text was erased to protect personal data; its hash stays.
    pub erased_at: Option<i64>,
    /// So was the reason.
    pub note_erased_at: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicationKind {
    Published,
    Corrected,
    Withdrawn,
}

impl PublicationKind {
    pub const ALL: [Self; 3] = [Self::Published, Self::Corrected, Self::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Published => "Đăng",
            Self::Corrected => "Đính chính",
            Self::Withdrawn => "Gỡ bài",
        }
    }
}

crate::from_json!(Article {
    slug,
    title,
    lead,
    section,
    parents,
    content,
    media,
    cover,
    author_line,
    author_slug,
    source_name,
    source_url,
    links,
    seo_title,
    seo_description,
    published_at,
    corrected_at,
    related,
    reading_minutes,
});
crate::from_json!(ArticleCard { slug, title, lead, section, published_at, cover, focus });
