//! A document on its way in: pictures by where they come from, until each has the id of a file or has become its words.

use super::{DraftContent, PictureSource, flat_text};
use crate::content::attributes::is_media_id;
use crate::content::node::{Attrs, Element, Node};
use crate::content::schema::NodeKind;
use crate::content::text::inline_text;
use crate::content::{Content, canonical};

impl DraftContent {
    /// The document, with `find` giving the id of the file that a `src` became. A picture without one leaves its caption,
    /// or else its alternative text, as a paragraph.
    pub fn resolve(self, mut find: impl FnMut(&str) -> Option<String>) -> Content {
        let mut blocks = resolve_all(self.blocks, &mut find);
        canonical::settle(&mut blocks);
        if blocks.is_empty() { Content::default() } else { Content { blocks, rest: Vec::new() } }
    }

    pub(super) fn pictures(&self) -> Vec<PictureSource> {
        let mut pictures = Vec::new();
        collect(&self.blocks, &mut pictures);
        pictures
    }

    /// The page shows title and lead above the text, where files say them again.
    pub(super) fn drop_repeated(&mut self, title: &str, lead: &str) {
        for known in [title, lead] {
            let repeats = |first: &Node| {
                let is_line = first.as_element().is_some_and(|first| matches!(first.kind, NodeKind::Paragraph | NodeKind::Heading));
                is_line && !known.is_empty() && flat_text(std::slice::from_ref(first)) == known
            };
            if self.blocks.first().is_some_and(repeats) {
                self.blocks.remove(0);
            }
        }
    }
}

fn resolve_all(nodes: Vec<Node>, find: &mut impl FnMut(&str) -> Option<String>) -> Vec<Node> {
    let mut resolved = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Element(picture) if picture.kind == NodeKind::Picture => {
                match find(picture.attrs.text("src")).filter(|id| is_media_id(id)) {
                    Some(id) => resolved.push(with_media(picture, id)),
                    None => resolved.extend(in_words(picture)),
                }
            }
            Node::Element(mut element) if !element.children.is_empty() => {
                element.children = resolve_all(element.children, find);
                // A quote or cell that held nothing but a lost picture.
                if element.children.is_empty() {
                    element.children.push(Node::element(NodeKind::Paragraph, Vec::new()));
                }
                resolved.push(Node::Element(element));
            }
            other => resolved.push(other),
        }
    }
    resolved
}

fn with_media(picture: Element, id: String) -> Node {
    let mut attrs = Attrs::default().set_text("media", id);
    attrs.0.extend(picture.attrs.0.into_iter().filter(|(name, _)| name != "src"));
    Node::with_attrs(NodeKind::Picture, attrs, picture.children)
}

fn in_words(mut picture: Element) -> Option<Node> {
    let mut words = match picture.children.first_mut() {
        Some(Node::Element(caption)) => std::mem::take(&mut caption.children),
        _ => Vec::new(),
    };
    if words.is_empty() && !picture.attrs.text("alt").is_empty() {
        words.push(Node::text(picture.attrs.text("alt"), Vec::new()));
    }
    let credit = picture.attrs.text("credit");
    if !credit.is_empty() {
        let gap = if words.is_empty() { "" } else { " " };
        words.push(Node::text(format!("{gap}{credit}"), Vec::new()));
    }
    (!words.is_empty()).then(|| Node::element(NodeKind::Paragraph, words))
}

pub(super) fn collect(nodes: &[Node], pictures: &mut Vec<PictureSource>) {
    for element in nodes.iter().filter_map(Node::as_element) {
        if element.kind == NodeKind::Picture {
            let caption = element.children.first().and_then(Node::as_element);
            pictures.push(PictureSource {
                src: element.attrs.text("src").to_owned(),
                alt: element.attrs.text("alt").to_owned(),
                caption: caption.map(|caption| inline_text(&caption.children)).unwrap_or_default(),
                credit: element.attrs.text("credit").to_owned(),
            });
        }
        collect(&element.children, pictures);
    }
}
