//! One form for equal documents: NFC, no control characters, normalised addresses, neighbours with equal marks joined.

use super::node::{AttrValue, Attrs, Mark, Node};
use super::schema::{AttrSpec, Rule};
use super::url::Url;
use crate::text::nfc;

pub fn settle(nodes: &mut Vec<Node>) {
    for mut node in std::mem::take(nodes) {
        match &mut node {
            Node::Opaque(_) => {}
            Node::Text(text) => {
                text.text.retain(is_wanted);
                settle_marks(&mut text.marks);
                if text.text.is_empty() && text.rest.is_empty() {
                    continue;
                }
            }
            Node::Element(element) => {
                settle_attrs(&mut element.attrs, element.kind.spec().attrs);
                settle_marks(&mut element.marks);
                settle(&mut element.children);
            }
        }
        push_merged(nodes, node);
    }
    // Only now: what was apart until its neighbours were joined may compose.
    for node in nodes {
        if let Node::Text(text) = node {
            text.text = compose(std::mem::take(&mut text.text));
        }
    }
}

fn settle_marks(marks: &mut [Mark]) {
    for mark in marks.iter_mut() {
        if let Mark::Known(kind, attrs) = mark {
            settle_attrs(attrs, kind.spec().attrs);
        }
    }
    marks.sort_by_key(rank);
}

/// Known marks in the order of the schema, then the others.
pub fn rank(mark: &Mark) -> usize {
    match mark {
        Mark::Known(kind, _) => *kind as usize,
        Mark::Opaque(_) => usize::MAX,
    }
}

/// Adds a node; a text joins the text before it when their marks are the same.
pub fn push_merged(nodes: &mut Vec<Node>, node: Node) {
    if let (Some(Node::Text(last)), Node::Text(next)) = (nodes.last_mut(), &node)
        && last.marks == next.marks
        && last.rest.is_empty()
        && next.rest.is_empty()
    {
        last.text.push_str(&next.text);
        return;
    }
    nodes.push(node);
}

/// The schema's order, then what it does not name; values equal to their default are left out.
fn settle_attrs(attrs: &mut Attrs, specs: &[AttrSpec]) {
    for (name, value) in &mut attrs.0 {
        let Some(spec) = specs.iter().find(|spec| spec.name == name) else { continue };
        match (spec.rule, value) {
            (Rule::Url, AttrValue::Text(text)) => {
                if let Some(url) = Url::parse(&nfc(text)) {
                    *text = url.to_string();
                }
            }
            (_, AttrValue::Text(text)) => *text = clean(text),
            (_, AttrValue::Raw(raw)) => *raw = squeeze(raw),
        }
    }
    attrs.0.retain(|(name, value)| {
        let default = specs.iter().find(|spec| spec.name == name).and_then(|spec| spec.default);
        default.is_none_or(|default| !is_json(value, default))
    });
    attrs.0.sort_by_key(|(name, _)| specs.iter().position(|spec| spec.name == name).unwrap_or(specs.len()));
}

fn is_json(value: &AttrValue, json: &str) -> bool {
    let mut written = String::new();
    value.write(&mut written);
    written == json
}

/// NFC without control characters, which no keyboard means and PostgreSQL cannot hold; newlines and tabs stay.
fn clean(text: &str) -> String {
    compose(text.chars().filter(|c| is_wanted(*c)).collect())
}

fn compose(text: String) -> String {
    if text.is_ascii() { text } else { nfc(&text) }
}

fn is_wanted(c: char) -> bool {
    !c.is_control() || c == '\n' || c == '\t'
}

/// "[100, 200]" and "[100,200]" are the same widths.
fn squeeze(raw: &str) -> Box<str> {
    if raw.contains('"') { raw.into() } else { raw.chars().filter(|c| !c.is_ascii_whitespace()).collect() }
}
