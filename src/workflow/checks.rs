//! What is looked at before publishing: for readers who cannot see a picture, who doubt a source, who follow a link.

use super::model::{Check, CheckKind, PieceFields};
use crate::content::{
    Content,
    faults::{Fault, Found},
};

const LEAD: std::ops::RangeInclusive<usize> = 40..=500;

/// Everything to be mended. `dead` are the internal links that lead nowhere, with their blocks.
pub fn list_checks(fields: &PieceFields, content: &Content, dead: &[(usize, String)], blocking: &[CheckKind]) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut say = |kind: CheckKind, block: Option<usize>, says: String| {
        checks.push(Check { kind, says, block, is_blocking: blocking.contains(&kind) });
    };
    let length = fields.lead.chars().count();
    if !LEAD.contains(&length) {
        let says = match length {
            0 => "Chưa có đoạn mở đầu (sapo)".to_owned(),
            _ => format!("Đoạn mở đầu dài {length} ký tự; nên từ {} đến {}", LEAD.start(), LEAD.end()),
        };
        say(CheckKind::Lead, None, says);
    }
    if fields.source_name.is_empty() && fields.author_line.is_empty() {
        say(CheckKind::Source, None, "Chưa ghi nguồn hoặc tác giả".into());
    }
    for found in content.list_faults() {
        let (kind, says) = said(&found);
        say(kind, Some(found.block), says);
    }
    for (block, href) in dead {
        say(CheckKind::DeadLink, Some(*block), format!("Liên kết {href} không mở được: không có trang này"));
    }
    checks
}

fn said(found: &Found) -> (CheckKind, String) {
    let place = if found.shown.is_empty() { String::new() } else { format!(" “{}”", found.shown) };
    match found.fault {
        Fault::NoAlt => (CheckKind::Alt, format!("Ảnh{place} chưa có mô tả cho người không nhìn thấy")),
        Fault::NoCaption => (CheckKind::Caption, "Ảnh chưa có chú thích".into()),
        Fault::HeadingOrder => (CheckKind::HeadingOrder, format!("Đề mục{place} nhảy bậc: phải theo thứ tự lớn rồi mới đến nhỏ")),
        Fault::LinkText => (CheckKind::LinkText, format!("Liên kết{place} chưa nói rõ dẫn tới đâu")),
        Fault::TableWithoutHeaders => (CheckKind::TableHeaders, format!("Bảng{place} chưa có ô tiêu đề")),
    }
}
