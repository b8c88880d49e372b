//! What a document lacks for its readers, block by block: for the checks before publishing.

use super::{
    Content,
    node::{Element, Mark, Node},
    plain::kind_name,
    schema::{MarkKind, NodeKind},
    text::inline_text,
};

/// Words that say nothing of where a link leads.
const EMPTY_LINK_WORDS: [&str; 10] =
    ["tại đây", "ở đây", "đây", "xem thêm", "chi tiết", "xem chi tiết", "click vào đây", "bấm vào đây", "link", "nhấn vào đây"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NoAlt,
    NoCaption,
    HeadingOrder,
    LinkText,
    TableWithoutHeaders,
}

/// A fault with the place of its block, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub block: usize,
    pub fault: Fault,
    /// The words it is known by.
    pub shown: String,
}

/// A block to point at: its name and its first words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockName {
    pub name: &'static str,
    pub words: String,
}

impl Content {
    pub fn list_faults(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut level = 1;
        for (block, element) in self.blocks.iter().enumerate().filter_map(|(block, node)| Some((block, node.as_element()?))) {
            if element.kind == NodeKind::Heading {
                let own = element.attrs.whole("level", 2);
                if own > level + 1 {
                    found.push(Found { block, fault: Fault::HeadingOrder, shown: first_words(element) });
                }
                level = own;
            }
            look(block, element, &mut found);
        }
        found
    }

    /// Links into the site itself, with their blocks.
    pub fn list_internal_links(&self) -> Vec<(usize, String)> {
        let mut links = Vec::new();
        for (block, node) in self.blocks.iter().enumerate() {
            each_link(node, &mut |_, href| {
                if href.starts_with('/') {
                    links.push((block, href.to_owned()));
                }
            });
        }
        links
    }

    pub fn list_block_names(&self) -> Vec<BlockName> {
        let name = |node: &Node| match node.as_element() {
            Some(element) => BlockName { name: kind_name(element.kind), words: first_words(element) },
            None => BlockName { name: "khối", words: String::new() },
        };
        self.blocks.iter().map(name).collect()
    }
}

fn look(block: usize, element: &Element, found: &mut Vec<Found>) {
    let mut say = |fault| found.push(Found { block, fault, shown: first_words(element) });
    match element.kind {
        NodeKind::Picture => {
            if element.attrs.text("alt").trim().is_empty() && !element.attrs.is_set("decorative") {
                say(Fault::NoAlt);
            }
            let caption = element.children.first().and_then(Node::as_element);
            if caption.is_none_or(|caption| inline_text(&caption.children).trim().is_empty()) && !element.attrs.is_set("decorative")
            {
                say(Fault::NoCaption);
            }
        }
        NodeKind::Table if !holds_header(element) => say(Fault::TableWithoutHeaders),
        NodeKind::Paragraph | NodeKind::Heading | NodeKind::Caption | NodeKind::TableCaption => {
            let mut links = Vec::new();
            for child in &element.children {
                each_link(child, &mut |text, href| {
                    let words = text.trim().trim_end_matches(['.', '…', ':']).trim().to_lowercase();
                    if EMPTY_LINK_WORDS.contains(&words.as_str())
                        || (words.starts_with("http") && words.len() > 40 && text.trim() == href)
                    {
                        links.push(text.trim().to_owned());
                    }
                });
            }
            found.extend(links.into_iter().map(|shown| Found { block, fault: Fault::LinkText, shown }));
            return;
        }
        _ => {}
    }
    for child in element.children.iter().filter_map(Node::as_element) {
        look(block, child, found);
    }
}

fn holds_header(table: &Element) -> bool {
    let rows = table.children.iter().filter_map(Node::as_element);
    rows.flat_map(|row| row.children.iter().filter_map(Node::as_element)).any(|cell| cell.kind == NodeKind::TableHeader)
}

/// Texts with a link on them: words and address.
fn each_link(node: &Node, told: &mut impl FnMut(&str, &str)) {
    match node {
        Node::Text(text) => {
            for mark in &text.marks {
                if let Mark::Known(MarkKind::Link, attrs) = mark {
                    told(&text.text, attrs.text("href"));
                }
            }
        }
        Node::Element(element) => element.children.iter().for_each(|child| each_link(child, told)),
        Node::Opaque(_) => {}
    }
}

fn first_words(element: &Element) -> String {
    let own = inline_text(&element.children);
    let text = if own.trim().is_empty() { inner_text(element) } else { own };
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    words.join(" ")
}

fn inner_text(element: &Element) -> String {
    let texts = element.children.iter().filter_map(Node::as_element).map(|child| {
        let own = inline_text(&child.children);
        if own.trim().is_empty() { inner_text(child) } else { own }
    });
    texts.collect::<Vec<_>>().join(" ")
}
