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
            Finding::good(PUBLICATIONS, format!("{} lần đăng, chuỗi băm nguyên vẹn, văn bản khớp", grouped(entries)))
        }
        Ok(Err(at)) => {
            Finding::problem(PUBLICATIONS, format!("chuỗi băm bị đứt ở {at}: có bài đã đăng bị sửa hoặc xóa ngoài chương trình"))
        }
        Err(error) => Finding::problem(PUBLICATIONS, error.to_string()),
    }]
}
