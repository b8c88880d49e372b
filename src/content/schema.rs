//! The one table of nodes and marks. Reading, the validator, the editor's schema and the documentation all follow it.
//! Content expressions, groups and marks are written as ProseMirror writes them.

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    Doc,
    Paragraph,
    Heading,
    BulletList,
    OrderedList,
    ListItem,
    Blockquote,
    Picture,
    Video,
    Caption,
    TableBlock,
    TableCaption,
    Table,
    TableRow,
    TableCell,
    TableHeader,
    HorizontalRule,
    Attachment,
    Text,
    HardBreak,
}

/// In the order in which they stand on a text: a link lies outside of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    Link,
    Language,
    Strong,
    Em,
    Underline,
    Strike,
    Sub,
    Sup,
}

pub struct NodeSpec {
    pub kind: NodeKind,
    pub name: &'static str,
    /// Which children, in ProseMirror's notation; empty: none.
    pub content: &'static str,
    /// Groups that expressions may name, parted by spaces.
    pub groups: &'static str,
    /// Marks allowed on the children: "_" all, "" none, else names.
    pub marks: &'static str,
    pub attrs: &'static [AttrSpec],
    /// What prosemirror-tables takes it for.
    pub table_role: &'static str,
}

pub struct MarkSpec {
    pub kind: MarkKind,
    pub name: &'static str,
    /// Marks that cannot stand on the same text, itself included.
    pub excludes: &'static str,
    pub attrs: &'static [AttrSpec],
}

pub struct AttrSpec {
    pub name: &'static str,
    pub rule: Rule,
    /// As JSON; None: must be given. A default of null allows null.
    pub default: Option<&'static str>,
}

/// What a value must be.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    Whole {
        min: i64,
        max: i64,
    },
    Flag,
    Text {
        max: usize,
    },
    OneOf(&'static [&'static str]),
    /// The id of a file of this site.
    MediaId,
    Url,
    /// A language tag: "en", "zh-Hant".
    Language,
    /// Widths of columns in pixels, as prosemirror-tables keeps them.
    Widths,
}

const fn node(kind: NodeKind, name: &'static str, groups: &'static str, content: &'static str) -> NodeSpec {
    NodeSpec { kind, name, content, groups, marks: "", attrs: &[], table_role: "" }
}

const fn mark(kind: MarkKind, name: &'static str, excludes: &'static str) -> MarkSpec {
    MarkSpec { kind, name, excludes, attrs: &[] }
}

const fn attr(name: &'static str, rule: Rule, default: &'static str) -> AttrSpec {
    AttrSpec { name, rule, default: Some(default) }
}

const fn required(name: &'static str, rule: Rule) -> AttrSpec {
    AttrSpec { name, rule, default: None }
}

impl NodeSpec {
    const fn marks(self, marks: &'static str) -> Self {
        Self { marks, ..self }
    }

    const fn attrs(self, attrs: &'static [AttrSpec]) -> Self {
        Self { attrs, ..self }
    }

    const fn table_role(self, table_role: &'static str) -> Self {
        Self { table_role, ..self }
    }
}

impl MarkSpec {
    const fn attrs(self, attrs: &'static [AttrSpec]) -> Self {
        Self { attrs, ..self }
    }
}

const CELL: &[AttrSpec] = &[
    attr("colspan", Rule::Whole { min: 1, max: 100 }, "1"),
    attr("rowspan", Rule::Whole { min: 1, max: 1000 }, "1"),
    attr("colwidth", Rule::Widths, "null"),
];

const HEADER: &[AttrSpec] = &[
    attr("colspan", Rule::Whole { min: 1, max: 100 }, "1"),
    attr("rowspan", Rule::Whole { min: 1, max: 1000 }, "1"),
    attr("colwidth", Rule::Widths, "null"),
    // Null: of its column in a row of headers, of its row elsewhere.
    attr("scope", Rule::OneOf(&["col", "row"]), "null"),
];

const PICTURE: &[AttrSpec] = &[
    required("media", Rule::MediaId),
    attr("alt", Rule::Text { max: 500 }, "\"\""),
    attr("decorative", Rule::Flag, "false"),
    attr("credit", Rule::Text { max: 200 }, "\"\""),
];

const VIDEO: &[AttrSpec] = &[
    required("media", Rule::MediaId),
    attr("captions", Rule::MediaId, "null"),
    attr("transcript", Rule::MediaId, "null"),
    attr("transcript_text", Rule::Text { max: 50_000 }, "\"\""),
];

/// In the order of `NodeKind`; the first of a group is what the editor makes when one is needed.
/// `flow` is what may stand inside lists, quotes and cells: everything but headings, tables, rules and videos.
pub static NODES: [NodeSpec; 20] = [
    node(NodeKind::Doc, "doc", "", "block+"),
    node(NodeKind::Paragraph, "paragraph", "block flow", "inline*").marks("_"),
    node(NodeKind::Heading, "heading", "block", "inline*").marks("link language em sub sup").attrs(&[attr(
        "level",
        Rule::Whole { min: 2, max: 4 },
        "2",
    )]),
    node(NodeKind::BulletList, "bullet_list", "block flow", "list_item+"),
    node(NodeKind::OrderedList, "ordered_list", "block flow", "list_item+").attrs(&[attr(
        "order",
        Rule::Whole { min: 0, max: 100_000 },
        "1",
    )]),
    node(NodeKind::ListItem, "list_item", "", "paragraph flow*"),
    node(NodeKind::Blockquote, "blockquote", "block flow", "flow+"),
    node(NodeKind::Picture, "picture", "block flow", "caption").attrs(PICTURE),
    node(NodeKind::Video, "video", "block", "caption").attrs(VIDEO),
    node(NodeKind::Caption, "caption", "", "inline*").marks("_"),
    // The caption is kept outside of the table proper, where prosemirror-tables expects rows only.
    node(NodeKind::TableBlock, "table_block", "block", "table_caption table"),
    node(NodeKind::TableCaption, "table_caption", "", "inline*").marks("_"),
    node(NodeKind::Table, "table", "", "table_row+").table_role("table"),
    node(NodeKind::TableRow, "table_row", "", "(table_cell | table_header)*").table_role("row"),
    node(NodeKind::TableCell, "table_cell", "", "flow+").attrs(CELL).table_role("cell"),
    node(NodeKind::TableHeader, "table_header", "", "flow+").attrs(HEADER).table_role("header_cell"),
    node(NodeKind::HorizontalRule, "horizontal_rule", "block", ""),
    node(NodeKind::Attachment, "attachment", "block flow", "")
        .attrs(&[required("media", Rule::MediaId), attr("title", Rule::Text { max: 300 }, "\"\"")]),
    node(NodeKind::Text, "text", "inline", ""),
    node(NodeKind::HardBreak, "hard_break", "inline", ""),
];

/// In the order of `MarkKind`.
pub static MARKS: [MarkSpec; 8] = [
    mark(MarkKind::Link, "link", "link").attrs(&[required("href", Rule::Url), attr("title", Rule::Text { max: 300 }, "\"\"")]),
    mark(MarkKind::Language, "language", "language").attrs(&[required("lang", Rule::Language)]),
    mark(MarkKind::Strong, "strong", "strong"),
    mark(MarkKind::Em, "em", "em"),
    mark(MarkKind::Underline, "underline", "underline"),
    mark(MarkKind::Strike, "strike", "strike"),
    mark(MarkKind::Sub, "sub", "sub sup"),
    mark(MarkKind::Sup, "sup", "sub sup"),
];

impl NodeKind {
    pub fn spec(self) -> &'static NodeSpec {
        &NODES[self as usize]
    }

    pub fn from_name(name: &str) -> Option<Self> {
        NODES.iter().find(|spec| spec.name == name).map(|spec| spec.kind)
    }
}

impl MarkKind {
    pub fn spec(self) -> &'static MarkSpec {
        &MARKS[self as usize]
    }

    pub fn from_name(name: &str) -> Option<Self> {
        MARKS.iter().find(|spec| spec.name == name).map(|spec| spec.kind)
    }
}
