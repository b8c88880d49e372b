//! What a search is asked and answers, for server and browser.

use serde::{Deserialize, Serialize};

use crate::{section::model::SectionLink, text::addresses::percent_encoded};

/// Results on one page.
pub const PAGE_LENGTH: i64 = 10;
/// No further: whoever has not found it by then asks otherwise.
pub const LAST_PAGE: i64 = 100;
/// Characters of a question.
pub const LONGEST_QUESTION: usize = 200;
/// Stand around what was found in a text; no text holds them.
pub const MARK: char = '\u{2}';
pub const UNMARK: char = '\u{3}';

/// What an article may hold besides its words: as the address says it, and as a reader is told.
pub const KINDS: [(&str, &str); 3] = [("anh", "Có ảnh"), ("video", "Có video"), ("tep", "Có tệp đính kèm")];

/// A search as its address says it: `/tim-kiem?q=…&chuyen-muc=…&loai=video&tu=…&den=…&xep=moi&trang=2`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub q: String,
    /// The slug of a section, or empty.
    pub section: String,
    /// One of [`KINDS`], or empty.
    pub kind: String,
    /// Days as "2026-11-24", or empty.
    pub from: String,
    pub to: String,
    /// "moi" for the newest first; else the best first.
    pub order: String,
    pub page: i64,
}

impl Asking {
    /// Whether more than words was chosen.
    pub fn is_narrowed(&self) -> bool {
        [&self.section, &self.kind, &self.from, &self.to, &self.order].iter().any(|value| !value.is_empty())
    }

    /// The page's address with another page number; what is not asked for is left out.
    pub fn href(&self, page: i64) -> String {
        let number = if page > 1 { page.to_string() } else { String::new() };
        let pairs = [
            ("q", &self.q),
            ("chuyen-muc", &self.section),
            ("loai", &self.kind),
            ("tu", &self.from),
            ("den", &self.to),
            ("xep", &self.order),
            ("trang", &number),
        ];
        let said: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent_encoded(value)))
            .collect();
        if said.is_empty() { "/tim-kiem".into() } else { format!("/tim-kiem?{}", said.join("&")) }
    }
}

/// One page of what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchView {
    pub asking: Asking,
    pub total: i64,
    pub hits: Vec<Hit>,
    /// What was searched for in place of what was typed, which nothing holds.
    pub corrected: String,
    /// The same question in the spelling of the texts.
    pub meant: String,
    /// To choose from.
    pub sections: Vec<SectionLink>,
    /// Why what is shown may be incomplete; empty when it is not.
    pub caution: String,
    /// What is wrong with the question; empty when nothing is.
    pub problem: String,
    /// The page's.
    pub status: i64,
}

impl SearchView {
    pub fn pages(&self) -> i64 {
        ((self.total + PAGE_LENGTH - 1) / PAGE_LENGTH).clamp(1, LAST_PAGE)
    }
}

/// An article that was found. Title and excerpt carry [`MARK`] and [`UNMARK`] around what was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub slug: String,
    pub title: String,
    pub excerpt: String,
    pub section: SectionLink,
    pub published_at: i64,
}

/// A title that begins like what is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub title: String,
    pub slug: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    pub titles: Vec<Suggestion>,
}

/// A text in parts: whether each was asked for.
pub fn parts(marked: &str) -> impl Iterator<Item = (bool, &str)> {
    marked
        .split(MARK)
        .enumerate()
        .flat_map(|(place, part)| match part.split_once(UNMARK) {
            Some((found, rest)) if place > 0 => [(true, found), (false, rest)],
            _ => [(false, part), (false, "")],
        })
        .filter(|(_, part)| !part.is_empty())
}

crate::from_json!(Asking { q, section, kind, from, to, order, page });
crate::from_json!(SearchView { asking, total, hits, corrected, meant, sections, caution, problem, status });
crate::from_json!(Hit { slug, title, excerpt, section, published_at });
crate::from_json!(Suggestion { title, slug });
crate::from_json!(Suggestions { titles });
