//! A feed before it is written in one of three ways.

use uuid::Uuid;

use crate::media::model::{Format, MediaView};

/// The newest articles of a site or a section.
#[derive(Debug, Clone)]
pub struct Feed {
    /// "https://xa.example", without a slash at the end.
    pub base: String,
    /// Where the same stands for readers: "/" or "/chuyen-muc/…".
    pub path: String,
    pub title: String,
    pub description: String,
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    /// Or how it begins; empty where neither says anything.
    pub lead: String,
    pub section: String,
    pub author: String,
    pub published_at: i64,
    pub corrected_at: Option<i64>,
    pub cover: Option<MediaView>,
}

impl Feed {
    pub fn link(&self) -> String {
        format!("{}{}", self.base, self.path)
    }

    /// The feed's own address, under its file name.
    pub fn own(&self, file: &str) -> String {
        format!("{}/{file}", self.link().trim_end_matches('/'))
    }

    /// When anything of it changed last; the beginning of time while it is empty.
    pub fn changed_at(&self) -> i64 {
        self.entries.iter().map(Entry::changed_at).max().unwrap_or(0)
    }
}

impl Entry {
    pub fn link(&self, base: &str) -> String {
        format!("{base}/bai-viet/{}", self.slug)
    }

    /// The same whatever happens to its address.
    pub fn urn(&self) -> String {
        format!("urn:uuid:{}", self.id)
    }

    pub fn changed_at(&self) -> i64 {
        self.corrected_at.unwrap_or(self.published_at)
    }

    /// The largest JPEG of the cover, which every program can show: address, width, height.
    pub fn picture(&self, base: &str) -> Option<(String, i64, i64)> {
        picture(self.cover.as_ref()?, base)
    }
}

pub fn picture(cover: &MediaView, base: &str) -> Option<(String, i64, i64)> {
    let jpegs = cover.renditions.iter().filter(|rendition| rendition.format == Format::Jpeg);
    let largest = jpegs.max_by_key(|rendition| rendition.width)?;
    Some((format!("{base}{}", largest.url), largest.width, largest.height))
}
