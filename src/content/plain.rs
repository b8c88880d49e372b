//! A document as plain text to write in, for those without scripts: headings and simple lists by their first signs, and everything
//! else as a numbered line that stands for the block and brings it back.

use std::collections::HashMap;

use super::{
    Content,
    canonical::settle,
    node::{Attrs, Element, Mark, Node},
    schema::NodeKind,
    text::inline_text,
};
use crate::error::{AppError, Problem};

/// What was read, and what of the document before it no longer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainReading {
    pub content: Content,
    /// Pictures, tables and the like whose line is gone, as they were called.
    pub dropped: Vec<String>,
    /// Paragraphs with bold text, links and the like that were rewritten: their words stay, their form is gone.
    pub unformatted: usize,
}

impl Content {
    /// Blocks parted by an empty line.
    pub fn to_plain(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().enumerate().map(|(index, block)| write_block(index, block)).collect();
        blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// Reads a text that was written over `before`: blocks whose lines are unchanged stay as they were, with all they hold.
///
/// # Errors
/// `Invalid` for a line that stands for a block which is not there, or stands twice, and for what `Content::parse` refuses.
pub fn read(text: &str, before: &Content) -> Result<PlainReading, AppError> {
    let chunks = chunks(text);
    if chunks == self::chunks(&before.to_plain()) {
        return Ok(PlainReading { content: before.clone(), dropped: Vec::new(), unformatted: 0 });
    }
    let mut kept = Kept::of(before);
    let mut problems = Vec::new();
    let mut blocks = Vec::new();
    for chunk in chunks {
        match (kept.take(&chunk), placeholder_number(&chunk)) {
            (Some(block), _) => blocks.push(block),
            (None, Some(number)) => problems.push(Problem::new(
                "text",
                format!("Dòng [[khối {number}…]] không ứng với khối nào của bài, hoặc đứng hai lần. Hãy xóa dòng này"),
            )),
            (None, None) => blocks.push(read_block(&chunk)),
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    let (dropped, unformatted) = kept.left();
    settle(&mut blocks);
    let content = if blocks.is_empty() { Content::default() } else { Content { blocks, rest: before.rest.clone() } };
    check(&content)?;
    Ok(PlainReading { content, dropped, unformatted })
}

/// What this program does not know was let in before, and is judged by nobody; all else as at any other way in.
fn check(content: &Content) -> Result<(), AppError> {
    let known = content.blocks.iter().filter(|block| !holds_unknown(block)).cloned().collect();
    let known = Content { blocks: known, rest: Vec::new() };
    if known.blocks.is_empty() { Ok(()) } else { Content::parse(&known.to_json()).map(|_| ()) }
}

fn holds_unknown(node: &Node) -> bool {
    let is_unknown_mark = |mark: &Mark| matches!(mark, Mark::Opaque(_));
    match node {
        Node::Opaque(_) => true,
        Node::Text(text) => !text.rest.is_empty() || text.marks.iter().any(is_unknown_mark),
        Node::Element(element) => {
            !element.rest.is_empty() || element.marks.iter().any(is_unknown_mark) || element.children.iter().any(holds_unknown)
        }
    }
}

fn write_block(index: usize, block: &Node) -> String {
    let Some(element) = block.as_element() else { return placeholder(index, "phần của chương trình khác") };
    let text = || inline_text(&element.children);
    match element.kind {
        NodeKind::Paragraph if !text().contains("\n\n") => text().trim().to_owned(),
        NodeKind::Heading => {
            format!("{} {}", "#".repeat(element.attrs.whole("level", 2) as usize), text().replace('\n', " ").trim())
        }
        NodeKind::BulletList | NodeKind::OrderedList => {
            list_lines(element).unwrap_or_else(|| placeholder(index, "danh sách nhiều tầng"))
        }
        kind => placeholder(index, &format!("{}{}", kind_name(kind), shown_as(element))),
    }
}

/// None where an item is more than one paragraph of one line.
fn list_lines(list: &Element) -> Option<String> {
    let first = list.attrs.whole("order", 1);
    let items = list.children.iter().zip(first..).map(|(item, number)| {
        let [Node::Element(paragraph)] = item.as_element()?.children.as_slice() else { return None };
        let text = inline_text(&paragraph.children);
        if paragraph.kind != NodeKind::Paragraph || text.contains('\n') {
            return None;
        }
        Some(if list.kind == NodeKind::BulletList { format!("- {text}") } else { format!("{number}. {text}") })
    });
    items.collect::<Option<Vec<_>>>().map(|items| items.join("\n"))
}

fn placeholder(index: usize, name: &str) -> String {
    format!("[[khối {}: {name}]]", index + 1)
}

fn placeholder_number(chunk: &str) -> Option<usize> {
    let inside = chunk.trim().strip_prefix("[[khối ")?.strip_suffix("]]")?;
    inside.split(':').next()?.trim().parse().ok()
}

pub fn kind_name(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Picture => "ảnh",
        NodeKind::Video => "video",
        NodeKind::TableBlock => "bảng",
        NodeKind::Blockquote => "trích dẫn",
        NodeKind::HorizontalRule => "đường kẻ",
        NodeKind::Attachment => "tệp đính kèm",
        NodeKind::BulletList | NodeKind::OrderedList => "danh sách",
        NodeKind::Heading => "đề mục",
        _ => "đoạn văn",
    }
}

/// The first words of a caption or title, to know the block by.
fn shown_as(element: &Element) -> String {
    let title = element.attrs.text("title");
    let caption = element.children.first().and_then(Node::as_element).map(|child| inline_text(&child.children)).unwrap_or_default();
    let words: Vec<&str> = if title.is_empty() { caption.as_str() } else { title }.split_whitespace().take(8).collect();
    if words.is_empty() { String::new() } else { format!(" “{}”", words.join(" ").replace(['[', ']'], "")) }
}

/// Parts a text at empty lines and around lines that are headings.
fn chunks(text: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let line = line.trim_end();
        let stands_alone = heading_level(line).is_some() || placeholder_number(line).is_some();
        if line.trim().is_empty() {
            is_open = false;
            continue;
        }
        match chunks.last_mut() {
            Some(last) if is_open && !stands_alone => {
                last.push('\n');
                last.push_str(line);
            }
            _ => chunks.push(line.to_owned()),
        }
        is_open = !stands_alone;
    }
    chunks
}

fn heading_level(line: &str) -> Option<usize> {
    let level = line.chars().take_while(|sign| *sign == '#').count();
    ((2..=4).contains(&level) && line[level..].starts_with(' ')).then_some(level)
}

fn read_block(chunk: &str) -> Node {
    if let Some(level) = heading_level(chunk) {
        let attrs = Attrs::default().set_raw("level", level.to_string());
        return Node::with_attrs(NodeKind::Heading, attrs, inline(chunk[level..].trim()));
    }
    let bullets: Option<Vec<&str>> = chunk.lines().map(|line| line.strip_prefix("- ")).collect();
    if let Some(items) = bullets {
        return Node::element(NodeKind::BulletList, items.into_iter().map(item).collect());
    }
    let numbered: Option<Vec<(u32, &str)>> = chunk.lines().map(number_and_text).collect();
    if let Some(items) = numbered
        && items.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1)
    {
        let attrs = Attrs::default().set_raw("order", items[0].0.to_string());
        return Node::with_attrs(NodeKind::OrderedList, attrs, items.into_iter().map(|(_, text)| item(text)).collect());
    }
    Node::element(NodeKind::Paragraph, inline(chunk))
}

fn number_and_text(line: &str) -> Option<(u32, &str)> {
    let (digits, text) = line.split_once(". ")?;
    let number: u32 = digits.parse().ok()?;
    // As it would be written back: "01." is the beginning of a sentence.
    (number <= 100_000 && number.to_string() == digits).then_some((number, text))
}

fn item(text: &str) -> Node {
    Node::element(NodeKind::ListItem, vec![Node::element(NodeKind::Paragraph, inline(text.trim()))])
}

fn inline(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            nodes.push(Node::element(NodeKind::HardBreak, Vec::new()));
        }
        if !line.trim().is_empty() {
            nodes.push(Node::text(line.trim(), Vec::new()));
        }
    }
    nodes
}

/// The blocks of the document before, each to be taken once by the lines that stand for it.
struct Kept {
    blocks: Vec<Option<(String, Node)>>,
    by_text: HashMap<String, Vec<usize>>,
}

impl Kept {
    fn of(before: &Content) -> Self {
        let blocks: Vec<_> =
            before.blocks.iter().enumerate().map(|(index, block)| Some((write_block(index, block), block.clone()))).collect();
        let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, block) in blocks.iter().enumerate().rev() {
            let key = block.as_ref().map(|(text, _)| sign(text)).unwrap_or_default();
            by_text.entry(key).or_default().push(index);
        }
        Self { blocks, by_text }
    }

    fn take(&mut self, chunk: &str) -> Option<Node> {
        let index = self.by_text.get_mut(&sign(chunk))?.pop()?;
        self.blocks.get_mut(index)?.take().map(|(_, block)| block)
    }

    /// What nothing stands for any more.
    fn left(self) -> (Vec<String>, usize) {
        let left: Vec<_> = self.blocks.into_iter().flatten().collect();
        let dropped = left.iter().filter(|(text, _)| placeholder_number(text).is_some()).map(|(text, _)| text.clone()).collect();
        (dropped, left.iter().filter(|(text, block)| !text.is_empty() && has_form(block)).count())
    }
}

/// Lines that stand for a block are known by their number alone, whatever is left of the name in them.
fn sign(chunk: &str) -> String {
    match placeholder_number(chunk) {
        Some(number) => format!("[[{number}]]"),
        None => crate::text::nfc(&chunk.lines().map(str::trim).collect::<Vec<_>>().join("\n")),
    }
}

/// Whether a block of text holds more than its words.
fn has_form(block: &Node) -> bool {
    let Some(element) = block.as_element() else { return false };
    let is_text = matches!(
        element.kind,
        NodeKind::Paragraph | NodeKind::Heading | NodeKind::BulletList | NodeKind::OrderedList | NodeKind::ListItem
    );
    is_text && element.children.iter().any(|child| matches!(child, Node::Opaque(_)) || !child.marks().is_empty() || has_form(child))
}
