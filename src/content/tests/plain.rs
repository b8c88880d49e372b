//! Plain text to write in: what is not touched stays, what cannot be shown is not lost unasked.

use super::{
    cases,
    generate::{Dice, document},
};
use crate::content::{Content, plain};

fn content(blocks: &str) -> Content {
    Content::parse(&format!(r#"{{"type":"doc","content":[{blocks}]}}"#)).unwrap()
}

const BOLD: &str =
    r#"{"type":"paragraph","content":[{"type":"text","text":"Một "},{"type":"text","text":"đậm","marks":[{"type":"strong"}]}]}"#;
const QUOTE: &str = r#"{"type":"blockquote","content":[{"type":"paragraph","content":[{"type":"text","text":"Lời dẫn"}]}]}"#;

#[test]
fn what_is_written_plainly_comes_back_as_headings_lists_and_lines() {
    let text = "Đoạn đầu\ncó hai dòng\n\n## Kết quả\nNgay dưới đề mục\n\n- một\n- hai\n\n3. ba\n4. bốn\n\n2026. Không phải danh sách\nvì dòng sau không có số";
    let read = plain::read(text, &Content::default()).unwrap();
    assert_eq!(
        read.content.to_plain(),
        "Đoạn đầu\ncó hai dòng\n\n## Kết quả\n\nNgay dưới đề mục\n\n- một\n- hai\n\n3. ba\n4. bốn\n\n2026. Không phải danh sách\nvì dòng sau không có số"
    );
    let json = read.content.to_json();
    for part in [r#""type":"heading""#, "bullet_list", r#""type":"ordered_list","attrs":{"order":3}"#, "hard_break"] {
        assert!(json.contains(part), "{part} in {json}");
    }
}

#[test]
fn blocks_that_are_not_touched_keep_their_form() {
    let before = content(&[BOLD, QUOTE, BOLD].join(","));
    let text = before.to_plain();
    assert_eq!(text, "Một đậm\n\n[[khối 2: trích dẫn “Lời dẫn”]]\n\nMột đậm");
    let read = plain::read(&format!("Mới\n\n{text}"), &before).unwrap();
    assert_eq!(
        read.content,
        content(&[r#"{"type":"paragraph","content":[{"type":"text","text":"Mới"}]}"#, BOLD, QUOTE, BOLD].join(","))
    );
    assert!(read.dropped.is_empty() && read.unformatted == 0);
}

#[test]
fn what_is_dropped_or_loses_its_form_is_said() {
    let before = content(&[BOLD, QUOTE].join(","));
    let read = plain::read("Một đậm đã sửa", &before).unwrap();
    assert_eq!(read.dropped, ["[[khối 2: trích dẫn “Lời dẫn”]]"]);
    assert_eq!(read.unformatted, 1);
}

#[test]
fn a_line_for_a_block_that_is_not_there_is_refused() {
    let before = content(QUOTE);
    for text in ["[[khối 2: trích dẫn]]", "[[khối 1: a]]\n\n[[khối 1: a]]", "[[khối 99999999: b]]"] {
        assert!(plain::read(text, &before).is_err(), "{text}");
    }
    // The number alone tells.
    assert_eq!(plain::read("[[khối 1: gõ thiếu]]", &before).unwrap().content, before);
}

#[test]
fn any_document_comes_back_as_it_was() {
    let (count, seed) = cases("plain", 300, 20_000);
    let mut dice = Dice(seed);
    for _ in 0..count {
        let json = document(&mut dice).to_string();
        let Ok(before) = Content::parse(&json) else { continue };
        assert_eq!(plain::read(&before.to_plain(), &before).unwrap().content, before, "{json}");
        // With one paragraph more, nothing but empty blocks may be missing.
        let longer = plain::read(&format!("{}\n\nThêm một đoạn", before.to_plain()), &before);
        let longer = longer.unwrap_or_else(|error| panic!("{error} in {json}"));
        assert!(longer.dropped.is_empty() && longer.unformatted == 0, "{:?} {} in {json}", longer.dropped, longer.unformatted);
    }
}

#[test]
fn a_text_begins_with_its_first_paragraph_that_says_something() {
    let paragraph = |text: &str| format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":"{text}"}}]}}"#);
    let picture = r#"{"type":"picture","attrs":{"media":"m","credit":"Ảnh: Ban biên tập"},"content":[{"type":"caption","content":[{"type":"text","text":"Chú thích"}]}]}"#;
    let heading = r#"{"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Địa lý"}]}"#;
    let parts = [picture.to_owned(), heading.to_owned(), QUOTE.to_owned(), paragraph(" "), paragraph("Xã  rộng")].join(",");
    assert_eq!(content(&parts).first_paragraph(), "Xã rộng");
    assert_eq!(content(&[heading, QUOTE].join(",")).first_paragraph(), "Lời dẫn");
    assert_eq!(content(picture).first_paragraph(), "");
}
