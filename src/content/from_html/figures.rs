//! Pictures and their captions.

use super::dom;
use super::line::{Flow, one_line};
use super::walk::{Spot, Walk};
use crate::content::node::{Attrs, Element, Node};
use crate::content::schema::NodeKind;
use markup5ever_rcdom::Handle;

const MAX_CREDIT: usize = 200;
const MAX_ALT: usize = 500;

impl Walk {
    /// A picture parts the paragraph that it stands in.
    pub fn picture(&mut self, node: &Handle, flow: &mut Flow) {
        let read = |name: &str| dom::attr(node, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let src = address(node);
        let told = one_line(&read("alt").unwrap_or_default());
        let alt: String = told.chars().take(MAX_ALT).collect();
        if alt.len() < told.len() {
            self.drop("phần cuối của mô tả ảnh quá dài", &told[alt.len()..]);
        }
        let is_pixel = ["width", "height"].iter().all(|side| read(side).is_some_and(|length| matches!(length.as_str(), "0" | "1")));
        match src {
            Some(src) if is_pixel => self.drop("ảnh đếm 1 điểm", src),
            None if alt.is_empty() => self.drop("ảnh không có địa chỉ và mô tả", "img"),
            None => {
                self.drop("ảnh không có địa chỉ", alt.as_str());
                flow.push_text(&alt, &[]);
            }
            Some(src) => {
                flow.flush();
                let decorative = matches!(read("role").as_deref(), Some("presentation" | "none"));
                let attrs =
                    Attrs::default().set_text("src", src).set_text("alt", alt).set_raw("decorative", decorative.to_string());
                flow.blocks.push(Node::with_attrs(NodeKind::Picture, attrs, vec![Node::element(NodeKind::Caption, Vec::new())]));
            }
        }
    }

    /// The same, unless the picture just before is this one.
    pub fn picture_unless_there(&mut self, node: &Handle, flow: &mut Flow) {
        let last = flow.blocks.last().and_then(Node::as_element).filter(|last| last.kind == NodeKind::Picture);
        if last.is_none_or(|last| address(node).as_deref() != Some(last.attrs.text("src"))) {
            self.picture(node, flow);
        }
    }

    /// `<p><img><br><em>…</em></p>`: the words are the picture's caption. False, and nothing done, for any other paragraph.
    pub fn picture_with_words(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) -> bool {
        let parts: Vec<Handle> =
            dom::children(node).into_iter().filter(|part| !dom::is_blank(part) && dom::tag(part) != "br").collect();
        let Some((picture, words)) = parts.split_first().filter(|(picture, words)| dom::tag(picture) == "img" && !words.is_empty())
        else {
            return false;
        };
        if !words.iter().all(|part| matches!(dom::tag(part), "em" | "i" | "small") && !dom::contains(part, "img")) {
            return false;
        }
        self.node(picture, spot, flow);
        if !flow.ends_in_picture() {
            words.iter().for_each(|part| self.node(part, spot, flow));
            flow.flush();
            return true;
        }
        let lines = words.iter().flat_map(|part| self.blocks(part, &spot.below())).collect();
        if let Some(picture) = flow.blocks.last_mut() {
            let left = give_caption(picture, lines, String::new());
            flow.blocks.extend(left);
        }
        true
    }

    pub fn figure(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        let mut inside = Flow::default();
        let parts = dom::children(node);
        let caption_first = parts.iter().find(|part| !dom::is_blank(part)).filter(|part| dom::tag(part) == "figcaption");
        for part in parts.iter().filter(|part| caption_first.is_none_or(|caption| !std::rc::Rc::ptr_eq(caption, part))) {
            self.node(part, spot, &mut inside);
        }
        let mut blocks = inside.finish();
        if let Some(caption) = caption_first {
            let (lines, credit) = self.caption(caption, spot);
            let left = match blocks.first_mut() {
                Some(first) => give_caption(first, lines, credit),
                None => as_blocks(lines, credit),
            };
            blocks.splice(0..0, left);
        }
        flow.blocks.extend(blocks);
    }

    /// The words under a picture belong to the picture just before; elsewhere they are a paragraph.
    pub fn figcaption(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        let (lines, credit) = self.caption(node, spot);
        let left = match flow.blocks.last_mut() {
            Some(Node::Element(last)) if last.kind == NodeKind::Picture => give_caption_to(last, lines, credit),
            _ => as_blocks(lines, credit),
        };
        flow.blocks.extend(left);
    }

    /// The blocks of a caption, and the credit: what a closing `<small>` says.
    fn caption(&mut self, node: &Handle, spot: &Spot) -> (Vec<Node>, String) {
        let parts = dom::children(node);
        let last = parts.iter().rposition(|part| !one_line(&dom::text(part)).is_empty());
        let credit_at = last
            .filter(|last| dom::tag(&parts[*last]) == "small" && one_line(&dom::text(&parts[*last])).chars().count() <= MAX_CREDIT);
        let mut flow = Flow::default();
        let spot = spot.below();
        for (index, part) in parts.iter().enumerate() {
            if Some(index) != credit_at {
                self.node(part, &spot, &mut flow);
            }
        }
        let credit = credit_at.map(|at| one_line(&dom::text(&parts[at]))).unwrap_or_default();
        (flow.finish(), credit)
    }
}

/// Where a picture is. Lazy loaders put something small in the usual place, and the true address elsewhere.
fn address(node: &Handle) -> Option<String> {
    let read = |name: &str| dom::attr(node, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let lazy = || {
        let named = ["data-src", "data-original", "data-lazy-src", "data-lazy"].into_iter().find_map(read);
        named.or_else(|| ["srcset", "data-srcset", "data-lazy-srcset"].into_iter().filter_map(read).find_map(|set| widest(&set)))
    };
    read("src").filter(|src| !src.starts_with("data:") && !stands_in(src)).or_else(lazy).or_else(|| read("src"))
}

/// Whether a file is called like what lazy loaders show meanwhile.
fn stands_in(src: &str) -> bool {
    const NAMES: [&str; 9] = ["loading", "lazy", "placeholder", "blank", "spacer", "transparent", "pixel", "1x1", "spinner"];
    let name = src.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    NAMES.iter().any(|stand_in| name.starts_with(stand_in))
}

/// Of "a.jpg 320w, b.jpg 640w".
fn widest(set: &str) -> Option<String> {
    let candidates = set.split(", ").filter_map(|candidate| {
        let (address, size) = candidate.trim().split_once(' ').unwrap_or((candidate.trim(), "1x"));
        let size: f64 = size.trim().trim_end_matches(['w', 'x', 'h', ',']).parse().unwrap_or(1.0);
        (!address.is_empty() && !address.starts_with("data:")).then(|| (size, address.trim_end_matches(',').to_owned()))
    });
    candidates.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, address)| address)
}

/// Gives a block its caption if it can carry one; what is left over comes back.
pub fn give_caption(block: &mut Node, lines: Vec<Node>, credit: String) -> Vec<Node> {
    match block {
        Node::Element(picture) if picture.kind == NodeKind::Picture => give_caption_to(picture, lines, credit),
        Node::Element(table) if table.kind == NodeKind::TableBlock && credit.is_empty() => give_caption_to(table, lines, credit),
        _ => as_blocks(lines, credit),
    }
}

fn give_caption_to(block: &mut Element, lines: Vec<Node>, credit: String) -> Vec<Node> {
    let is_captioned = !block.attrs.text("credit").is_empty();
    let Some(Node::Element(caption)) = block.children.first_mut() else { return as_blocks(lines, credit) };
    if is_captioned || !caption.children.is_empty() {
        return as_blocks(lines, credit);
    }
    match running_text(lines) {
        Err(lines) => return as_blocks(lines, credit),
        Ok(text) => caption.children = text,
    }
    if !credit.is_empty() {
        block.attrs = std::mem::take(&mut block.attrs).set_text("credit", credit);
    }
    Vec::new()
}

/// The text of paragraphs, line by line; the blocks as they were if one of them is something else, since its place
/// between them would be lost.
pub fn running_text(blocks: Vec<Node>) -> Result<Vec<Node>, Vec<Node>> {
    let is_paragraph = |block: &Node| block.as_element().is_some_and(|block| block.kind == NodeKind::Paragraph);
    if !blocks.iter().all(is_paragraph) {
        return Err(blocks);
    }
    let mut text: Vec<Node> = Vec::new();
    for block in blocks {
        if let Node::Element(paragraph) = block {
            if !text.is_empty() {
                text.push(Node::element(NodeKind::HardBreak, Vec::new()));
            }
            text.extend(paragraph.children);
        }
    }
    Ok(text)
}

fn as_blocks(mut lines: Vec<Node>, credit: String) -> Vec<Node> {
    if !credit.is_empty() {
        lines.push(Node::element(NodeKind::Paragraph, vec![Node::text(credit, Vec::new())]));
    }
    lines
}
