//! A picture or file as readers see it: its renditions, and which of them a browser is offered.

use serde::{Deserialize, Serialize};

use crate::text::{json::Value, shapes::FromJson};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaKind {
    Picture,
    File,
    Video,
}

/// The format of one rendition. A file or video has a single rendition, its own bytes: `Original`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Webp,
    Jpeg,
    Original,
}

/// One size and format of a picture; width and height are 0 for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenditionView {
    pub format: Format,
    pub width: i64,
    pub height: i64,
    pub url: String,
}

/// What a page needs to show a picture or offer a file. Width and height are those of the upright original, 0 for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaView {
    pub id: String,
    pub kind: MediaKind,
    pub name: String,
    pub mime: String,
    pub bytes: i64,
    pub width: i64,
    pub height: i64,
    /// From narrow to wide within a format.
    pub renditions: Vec<RenditionView>,
}

/// A picture is offered without a `srcset` at the width that a phone of 360 px asks for.
const FALLBACK_WIDTH: i64 = 640;
const THUMBNAIL_WIDTH: i64 = 480;

impl MediaKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::File => "file",
            Self::Video => "video",
        }
    }

    /// From the word in the database.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Picture, Self::File, Self::Video].into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Format {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpeg",
            Self::Original => "original",
        }
    }

    /// From the word in the database.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Webp, Self::Jpeg, Self::Original].into_iter().find(|format| format.as_str() == word)
    }

    pub fn mime(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Original => "application/octet-stream",
        }
    }
}

impl MediaView {
    /// "/tap-tin/…-320.webp 320w, /tap-tin/…-640.webp 640w"; empty where the format is not there.
    pub fn srcset(&self, format: Format) -> String {
        let mut srcset = String::new();
        for rendition in self.of(format) {
            if !srcset.is_empty() {
                srcset.push_str(", ");
            }
            srcset.push_str(&rendition.url);
            srcset.push(' ');
            srcset.push_str(&rendition.width.to_string());
            srcset.push('w');
        }
        srcset
    }

    /// The JPEG nearest 640 px: for `src`, which every browser can show.
    pub fn fallback(&self) -> Option<&RenditionView> {
        self.nearest(Format::Jpeg, FALLBACK_WIDTH)
    }

    /// The small WebP for lists and cards.
    pub fn thumbnail(&self) -> Option<&RenditionView> {
        self.nearest(Format::Webp, THUMBNAIL_WIDTH)
    }

    /// The widest JPEG: for shared links (Open Graph) and feeds.
    pub fn share_picture(&self) -> Option<&RenditionView> {
        self.of(Format::Jpeg).max_by_key(|rendition| rendition.width)
    }

    /// The bytes as they were given: of a file or video only, since a picture's may hold where it was taken.
    pub fn original(&self) -> Option<&RenditionView> {
        self.of(Format::Original).next()
    }

    fn of(&self, format: Format) -> impl Iterator<Item = &RenditionView> {
        self.renditions.iter().filter(move |rendition| rendition.format == format)
    }

    fn nearest(&self, format: Format, width: i64) -> Option<&RenditionView> {
        self.of(format).min_by_key(|rendition| (rendition.width - width).abs())
    }
}

crate::from_json!(RenditionView { format, width, height, url });
crate::from_json!(MediaView { id, kind, name, mime, bytes, width, height, renditions });

impl FromJson for MediaKind {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.text().and_then(Self::parse)
    }
}

impl FromJson for Format {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        value.text().and_then(Self::parse)
    }
}
