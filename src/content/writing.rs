//! From nodes to JSON, and serde's way in and out.

use super::node::{Attrs, Mark, Members, Node};
use super::{Content, reading};
use crate::text::{
    json::{self, Value},
    shapes::FromJson,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

impl Content {
    /// Canonical JSON for what was parsed or read from the store: equal documents give equal bytes.
    pub fn to_json(&self) -> String {
        let mut out = String::from("{\"type\":\"doc\"");
        write_children(&self.blocks, &mut out);
        write_rest(&self.rest, &mut out);
        out.push('}');
        out
    }
}

fn write_node(node: &Node, out: &mut String) {
    match node {
        Node::Opaque(raw) => out.push_str(raw),
        Node::Text(text) => {
            out.push_str("{\"type\":\"text\",\"text\":");
            json::write_text(&text.text, out);
            write_marks(&text.marks, out);
            write_rest(&text.rest, out);
            out.push('}');
        }
        Node::Element(element) => {
            out.push_str("{\"type\":\"");
            out.push_str(element.kind.spec().name);
            out.push('"');
            write_attrs(&element.attrs, out);
            write_children(&element.children, out);
            write_marks(&element.marks, out);
            write_rest(&element.rest, out);
            out.push('}');
        }
    }
}

fn write_children(children: &[Node], out: &mut String) {
    if !children.is_empty() {
        out.push_str(",\"content\":[");
        for (index, child) in children.iter().enumerate() {
            separate(index, out);
            write_node(child, out);
        }
        out.push(']');
    }
}

fn write_marks(marks: &[Mark], out: &mut String) {
    if marks.is_empty() {
        return;
    }
    out.push_str(",\"marks\":[");
    for (index, mark) in marks.iter().enumerate() {
        separate(index, out);
        match mark {
            Mark::Opaque(raw) => out.push_str(raw),
            Mark::Known(kind, attrs) => {
                out.push_str("{\"type\":\"");
                out.push_str(kind.spec().name);
                out.push('"');
                write_attrs(attrs, out);
                out.push('}');
            }
        }
    }
    out.push(']');
}

fn write_attrs(attrs: &Attrs, out: &mut String) {
    if attrs.0.is_empty() {
        return;
    }
    out.push_str(",\"attrs\":{");
    for (index, (name, value)) in attrs.0.iter().enumerate() {
        separate(index, out);
        json::write_text(name, out);
        out.push(':');
        value.write(out);
    }
    out.push('}');
}

fn write_rest(rest: &Members, out: &mut String) {
    for (name, raw) in rest {
        out.push(',');
        json::write_text(name, out);
        out.push(':');
        out.push_str(raw);
    }
}

fn separate(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// Raw JSON both ways, so that opaque nodes reach the browser and come back unchanged.
impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_json()).map_err(ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let value = json::read(raw.get()).map_err(|trouble| de::Error::custom(trouble.says))?;
        let (blocks, rest) = reading::read_doc(&value).ok_or_else(|| de::Error::custom("not a document"))?;
        Ok(Self { blocks, rest })
    }
}

impl FromJson for Content {
    fn from_json(value: &Value<'_>) -> Option<Self> {
        reading::read_doc(value).map(|(blocks, rest)| Self { blocks, rest })
    }
}
