//! The typed document of an article or page: one table of nodes and marks (`schema.rs`), and what follows from it.
//!
//! The strict way in is `Content::parse`, for what editors send; the lenient one `Content::read_stored`, for what the
//! database holds: there, nodes that this program does not know are kept byte for byte and shown to no one.
//! Readers get HTML only as an output (`html.rs`); HTML comes in only through `from_html`.

#[cfg(feature = "ssr")]
mod attributes;
#[cfg(feature = "ssr")]
mod canonical;
#[cfg(feature = "ssr")]
pub mod comparing;
#[cfg(feature = "newsroom")]
pub mod diff;
#[cfg(feature = "ssr")]
mod expression;
#[cfg(feature = "ssr")]
pub mod faults;
#[cfg(feature = "ssr")]
pub mod from_html;
mod html;
mod media_html;
#[cfg_attr(not(feature = "ssr"), allow(dead_code))]
mod node;
#[cfg(feature = "ssr")]
mod parse;
#[cfg(feature = "ssr")]
pub mod plain;
#[cfg(feature = "ssr")]
pub mod prosemirror;
mod reading;
pub mod render;
#[cfg_attr(not(feature = "ssr"), allow(dead_code))]
mod schema;
mod sink;
mod table_html;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod text;
mod url;
#[cfg(feature = "ssr")]
mod validate;
mod writing;

pub use url::Url;
#[cfg(feature = "ssr")]
pub use validate::MAX_BYTES as LARGEST;

#[cfg(feature = "ssr")]
use node::{Attrs, Mark};
use node::{Members, Node};
#[cfg(feature = "ssr")]
use schema::MarkKind;
use schema::NodeKind;

/// Written beside every stored document; `parse.rs` lifts older ones.
pub const SCHEMA_VERSION: i64 = 1;

/// A document. In JSON (serde's too) it is what ProseMirror writes: `{"type":"doc","content":[…]}`.
/// serde reads leniently; only `Content::parse` judges.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    blocks: Vec<Node>,
    rest: Members,
}

impl Default for Content {
    /// One empty paragraph: the least that an editor can put its cursor in.
    fn default() -> Self {
        Self { blocks: vec![Node::element(NodeKind::Paragraph, Vec::new())], rest: Vec::new() }
    }
}

impl Content {
    /// A paragraph a line: what it is about, then its links, each by address and words. A line without links is left out.
    #[cfg(feature = "ssr")]
    pub fn of_links(lines: Vec<(&str, Vec<(String, String)>)>) -> Self {
        let paragraph = |(about, links): (&str, Vec<(String, String)>)| {
            let mut nodes = Vec::new();
            for (href, words) in links {
                nodes.push(Node::text(if nodes.is_empty() { format!("{about}: ") } else { " · ".to_owned() }, Vec::new()));
                let link = Mark::Known(MarkKind::Link, Attrs::default().set_text("href", href));
                nodes.push(Node::text(words, vec![link]));
            }
            Node::element(NodeKind::Paragraph, nodes)
        };
        let lines = lines.into_iter().filter(|(_, links)| !links.is_empty());
        Self { blocks: lines.map(paragraph).collect(), rest: Vec::new() }
    }

    /// Each block as a document of its own, for pages that point at blocks.
    pub fn split_blocks(&self) -> Vec<Self> {
        self.blocks.iter().map(|block| Self { blocks: vec![block.clone()], rest: Vec::new() }).collect()
    }
}
