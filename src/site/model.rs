//! What a site is called, and what stands around each page.

use serde::{Deserialize, Serialize};

use crate::{
    blocks::model::{BlockView, WebLink},
    section::model::SectionLink,
};

/// The identity that readers see: masthead and footer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct SiteView {
    pub name: String,
    pub short_name: String,
    pub parent: String,
    pub governing_body: String,
    pub responsible: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub licence: String,
    /// The address of the mark's picture; empty for the built-in flower.
    #[serde(default)]
    pub mark: String,
}

/// What must be read first, and where more is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct Notice {
    pub text: String,
    pub url: String,
}

/// Everything around the article: read once, kept while the reader moves about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    pub site: SiteView,
    /// Urgent; empty where there is none.
    pub notice: Notice,
    pub menu: Vec<SectionLink>,
    pub blocks: Vec<BlockView>,
    pub web_links: Vec<WebLink>,
    pub footer: Vec<FooterLink>,
}

/// To a page of the site's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FooterLink {
    pub href: String,
    pub name: String,
}

#[cfg(feature = "ssr")]
pub use row::{CurrentSite, SiteRow};

#[cfg(feature = "ssr")]
mod row {
    use std::{ops::Deref, sync::Arc};

    /// A site as the server keeps it in memory.
    #[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
    pub struct SiteRow {
        pub id: uuid::Uuid,
        pub host: String,
        pub name: String,
        pub opening_visits: i64,
        /// "#1f4e8c"; empty for the built-in colours.
        pub colour: String,
        /// As [`super::SiteView::mark`].
        pub mark: String,
    }

    /// The site a request is for, found by its host name.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CurrentSite(pub Arc<SiteRow>);

    impl Deref for CurrentSite {
        type Target = SiteRow;

        fn deref(&self) -> &SiteRow {
            &self.0
        }
    }
}
