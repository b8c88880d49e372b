//! The typed document of an article, as the portal stores it, and its HTML.

use std::{borrow::Cow, cell::Cell};

use maud::{Markup, html};
use serde::Deserialize;

use crate::database::Rendition;

const SIZES: &str = "(min-width: 46rem) 42rem, calc(100vw - 2rem)";
/// The JPEG for browsers that choose none is the one nearest to this.
const FALLBACK_WIDTH: i64 = 640;

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Paragraph,
    Heading,
    BulletList,
    OrderedList,
    ListItem,
    Blockquote,
    Picture,
    Caption,
    TableBlock,
    TableCaption,
    Table,
    TableRow,
    TableCell,
    TableHeader,
    HorizontalRule,
    Text,
    HardBreak,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub struct Node<'a> {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default, borrow)]
    attrs: Attrs<'a>,
    #[serde(default, borrow)]
    pub content: Vec<Node<'a>>,
    #[serde(default, borrow)]
    marks: Vec<Mark<'a>>,
    #[serde(default, borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize, PartialEq)]
struct Mark<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(default, borrow)]
    attrs: Attrs<'a>,
}

#[derive(Deserialize, Default, PartialEq)]
#[serde(default)]
struct Attrs<'a> {
    level: u8,
    order: Option<u32>,
    colspan: Option<u32>,
    rowspan: Option<u32>,
    #[serde(borrow)]
    scope: Option<Cow<'a, str>>,
    #[serde(borrow)]
    media: Cow<'a, str>,
    decorative: bool,
    #[serde(borrow)]
    alt: Cow<'a, str>,
    #[serde(borrow)]
    credit: Cow<'a, str>,
    #[serde(borrow)]
    href: Cow<'a, str>,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    lang: Cow<'a, str>,
}

/// Syllables, as Vietnamese editors count.
pub fn words(nodes: &[Node]) -> usize {
    let of = |node: &Node| match node.kind {
        Kind::Paragraph | Kind::Heading | Kind::Caption | Kind::TableCaption => {
            let text: String =
                node.content.iter().map(|part| if part.kind == Kind::HardBreak { "\n" } else { &part.text }).collect();
            text.split_whitespace().count()
        }
        _ => words(&node.content) + node.attrs.credit.split_whitespace().count(),
    };
    nodes.iter().map(of).sum()
}

/// The document's HTML. Pictures whose files are not there are left to their captions.
pub fn content(nodes: &[Node], media: &[Rendition]) -> Markup {
    Page { media, pictures: Cell::new(0) }.blocks(nodes)
}

struct Page<'a> {
    media: &'a [Rendition],
    /// Shown so far: the first one is fetched before all else.
    pictures: Cell<usize>,
}

impl Page<'_> {
    fn blocks(&self, nodes: &[Node]) -> Markup {
        html! { @for node in nodes { (self.block(node)) } }
    }

    fn block(&self, node: &Node) -> Markup {
        let inside = &node.content;
        html! {
            @match (node.kind, node.attrs.level) {
                (Kind::Paragraph, _) => @if !inside.is_empty() { p { (inline(inside, 0)) } },
                (Kind::Heading, 3) => h3 { (inline(inside, 0)) },
                (Kind::Heading, 4) => h4 { (inline(inside, 0)) },
                (Kind::Heading, _) => h2 { (inline(inside, 0)) },
                (Kind::BulletList, _) => ul { (self.items(inside)) },
                (Kind::OrderedList, _) => ol start=[node.attrs.order.filter(|order| *order != 1)] { (self.items(inside)) },
                (Kind::Blockquote, _) => blockquote { (self.blocks(inside)) },
                (Kind::Picture, _) => (self.picture(node)),
                (Kind::TableBlock, _) => (self.table(node)),
                (Kind::HorizontalRule, _) => hr;,
                _ => {},
            }
        }
    }

    fn items(&self, nodes: &[Node]) -> Markup {
        html! { @for item in nodes.iter().filter(|item| item.kind == Kind::ListItem) { li { (self.tight(&item.content)) } } }
    }

    /// A single line stands without a paragraph around it, also when lists follow.
    fn tight(&self, nodes: &[Node]) -> Markup {
        let is_list = |node: &Node| matches!(node.kind, Kind::BulletList | Kind::OrderedList);
        match nodes {
            [first, rest @ ..] if first.kind == Kind::Paragraph && rest.iter().all(is_list) => {
                html! { (inline(&first.content, 0)) (self.blocks(rest)) }
            }
            _ => self.blocks(nodes),
        }
    }

    fn picture(&self, node: &Node) -> Markup {
        let all: Vec<&Rendition> = self.media.iter().filter(|one| one.id.to_string() == node.attrs.media).collect();
        let of = |format: &'static str| all.iter().filter(move |one| one.format == format);
        let srcset =
            |format| of(format).map(|one| format!("{} {}w", one.address(), one.rendition_width)).collect::<Vec<_>>().join(", ");
        let Some(fallback) = of("jpeg").min_by_key(|one| (one.rendition_width - FALLBACK_WIDTH).abs()) else {
            return html! { p { (caption(node)) } };
        };
        let is_first = self.pictures.replace(self.pictures.get() + 1) == 0;
        let alt = if node.attrs.decorative { "" } else { &node.attrs.alt };
        html! {
            figure.picture {
                picture {
                    source type="image/webp" srcset=(srcset("webp")) sizes=(SIZES);
                    img src=(fallback.address()) srcset=(srcset("jpeg")) sizes=(SIZES) width=(fallback.width) height=(fallback.height)
                        alt=(alt) decoding="async" fetchpriority=[is_first.then_some("high")] loading=[(!is_first).then_some("lazy")];
                }
                figcaption { (caption(node)) }
            }
        }
    }

    fn table(&self, block: &Node) -> Markup {
        let part = |kind| block.content.iter().find(|part| part.kind == kind).map_or(&[][..], |part| &part.content);
        let (caption, rows) = (part(Kind::TableCaption), part(Kind::Table));
        let label: String = caption.iter().map(|part| &*part.text).collect();
        let (head, body) = rows.split_at(rows.iter().take_while(|row| is_head(row)).count());
        html! {
            div.table-frame role="region" tabindex="0" aria-label=(if label.is_empty() { "Bảng" } else { &label }) {
                table {
                    @if !caption.is_empty() { caption { (inline(caption, 0)) } }
                    @if !head.is_empty() { thead { (self.rows(head)) } }
                    tbody { (self.rows(body)) }
                }
            }
        }
    }

    fn rows(&self, rows: &[Node]) -> Markup {
        html! {
            @for row in rows {
                tr {
                    @for cell in &row.content {
                        @let Attrs { colspan, rowspan, scope, .. } = &cell.attrs;
                        @let scope = scope.as_deref().unwrap_or(if is_head(row) { "col" } else { "row" });
                        @if cell.kind == Kind::TableHeader {
                            th scope=(scope) colspan=[colspan] rowspan=[rowspan] { (self.tight(&cell.content)) }
                        } @else {
                            td colspan=[colspan] rowspan=[rowspan] { (self.tight(&cell.content)) }
                        }
                    }
                }
            }
        }
    }
}

fn is_head(row: &Node) -> bool {
    !row.content.is_empty() && row.content.iter().all(|cell| cell.kind == Kind::TableHeader)
}

fn caption(picture: &Node) -> Markup {
    let words = picture.content.iter().find(|part| part.kind == Kind::Caption).map_or(&[][..], |caption| &caption.content);
    let credit = &picture.attrs.credit;
    html! {
        (inline(words, 0))
        @if !credit.is_empty() { @if !words.is_empty() { " " } small { (credit) } }
    }
}

/// Neighbours that share a mark share its element: one link is one link, whatever stands in it.
fn inline(nodes: &[Node], depth: usize) -> Markup {
    html! {
        @for run in nodes.chunk_by(|one, other| one.marks.len() > depth && one.marks.get(depth) == other.marks.get(depth)) {
            @match run[0].marks.get(depth) {
                Some(mark) => (marked(mark, run, depth)),
                None if run[0].kind == Kind::HardBreak => br;,
                None => (run[0].text),
            }
        }
    }
}

fn marked(mark: &Mark, run: &[Node], depth: usize) -> Markup {
    let Attrs { href, title, lang, .. } = &mark.attrs;
    let inside = inline(run, depth + 1);
    html! {
        @match &*mark.kind {
            "link" => a href=(href) rel=[href.starts_with("http").then_some("noopener")] title=[(!title.is_empty()).then_some(title)] { (inside) },
            "language" => span lang=(lang) { (inside) },
            "strong" => strong { (inside) },
            "em" => em { (inside) },
            "underline" => u { (inside) },
            "strike" => s { (inside) },
            "sub" => sub { (inside) },
            "sup" => sup { (inside) },
            _ => (inside),
        }
    }
}

impl Rendition {
    /// "/tap-tin/HASH/ten-anh-640.jpg"
    pub fn address(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(&*self.name, |(stem, _)| stem);
        let ending = if self.format == "webp" { "webp" } else { "jpg" };
        format!("/tap-tin/{}/{stem}-{}.{ending}", self.rendition_hash, self.rendition_width)
    }
}
