//! Lists and quotes.

use super::dom;
use super::line::Flow;
use super::walk::{MAX_NESTED, Spot, Walk};
use crate::content::node::{Attrs, Node};
use crate::content::schema::NodeKind;
use markup5ever_rcdom::Handle;

impl Walk {
    pub fn list(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        if spot.nested >= MAX_NESTED {
            self.children(node, spot, flow);
            return flow.flush();
        }
        let items: Vec<Node> = self.items(node, &spot.below()).into_iter().filter_map(as_item).collect();
        if items.is_empty() {
            return;
        }
        flow.blocks.push(match dom::tag(node) {
            "ol" => {
                let start = dom::attr(node, "start").and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
                let attrs = Attrs::default().set_raw("order", start.min(100_000).to_string());
                Node::with_attrs(NodeKind::OrderedList, attrs, items)
            }
            _ => Node::element(NodeKind::BulletList, items),
        });
    }

    /// The blocks of each item. A list or text that stands between items belongs to the one before.
    fn items(&mut self, list: &Handle, spot: &Spot) -> Vec<Vec<Node>> {
        let mut items: Vec<Vec<Node>> = Vec::new();
        let mut stray = Flow::default();
        for child in dom::children(list) {
            if dom::tag(&child) == "li" {
                settle_stray(&mut stray, &mut items);
                items.push(self.blocks(&child, spot));
            } else {
                self.node(&child, spot, &mut stray);
            }
        }
        settle_stray(&mut stray, &mut items);
        items
    }

    pub fn quote(&mut self, node: &Handle, spot: &Spot, flow: &mut Flow) {
        flow.flush();
        // A table could not stay a table in a quote, which is often no quote but an indent.
        if spot.nested >= MAX_NESTED || (spot.nested == 0 && dom::contains(node, "table")) {
            self.children(node, spot, flow);
            return flow.flush();
        }
        let blocks = self.blocks(node, &spot.below());
        if !blocks.is_empty() {
            flow.blocks.push(Node::element(NodeKind::Blockquote, blocks));
        }
    }
}

fn settle_stray(stray: &mut Flow, items: &mut Vec<Vec<Node>>) {
    let blocks = std::mem::take(stray).finish();
    match items.last_mut() {
        Some(item) => item.extend(blocks),
        None => items.push(blocks),
    }
}

/// An item begins with a paragraph, an empty one if need be.
fn as_item(mut blocks: Vec<Node>) -> Option<Node> {
    let first = blocks.first()?.as_element()?.kind;
    if first != NodeKind::Paragraph {
        blocks.insert(0, Node::element(NodeKind::Paragraph, Vec::new()));
    }
    Some(Node::element(NodeKind::ListItem, blocks))
}
