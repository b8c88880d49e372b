//! What goes beyond the limits of a document: tables become lines of text, which take a tenth of the nodes; only then something is left out.

use super::draft::collect;
use super::line::one_line;
use super::{DraftContent, Dropped, flat_text};
use crate::content::node::{Element, Node};
use crate::content::schema::NodeKind;
use crate::content::validate::{MAX_BYTES, MAX_NODES};
use crate::content::{Content, canonical};

/// What a picture's attributes may grow by once its file is known.
const ROOM: usize = 100;
const BETWEEN_CELLS: &str = "; ";

impl DraftContent {
    /// Lists what was changed and what was left out.
    pub(super) fn keep_within_limits(&mut self, dropped: &mut Vec<Dropped>) {
        while !fits(&self.blocks) {
            let tables = self.blocks.iter().enumerate().filter(|(_, block)| as_table(block).is_some());
            let Some((largest, _)) = tables.max_by_key(|(_, block)| count(block)) else { break };
            let lines = as_table(&self.blocks[largest]).map(in_lines).unwrap_or_default();
            let begins: String = flat_text(&lines).chars().take(80).collect();
            dropped.push(Dropped {
                kind: "bảng quá lớn, mỗi hàng thành một dòng chữ", detail: format!("«{begins}…»")
            });
            self.blocks.splice(largest..=largest, lines);
        }
        let mut used = (1, ROOM);
        let kept = self.blocks.iter().take_while(|block| add(&mut used, block)).count();
        let over = self.blocks.split_off(kept);
        if !over.is_empty() {
            let text = Content { blocks: over, rest: Vec::new() }.plain_text();
            let begins: String = one_line(&text).chars().take(80).collect();
            let detail = format!("{} chữ cuối, từ «{begins}…»", text.split_whitespace().count());
            dropped.push(Dropped { kind: "phần vượt giới hạn của một bài", detail });
        }
    }
}

fn fits(blocks: &[Node]) -> bool {
    let mut used = (1, ROOM);
    blocks.iter().all(|block| add(&mut used, block))
}

/// Adds a block to nodes and bytes; whether they are within the limits still.
fn add(used: &mut (usize, usize), block: &Node) -> bool {
    used.0 += count(block);
    used.1 += block_bytes(block);
    used.0 <= MAX_NODES && used.1 <= MAX_BYTES
}

fn as_table(block: &Node) -> Option<&Element> {
    block.as_element().filter(|element| element.kind == NodeKind::TableBlock)
}

/// The caption, then each row as one paragraph; pictures behind the row that held them.
fn in_lines(table: &Element) -> Vec<Node> {
    let mut lines = Vec::new();
    for part in table.children.iter().filter_map(Node::as_element) {
        match part.kind {
            NodeKind::TableCaption if !part.children.is_empty() => {
                lines.push(Node::element(NodeKind::Paragraph, part.children.clone()));
            }
            NodeKind::Table => part.children.iter().filter_map(Node::as_element).for_each(|row| row_lines(row, &mut lines)),
            _ => {}
        }
    }
    // Words of one kind become one node.
    canonical::settle(&mut lines);
    lines
}

fn row_lines(row: &Element, lines: &mut Vec<Node>) {
    let (mut words, mut pictures) = (Vec::new(), Vec::new());
    for cell in row.children.iter().filter_map(Node::as_element) {
        let before = words.len();
        for block in cell.children.iter().filter_map(Node::as_element) {
            if block.kind == NodeKind::Picture {
                pictures.push(Node::Element(block.clone()));
                continue;
            }
            if !words.is_empty() {
                words.push(Node::text(if words.len() == before { BETWEEN_CELLS } else { " " }, Vec::new()));
            }
            match block.kind {
                NodeKind::Paragraph => words.extend(block.children.iter().cloned()),
                _ => {
                    let text = Content { blocks: vec![Node::Element(block.clone())], rest: Vec::new() }.plain_text();
                    words.push(Node::text(one_line(&text), Vec::new()));
                }
            }
        }
    }
    if !words.is_empty() {
        lines.push(Node::element(NodeKind::Paragraph, words));
    }
    lines.extend(pictures);
}

fn count(node: &Node) -> usize {
    1 + node.as_element().map_or(0, |element| element.children.iter().map(count).sum())
}

/// As JSON, with room for the ids of files. A picture given as a data: URI weighs nothing: its bytes become a file.
fn block_bytes(block: &Node) -> usize {
    let mut pictures = Vec::new();
    collect(std::slice::from_ref(block), &mut pictures);
    let sources: usize = pictures.iter().map(|picture| picture.src.len()).sum();
    let json = Content { blocks: vec![block.clone()], rest: Vec::new() }.to_json().len();
    json.saturating_sub(sources) + ROOM * pictures.len()
}
