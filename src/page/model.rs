//! Pages as readers see them.

use serde::{Deserialize, Serialize};

use crate::{content::Content, media::model::MediaView};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct PageLink {
    pub slug: String,
    pub title: String,
}

impl PageLink {
    pub fn href(&self) -> String {
        format!("/trang/{}", self.slug)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub title: String,
    pub content: Content,
    pub media: Vec<MediaView>,
    pub updated_at: i64,
}

crate::from_json!(PageLink { slug, title });
crate::from_json!(Page { title, content, media, updated_at });
