//! A file as the newsroom sees it: with what is kept with it, and where it is used.

use serde::{Deserialize, Serialize};

use super::model::{MediaKind, MediaView};
use crate::error::{AppError, Problem};

/// How many files a page of the library shows.
pub const PAGE_LENGTH: i64 = 24;
/// How many files may be asked for by their ids at once.
pub const MAX_IDS: usize = 64;
/// As in the content of an article.
pub const MAX_ALT: usize = 500;
pub const MAX_CAPTION: usize = 1000;
pub const MAX_CREDIT: usize = 200;

/// One file as the whole body: for scripts, which want to know how far it is.
pub const UPLOAD: &str = "/api/media/upload";
/// Any number of files of a plain form.
pub const UPLOAD_FORM: &str = "/api/media/upload-form";
/// One file of a plain form, in the place of another.
pub const REPLACE: &str = "/api/media/replace";

/// A file in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaItem {
    pub media: MediaView,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// How many articles and pages show it, in what readers see or in what is being written.
    pub used: i64,
    /// When it was uploaded.
    pub at: i64,
}

/// One page of the library, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaPage {
    pub items: Vec<MediaItem>,
    pub total: i64,
    pub page: i64,
    /// What was asked for.
    pub q: String,
    pub kind: String,
}

/// Files by their ids, in the order they were asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaItems {
    pub items: Vec<MediaItem>,
}

/// One file with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaSheet {
    pub item: MediaItem,
    pub uses: Vec<MediaUse>,
    /// Uses that whoever asks may not open.
    pub hidden: i64,
    /// Empty for an import.
    pub uploaded_by: String,
    pub may_replace: bool,
    /// Whether whoever asks may make it the site's mark.
    pub may_mark: bool,
}

/// An article or page that shows a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaUse {
    pub title: String,
    pub href: String,
    pub state: String,
}

/// What is kept with a file, as a form sends it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

impl Description {
    /// # Errors
    /// `Invalid`, naming each field that is too long or holds what cannot be read.
    pub fn parse(alt: &str, caption: &str, credit: &str) -> Result<Self, AppError> {
        let mut problems = Vec::new();
        let mut line = |at: &str, what: &str, text: &str, most: usize| {
            let line = crate::text::one_line(text);
            let length = line.chars().count();
            if length > most {
                problems.push(Problem::new(at, format!("{what} dài {length} ký tự, nhiều nhất {most}")));
            } else if line.chars().any(char::is_control) {
                problems.push(Problem::new(at, format!("{what} có ký tự điều khiển không đọc được")));
            }
            line
        };
        let parsed = Self {
            alt: line("alt", "Mô tả ảnh", alt, MAX_ALT),
            caption: line("caption", "Chú thích", caption, MAX_CAPTION),
            credit: line("credit", "Nguồn", credit, MAX_CREDIT),
        };
        if problems.is_empty() { Ok(parsed) } else { Err(AppError::Invalid(problems)) }
    }
}

impl MediaKind {
    /// As a filter of the library names it.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Picture => "Ảnh",
            Self::File => "Tài liệu",
            Self::Video => "Video",
        }
    }
}
