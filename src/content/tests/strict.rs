//! What editors send is refused with the place and the reason.

use crate::content::validate::{MAX_BYTES, MAX_NODES};
use crate::content::{Content, Url};
use crate::error::{AppError, Problem};

fn problems(json: &str) -> Vec<Problem> {
    match Content::parse(json) {
        Err(AppError::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

fn doc(blocks: &str) -> String {
    format!(r#"{{"type":"doc","content":[{blocks}]}}"#)
}

#[test]
fn a_fault_is_named_by_its_path() {
    let text = r#"{"type":"text","text":"a","marks":[{"type":"strong"},{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}"#;
    let found = problems(&doc(&format!(r#"{{"type":"paragraph"}},{{"type":"paragraph","content":[{text}]}}"#)));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].at, "content[1].content[0].marks[1].attrs.href");
    assert!(found[0].says.contains("https://"), "{}", found[0].says);
}

#[test]
fn what_the_schema_does_not_know_is_refused() {
    for (json, at) in [
        (r#"{"type":"chart"}"#, "content[0].type"),
        (r#"{"type":"paragraph","attrs":{"align":"left"}}"#, "content[0].attrs.align"),
        (r#"{"type":"paragraph","id":1}"#, "content[0].id"),
        (r#"{"type":"paragraph","type":"heading"}"#, "content[0].type"),
        (r#"{"type":"heading","attrs":{"level":1}}"#, "content[0].attrs.level"),
        (r#"{"type":"heading","attrs":{"level":2.0}}"#, "content[0].attrs.level"),
        (r#"{"type":"heading","attrs":{"level":2,"level":3}}"#, "content[0].attrs.level"),
        (r#"{"type":"picture","content":[{"type":"caption"}]}"#, "content[0].attrs.media"),
        (r#"{"type":"picture","attrs":{"media":"a/b"},"content":[{"type":"caption"}]}"#, "content[0].attrs.media"),
        (r#"{"type":"blockquote","content":[{"type":"heading"}]}"#, "content[0].content[0]"),
        (r#"{"type":"bullet_list"}"#, "content[0]"),
        (r#"{"type":"paragraph","content":[{"type":"text","text":""}]}"#, "content[0].content[0].text"),
        (r#"{"type":"paragraph","content":[{"type":"text"}]}"#, "content[0].content[0].text"),
        (r#"{"type":"paragraph","content":{}}"#, "content[0].content"),
        (r#"{"type":"paragraph","marks":[{"type":"strong"}]}"#, "content[0].marks[0]"),
        (r#"7"#, "content[0]"),
    ] {
        let found = problems(&doc(json));
        assert!(found.iter().any(|problem| problem.at == at), "{json}: {found:?}");
    }
    assert_eq!(problems(r#"{"type":"paragraph"}"#)[0].at, "type");
    assert!(!problems(r#"{"type":"doc"}"#).is_empty());
}

#[test]
fn limits_refuse_before_anything_is_built() {
    let long = doc(&format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":"{}"}}]}}"#, "a".repeat(MAX_BYTES)));
    assert!(problems(&long)[0].says.contains("1 MiB"));
    let many = doc(&vec![r#"{"type":"paragraph"}"#; MAX_NODES].join(","));
    assert!(problems(&many)[0].says.contains("20.000"));
    assert!(Content::parse(&doc(&vec![r#"{"type":"paragraph"}"#; MAX_NODES - 1].join(","))).is_ok());
    let quotes = |count: usize| {
        doc(&format!("{}{{\"type\":\"paragraph\"}}{}", r#"{"type":"blockquote","content":["#.repeat(count), "]}".repeat(count)))
    };
    assert!(Content::parse(&quotes(30)).is_ok());
    assert!(problems(&quotes(31))[0].says.contains("32"));
    for bracket in ["[", "{\"a\":", "{\"type\":\"doc\",\"content\":["] {
        assert!(problems(&bracket.repeat(30_000))[0].says.contains("quá sâu"));
    }
    assert!(problems(&doc(&vec![r#"{"type":"x"}"#; 1000].join(","))).len() <= 20);
    let names: String = (0..90_000).map(|number| format!(r#","a{number}":1"#)).collect();
    assert_eq!(problems(&doc(&format!(r#"{{"type":"paragraph"{names}}}"#))).len(), 20);
}

#[test]
fn broken_json_is_told_by_its_byte() {
    for json in [
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "\"\u{1}\"",
        "01",
        "1.",
        "nul",
        "\"\\x\"",
        "\"\\u12\"",
        "{}{}",
        "{a:1}",
        "'a'",
        "+1",
        "-",
        "\u{feff}{}",
    ] {
        assert!(Content::parse(json).is_err(), "{json}");
    }
    assert!(problems("{\"type\":\"doc\",")[0].says.contains("byte 14"));
}

#[test]
fn equal_documents_become_equal_bytes() {
    let one = doc(r#"{"type":"paragraph","content":[{"type":"text","text":"Ho"},{"type":"text","text":"a\u0300"},
        {"type":"text","text":"x","marks":[{"type":"strong"},{"type":"link","attrs":{"title":"","href":"HTTPS://Vidu.VN/A"}}]}]}"#);
    let other = doc(
        r#"{"content":[{"text":"Hoà","type":"text"},{"type":"text","marks":[{"attrs":{"href":"https://vidu.vn/A"},"type":"link"},{"type":"strong","attrs":{}}],"text":"x\u0007"}],"type":"paragraph"}"#,
    );
    let one = Content::parse(&one).unwrap();
    assert_eq!(one.to_json(), Content::parse(&other).unwrap().to_json());
    assert_eq!(
        one.to_json(),
        r#"{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Hoà"},{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"https://vidu.vn/A"}},{"type":"strong"}]}]}]}"#
    );
    assert_eq!(Content::parse(&Content::default().to_json()).unwrap(), Content::default());
}

#[test]
fn plain_text_parts_blocks_by_lines_and_cells_by_tabs() {
    let cell = |text: &str| {
        format!(r#"{{"type":"table_cell","content":[{{"type":"paragraph","content":[{{"type":"text","text":"{text}"}}]}}]}}"#)
    };
    let picture = r#"{"type":"picture","attrs":{"media":"m1","credit":"Ảnh: B"},"content":[{"type":"caption","content":[{"type":"text","text":"Lễ"}]}]}"#;
    let table = format!(
        r#"{{"type":"table_block","content":[{{"type":"table_caption"}},{{"type":"table","content":[{{"type":"table_row","content":[{},{}]}},{{"type":"table_row","content":[{}]}}]}}]}}"#,
        cell("1"),
        cell("2"),
        cell("3")
    );
    let content = Content::parse(&doc(&format!("{picture},{table},{picture}"))).unwrap();
    assert_eq!(content.plain_text(), "Lễ\nẢnh: B\n1\t2\n3\nLễ\nẢnh: B");
    assert_eq!(content.word_count(), 9);
    assert_eq!(content.media_ids(), ["m1"]);
}

#[test]
fn addresses_are_parsed_or_refused() {
    for (given, kept) in [
        ("HTTPS://Vidu.VN/Đường?a=1", "https://vidu.vn/Đường?a=1"),
        ("/van-ban", "/van-ban"),
        ("MAILTO:a@b.vn", "mailto:a@b.vn"),
        ("tel:+84253", "tel:+84253"),
    ] {
        assert_eq!(Url::parse(given).map(|url| url.to_string()).as_deref(), Some(kept));
    }
    for bad in [
        "javascript:alert(1)",
        " javascript:x",
        "java\nscript:x",
        "//evil",
        "/\\evil",
        "\\\\evil",
        "http://a@b/",
        "https:///",
        "data:x",
        "abc",
        "#a",
        "/a b",
        "/a\u{202e}b",
    ] {
        assert_eq!(Url::parse(bad), None, "{bad}");
    }
    assert_eq!(Url::mend(" //vidu.vn/a b\n").map(|url| url.to_string()).as_deref(), Some("https://vidu.vn/a%20b"));
}
