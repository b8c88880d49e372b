//! What is written holds against text of any kind, and maps list every page once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use uuid::Uuid;

use super::{
    atom::atom,
    json::json,
    model::{Entry, Feed},
    rss::rss,
    sitemap::{PART, index, news, parts},
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

#[test]
fn an_article_that_nobody_summed_up_has_no_empty_summary() {
    let mut feed = feed();
    feed.entries[0].lead.clear();
    let (rss, atom) = (rss(&feed), atom(&feed));
    assert_eq!((rss.matches("<description>").count(), atom.matches("<summary>").count()), (1, 0), "the feed's own only");
    let value: serde_json::Value = serde_json::from_str(&json(&feed)).unwrap();
    assert_eq!(value["items"][0]["content_text"], HARD);
}

#[test]
fn a_map_of_news_has_an_address_also_when_nothing_is_new() {
    let quiet = news("https://xa.example", HARD, &[]);
    assert!(quiet.contains("<url><loc>https://xa.example/</loc></url>") && !quiet.contains("<news:news>"), "{quiet}");
    let fresh = news("https://xa.example", HARD, &feed().entries);
    assert_eq!((fresh.matches("<url>").count(), fresh.matches("<news:news>").count()), (1, 1), "{fresh}");
}
