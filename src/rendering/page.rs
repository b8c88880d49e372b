//! A rendered page: text with places for the figures, and for the style sheets that many pages share.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use axum::http::HeaderValue;
use bytes::Bytes;
use memchr::memmem;

use crate::{
    http::{Encoding, Framing, Sheet, compress, etag_of, page_csp, script_hash},
    text::numbers::grouped,
    visits::{
        block::{SLOT_BEGINS, SLOTS, in_order},
        model::Figures,
    },
};

/// What the cache keeps. The figures are put in when it is sent.
#[derive(Debug)]
pub struct RenderedPage {
    pub status: u16,
    pub moved_to: Option<String>,
    /// The template of its address.
    pub route: &'static str,
    /// The content security policy, with the hash of each inline script.
    pub policy: HeaderValue,
    segments: Vec<Segment>,
    /// The last few forms it was sent in: the figures change once a second at most, readers come more often.
    sent: Mutex<VecDeque<(Figures, Wire)>>,
}

/// The place of a style sheet in the text of a page; a private-use character, which no text carries.
pub const SHEET: char = '\u{e002}';
/// How many forms are kept: two encodings, the reader counted already or not, this second and the last.
const KEPT_FORMS: usize = 8;

/// The bytes of a page as they go over the wire.
#[derive(Debug, Clone)]
pub struct Wire {
    pub body: Bytes,
    pub encoding: Encoding,
    /// What the asker accepts; `encoding` is plain where compressing would not help.
    wanted: Encoding,
    pub tag: HeaderValue,
    pub heads: Heads,
}

/// The heads of its answers as bytes, written once: in full, and for those who have it already.
#[derive(Debug, Clone, Default)]
pub struct Heads(Arc<[OnceLock<Bytes>; 2]>);

impl Heads {
    pub fn get(&self, is_known: bool, write: impl FnOnce() -> Bytes) -> Bytes {
        self.0[usize::from(is_known)].get_or_init(write).clone()
    }
}

#[derive(Debug)]
enum Segment {
    Text(String),
    Figure(usize),
    /// Once in memory for all pages.
    Sheet(Arc<str>),
}

impl RenderedPage {
    /// `sheets` stand in the places of [`SHEET`], in their order.
    pub fn new(status: u16, moved_to: Option<String>, route: &'static str, html: &str, sheets: &[Sheet]) -> Self {
        let styles: Vec<&str> = sheets.iter().map(|sheet| &*sheet.hash).collect();
        let policy = page_csp(&script_hashes(html), &styles, Framing::Never);
        Self { status, moved_to, route, policy, segments: split(html, sheets), sent: Mutex::default() }
    }

    /// The page as one reader gets it now.
    pub fn to_wire(&self, figures: Figures, wanted: Encoding) -> Wire {
        let known =
            self.forms().iter().find(|(then, wire)| *then == figures && wire.wanted == wanted).map(|(_, wire)| wire.clone());
        if let Some(wire) = known {
            return wire;
        }
        let html = self.with_figures(&figures);
        let tag = self.tag(&figures);
        let (body, encoding) = compress(html.into(), wanted);
        let wire = Wire { body, encoding, wanted, tag, heads: Heads::default() };
        if encoding == Encoding::Identity {
            // Hardly anybody wants it, and it would take as much as all the others.
            return wire;
        }
        let mut forms = self.forms();
        if forms.len() >= KEPT_FORMS {
            forms.pop_front();
        }
        forms.push_back((figures, wire.clone()));
        wire
    }

    /// How many bytes it takes in memory, roughly: the forms it is sent in are compressed, and together about as much as itself.
    pub fn weight(&self) -> usize {
        1024 + 2 * self.segments.iter().map(Segment::len).sum::<usize>()
    }

    /// Of all that the reader gets; the policy names the sheets.
    fn tag(&self, figures: &Figures) -> HeaderValue {
        let figures: Vec<String> = in_order(figures).iter().map(|figure| format!("{figure} ")).collect();
        let texts = self.segments.iter().filter_map(|segment| match segment {
            Segment::Text(text) => Some(text.as_bytes()),
            Segment::Figure(_) | Segment::Sheet(_) => None,
        });
        etag_of(texts.chain(figures.iter().map(String::as_bytes)).chain([self.policy.as_bytes()]))
    }

    fn forms(&self) -> MutexGuard<'_, VecDeque<(Figures, Wire)>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The text as it would be sent now.
    pub fn with_figures(&self, figures: &Figures) -> String {
        let values = in_order(figures);
        let mut html = String::with_capacity(self.segments.iter().map(Segment::len).sum());
        for segment in &self.segments {
            match segment {
                Segment::Text(text) => html.push_str(text),
                Segment::Figure(slot) => html.push_str(&grouped(values[*slot])),
                Segment::Sheet(text) => html.push_str(text),
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
            Self::Sheet(text) => text.len(),
        }
    }
}

fn split(html: &str, sheets: &[Sheet]) -> Vec<Segment> {
    let mut places: Vec<(usize, usize, Segment)> = Vec::new();
    let of_sheets = html.match_indices(SHEET).zip(sheets);
    places.extend(of_sheets.map(|((at, mark), sheet)| (at, mark.len(), Segment::Sheet(Arc::clone(&sheet.text)))));
    for (at, _) in html.match_indices(SLOT_BEGINS) {
        if let Some(slot) = SLOTS.iter().position(|(_, mark)| html[at..].starts_with(mark)) {
            places.push((at, SLOTS[slot].1.len(), Segment::Figure(slot)));
        }
    }
    places.sort_by_key(|(at, ..)| *at);
    let (mut segments, mut text) = (Vec::with_capacity(2 * places.len() + 1), 0);
    for (at, length, segment) in places {
        segments.push(Segment::Text(html[text..at].to_owned()));
        segments.push(segment);
        text = at + length;
    }
    segments.push(Segment::Text(html[text..].to_owned()));
    segments
}

/// Inline scripts only: those with an address are covered by 'self', data blocks such as JSON-LD are no scripts.
pub fn script_hashes(html: &str) -> Vec<String> {
    let mut hashes = Vec::new();
    let mut rest = html;
    while let Some(start) = memmem::find(rest.as_bytes(), b"<script") {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn figures_and_sheets_stand_in_their_places_and_the_policy_allows_the_sheets() {
        let html = format!("<style>{SHEET}</style><style>{SHEET}</style><dd>{}</dd><p>{SHEET}</p>", SLOTS[3].1);
        let sheets = ["a{color:red}", "b{top:0}"].map(Sheet::of);
        let page = RenderedPage::new(200, None, "/", &html, &sheets);
        let shown = page.with_figures(&Figures { all: 12_345, ..Figures::default() });
        let wanted = format!("<style>a{{color:red}}</style><style>b{{top:0}}</style><dd>12.345</dd><p>{SHEET}</p>");
        assert_eq!(shown, wanted, "what no sheet is there for is text");
        let policy = page.policy.to_str().unwrap();
        assert!(sheets.iter().all(|sheet| policy.contains(&*sheet.hash)), "{policy}");
    }
}
