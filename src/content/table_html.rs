//! Tables as HTML: a frame that can be scrolled by keyboard, caption, head, body, and whom each header heads.

use super::html::Page;
use super::node::{Element, Node};
use super::schema::NodeKind;
use super::text::inline_text;

/// Each a twentieth more (`style/ui/table.css`): attributes for sizes are gone from HTML, and styles in a page are forbidden.
const STEPS: [&str; 19] =
    ["w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "w10", "w11", "w12", "w13", "w14", "w15", "w16", "w17", "w18", "w19"];
/// Pixels, where the editor told only some columns' widths: of the whole, and of each of the others at least.
const TEXT_WIDTH: u32 = 720;
const LEAST_WIDTH: u32 = 60;

impl Page<'_> {
    pub(super) fn table_block(&mut self, block: &Element) {
        let mut caption: &[Node] = &[];
        let mut rows = Vec::new();
        for part in block.children.iter().filter_map(Node::as_element) {
            match part.kind {
                NodeKind::TableCaption => caption = &part.children,
                NodeKind::Table => rows.extend(part.children.iter().filter_map(as_row)),
                _ => {}
            }
        }
        let label = inline_text(caption);
        let label = if label.trim().is_empty() { "Bảng" } else { &label };
        self.out.open("div", &[("class", "table-frame"), ("role", "region"), ("tabindex", "0"), ("aria-label", label)]);
        self.out.open("table", &[]);
        if !caption.is_empty() {
            self.wrap("caption", |page| page.inline(caption));
        }
        self.columns(rows.first());
        let (head, body) = rows.split_at(head_rows(&rows));
        if !head.is_empty() {
            self.wrap("thead", |page| page.rows(head));
        }
        self.wrap("tbody", |page| page.rows(body));
        self.out.close("table");
        self.out.close("div");
    }

    /// Widths that the editor was told, as shares of the table: a phone has fewer pixels.
    fn columns(&mut self, first: Option<&&Element>) {
        let widths = first.map(|row| column_widths(row)).unwrap_or_default();
        let known = widths.iter().sum::<u32>();
        if known == 0 {
            return;
        }
        let open = widths.iter().filter(|&&width| width == 0).count() as u32;
        let whole = (known + open * LEAST_WIDTH).max(if open > 0 { TEXT_WIDTH } else { 0 });
        self.wrap("colgroup", |page| {
            for width in widths {
                let step = (width * 20 + whole / 2) / whole;
                let class = step.checked_sub(1).and_then(|step| STEPS.get(step as usize));
                page.out.open("col", class.map(|class| ("class", *class)).as_slice());
            }
        });
    }

    fn rows(&mut self, rows: &[&Element]) {
        for row in rows {
            let scope = if is_head(row) { "col" } else { "row" };
            self.wrap("tr", |page| {
                for cell in row.children.iter().filter_map(Node::as_element) {
                    page.cell(cell, scope);
                }
            });
        }
    }

    fn cell(&mut self, cell: &Element, scope: &str) {
        let tag = match cell.kind {
            NodeKind::TableCell => "td",
            NodeKind::TableHeader => "th",
            _ => return,
        };
        let colspan = cell.attrs.whole("colspan", 1).to_string();
        let rowspan = cell.attrs.whole("rowspan", 1).to_string();
        let mut attrs = Vec::with_capacity(3);
        if tag == "th" {
            let own = cell.attrs.text("scope");
            attrs.push(("scope", if own.is_empty() { scope } else { own }));
        }
        for (name, span) in [("colspan", &colspan), ("rowspan", &rowspan)] {
            if span != "1" {
                attrs.push((name, span.as_str()));
            }
        }
        self.out.open(tag, &attrs);
        self.tight(&cell.children);
        self.out.close(tag);
    }
}

/// In pixels, of each column; 0 where none was told. The editor keeps them in every row.
fn column_widths(row: &Element) -> Vec<u32> {
    let mut widths = Vec::new();
    for cell in row.children.iter().filter_map(Node::as_element) {
        let told = cell.attrs.numbers("colwidth");
        let span = cell.attrs.whole("colspan", 1) as usize;
        widths.extend((0..span).map(|column| told.get(column).copied().unwrap_or(0)));
    }
    widths
}

fn as_row(node: &Node) -> Option<&Element> {
    node.as_element().filter(|element| element.kind == NodeKind::TableRow)
}

fn is_head(row: &Element) -> bool {
    !row.children.is_empty() && row.children.iter().filter_map(Node::as_element).all(|cell| cell.kind == NodeKind::TableHeader)
}

/// Rows of headers at the top; none when a cell reaches down into the body, since a head would cut it off.
fn head_rows(rows: &[&Element]) -> usize {
    let count = rows.iter().take_while(|row| is_head(row)).count();
    let reaches = |(index, row): (usize, &&Element)| {
        let mut spans = row.children.iter().filter_map(Node::as_element).map(|cell| cell.attrs.whole("rowspan", 1) as usize);
        spans.any(|span| index + span > count)
    };
    if rows[..count].iter().enumerate().any(reaches) { 0 } else { count }
}
