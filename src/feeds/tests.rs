//! What is written holds against text of any kind, and maps list every page once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use uuid::Uuid;

use super::{
    atom::atom,
    json::json,
    model::{Entry, Feed},
    rss::rss,
    sitemap::{PART, index, parts},
};

const HARD: &str = "Ủy ban \"xã\" <b>&amp;</b> ]]> \u{0}\u{1}'";

fn feed() -> Feed {
    let entry = Entry {
        id: Uuid::nil(),
        slug: "bai".into(),
        title: HARD.into(),
        lead: HARD.into(),
        section: HARD.into(),
        author: HARD.into(),
        published_at: 1_795_163_400_000_000,
        corrected_at: Some(1_795_163_500_000_000),
        cover: None,
    };
    Feed { base: "https://xa.example".into(), path: "/".into(), title: HARD.into(), description: HARD.into(), entries: vec![entry] }
}

#[test]
fn text_of_any_kind_stays_text() {
    for xml in [rss(&feed()), atom(&feed())] {
        assert!(!xml.contains("<b>") && !xml.contains("]]>") && !xml.contains('\u{1}'), "{xml}");
        assert!(xml.contains("Ủy ban &quot;xã&quot; &lt;b&gt;&amp;amp;&lt;/b&gt;"), "{xml}");
    }
    let value: serde_json::Value = serde_json::from_str(&json(&feed())).unwrap();
    assert_eq!(value["items"][0]["title"], HARD);
}

#[test]
fn dates_are_of_vietnam() {
    assert!(rss(&feed()).contains("<pubDate>Fri, 20 Nov 2026 15:30:00 +0700</pubDate>"), "{}", rss(&feed()));
    assert!(atom(&feed()).contains("<updated>2026-11-20T15:31:40+07:00</updated>"), "{}", atom(&feed()));
}

#[test]
fn every_article_has_its_part_of_the_map() {
    assert_eq!([0, 1, PART, PART + 1, 30 * PART].map(parts), [0, 1, 1, 2, 30]);
    assert_eq!(index("https://xa.example", PART + 1, 1).matches("<sitemap>").count(), 3);
}
