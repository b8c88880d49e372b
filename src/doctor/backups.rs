//! The last backup: not too old, and still where it was put.

use std::path::Path;

use super::{Finding, Patient};
use crate::{
    backup::{Manifest, find_newest_whole, status},
    clock,
    text::dates,
};

const BACKUP: &str = "Bản sao lưu";
/// One day missed is one too many, but the next one may still be running.
const TOO_OLD: i64 = 48 * 3600 * 1_000_000;

pub async fn check_age(patient: &Patient) -> Vec<Finding> {
    let status = match status(&patient.db, &patient.data).await {
        Ok(status) => status,
        Err(error) => return vec![Finding::problem(BACKUP, format!("không đọc được tình trạng: {error}"))],
    };
    let mut findings = vec![match &status.last_good {
        None => Finding::problem(BACKUP, "chưa có bản nào; hãy chạy congdan backup"),
        Some(good) => {
            let when = dates::date_time(good.finished_at);
            if Manifest::read(Path::new(&good.place)).is_err() {
                Finding::problem(BACKUP, format!("bản lúc {when} không còn ở {} (hoặc máy này không thấy thư mục ấy)", good.place))
            } else if clock::now() - good.finished_at > TOO_OLD {
                Finding::problem(BACKUP, format!("bản cuối đã cũ: {when}"))
            } else {
                Finding::good(BACKUP, format!("{when}, tại {}", good.place))
            }
        }
    }];
    if let Some(failure) = status.last_failure.filter(|failure| failure.is_of_last(status.last_good.as_ref())) {
        let is_made = status.last_good.is_some_and(|good| good.finished_at == failure.failed_at);
        let ended = if is_made { "có tệp hỏng" } else { "không thành" };
        findings.push(Finding::problem(
            BACKUP,
            format!("lần cuối {ended}, {}: {}", dates::date_time(failure.failed_at), failure.failure),
        ));
    }
    findings
}

/// What can be restored, where the database itself cannot be asked.
pub async fn find_newest(folder: &Path) -> Finding {
    match find_newest_whole(folder).await {
        Some(backup) => Finding::good(
            BACKUP,
            format!(
                "bản mới nhất còn nguyên: {}. Nạp lại: dừng cổng, đổi tên cơ sở dữ liệu hỏng để giữ lại, rồi congdan restore {}",
                dates::date_time(backup.manifest.taken_at),
                backup.path.display()
            ),
        ),
        None => Finding::problem(
            BACKUP,
            format!("không có bản nào còn nguyên trong {}; hãy tìm ở ổ đĩa hoặc máy khác", folder.display()),
        ),
    }
}
