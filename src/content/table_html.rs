//! Tables as HTML: a frame that can be scrolled by keyboard, caption, head, body, and whom each header heads.

use super::html::Page;
use super::node::{Element, Node};
use super::schema::NodeKind;
use super::text::inline_text;

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
        let (head, body) = rows.split_at(head_rows(&rows));
        if !head.is_empty() {
            self.wrap("thead", |page| page.rows(head));
        }
        self.wrap("tbody", |page| page.rows(body));
        self.out.close("table");
        self.out.close("div");
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
