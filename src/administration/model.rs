//! What administrators see of their site.

use serde::{Deserialize, Serialize};

use crate::{
    audit::model::EntryView, backup::model::BackupStatus, home::model::PartKind, section::model::SectionLink, site::model::SiteView,
};

/// What stands in an order of its own, and is moved up and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ordered {
    Section,
    WebLink,
    Block,
    Page,
    Featured,
    HomePart,
}

impl Ordered {
    pub const ALL: [Self; 6] = [Self::Section, Self::WebLink, Self::Block, Self::Page, Self::Featured, Self::HomePart];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::WebLink => "web-link",
            Self::Block => "block",
            Self::Page => "page",
            Self::Featured => "featured",
            Self::HomePart => "home-part",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The screen it stands on.
    pub fn screen(self) -> &'static str {
        match self {
            Self::Section => "/bien-tap/chuyen-muc",
            Self::WebLink | Self::Block => "/bien-tap/cot-ben",
            Self::Page => "/bien-tap/trang",
            Self::Featured | Self::HomePart => "/bien-tap/trang-chu",
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityView {
    pub site: SiteView,
    pub notice: String,
    pub notice_url: String,
    pub opening_visits: i64,
    /// "#1f4e8c"; empty for the built-in colours.
    pub colour: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLine {
    pub id: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub in_menu: bool,
    /// The id of the section that it stands below; empty at the top.
    pub parent: String,
    pub articles: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideView {
    pub blocks: Vec<BlockLine>,
    pub links: Vec<LinkLine>,
    pub sections: Vec<SectionLink>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockLine {
    pub id: String,
    pub title: String,
    /// Its slug.
    pub section: String,
    pub length: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkLine {
    pub id: String,
    pub name: String,
    pub url: String,
}

/// An article that may stand, or stands, at the top of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeaturedLine {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub published_at: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeaturedView {
    pub featured: Vec<FeaturedLine>,
    /// The newest others.
    pub others: Vec<FeaturedLine>,
    /// What stands below the top; empty while the site has not chosen.
    pub parts: Vec<HomePartLine>,
    pub sections: Vec<SectionLink>,
}

/// Before the name of a kind where a section's slug may stand as well: no slug has it.
pub const KIND_MARK: char = ':';

/// A list of articles on the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePartLine {
    pub id: String,
    pub kind: PartKind,
    /// The slug of its section; empty where it is not of one.
    pub section: String,
    pub name: String,
    pub length: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLine {
    pub id: String,
    pub slug: String,
    pub title: String,
    pub updated_at: i64,
}

/// A page to be written; the hash tells which version it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSheet {
    pub slug: String,
    pub title: String,
    pub text: String,
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct RedirectLine {
    /// The old address, as people read it.
    pub path: String,
    pub target: String,
    /// Of the article that it leads to, where it follows one.
    pub title: String,
}

pub const REDIRECTS_A_PAGE: i64 = 50;

/// A page of the redirects, of all or of those in whose addresses `q` stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedirectList {
    pub q: String,
    pub page: i64,
    pub total: i64,
    pub redirects: Vec<RedirectLine>,
}

/// A site's own abbreviations, and those that every portal has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbbreviationsView {
    pub own: String,
    pub built_in: Vec<String>,
}

/// A page of the audit log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogView {
    pub action: String,
    pub entries: Vec<EntryView>,
    /// Where the next page begins; 0 on the last.
    pub before: i64,
}

/// How the installation stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HealthView {
    pub backups: BackupStatus,
    /// The clock of the server, and of the database where it is another machine's, in UTC microseconds.
    pub server_now: i64,
    pub database_now: i64,
}
