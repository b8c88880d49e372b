//! The past of a piece as the newsroom sees it: its versions, two of them side by side, its notes.

use serde::{Deserialize, Serialize};

use crate::content::diff::DiffRow;

/// So many of the newest stand beside a piece.
pub const VERSIONS_BESIDE: usize = 20;
pub const NOTES_BESIDE: usize = 50;
/// Versions, or notes, on a page of their own.
pub const A_PAGE: i64 = 50;

/// Where all versions of a piece are listed.
pub fn versions_href(piece: &str) -> String {
    format!("/bien-tap/tin-bai/{piece}/cac-phien-ban")
}

/// Where all its notes are.
pub fn notes_href(piece: &str) -> String {
    format!("/bien-tap/tin-bai/{piece}/ghi-chu")
}

/// Where one reads what one has typed of it and not saved.
pub fn kept_href(piece: &str) -> String {
    format!("/bien-tap/tin-bai/{piece}/ban-dang-soan")
}

/// A page of such a list.
pub fn page_href(list: String, page: i64) -> String {
    if page == 1 { list } else { format!("{list}?trang={page}") }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionLine {
    pub number: i64,
    pub by: String,
    pub reason: String,
    /// Given by someone, to find it again.
    pub name: String,
    pub at: i64,
    pub is_live: bool,
    /// Put beside a colleague's version: it is not in the text that is passed on.
    pub is_aside: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    pub id: String,
    pub by: String,
    /// The block it stands on, counted from 0; None for the whole piece.
    pub block: Option<usize>,
    pub quoted: String,
    pub text: String,
    pub at: i64,
    pub is_settled: bool,
}

/// One page of what belongs to a piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastPage<T> {
    pub piece: String,
    pub title: String,
    /// The version in work.
    pub number: i64,
    pub page: i64,
    pub pages: i64,
    pub lines: Vec<T>,
}

/// Two versions of a piece side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub piece: String,
    pub title: String,
    pub before: VersionLine,
    pub after: VersionLine,
    /// Title, lead and the like, then the blocks.
    pub rows: Vec<DiffRow>,
    /// Whether the older one may be made the newest again, over this version.
    pub base: i64,
    pub may_restore: bool,
}

/// One side: a revision, or what someone is typing (number 0).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub number: i64,
    pub by: String,
    pub name: String,
    pub reason: String,
    pub at: i64,
}
