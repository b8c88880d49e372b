//! A document as HTML for readers. What is unknown or stands where it may not renders as nothing.

use super::Content;
use super::node::{Element, Mark, Node};
use super::schema::{MarkKind, NodeKind};
use super::sink::Sink;
use super::url::Url;
use crate::media::model::MediaView;

const MAX_MARKS: usize = 16;

impl Content {
    /// The same bytes on the server and in the browser.
    pub fn to_html(&self, media: &[MediaView]) -> String {
        let mut page = Page { out: Sink::default(), media, pictures: 0 };
        page.blocks(&self.blocks);
        page.out.finish()
    }
}

pub(super) struct Page<'a> {
    pub out: Sink,
    pub media: &'a [MediaView],
    /// Shown so far: the first one is fetched before all else.
    pub pictures: usize,
}

impl<'a> Page<'a> {
    pub fn find_media(&self, id: &str) -> Option<&'a MediaView> {
        self.media.iter().find(|media| media.id == id)
    }

    pub fn blocks(&mut self, nodes: &[Node]) {
        for element in nodes.iter().filter_map(Node::as_element) {
            self.block(element);
        }
    }

    fn block(&mut self, element: &Element) {
        let children = &element.children;
        match element.kind {
            NodeKind::Paragraph if children.is_empty() => {}
            NodeKind::Paragraph => self.wrap("p", |page| page.inline(children)),
            NodeKind::Heading => {
                let tag = match element.attrs.whole("level", 2) {
                    3 => "h3",
                    4 => "h4",
                    _ => "h2",
                };
                self.wrap(tag, |page| page.inline(children));
            }
            NodeKind::BulletList => self.wrap("ul", |page| page.items(children)),
            NodeKind::OrderedList => self.ordered_list(element),
            NodeKind::Blockquote => self.wrap("blockquote", |page| page.blocks(children)),
            NodeKind::Picture => self.picture(element),
            NodeKind::Video => self.video(element),
            NodeKind::Attachment => self.attachment(element),
            NodeKind::TableBlock => self.table_block(element),
            NodeKind::HorizontalRule => self.out.open("hr", &[]),
            _ => {}
        }
    }

    pub fn wrap(&mut self, tag: &'static str, inside: impl FnOnce(&mut Self)) {
        self.out.open(tag, &[]);
        inside(self);
        self.out.close(tag);
    }

    fn ordered_list(&mut self, list: &Element) {
        match list.attrs.whole("order", 1) {
            1 => self.out.open("ol", &[]),
            order => self.out.open("ol", &[("start", &order.to_string())]),
        }
        self.items(&list.children);
        self.out.close("ol");
    }

    fn items(&mut self, nodes: &[Node]) {
        for item in nodes.iter().filter_map(Node::as_element).filter(|item| item.kind == NodeKind::ListItem) {
            self.wrap("li", |page| page.tight(&item.children));
        }
    }

    /// A single line stands without a paragraph around it, also when lists follow.
    pub fn tight(&mut self, nodes: &[Node]) {
        let is_list = |node: &Node| {
            node.as_element().is_some_and(|element| matches!(element.kind, NodeKind::BulletList | NodeKind::OrderedList))
        };
        match nodes {
            [Node::Element(first), rest @ ..] if first.kind == NodeKind::Paragraph && rest.iter().all(is_list) => {
                self.inline(&first.children);
                self.blocks(rest);
            }
            _ => self.blocks(nodes),
        }
    }

    pub fn inline(&mut self, nodes: &[Node]) {
        self.marked(nodes, 0);
    }

    /// Neighbours that share a mark share its element: one link is one link, whatever stands in it.
    fn marked(&mut self, nodes: &[Node], depth: usize) {
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let mark = mark_at(first, depth);
            let together = match mark {
                Some(_) => rest.iter().take_while(|node| mark_at(node, depth) == mark).count(),
                None => 1,
            };
            let (run, after) = rest.split_at(together);
            match (mark, first) {
                (Some(mark), _) => {
                    let tag = self.open_mark(mark);
                    self.marked(run, depth + 1);
                    if let Some(tag) = tag {
                        self.out.close(tag);
                    }
                }
                (None, Node::Text(text)) => self.out.text(&text.text),
                (None, Node::Element(element)) if element.kind == NodeKind::HardBreak => self.out.open("br", &[]),
                _ => {}
            }
            rest = after;
        }
    }

    fn open_mark(&mut self, mark: &Mark) -> Option<&'static str> {
        let Mark::Known(kind, attrs) = mark else { return None };
        let tag = match kind {
            MarkKind::Strong => "strong",
            MarkKind::Em => "em",
            MarkKind::Underline => "u",
            MarkKind::Strike => "s",
            MarkKind::Sub => "sub",
            MarkKind::Sup => "sup",
            MarkKind::Language => {
                self.out.open("span", &[("lang", attrs.text("lang"))]);
                return Some("span");
            }
            MarkKind::Link => {
                let url = Url::parse(attrs.text("href"))?;
                let given = [("href", url.as_str()), ("rel", "noopener"), ("title", attrs.text("title"))];
                let mut wanted = Vec::with_capacity(3);
                for attr in given {
                    let left_out = match attr.0 {
                        "rel" => !url.is_external(),
                        _ => attr.1.is_empty(),
                    };
                    if !left_out {
                        wanted.push(attr);
                    }
                }
                self.out.open("a", &wanted);
                return Some("a");
            }
        };
        self.out.open(tag, &[]);
        Some(tag)
    }
}

/// Of a right document at most eight; beyond a limit none are read, since each is one step of recursion.
fn mark_at(node: &Node, depth: usize) -> Option<&Mark> {
    node.marks().iter().take(MAX_MARKS).nth(depth)
}
