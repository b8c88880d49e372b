//! A rendered page: text with places for the figures.

use crate::{
    http::script_hash,
    text::numbers::grouped,
    visits::{
        block::{SLOTS, in_order},
        model::Figures,
    },
};

/// What the cache keeps. The figures are put in when it is sent.
#[derive(Debug)]
pub struct RenderedPage {
    pub status: u16,
    pub moved_to: Option<String>,
    /// The hash of each inline script, for the content security policy.
    pub script_hashes: Vec<String>,
    segments: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    Text(String),
    Figure(usize),
}

impl RenderedPage {
    pub fn new(status: u16, moved_to: Option<String>, html: &str) -> Self {
        Self { status, moved_to, script_hashes: script_hashes(html), segments: split(html) }
    }

    /// The page as one reader gets it now.
    pub fn with_figures(&self, figures: &Figures) -> String {
        let values = in_order(figures);
        let mut html = String::with_capacity(self.segments.iter().map(Segment::len).sum());
        for segment in &self.segments {
            match segment {
                Segment::Text(text) => html.push_str(text),
                Segment::Figure(slot) => html.push_str(&grouped(values[*slot])),
            }
        }
        html
    }
}

impl Segment {
    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Figure(_) => 12,
        }
    }
}

fn split(html: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut rest = html;
    while let Some((at, slot)) = SLOTS.iter().enumerate().filter_map(|(slot, (_, mark))| Some((rest.find(mark)?, slot))).min() {
        segments.push(Segment::Text(rest[..at].to_owned()));
        segments.push(Segment::Figure(slot));
        rest = &rest[at + SLOTS[slot].1.len()..];
    }
    segments.push(Segment::Text(rest.to_owned()));
    segments
}

/// Inline scripts only: those with an address are covered by 'self', data blocks such as JSON-LD are no scripts.
fn script_hashes(html: &str) -> Vec<String> {
    let mut hashes = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        rest = &rest[start + "<script".len()..];
        let Some(open) = rest.find('>') else { break };
        let Some(close) = rest.find("</script>") else { break };
        let (attributes, body) = (&rest[..open], &rest[open + 1..close]);
        if !attributes.contains("src=") && !attributes.contains("application/ld+json") {
            let hash = script_hash(body);
            if !hashes.contains(&hash) {
                hashes.push(hash);
            }
        }
        rest = &rest[close..];
    }
    hashes
}
