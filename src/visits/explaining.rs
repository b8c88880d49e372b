//! How the figures are counted, in words. A document as a page has one: fetched by who reads it, and in nobody's download.

use super::robots;
use crate::{
    config::SECURITY_LOG_DAYS,
    content::{Content, from_html::read_html},
    text::numbers::grouped,
};

/// What stands on `/thong-ke-truy-cap` of a site that took over so many visits.
pub fn explanation(opening: i64) -> Content {
    let taken_over = if opening > 0 {
        format!(", gồm {} lượt của trang cũ được chuyển sang", grouped(opening))
    } else {
        String::new()
    };
    let html = include_str!("explanation.html")
        .replace("{taken_over}", &taken_over)
        .replace("{robots}", robots::LIST)
        .replace("{log_days}", &SECURITY_LOG_DAYS.to_string());
    read_html(html.as_bytes()).body.resolve(|_| None)
}

#[cfg(test)]
mod tests {
    use super::explanation;

    #[test]
    fn nothing_of_the_text_is_lost_and_every_place_is_filled() {
        let text = explanation(79_841).plain_text();
        for part in
            ["Các con số nghĩa là gì", "gồm 79.841 lượt của trang cũ được chuyển sang.", "Đếm thế nào", "không có trong số lượt."]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains(['{', '}']), "{text}");
        assert!(explanation(0).plain_text().contains("từ trước đến nay."));
    }
}
