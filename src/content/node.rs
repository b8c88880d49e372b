//! Nodes, marks and attributes as they are held in memory. What they may hold is told by the schema, not by these types.

use super::schema::{MarkKind, NodeKind};
use crate::text::json;
use std::borrow::Cow;

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Text(Text),
    Element(Element),
    /// Written by a newer or an unknown program: kept byte for byte, shown to no one.
    Opaque(Box<str>),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    pub text: String,
    pub marks: Vec<Mark>,
    pub rest: Members,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    pub kind: NodeKind,
    pub attrs: Attrs,
    pub children: Vec<Node>,
    pub marks: Vec<Mark>,
    pub rest: Members,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Known(MarkKind, Attrs),
    Opaque(Box<str>),
}

/// Members that the schema does not name, as they were read.
pub type Members = Vec<(Box<str>, Box<str>)>;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attrs(pub Vec<(Cow<'static, str>, AttrValue)>);

#[derive(Debug, Clone, PartialEq)]
pub enum AttrValue {
    Text(String),
    /// Anything else, as JSON.
    Raw(Box<str>),
}

impl Node {
    pub fn text(text: impl Into<String>, marks: Vec<Mark>) -> Self {
        Self::Text(Text { text: text.into(), marks, rest: Vec::new() })
    }

    pub fn element(kind: NodeKind, children: Vec<Node>) -> Self {
        Self::with_attrs(kind, Attrs::default(), children)
    }

    pub fn with_attrs(kind: NodeKind, attrs: Attrs, children: Vec<Node>) -> Self {
        Self::Element(Element { kind, attrs, children, marks: Vec::new(), rest: Vec::new() })
    }

    pub fn as_element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }

    pub fn marks(&self) -> &[Mark] {
        match self {
            Self::Text(text) => &text.marks,
            Self::Element(element) => &element.marks,
            Self::Opaque(_) => &[],
        }
    }
}

impl Attrs {
    pub fn set_text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.push((Cow::Borrowed(name), AttrValue::Text(text.into())));
        self
    }

    pub fn set_raw(mut self, name: &'static str, json: impl Into<Box<str>>) -> Self {
        self.0.push((Cow::Borrowed(name), AttrValue::Raw(json.into())));
        self
    }

    /// Empty where it is missing or no text.
    pub fn text(&self, name: &str) -> &str {
        match self.find(name) {
            Some(AttrValue::Text(text)) => text,
            _ => "",
        }
    }

    pub fn whole(&self, name: &str, otherwise: u32) -> u32 {
        match self.find(name) {
            Some(AttrValue::Raw(json)) => json.parse().unwrap_or(otherwise),
            _ => otherwise,
        }
    }

    /// Of a list of whole numbers; empty where it is missing or no such list.
    pub fn numbers(&self, name: &str) -> Vec<u32> {
        match self.find(name) {
            Some(AttrValue::Raw(json)) => {
                let inside = json.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
                inside.split(',').map_while(|number| number.trim().parse().ok()).collect()
            }
            _ => Vec::new(),
        }
    }

    pub fn is_set(&self, name: &str) -> bool {
        matches!(self.find(name), Some(AttrValue::Raw(json)) if &**json == "true")
    }

    fn find(&self, name: &str) -> Option<&AttrValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

impl AttrValue {
    pub fn write(&self, out: &mut String) {
        match self {
            Self::Text(text) => json::write_text(text, out),
            Self::Raw(raw) => out.push_str(raw),
        }
    }
}
