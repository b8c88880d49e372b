//! Pieces as the newsroom sees them: in lists of work, and one by one.

use serde::{Deserialize, Serialize};

use super::{
    past::{NoteView, RevisionLine},
    stages::{Action, Stage},
};
use crate::{content::Content, media::model::MediaView, section::model::SectionLink};

/// Where open pages are told that a colleague has done something.
pub const SOCKET: &str = "/ws/bien-tap";
/// The same for lists, which are told too when someone begins or ends to write.
pub const LISTS_SOCKET: &str = "/ws/bien-tap?danh-sach=1";
/// Before the id of a piece: what readers would see of it.
pub const PREVIEW: &str = "/bien-tap/xem-truoc/";
/// Pieces on one page of a list.
pub const PAGE_LENGTH: usize = 30;
pub const LONGEST_TITLE: usize = 250;
pub const LONGEST_LEAD: usize = 1000;
pub const LONGEST_SEO_TITLE: usize = 120;
pub const LONGEST_SEO_DESCRIPTION: usize = 320;
/// Characters of what pieces are searched by.
pub const LONGEST_SEARCH: usize = 200;
/// Of notes, and of reasons that are given.
pub const LONGEST_NOTE: usize = 2000;

/// A list of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tab {
    #[default]
    Submitted,
    Drafts,
    Returned,
    Approved,
    Scheduled,
    ReviewOwed,
    Published,
    Withdrawn,
}

impl Tab {
    pub const ALL: [Self; 8] = [
        Self::Drafts,
        Self::Returned,
        Self::Submitted,
        Self::Approved,
        Self::Scheduled,
        Self::ReviewOwed,
        Self::Published,
        Self::Withdrawn,
    ];

    /// In the address, after `?muc=`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drafts => "ban-nhap",
            Self::Returned => "tra-lai",
            Self::Submitted => "cho-duyet",
            Self::Approved => "cho-dang",
            Self::Scheduled => "hen-gio",
            Self::ReviewOwed => "no-duyet-lai",
            Self::Published => "da-dang",
            Self::Withdrawn => "da-go",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == text)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Drafts => "Bản nháp",
            Self::Returned => "Đã trả lại",
            Self::Submitted => "Chờ duyệt",
            Self::Approved => "Chờ đăng",
            Self::Scheduled => "Hẹn giờ",
            Self::ReviewOwed => "Nợ duyệt lại",
            Self::Published => "Đã đăng",
            Self::Withdrawn => "Đã gỡ",
        }
    }

    pub fn empty(self) -> &'static str {
        match self {
            Self::Drafts => "Không có bản nháp nào.",
            Self::Returned => "Không có bài nào bị trả lại.",
            Self::Submitted => "Không có bài nào chờ duyệt.",
            Self::Approved => "Không có bài nào chờ đăng.",
            Self::Scheduled => "Không có bài nào hẹn giờ đăng.",
            Self::ReviewOwed => "Không có bài đăng khẩn nào còn nợ duyệt lại.",
            Self::Published => "Chưa có bài nào được đăng.",
            Self::Withdrawn => "Chưa có bài nào bị gỡ.",
        }
    }
}

/// One page of a list of work, with how much waits in each list. Published and withdrawn ones are not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkList {
    pub tab: Tab,
    pub counts: Vec<(Tab, i64)>,
    pub pieces: Vec<PieceLine>,
    /// Where the next page begins; 0 on the last.
    pub before: i64,
    pub may_write: bool,
    /// One's own, on the first page.
    pub drafts: Vec<DraftLine>,
    /// What was searched for in place of a list; empty where one is shown.
    pub asked: String,
    /// What is to be known of what was found: that there is more, that other words were searched for.
    pub cautions: Vec<String>,
}

/// A piece in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceLine {
    pub id: String,
    pub title: String,
    pub section: String,
    pub author: String,
    pub assigned: String,
    pub stage: Stage,
    pub is_correction: bool,
    pub is_returned: bool,
    pub updated_at: i64,
    pub due_at: Option<i64>,
    pub scheduled_at: Option<i64>,
    /// Who else has it open for writing at this moment. Advice, not a lock.
    pub writing: Vec<String>,
}

/// A piece with all that its sheet shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PieceView {
    pub id: String,
    pub stage: Stage,
    /// The address that readers have, if they have one.
    pub live_href: Option<String>,
    /// The version in work.
    pub number: i64,
    /// Of the save that made it.
    pub save_key: String,
    /// Of this form: see [`NewPiece::form_key`].
    pub form_key: String,
    pub kept: Option<KeptView>,
    pub fields: PieceFields,
    pub content: Content,
    pub media: Vec<MediaView>,
    pub section_name: String,
    pub author: String,
    pub assigned: String,
    pub assigned_name: String,
    pub due_at: Option<i64>,
    pub scheduled_at: Option<i64>,
    pub updated_at: i64,
    pub published_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    pub returned_note: String,
    pub withdrawn_note: String,
    /// Whose urgent publication still waits for a second review.
    pub review_owed_by: Option<String>,
    pub actions: Vec<Action>,
    /// Editors and publishers give pieces to people.
    pub may_assign: bool,
    pub may_note: bool,
    /// It is the reader's own draft alone.
    pub may_drop: bool,
    pub checks: Vec<Check>,
    /// Of more the first; the others are on a page of their own. So it is with versions.
    pub notes: Vec<NoteView>,
    pub has_more_notes: bool,
    pub history: Vec<RevisionLine>,
    pub has_older_versions: bool,
    pub sections: Vec<SectionLink>,
    /// In use on the site, the most frequent first.
    pub known_tags: Vec<String>,
    /// Name and display name of those who could write it; one more than [`MOST_LISTED`] where there are more.
    pub people: Vec<(String, String)>,
}

/// From more people than this nobody is chosen by looking through a list: his name is typed.
pub const MOST_LISTED: i64 = 200;

/// What is typed of a piece.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PieceFields {
    pub title: String,
    pub lead: String,
    /// Its slug.
    pub section: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub author_line: String,
    pub source_name: String,
    pub source_url: String,
    pub slug: String,
    /// "Cải cách hành chính, Cao Lộc".
    pub tags: String,
    /// The id of a picture; empty for the first of the text.
    pub cover: String,
    /// "50 50": per cent from left and top; empty for the middle.
    pub focus: String,
    /// Addresses of articles, one a line.
    pub related: String,
    pub seo_title: String,
    pub seo_description: String,
    /// As a field for date and time gives it.
    pub withdraw_at: String,
}

/// What someone has typed and not saved yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// Grows with each send.
    pub version: i64,
    /// The revision that it was begun over; 0 for a new piece.
    pub base: i64,
    pub schema: i64,
    pub fields: PieceFields,
    /// As the editor sent it; judged when it is saved.
    pub content: String,
    /// Of the send that made it.
    pub key: String,
    pub at: i64,
}

/// Unsaved work in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    pub piece: String,
    pub title: String,
    pub at: i64,
    /// There is no piece yet.
    pub is_new: bool,
    /// The piece is in other hands by now: the text can be read, copied and given up.
    pub is_closed: bool,
}

/// What someone has typed and not saved, to be read and copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptText {
    pub piece: String,
    pub at: i64,
    /// The document as plain text stands in `text`.
    pub fields: PieceFields,
}

/// What a new piece begins with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewPiece {
    pub sections: Vec<SectionLink>,
    pub known_tags: Vec<String>,
    pub content: Content,
    pub kept: Option<KeptView>,
    pub media: Vec<MediaView>,
    /// Goes with the plain form, so that the server knows it again when it is sent twice.
    pub form_key: String,
}

/// What a check before publishing looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckKind {
    Lead,
    Source,
    Alt,
    Caption,
    HeadingOrder,
    LinkText,
    DeadLink,
    TableHeaders,
}

impl CheckKind {
    pub const ALL: [Self; 8] = [
        Self::Lead,
        Self::Source,
        Self::Alt,
        Self::Caption,
        Self::HeadingOrder,
        Self::LinkText,
        Self::DeadLink,
        Self::TableHeaders,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Source => "source",
            Self::Alt => "alt",
            Self::Caption => "caption",
            Self::HeadingOrder => "heading_order",
            Self::LinkText => "link_text",
            Self::DeadLink => "dead_link",
            Self::TableHeaders => "table_headers",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "Đoạn mở đầu có từ 40 đến 500 ký tự",
            Self::Source => "Có ghi nguồn hoặc tác giả",
            Self::Alt => "Ảnh có mô tả cho người không nhìn thấy",
            Self::Caption => "Ảnh có chú thích",
            Self::HeadingOrder => "Đề mục không nhảy bậc",
            Self::LinkText => "Chữ của liên kết nói rõ dẫn tới đâu",
            Self::DeadLink => "Liên kết trong cổng mở được",
            Self::TableHeaders => "Bảng có ô tiêu đề",
        }
    }
}

/// Something to mend, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub kind: CheckKind,
    pub says: String,
    /// The block it stands in, counted from 0; None for what has a field of its own.
    pub block: Option<usize>,
    /// Nothing is published before it is mended.
    pub is_blocking: bool,
}

/// How a site works: what its administrators choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowSettings {
    pub one_person_mode: bool,
    pub blocking: Vec<CheckKind>,
}
