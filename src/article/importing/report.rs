//! What an import did, and what it could not carry.

use crate::{cause, error::AppError};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub created: usize,
    pub revised: usize,
    pub unchanged: usize,
    /// Files that did not become an article.
    pub failed: usize,
    /// Files that were not tried, as all would have failed.
    pub not_tried: usize,
    pub lines: Vec<ReportLine>,
}

/// One thing that someone should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    pub file: String,
    pub kind: ReportKind,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportKind {
    UnreadableFile,
    MissingPicture,
    BrokenPicture,
    OutsidePicture,
    RemotePicture,
    Dropped,
    Charset,
    Title,
    Date,
    Section,
    SameTitle,
    Withdrawn,
    NotLanded,
    /// Disk or database failed in a way that every other file would meet too.
    Halted,
}

impl ReportKind {
    pub fn wording(self) -> &'static str {
        match self {
            Self::UnreadableFile => "không đọc được tệp",
            Self::MissingPicture => "thiếu ảnh",
            Self::BrokenPicture => "ảnh hỏng hoặc không nhận",
            Self::OutsidePicture => "ảnh nằm ngoài thư mục",
            Self::RemotePicture => "ảnh trên mạng, không tải về",
            Self::Dropped => "không mang theo được",
            Self::Charset => "bảng mã",
            Self::Title => "tiêu đề",
            Self::Date => "ngày đăng",
            Self::Section => "chuyên mục",
            Self::SameTitle => "trùng tiêu đề",
            Self::Withdrawn => "bài đã gỡ",
            Self::NotLanded => "không nhập được",
            Self::Halted => "phải dừng",
        }
    }
}

/// What became of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Created,
    Revised,
    Unchanged,
    /// Left as it is: an import does not bring back what was withdrawn.
    Withdrawn,
}

/// How far the import is, after a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    pub file: String,
}

impl Report {
    pub(super) fn add(&mut self, file: &str, kind: ReportKind, detail: impl Into<String>) {
        self.lines.push(ReportLine { file: file.to_owned(), kind, detail: detail.into() });
    }

    pub(super) fn count(&mut self, file: &str, outcome: &Result<Outcome, (ReportKind, String)>) {
        match outcome {
            Ok(Outcome::Created) => self.created += 1,
            Ok(Outcome::Revised) => self.revised += 1,
            Ok(Outcome::Unchanged) => self.unchanged += 1,
            Ok(Outcome::Withdrawn) => {
                self.unchanged += 1;
                self.add(file, ReportKind::Withdrawn, "bài này đã được gỡ trên cổng; giữ nguyên, không nhập lại");
            }
            Err((kind, detail)) => {
                self.failed += 1;
                self.add(file, *kind, detail);
            }
        }
    }
}

pub(super) fn of_error(error: &AppError) -> (ReportKind, String) {
    let kind = match (error, cause::last()) {
        (AppError::Unavailable, Some(cause)) if cause.hits_everything() => ReportKind::Halted,
        _ => ReportKind::NotLanded,
    };
    (kind, cause::told(error))
}
