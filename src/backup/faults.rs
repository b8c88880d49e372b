//! Files of the portal that a backup did not find whole, in words for the administrator.

use std::path::Path;

use super::folder::media_path;
use crate::{
    media::storage::{ContentHash, Source},
    text::numbers::grouped,
};

/// A file that the database names, and that the portal has not, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub hash: ContentHash,
    pub found: Source,
    pub remedy: Remedy,
}

/// What could be done about it. With the bytes of the copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Taken whole from an earlier backup, into the new one and back into the portal.
    Mended(u64),
    /// Into the new one only: the portal's folder of files could not be written, or was empty.
    InBackup(u64),
    /// No backup in the same folder has it; it is left out.
    None,
}

impl Fault {
    pub fn is_left_out(&self) -> bool {
        self.remedy == Remedy::None
    }

    /// One line, with what to do.
    pub fn says(&self, backup: &Path, media: &Path) -> String {
        let found = match self.found {
            Source::Missing => "bị mất",
            _ => "bị hỏng",
        };
        let hash = self.hash.as_str();
        match self.remedy {
            Remedy::Mended(_) => format!("{hash}: {found}; đã lấy lại từ bản sao lưu trước, cổng dùng được lại"),
            Remedy::InBackup(_) => format!(
                "{hash}: {found}; bản sao lưu này có tệp lành, nhưng chưa trả lại cho cổng. Nếu ổ đĩa đã gắn đúng, hãy chép lại: cp {} {}/",
                media_path(backup, &self.hash).display(),
                media.join(&hash[..2]).display()
            ),
            Remedy::None => {
                format!("{hash}: {found}; không bản sao lưu nào ở đây còn tệp lành. Hãy tìm ở nơi khác hoặc tải tệp lên lại")
            }
        }
    }
}

/// All of them in a sentence; None where there are none.
pub fn summary(faults: &[Fault]) -> Option<String> {
    let count = |count: usize| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    let left_out = faults.iter().filter(|fault| fault.is_left_out()).count();
    let taken = faults.len() - left_out;
    let taken = (taken > 0).then(|| format!("{} tệp được lấy từ bản sao lưu trước", count(taken)));
    let left_out = (left_out > 0).then(|| format!("{} tệp không còn bản lành nào và không có trong bản sao lưu", count(left_out)));
    let parts: Vec<String> = taken.into_iter().chain(left_out).collect();
    (!faults.is_empty()).then(|| {
        format!(
            "Đã sao lưu, nhưng {} tệp của cổng bị hỏng hoặc mất: {}. Hãy kiểm tra ổ đĩa (ổ mạng chứa tệp có được gắn không); xem từng tệp: congdan doctor --media",
            count(faults.len()),
            parts.join(", ")
        )
    })
}
