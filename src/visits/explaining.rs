//! How the figures are counted, in words. A document as a page has one: fetched by who reads it, and in nobody's download.

use super::{model::MostRead, robots};
use crate::{
    config::SECURITY_LOG_DAYS,
    content::{Content, from_html::read_html},
    text::{numbers::grouped, xml::escaped},
};

/// What stands on `/thong-ke-truy-cap` of a site that took over so many visits, with what is read most.
pub fn explanation(opening: i64, most_read: &[MostRead]) -> Content {
    let taken_over = if opening > 0 {
        format!(", gồm {} lượt của trang cũ được chuyển sang", grouped(opening))
    } else {
        String::new()
    };
    let html = include_str!("explanation.html")
        .replace("{taken_over}", &taken_over)
        .replace("{robots}", robots::LIST)
        .replace("{log_days}", &SECURITY_LOG_DAYS.to_string())
        .replace("{most_read}", &table(most_read));
    read_html(html.as_bytes()).body.resolve(|_| None)
}

fn table(most_read: &[MostRead]) -> String {
    if most_read.is_empty() {
        return "<p>Chưa có lượt xem nào trong 7 ngày qua.</p>".into();
    }
    let row = |read: &MostRead| {
        let (href, title) = (format!("/bai-viet/{}", read.slug), escaped(&read.title));
        format!("<tr><td><a href=\"{href}\">{title}</a></td><td>{}</td></tr>", grouped(read.views))
    };
    let rows: String = most_read.iter().map(row).collect();
    format!(
        "<table><caption>Tin được đọc nhiều nhất trong 7 ngày</caption><tr><th>Tin bài</th><th>Lượt xem</th></tr>{rows}</table>"
    )
}

#[cfg(test)]
mod tests {
    use super::{MostRead, explanation};

    #[test]
    fn nothing_of_the_text_is_lost_and_every_place_is_filled() {
        let text = explanation(79_841, &[]).plain_text();
        for part in
            ["Các con số nghĩa là gì", "gồm 79.841 lượt của trang cũ được chuyển sang.", "Đếm thế nào", "không có trong số lượt."]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains(['{', '}']), "{text}");
        let read = MostRead { slug: "bai".into(), title: "Dưới <b> & trên".into(), published_at: 0, views: 5_678 };
        let text = explanation(0, &[read]).plain_text();
        assert!(text.contains("Dưới <b> & trên") && text.contains("5.678"), "{text}");
        assert!(explanation(0, &[]).plain_text().contains("từ trước đến nay."));
    }
}
