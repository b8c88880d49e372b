//! From JSON to nodes without judging: what is not known is kept and passed over. The strict way in is `parse.rs`;
//! `canonical.rs` puts in order what either way brought.

use super::node::{AttrValue, Attrs, Element, Mark, Members, Node, Text};
use super::schema::{AttrSpec, MarkKind, NodeKind};
use crate::text::json::Value;
use std::borrow::Cow;

/// The blocks of a document, or None if it is no document at all.
pub fn read_doc(value: &Value<'_>) -> Option<(Vec<Node>, Members)> {
    match read_node(value) {
        Node::Element(Element { kind: NodeKind::Doc, children, rest, .. }) => Some((children, rest)),
        _ => None,
    }
}

fn read_node(value: &Value<'_>) -> Node {
    read_known(value).unwrap_or_else(|| Node::Opaque(value.raw.into()))
}

fn read_known(value: &Value<'_>) -> Option<Node> {
    let kind = NodeKind::from_name(value.member("type")?.text()?)?;
    let mut text = None;
    let mut attrs = Attrs::default();
    let mut children = Vec::new();
    let mut marks = Vec::new();
    let mut rest = Vec::new();
    for (name, member) in value.members()? {
        match name.as_ref() {
            "type" => {}
            "attrs" => attrs = read_attrs(member, kind.spec().attrs)?,
            "marks" => marks = read_marks(member)?,
            "content" if kind != NodeKind::Text => children = read_children(member)?,
            "text" if kind == NodeKind::Text => text = Some(member.text()?.to_owned()),
            _ => rest.push((name.as_ref().into(), member.raw.into())),
        }
    }
    Some(match kind {
        NodeKind::Text => Node::Text(Text { text: text?, marks, rest }),
        _ => Node::Element(Element { kind, attrs, children, marks, rest }),
    })
}

fn read_children(value: &Value<'_>) -> Option<Vec<Node>> {
    Some(value.list()?.iter().map(read_node).collect())
}

fn read_marks(value: &Value<'_>) -> Option<Vec<Mark>> {
    Some(value.list()?.iter().map(read_mark).collect())
}

fn read_mark(value: &Value<'_>) -> Mark {
    read_known_mark(value).unwrap_or_else(|| Mark::Opaque(value.raw.into()))
}

fn read_known_mark(value: &Value<'_>) -> Option<Mark> {
    let kind = MarkKind::from_name(value.member("type")?.text()?)?;
    if value.members()?.iter().any(|(name, _)| name != "type" && name != "attrs") {
        return None;
    }
    let attrs = match value.member("attrs") {
        Some(attrs) => read_attrs(attrs, kind.spec().attrs)?,
        None => Attrs::default(),
    };
    Some(Mark::Known(kind, attrs))
}

fn read_attrs(value: &Value<'_>, specs: &'static [AttrSpec]) -> Option<Attrs> {
    let mut attrs = Attrs(Vec::new());
    for (name, member) in value.members()? {
        let name = match specs.iter().find(|spec| spec.name == name) {
            Some(spec) => Cow::Borrowed(spec.name),
            None => Cow::Owned(name.to_string()),
        };
        let value = match member.text() {
            // A text of an unknown attribute keeps its escapes too.
            Some(text) if matches!(name, Cow::Borrowed(_)) => AttrValue::Text(text.to_owned()),
            _ => AttrValue::Raw(member.raw.into()),
        };
        attrs.0.push((name, value));
    }
    Some(attrs)
}
