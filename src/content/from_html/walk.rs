//! The walk through a body: which element becomes what.

use super::line::{Flow, one_line};
use super::signs::{has_vietnamese_letters, is_caption, leads_to_file, unfolds};
use super::{Dropped, dom, flat_text};
use crate::content::attributes::is_language;
use crate::content::canonical::rank;
use crate::content::node::{Attrs, Mark, Node};
use crate::content::schema::{MarkKind, NodeKind};
use crate::content::url::Url;
use markup5ever_rcdom::{Handle, NodeData};

/// Below, only text is taken. Editors that never closed an element nest by the hundred; what reads them has the stack for it (`mod.rs`).
const MAX_DOM_DEPTH: usize = 1000;
/// So many words, such as a date or the way to the page, may stand before what is marked as the lead.
const WORDS_BEFORE_LEAD: usize = 15;
/// Lists and quotes within each other; two nodes each, of the 32 that a document may nest.
pub const MAX_NESTED: usize = 9;

#[derive(Default)]
pub struct Walk {
    pub title: String,
    pub lead: String,
    pub language: String,
    /// The h1 that is the article's title.
    pub title_at: Option<Handle>,
    pub dropped: Vec<Dropped>,
    /// Words of the body so far, and whether a paragraph was among them.
    pub words: usize,
    pub has_paragraph: bool,
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

    pub fn deeper(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
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
            NodeData::Text { contents } => {
                let text = contents.borrow();
                self.words += text.split_whitespace().count();
                if spot.preformatted { flow.push_preformatted(&text, &spot.marks) } else { flow.push_text(&text, &spot.marks) }
            }
            NodeData::Element { .. } if spot.depth > MAX_DOM_DEPTH => {
                self.drop("phần lồng quá sâu, chỉ giữ lại chữ", one_line(&dom::text(node)));
                flow.push_text(&dom::text(node), &spot.marks);
            }
            NodeData::Element { .. } => {
                let spot = self.in_language(node, spot);
                self.element(node, &spot.deeper(), flow);
            }
            _ => {}
        }
    }

    fn element(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let mark = |kind| spot.marked(kind, Attrs::default());
        match dom::tag(node) {
            "br" => flow.push_break(),
            // Google Docs wraps all it copies in one that is not bold.
            "strong" | "b" if !dom::has_style(node, "font-weight:normal") && !dom::has_style(node, "font-weight:400") => {
                self.children(node, &mark(MarkKind::Strong), flow);
            }
            "em" | "i" if !dom::has_style(node, "font-style:normal") => self.children(node, &mark(MarkKind::Em), flow),
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
            "p" | "div" | "h2" if self.is_lead(node, spot) => self.take_lead(node, spot, flow),
            "h1" => self.title_or_heading(node, spot, flow),
            "h2" => self.heading(node, 2, spot, flow),
            "h3" => self.heading(node, 3, spot, flow),
            "h4" | "h5" | "h6" => self.heading(node, 4, spot, flow),
            "p" | "div" | "span" | "dd" | "center" if is_caption(node, flow) => self.figcaption(node, spot, flow),
            "p" | "div" | "center" if self.picture_with_words(node, spot, flow) => {}
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
            "script" | "style" | "template" => {
                self.drop("mã lệnh hoặc kiểu trình bày", dom::tag(node));
                self.swallowed(node, spot, flow);
            }
            "noembed" | "noframes" => self.otherwise(node, spot, flow),
            "iframe" | "embed" | "object" | "applet" | "video" | "audio" | "canvas" | "svg" => self.embedded(node, spot, flow),
            "form" => {
                self.drop("biểu mẫu", dom::attr(node, "action").unwrap_or_default());
                self.part(node, spot, flow);
            }
            "button" if unfolds(node) => self.children(node, spot, flow),
            // What the page tells its server, and no reader.
            "input" if dom::attr(node, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("hidden")) => {}
            "input" | "select" | "textarea" | "button" => {
                self.drop("ô nhập của biểu mẫu", format!("{} {}", dom::tag(node), one_line(&dom::text(node))).trim_end());
            }
            "head" | "meta" | "link" | "base" | "title" | "source" | "col" | "colgroup" | "param" | "area" => {}
            "p" => {
                let before = self.words;
                self.part(node, spot, flow);
                self.has_paragraph |= self.words > before;
            }
            "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside" | "address" | "center" | "dl" | "dd"
            | "li" | "details" | "fieldset" | "legend" | "hgroup" | "body" | "caption" | "tbody" | "thead" | "tfoot" | "tr"
            | "td" | "th" | "option" | "search" | "dialog" | "frameset" | "marquee" => self.part(node, spot, flow),
            _ if dom::has_style(node, "display:block") => self.part(node, spot, flow),
            _ => self.children(node, spot, flow),
        }
    }

    /// Something that begins and ends on a line of its own.
    pub fn part(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        self.children(node, spot, flow);
        flow.flush();
    }

    fn in_language(&self, node: &Handle, spot: &Spot) -> Spot {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        match dom::attr(node, "lang") {
            Some(language)
                if is_language(&language)
                    && primary(&language) != "vi"
                    && primary(&language) != primary(&self.language)
                    && !has_vietnamese_letters(&dom::text(node)) =>
            {
                spot.marked(MarkKind::Language, Attrs::default().set_text("lang", language))
            }
            _ => spot.clone(),
        }
    }

    fn link(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        let mut href = dom::attr(node, "href").unwrap_or_default();
        if href.trim_start().starts_with("tel:") {
            href.retain(|c| !c.is_whitespace());
        }
        let title: String = one_line(&dom::attr(node, "title").unwrap_or_default()).chars().take(300).collect();
        match Url::mend(&href) {
            Some(url) => {
                if leads_to_file(&href) {
                    self.drop("tệp đính kèm chưa chuyển theo, liên kết giữ nguyên", href);
                }
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

    fn title_or_heading(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        if self.title_at.as_ref().is_none_or(|title| !std::rc::Rc::ptr_eq(title, node)) {
            return self.heading(node, 2, spot, flow);
        }
        self.title = one_line(&dom::text(node));
        flow.flush();
        let before = self.words;
        let pictures = self.blocks(node, spot).into_iter();
        flow.blocks.extend(pictures.filter(|block| block.as_element().is_some_and(|block| block.kind == NodeKind::Picture)));
        self.words = before;
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
        let is_first = self.lead.is_empty() && !self.has_paragraph && self.words <= WORDS_BEFORE_LEAD;
        is_first && spot.nested == 0 && (dom::has_class(node, "lead") || dom::has_class(node, "sapo"))
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
