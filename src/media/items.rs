//! A file as the newsroom sees it: with what is kept with it, and where it is used.

use serde::{Deserialize, Serialize};

use super::model::{MediaKind, MediaView};
use crate::{
    error::{AppError, Problem},
    text,
};

/// How many files a page of the library shows.
pub const PAGE_LENGTH: i64 = 24;
/// How many files may be asked for by their ids at once.
pub const MAX_IDS: usize = 64;
/// As in the content of an article.
pub const MAX_ALT: usize = 500;
pub const MAX_CAPTION: usize = 1000;
pub const MAX_CREDIT: usize = 200;
pub const MAX_ALBUM: usize = 80;
/// Asks for the files that are in no album; no album is called so.
pub const UNFILED: &str = "-";

/// One file as the whole body: for scripts, which want to know how far it is.
pub const UPLOAD: &str = "/api/media/upload";
/// Any number of files of a plain form.
pub const UPLOAD_FORM: &str = "/api/media/upload-form";
/// The field of that form that says where its files are filed; it comes before them.
pub const ALBUM_FIELD: &str = "thu-muc";
/// One file of a plain form, in the place of another.
pub const REPLACE: &str = "/api/media/replace";

/// A file in the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaItem {
    pub media: MediaView,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Empty for none.
    pub album: String,
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
    pub album: String,
    /// All of the site, whatever was asked for.
    pub albums: Vec<Album>,
}

/// An album with how many files are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct Album {
    pub name: String,
    pub count: i64,
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
    pub albums: Vec<Album>,
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
    /// None leaves the file where it is.
    pub album: Option<AlbumName>,
}

/// The name of an album as it is kept; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AlbumName(String);

impl Description {
    /// # Errors
    /// `Invalid`, naming each field that is too long or holds what cannot be read.
    pub fn parse(alt: &str, caption: &str, credit: &str, album: Option<&str>) -> Result<Self, AppError> {
        let mut problems = Vec::new();
        let mut judged = |at: &str, what: &str, text: &str, most: usize| {
            let line = text::one_line(text);
            problems.extend(problem(at, what, &line, most));
            line
        };
        let (alt, caption, credit) = (
            judged("alt", "Mô tả ảnh", alt, MAX_ALT),
            judged("caption", "Chú thích", caption, MAX_CAPTION),
            judged("credit", "Nguồn", credit, MAX_CREDIT),
        );
        let album = match album.map(AlbumName::judged).transpose() {
            Ok(album) => album,
            Err(problem) => {
                problems.push(problem);
                None
            }
        };
        if problems.is_empty() { Ok(Self { alt, caption, credit, album }) } else { Err(AppError::Invalid(problems)) }
    }
}

impl AlbumName {
    /// # Errors
    /// `Invalid` for a name that is too long, holds what cannot be read, or has neither letter nor digit.
    pub fn parse(text: &str) -> Result<Self, AppError> {
        Self::judged(text).map_err(|problem| AppError::Invalid(vec![problem]))
    }

    fn judged(text: &str) -> Result<Self, Problem> {
        let name = text::one_line(text);
        if let Some(problem) = problem("album", "Tên thư mục", &name, MAX_ALBUM) {
            return Err(problem);
        }
        if !name.is_empty() && !name.chars().any(char::is_alphanumeric) {
            return Err(Problem::new("album", "Tên thư mục phải có chữ hoặc số"));
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn problem(at: &str, what: &str, line: &str, most: usize) -> Option<Problem> {
    let length = line.chars().count();
    if length > most {
        return Some(Problem::new(at, format!("{what} dài {length} ký tự, nhiều nhất {most}")));
    }
    line.chars().any(char::is_control).then(|| Problem::new(at, format!("{what} có ký tự điều khiển không đọc được")))
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
