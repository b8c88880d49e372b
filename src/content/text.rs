//! What a document says, without its form: for search, counting and comparison.

use super::Content;
use super::node::{Element, Node};
use super::schema::NodeKind;
use std::collections::BTreeSet;

impl Content {
    /// Blocks parted by newlines, the cells of a row by tabs.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        write_blocks(&self.blocks, '\n', &mut text);
        text
    }

    /// The first paragraph that says something, on one line: of the text itself, else of a list, a quotation or a table in it. What stands
    /// for a text where nobody has summed it up.
    pub fn first_paragraph(&self) -> String {
        first_paragraph(&self.blocks).unwrap_or_default()
    }

    /// Syllables, as Vietnamese editors count.
    pub fn word_count(&self) -> usize {
        self.plain_text().split_whitespace().count()
    }

    /// Every file the document shows or offers, once, in order.
    pub fn media_ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        collect_media(&self.blocks, &|_| true, &mut ids);
        once(ids)
    }

    /// Its pictures, each once, in order.
    pub fn picture_ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        collect_media(&self.blocks, &|kind| kind == NodeKind::Picture, &mut ids);
        once(ids)
    }

    /// Whether it shows a file in the way of a node: "picture", "video", "attachment".
    #[cfg(feature = "ssr")]
    pub fn shows(&self, node: &str) -> bool {
        let mut ids = Vec::new();
        collect_media(&self.blocks, &|kind| kind.spec().name == node, &mut ids);
        !ids.is_empty()
    }
}

fn first_paragraph(nodes: &[Node]) -> Option<String> {
    let elements = || nodes.iter().filter_map(Node::as_element);
    let paragraphs = elements().filter(|element| element.kind == NodeKind::Paragraph);
    let said = paragraphs.map(|paragraph| on_one_line(&inline_text(&paragraph.children))).find(|text| !text.is_empty());
    said.or_else(|| elements().find_map(|element| first_paragraph(&element.children)))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn once(ids: Vec<&str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).map(str::to_owned).collect()
}

fn write_blocks(nodes: &[Node], gap: char, out: &mut String) {
    for element in nodes.iter().filter_map(Node::as_element) {
        match element.kind {
            NodeKind::TableRow => write_row(element, out),
            NodeKind::Paragraph | NodeKind::Heading | NodeKind::Caption | NodeKind::TableCaption => {
                write_line(&inline_text(&element.children), gap, out);
            }
            NodeKind::Attachment => write_line(element.attrs.text("title"), gap, out),
            _ => write_blocks(&element.children, gap, out),
        }
        match element.kind {
            NodeKind::Picture => write_line(element.attrs.text("credit"), gap, out),
            NodeKind::Video => write_line(element.attrs.text("transcript_text"), gap, out),
            _ => {}
        }
    }
}

fn write_row(row: &Element, out: &mut String) {
    let mut cells = Vec::with_capacity(row.children.len());
    for cell in row.children.iter().filter_map(Node::as_element) {
        let mut text = String::new();
        write_blocks(&cell.children, ' ', &mut text);
        cells.push(text);
    }
    write_line(&cells.join("\t"), '\n', out);
}

fn write_line(line: &str, gap: char, out: &mut String) {
    if line.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(gap);
    }
    out.push_str(line);
}

/// The text of a paragraph, heading or caption.
pub fn inline_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(node) => text.push_str(&node.text),
            Node::Element(element) if element.kind == NodeKind::HardBreak => text.push('\n'),
            _ => {}
        }
    }
    text
}

fn collect_media<'a>(nodes: &'a [Node], of: &impl Fn(NodeKind) -> bool, ids: &mut Vec<&'a str>) {
    for element in nodes.iter().filter_map(Node::as_element) {
        for name in ["media", "captions", "transcript"] {
            let id = element.attrs.text(name);
            if !id.is_empty() && of(element.kind) {
                ids.push(id);
            }
        }
        collect_media(&element.children, of, ids);
    }
}
