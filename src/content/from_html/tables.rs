//! Tables: those of data stay tables, those that only lay out a page become what stands in them.

use super::dom;
use super::figures::{give_caption, running_text};
use super::line::Flow;
use super::walk::{Spot, Walk};
use crate::content::node::{Attrs, Node};
use crate::content::schema::NodeKind;
use markup5ever_rcdom::Handle;

struct Row {
    cells: Vec<Handle>,
    in_head: bool,
}

impl Walk {
    pub fn table(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        let rows = rows(node);
        let is_layout = rows.iter().all(|row| row.cells.len() <= 1)
            || matches!(dom::attr(node, "role").as_deref(), Some("presentation" | "none"))
            || dom::contains(node, "table");
        if is_layout || spot.nested > 0 {
            if !is_layout {
                self.drop("bảng trong danh sách hoặc trích dẫn", "giữ lại chữ, bỏ hàng và cột");
            }
            return self.unfold(node, &rows, spot, flow);
        }
        let caption = running_text(self.table_caption(node, spot)).unwrap_or_else(|blocks| {
            flow.blocks.extend(blocks);
            Vec::new()
        });
        let count = rows.len();
        let rows = rows.iter().enumerate().map(|(index, row)| self.row(row, count - index, spot)).collect();
        let parts = vec![Node::element(NodeKind::TableCaption, caption), Node::element(NodeKind::Table, rows)];
        flow.blocks.push(Node::element(NodeKind::TableBlock, parts));
    }

    /// Above the rows, wherever it stands among them, as browsers show it. Untidy tables have several.
    fn table_caption(&mut self, node: &Handle, spot: &Spot) -> Vec<Node> {
        let captions = dom::children(node).into_iter().filter(|part| dom::tag(part) == "caption");
        captions.flat_map(|caption| self.blocks(&caption, &spot.below())).collect()
    }

    fn row(&mut self, row: &Row, rows_left: usize, spot: &Spot) -> Node {
        let cells = row.cells.iter().map(|cell| self.cell(cell, row.in_head, rows_left, spot)).collect();
        Node::element(NodeKind::TableRow, cells)
    }

    fn cell(&mut self, cell: &Handle, in_head: bool, rows_left: usize, spot: &Spot) -> Node {
        let span = |name: &str, most: usize| {
            let asked = dom::attr(cell, name).and_then(|span| span.trim().parse::<usize>().ok()).unwrap_or(1);
            asked.clamp(1, most).to_string()
        };
        let attrs =
            Attrs::default().set_raw("colspan", span("colspan", 100)).set_raw("rowspan", span("rowspan", rows_left.min(1000)));
        let mut blocks = self.blocks(cell, &Spot { nested: spot.nested + 2, ..spot.clone() });
        if blocks.is_empty() {
            blocks.push(Node::element(NodeKind::Paragraph, Vec::new()));
        }
        if dom::tag(cell) != "th" && !in_head {
            return Node::with_attrs(NodeKind::TableCell, attrs, blocks);
        }
        let attrs = match dom::attr(cell, "scope").unwrap_or_default().to_ascii_lowercase().as_str() {
            "col" | "colgroup" => attrs.set_text("scope", "col"),
            "row" | "rowgroup" => attrs.set_text("scope", "row"),
            _ => attrs,
        };
        Node::with_attrs(NodeKind::TableHeader, attrs, blocks)
    }

    /// Cell after cell. Old systems set a picture in one row and its caption in the next.
    fn unfold(&mut self, node: &Handle, rows: &[Row], spot: &Spot, flow: &mut Flow) {
        flow.blocks.extend(self.table_caption(node, spot));
        let mut cells: Vec<Vec<Node>> = rows.iter().flat_map(|row| &row.cells).map(|cell| self.blocks(cell, spot)).collect();
        let is_paragraph = |node: &Node| node.as_element().is_some_and(|element| element.kind == NodeKind::Paragraph);
        let is_words = |cell: &[Node]| cell.len() == 1 && cell.iter().all(is_paragraph);
        let is_picture = |cell: &[Node]| cell.len() == 1 && !is_paragraph(&cell[0]);
        if rows.len() == cells.len()
            && cells.len().is_multiple_of(2)
            && cells.chunks(2).all(|two| is_picture(&two[0]) && is_words(&two[1]))
        {
            for two in cells.chunks_mut(2) {
                if let [above, below] = two {
                    *below = give_caption(&mut above[0], std::mem::take(below), String::new());
                }
            }
        }
        flow.blocks.extend(cells.into_iter().flatten());
    }
}

/// Rows in the order of the file; of this table, not of tables in it.
fn rows(table: &Handle) -> Vec<Row> {
    let mut rows = Vec::new();
    for part in dom::children(table) {
        let (lines, in_head) = match dom::tag(&part) {
            "tr" => (vec![part], false),
            "thead" => (dom::children(&part), true),
            "tbody" | "tfoot" => (dom::children(&part), false),
            _ => continue,
        };
        for line in lines.iter().filter(|line| dom::tag(line) == "tr") {
            let cells = dom::children(line).into_iter().filter(|cell| matches!(dom::tag(cell), "td" | "th")).collect();
            rows.push(Row { cells, in_head });
        }
    }
    rows
}
