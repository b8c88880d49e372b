//! Whether the audit log and the publications are whole: each entry's hash covers the one before.

use super::{Finding, Patient};
use crate::{article::publishing, audit, text::numbers::grouped};

const SUBJECT: &str = "Nhật ký kiểm toán";

pub async fn check_audit(patient: &Patient) -> Vec<Finding> {
    vec![match audit::store::verify(&patient.db).await {
        Ok(Ok(entries)) => Finding::good(SUBJECT, format!("{} mục, chuỗi băm nguyên vẹn", grouped(entries))),
        Ok(Err(at)) => Finding::problem(SUBJECT, format!("chuỗi băm bị đứt ở {at}: có mục đã bị sửa hoặc xóa ngoài chương trình")),
        Err(error) => Finding::problem(SUBJECT, error.to_string()),
    }]
}

const PUBLICATIONS: &str = "Chuỗi các lần đăng";

pub async fn check_publications(patient: &Patient) -> Vec<Finding> {
    vec![match publishing::verify(&patient.db).await {
        Ok(Ok(entries)) => {
            let says = format!("{} lần đăng, chuỗi băm nguyên vẹn, văn bản khớp", grouped(entries));
            Finding::good(PUBLICATIONS, says + &told_erased(publishing::count_erased(&patient.db).await.unwrap_or_default()))
        }
        Ok(Err(at)) => {
            Finding::problem(PUBLICATIONS, format!("chuỗi băm bị đứt ở {at}: có bài đã đăng bị sửa hoặc xóa ngoài chương trình"))
        }
        Err(error) => Finding::problem(PUBLICATIONS, error.to_string()),
    }]
}

/// What personal data was erased from the publications has left its hash only.
fn told_erased((texts, reasons): (i64, i64)) -> String {
    match (texts, reasons) {
        (0, 0) => String::new(),
        _ => format!("; đã xóa để bảo vệ dữ liệu cá nhân: {} văn bản, {} lý do", grouped(texts), grouped(reasons)),
    }
}
