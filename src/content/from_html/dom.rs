//! The parsed HTML tree, and the few questions asked of it.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

pub fn parse(html: &str) -> Handle {
    // As a browser without scripts sees it.
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let dom: RcDom = parse_document(RcDom::default(), options).one(html);
    dom.document
}

/// The lower-case name of an element; empty for anything else.
pub fn tag(node: &Handle) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

/// Neither an element nor text that could be seen.
pub fn is_blank(node: &Handle) -> bool {
    match &node.data {
        NodeData::Element { .. } => false,
        NodeData::Text { contents } => contents.borrow().trim().is_empty(),
        _ => true,
    }
}

pub fn attr(node: &Handle, wanted: &str) -> Option<String> {
    match &node.data {
        NodeData::Element { attrs, .. } => {
            attrs.borrow().iter().find(|attr| &*attr.name.local == wanted).map(|attr| attr.value.to_string())
        }
        _ => None,
    }
}

pub fn has_class(node: &Handle, wanted: &str) -> bool {
    attr(node, "class").is_some_and(|classes| classes.split_whitespace().any(|class| class.eq_ignore_ascii_case(wanted)))
}

/// Whether a declaration, written without spaces, stands in its style.
pub fn has_style(node: &Handle, wanted: &str) -> bool {
    attr(node, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.to_ascii_lowercase().split(';').any(|declaration| declaration == wanted)
    })
}

/// The text that stands in a node itself.
pub fn own_text(node: &Handle) -> String {
    let texts = children(node).into_iter().filter_map(|child| match &child.data {
        NodeData::Text { contents } => Some(contents.borrow().to_string()),
        _ => None,
    });
    texts.collect()
}

pub fn children(node: &Handle) -> Vec<Handle> {
    node.children.borrow().clone()
}

/// All below, in document order; without recursion, since a file may nest as deep as it likes.
pub fn descendants(node: &Handle) -> Vec<Handle> {
    let mut found = Vec::new();
    let mut waiting: Vec<Handle> = children(node).into_iter().rev().collect();
    while let Some(next) = waiting.pop() {
        waiting.extend(children(&next).into_iter().rev());
        found.push(next);
    }
    found
}

pub fn contains(node: &Handle, wanted: &str) -> bool {
    descendants(node).iter().any(|below| tag(below) == wanted)
}

/// What parts words: they begin on a line of their own.
const PARTS: [&str; 19] = [
    "p",
    "div",
    "li",
    "td",
    "th",
    "br",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figure",
    "figcaption",
    "section",
    "blockquote",
    "dt",
    "dd",
];

/// All text below that a reader would see.
pub fn text(node: &Handle) -> String {
    let mut text = String::new();
    let mut waiting = vec![node.clone()];
    while let Some(next) = waiting.pop() {
        match &next.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { name, .. } if matches!(&*name.local, "script" | "style" | "template") => {}
            _ => {
                if PARTS.contains(&tag(&next)) {
                    text.push(' ');
                }
                waiting.extend(children(&next).into_iter().rev());
            }
        }
    }
    text
}
