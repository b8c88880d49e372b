//! The walk through a body: which element becomes what.

use super::line::{Flow, one_line};
use super::{Dropped, dom, flat_text};
use crate::content::attributes::is_language;
use crate::content::canonical::rank;
use crate::content::node::{Attrs, Mark, Node};
use crate::content::schema::{MarkKind, NodeKind};
use crate::content::url::Url;
use markup5ever_rcdom::{Handle, NodeData};

/// Below, only text is taken: no article nests so deep, and the stack is finite.
const MAX_DOM_DEPTH: usize = 150;
/// Lists and quotes within each other; two nodes each, of the 32 that a document may nest.
pub const MAX_NESTED: usize = 9;

#[derive(Default)]
pub struct Walk {
    pub title: String,
    pub lead: String,
    pub language: String,
    pub dropped: Vec<Dropped>,
}

/// Where the walk stands.
#[derive(Clone, Default)]
pub struct Spot {
    pub marks: Vec<Mark>,
    /// Lists, quotes and cells around: inside them there are no headings, tables or rules.
    pub nested: usize,
    pub depth: usize,
    pub preformatted: bool,
}

impl Spot {
    pub fn below(&self) -> Self {
        Self { nested: self.nested + 1, ..self.clone() }
    }

    fn marked(&self, kind: MarkKind, attrs: Attrs) -> Self {
        let mut spot = self.clone();
        let excludes = kind.spec().excludes;
        spot.marks
            .retain(|mark| !matches!(mark, Mark::Known(other, _) if excludes.split(' ').any(|name| name == other.spec().name)));
        spot.marks.push(Mark::Known(kind, attrs));
        spot.marks.sort_by_key(rank);
        spot
    }
}

impl Walk {
    pub fn body(&mut self, document: &Handle) -> Vec<Node> {
        let mut flow = Flow::default();
        for html in dom::children(document) {
            for part in dom::children(&html).iter().filter(|part| dom::tag(part) != "head") {
                self.children(part, &Spot::default(), &mut flow);
                flow.flush();
            }
        }
        flow.finish()
    }

    pub fn drop(&mut self, kind: &'static str, detail: impl Into<String>) {
        let detail: String = detail.into().chars().take(200).collect();
        self.dropped.push(Dropped { kind, detail });
    }

    pub fn children(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        for child in dom::children(node) {
            self.node(&child, spot, flow);
        }
    }

    /// What stands in a node, as blocks of its own.
    pub fn blocks(&mut self, node: &Handle, spot: &Spot) -> Vec<Node> {
        let mut flow = Flow::default();
        self.children(node, spot, &mut flow);
        flow.finish()
    }

    pub fn node(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        match &node.data {
            NodeData::Text { contents } if spot.preformatted => flow.push_preformatted(&contents.borrow(), &spot.marks),
            NodeData::Text { contents } => flow.push_text(&contents.borrow(), &spot.marks),
            NodeData::Element { .. } if spot.depth > MAX_DOM_DEPTH => flow.push_text(&dom::text(node), &spot.marks),
            NodeData::Element { .. } => {
                let spot = self.in_language(node, spot);
                self.element(node, &Spot { depth: spot.depth + 1, ..spot }, flow);
            }
            _ => {}
        }
    }

    fn element(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let mark = |kind| spot.marked(kind, Attrs::default());
        match dom::tag(node) {
            "br" => flow.push_break(),
            "strong" | "b" => self.children(node, &mark(MarkKind::Strong), flow),
            "em" | "i" => self.children(node, &mark(MarkKind::Em), flow),
            "u" | "ins" => self.children(node, &mark(MarkKind::Underline), flow),
            "s" | "strike" | "del" => self.children(node, &mark(MarkKind::Strike), flow),
            "sub" => self.children(node, &mark(MarkKind::Sub), flow),
            "sup" => self.children(node, &mark(MarkKind::Sup), flow),
            "a" => self.link(node, spot, flow),
            "q" => {
                flow.push_text("“", &spot.marks);
                self.children(node, spot, flow);
                flow.push_text("”", &spot.marks);
            }
            "h1" => self.first_heading(node, spot, flow),
            "h2" => self.heading(node, 2, spot, flow),
            "h3" => self.heading(node, 3, spot, flow),
            "h4" | "h5" | "h6" => self.heading(node, 4, spot, flow),
            "p" if self.is_lead(node, spot) => self.take_lead(node, spot, flow),
            "pre" | "listing" | "xmp" | "plaintext" => {
                self.part(node, &Spot { preformatted: true, ..spot.clone() }, flow);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(node, spot, flow),
            "dt" | "summary" => self.part(node, &mark(MarkKind::Strong), flow),
            "blockquote" => self.quote(node, spot, flow),
            "table" => self.table(node, spot, flow),
            "figure" => self.figure(node, spot, flow),
            "figcaption" => self.figcaption(node, spot, flow),
            "img" | "image" => self.picture(node, flow),
            "hr" => {
                flow.flush();
                if spot.nested == 0 {
                    flow.blocks.push(Node::element(NodeKind::HorizontalRule, Vec::new()));
                }
            }
            "noscript" => self.without_scripts(node, flow),
            "script" | "style" | "template" => self.drop("mã lệnh hoặc kiểu trình bày", dom::tag(node)),
            "iframe" | "embed" | "object" | "applet" | "video" | "audio" | "canvas" | "svg" => self.embedded(node, spot, flow),
            "form" => {
                self.drop("biểu mẫu", dom::attr(node, "action").unwrap_or_default());
                self.part(node, spot, flow);
            }
            "input" | "select" | "textarea" | "button" => {
                self.drop("ô nhập của biểu mẫu", format!("{} {}", dom::tag(node), one_line(&dom::text(node))).trim_end());
            }
            "head" | "meta" | "link" | "base" | "title" | "source" | "col" | "colgroup" | "param" | "area" => {}
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "address" | "center" | "dl"
            | "dd" | "li" | "details" | "fieldset" | "legend" | "hgroup" | "body" | "caption" | "tbody" | "thead" | "tfoot"
            | "tr" | "td" | "th" | "option" | "search" | "dialog" | "frameset" | "noframes" => self.part(node, spot, flow),
            _ => self.children(node, spot, flow),
        }
    }

    /// What a browser without scripts is given: the pictures of lazy loaders, where they are not there already. Its words speak of the
    /// browser and not of the matter.
    fn without_scripts(&mut self, node: &Handle, flow: &mut Flow) {
        for picture in dom::descendants(node).iter().filter(|below| dom::tag(below) == "img") {
            self.picture_unless_there(picture, flow);
        }
        self.drop("lời cho trình duyệt không chạy mã lệnh", one_line(&dom::text(node)));
    }

    /// Something that begins and ends on a line of its own.
    fn part(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        self.children(node, spot, flow);
        flow.flush();
    }

    fn in_language(&self, node: &Handle, spot: &Spot) -> Spot {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        match dom::attr(node, "lang") {
            Some(language)
                if is_language(&language) && primary(&language) != "vi" && primary(&language) != primary(&self.language) =>
            {
                spot.marked(MarkKind::Language, Attrs::default().set_text("lang", language))
            }
            _ => spot.clone(),
        }
    }

    fn link(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let href = dom::attr(node, "href").unwrap_or_default();
        let title: String = one_line(&dom::attr(node, "title").unwrap_or_default()).chars().take(300).collect();
        match Url::mend(&href) {
            Some(url) => {
                let attrs = Attrs::default().set_text("href", url.to_string()).set_text("title", title);
                self.children(node, &spot.marked(MarkKind::Link, attrs), flow);
            }
            None => {
                if !href.trim().is_empty() && !href.starts_with('#') {
                    self.drop("liên kết", href);
                }
                self.children(node, spot, flow);
            }
        }
    }

    fn first_heading(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let title = one_line(&dom::text(node));
        if self.title.is_empty() || self.title == title {
            flow.flush();
            let pictures = self.blocks(node, spot).into_iter();
            flow.blocks.extend(pictures.filter(|block| block.as_element().is_some_and(|block| block.kind == NodeKind::Picture)));
            self.title = title;
        } else {
            self.heading(node, 2, spot, flow);
        }
    }

    fn heading(&mut self, node: &Handle, level: u8, spot: &Spot, flow: &mut Flow) {
        if spot.nested > 0 {
            return self.part(node, &spot.marked(MarkKind::Strong, Attrs::default()), flow);
        }
        flow.flush();
        for block in self.blocks(node, &spot.below()) {
            flow.blocks.push(match block {
                Node::Element(element) if element.kind == NodeKind::Paragraph => {
                    let attrs = Attrs::default().set_raw("level", level.to_string());
                    Node::with_attrs(NodeKind::Heading, attrs, element.children.into_iter().map(as_heading_text).collect())
                }
                other => other,
            });
        }
    }

    fn is_lead(&self, node: &Handle, spot: &Spot) -> bool {
        self.lead.is_empty() && spot.nested == 0 && (dom::has_class(node, "lead") || dom::has_class(node, "sapo"))
    }

    fn take_lead(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        let (text, others): (Vec<Node>, Vec<Node>) = self
            .blocks(node, spot)
            .into_iter()
            .partition(|block| block.as_element().is_some_and(|block| block.kind == NodeKind::Paragraph));
        self.lead = flat_text(&text);
        if dom::contains(node, "a") {
            self.drop("liên kết trong đoạn mở đầu", self.lead.clone());
        }
        flow.blocks.extend(others);
    }

    fn embedded(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let inside = dom::descendants(node).iter().find_map(|below| dom::attr(below, "src"));
        let from = dom::attr(node, "src").or_else(|| dom::attr(node, "data")).or(inside).unwrap_or_default();
        self.drop("phần nhúng", format!("{} {from}", dom::tag(node)));
        // What stands inside is for browsers that do not know the element; in a drawing it is lettering.
        if matches!(dom::tag(node), "object" | "applet" | "svg") {
            self.part(node, spot, flow);
        }
    }
}

fn as_heading_text(node: Node) -> Node {
    let allowed = NodeKind::Heading.spec().marks;
    match node {
        Node::Text(mut text) => {
            text.marks
                .retain(|mark| matches!(mark, Mark::Known(kind, _) if allowed.split(' ').any(|name| name == kind.spec().name)));
            Node::Text(text)
        }
        other => other,
    }
}
