//! Running text between two blocks: spaces made one, invisible characters taken out, and `<br><br>` taken for a new paragraph.

use crate::content::canonical::push_merged;
use crate::content::node::{Mark, Node};
use crate::content::schema::NodeKind;

/// Blocks so far, and the text that will be the next paragraph.
#[derive(Default)]
pub struct Flow {
    pub blocks: Vec<Node>,
    line: Vec<Node>,
}

impl Flow {
    pub fn push_text(&mut self, text: &str, marks: &[Mark]) {
        self.line.push(Node::text(visible(text), marks.to_vec()));
    }

    /// Text whose line ends count.
    pub fn push_preformatted(&mut self, text: &str, marks: &[Mark]) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push_break();
            }
            self.push_text(line.trim_end_matches('\r'), marks);
        }
    }

    pub fn push_break(&mut self) {
        self.line.push(Node::element(NodeKind::HardBreak, Vec::new()));
    }

    /// Whether nothing stands after a picture without a caption.
    pub fn ends_in_picture(&self) -> bool {
        let is_blank = |node: &Node| matches!(node, Node::Text(text) if text.text.trim().is_empty()) || is_break(node);
        let last = self.blocks.last().and_then(Node::as_element).filter(|last| last.kind == NodeKind::Picture);
        let caption = last.and_then(|picture| picture.children.first()?.as_element());
        self.line.iter().all(is_blank) && caption.is_some_and(|caption| caption.children.is_empty())
    }

    /// Ends the paragraph.
    pub fn flush(&mut self) {
        for paragraph in paragraphs(std::mem::take(&mut self.line)) {
            self.blocks.push(Node::element(NodeKind::Paragraph, paragraph));
        }
    }

    pub fn finish(mut self) -> Vec<Node> {
        self.flush();
        self.blocks
    }
}

/// One line of plain words.
pub fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Spaces of every width become plain ones; what has no width is taken out.
fn visible(text: &str) -> String {
    let is_wanted = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let mut visible = String::with_capacity(text.len());
    for c in text.chars().filter(is_wanted) {
        match c {
            // Within an emoji it joins, elsewhere it is litter.
            '\u{200d}' if !visible.ends_with(|before: char| before >= '\u{2600}') => {}
            c if c.is_whitespace() || c.is_control() => visible.push(' '),
            c => visible.push(c),
        }
    }
    visible
}

fn is_break(node: &Node) -> bool {
    matches!(node, Node::Element(_))
}

fn paragraphs(line: Vec<Node>) -> Vec<Vec<Node>> {
    let mut paragraphs = Vec::new();
    let mut current: Vec<Node> = Vec::new();
    let mut breaks = 0;
    for node in collapse(line) {
        if is_break(&node) {
            breaks += 1;
            continue;
        }
        match breaks {
            0 => {}
            1 if !current.is_empty() => current.push(Node::element(NodeKind::HardBreak, Vec::new())),
            _ => paragraphs.push(std::mem::take(&mut current)),
        }
        breaks = 0;
        push_merged(&mut current, node);
    }
    paragraphs.push(current);
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// No space at either end of a line, none twice.
fn collapse(line: Vec<Node>) -> Vec<Node> {
    let mut collapsed: Vec<Node> = Vec::with_capacity(line.len());
    let mut after_space = true;
    for node in line {
        let Node::Text(mut text) = node else {
            trim_last(&mut collapsed);
            collapsed.push(node);
            after_space = true;
            continue;
        };
        let mut kept = String::with_capacity(text.text.len());
        for c in text.text.chars() {
            if c != ' ' || !after_space {
                kept.push(c);
            }
            after_space = c == ' ';
        }
        text.text = kept;
        if !text.text.is_empty() {
            collapsed.push(Node::Text(text));
        }
    }
    trim_last(&mut collapsed);
    collapsed
}

fn trim_last(nodes: &mut Vec<Node>) {
    if let Some(Node::Text(text)) = nodes.last_mut() {
        text.text.truncate(text.text.trim_end_matches(' ').len());
        if text.text.is_empty() {
            nodes.pop();
        }
    }
}
