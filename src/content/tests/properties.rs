//! Promises kept for every document and every input.

use super::cases;
use super::generate::{Dice, HOSTILE, document, mutate, text};
use crate::content::from_html::read_html;
use crate::content::render::{ContentView, ContentViewProps};
use crate::content::{Content, SCHEMA_VERSION, Url};
use crate::media::model::{Format, MediaKind, MediaView, RenditionView};
use html5ever::tendril::TendrilSink;
use leptos::prelude::*;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::{Strategy, any, prop};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const ELEMENTS: [&str; 42] = [
    "div",
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "picture",
    "source",
    "img",
    "figcaption",
    "small",
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "a",
    "video",
    "track",
    "details",
    "summary",
    "br",
    "strong",
    "em",
    "u",
    "s",
    "sub",
    "sup",
    "span",
    "html",
    "head",
    "body",
    "#",
];
const ATTRIBUTES: [&str; 32] = [
    "class",
    "role",
    "tabindex",
    "aria-label",
    "start",
    "scope",
    "colspan",
    "rowspan",
    "href",
    "rel",
    "title",
    "download",
    "lang",
    "src",
    "srcset",
    "sizes",
    "type",
    "width",
    "height",
    "alt",
    "decoding",
    "loading",
    "fetchpriority",
    "controls",
    "preload",
    "kind",
    "srclang",
    "label",
    "default",
    "#",
    "#",
    "#",
];

fn runner(name: &str, few: u64, many: u64) -> TestRunner {
    let (count, seed) = cases(name, few, many);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases: u32::try_from(count).unwrap(), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// m0–m2 are pictures, m3 and m4 files, of which m4 is also a video; m5 is lost.
fn media() -> Vec<MediaView> {
    let rendition = |format, width, url: &str| RenditionView { format, width, height: width, url: url.to_owned() };
    let view = |id: &str, kind, renditions| MediaView {
        id: id.into(),
        kind,
        name: String::new(),
        mime: String::new(),
        bytes: 1_234_567,
        width: 640,
        height: 480,
        renditions,
    };
    let picture = |id| {
        let renditions =
            vec![rendition(Format::Webp, 320, "/tap-tin/a/a-320.webp"), rendition(Format::Jpeg, 640, "/tap-tin/a/a-640.jpg")];
        view(id, MediaKind::Picture, renditions)
    };
    let original = || vec![rendition(Format::Original, 0, "/tap-tin/b/b.pdf")];
    vec![
        picture("m0"),
        picture("m1"),
        picture("m2"),
        view("m3", MediaKind::File, original()),
        view("m4", MediaKind::Video, original()),
    ]
}

/// Checks every element and attribute, and gives the text that stands in the document's own words.
fn audit(node: &Handle, out: &mut String) {
    match &node.data {
        NodeData::Text { contents } => out.push_str(&contents.borrow()),
        NodeData::Element { name, attrs, .. } => {
            let tag = &*name.local;
            assert!(ELEMENTS.contains(&tag), "<{tag}>");
            for attr in attrs.borrow().iter() {
                let attribute = &*attr.name.local;
                assert!(ATTRIBUTES.contains(&attribute), "<{tag} {attribute}>");
                if matches!(attribute, "href" | "src") {
                    assert!(Url::parse(&attr.value).is_some(), "{}", attr.value);
                }
            }
            let is_ours = tag == "summary" || (tag == "small" && out.ends_with(' ') && is_note(node));
            if !is_ours {
                node.children.borrow().iter().for_each(|child| audit(child, out));
            }
        }
        NodeData::Comment { .. } => panic!("a comment in the output"),
        _ => node.children.borrow().iter().for_each(|child| audit(child, out)),
    }
}

fn is_note(small: &Handle) -> bool {
    let children = small.children.borrow();
    matches!(children.first().map(|first| &first.data), Some(NodeData::Text { contents }) if &**contents.borrow() == "(1,2 MB)")
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn parsed_text(html: &str) -> String {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut out = String::new();
    audit(&dom.document, &mut out);
    // The words of the link to a video's transcript are the page's own.
    without_space(&out).replace("Lờitrongvideo", "")
}

#[test]
fn a_right_document_is_accepted_and_its_canonical_form_stays() {
    runner("canonical form", 400, 20_000)
        .run(&any::<u64>(), |seed| {
            let json = document(&mut Dice(seed)).to_string();
            let content = Content::parse(&json).unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
            let canonical = content.to_json();
            let again = Content::parse(&canonical).unwrap_or_else(|error| panic!("seed {seed}: {error:?}"));
            assert_eq!(again.to_json(), canonical, "seed {seed}");
            assert_eq!(again, content, "seed {seed}");
            assert_eq!(Content::read_stored(&canonical, SCHEMA_VERSION).unwrap(), content);
            assert_eq!(serde_json::from_str::<Content>(&serde_json::to_string(&content).unwrap()).unwrap(), content);
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_is_rendered_holds_only_allowed_elements_and_the_same_text() {
    let media = media();
    runner("rendering", 400, 20_000)
        .run(&any::<u64>(), |seed| {
            let content = Content::parse(&document(&mut Dice(seed)).to_string()).unwrap();
            let html = ContentView(ContentViewProps { content: content.clone(), media: media.clone() }).into_view().to_html();
            assert_eq!(parsed_text(&html), without_space(&content.plain_text()), "seed {seed}\n{html}\n{}", content.to_json());
            assert!(html.matches("fetchpriority").count() <= 1);
            assert_eq!(parsed_text(&content.to_html(&[])), without_space(&content.plain_text()), "seed {seed}, no media");
            Ok(())
        })
        .unwrap();
}

#[test]
fn hostile_strings_stay_text_in_every_place() {
    let media = media();
    for hostile in HOSTILE {
        let quoted = serde_json::to_string(hostile).unwrap();
        let link = format!(r#"{{"type":"link","attrs":{{"href":"/a","title":{quoted}}}}}"#);
        let inline = format!(r#"{{"type":"text","text":{quoted},"marks":[{link}]}}"#);
        let picture = format!(
            r#"{{"type":"picture","attrs":{{"media":"m0","alt":{quoted},"credit":{quoted}}},"content":[{{"type":"caption","content":[{inline}]}}]}}"#
        );
        let file = format!(r#"{{"type":"attachment","attrs":{{"media":"m3","title":{quoted}}}}}"#);
        let video = format!(
            r#"{{"type":"video","attrs":{{"media":"m4","transcript_text":{quoted}}},"content":[{{"type":"caption","content":[{inline}]}}]}}"#
        );
        let table = format!(
            r#"{{"type":"table_block","content":[{{"type":"table_caption","content":[{inline}]}},{{"type":"table","content":[{{"type":"table_row"}}]}}]}}"#
        );
        let json =
            format!(r#"{{"type":"doc","content":[{{"type":"paragraph","content":[{inline}]}},{picture},{file},{video},{table}]}}"#);
        let content = Content::parse(&json).unwrap();
        assert_eq!(parsed_text(&content.to_html(&media)), without_space(&content.plain_text()), "{hostile:?}");
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    runner("random bytes", 1_000, 100_000)
        .run(&bytes, |bytes| {
            let text = String::from_utf8_lossy(&bytes);
            let _ = Content::parse(&text);
            let _ = Content::read_stored(&text, SCHEMA_VERSION);
            let _ = read_html(&bytes);
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_damaged_document_makes_it_panic() {
    runner("damaged documents", 600, 50_000)
        .run(&(any::<u64>(), prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)), |(seed, damage)| {
            let mut dice = Dice(seed);
            let mut document = document(&mut dice);
            mutate(&mut document, &mut dice);
            let mut bytes = document.to_string().into_bytes();
            if let Ok(content) = Content::read_stored(&document.to_string(), SCHEMA_VERSION) {
                parsed_text_of_anything(&content);
            }
            for (at, byte) in damage {
                let at = usize::from(at) % bytes.len();
                bytes[at] = byte;
            }
            let text = String::from_utf8_lossy(&bytes);
            let _ = Content::parse(&text);
            if let Ok(content) = Content::read_stored(&text, SCHEMA_VERSION) {
                parsed_text_of_anything(&content);
                assert_eq!(Content::read_stored(&content.to_json(), SCHEMA_VERSION).unwrap().to_json(), content.to_json());
            }
            Ok(())
        })
        .unwrap();
}

/// Stored documents of any shape give allowed elements only, though perhaps not all their text.
fn parsed_text_of_anything(content: &Content) {
    parsed_text(&content.to_html(&media()));
    content.media_ids();
}

#[test]
fn any_html_becomes_a_right_document() {
    let tags = "p div span b i a ul ol li table tr td th thead caption blockquote figure figcaption small img h1 h2 h5 br hr pre dl dt dd sub sup script style iframe form font o:p center q em article svg";
    let tags: Vec<&'static str> = tags.split(' ').collect();
    let piece = (any::<u64>(), 0..6_u8).prop_map(move |(seed, what)| {
        let mut dice = Dice(seed);
        let tag = tags[dice.below(tags.len())];
        match what {
            0 | 1 => format!(
                "<{tag} href='{}' src='anh.jpg' alt='ảnh' colspan=2 rowspan={} lang=en start=3>",
                Dice(seed).pick(&HOSTILE),
                dice.below(5)
            ),
            2 | 3 => format!("</{tag}>"),
            _ => text(&mut dice),
        }
    });
    runner("tag soup", 600, 50_000)
        .run(&prop::collection::vec(piece, 0..60), |pieces| {
            let html = pieces.concat();
            for known in [None, Some("m1".to_owned())] {
                let content = read_html(html.as_bytes()).body.resolve(|_| known.clone());
                let json = content.to_json();
                let parsed = Content::parse(&json).unwrap_or_else(|error| panic!("{error:?}\n{html}\n{json}"));
                assert_eq!(parsed, content, "{html}");
            }
            Ok(())
        })
        .unwrap();
}
