//! What was asked: words, phrases in quotes, long forms that have a short one. Everything else that was typed stands for nothing.

use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{abbreviations::Abbreviations, index::Fields};
use crate::text::words::words;

/// More words than a question has.
const MOST_WORDS: usize = 32;

/// A question, ready to be put to an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub asks: Vec<Ask>,
}

/// Every ask must be met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    Word(Asked),
    /// These words in this order.
    Phrase(Vec<Asked>),
    /// These words, or their abbreviation.
    Long {
        words: Vec<Asked>,
        short: String,
    },
}

/// A word of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub typed: String,
    pub folded: String,
    pub exact: String,
    pub has_diacritics: bool,
}

impl Question {
    /// Empty where nothing was asked that a text could hold.
    pub fn parse(typed: &str, abbreviations: &Abbreviations) -> Self {
        let mut asks = Vec::new();
        let mut left = MOST_WORDS;
        let typed = typed.replace(['“', '”', '„', '«', '»'], "\"");
        let parts: Vec<&str> = typed.split('"').collect();
        for (place, part) in parts.iter().enumerate() {
            let found: Vec<Asked> = words(part).take(left).map(|word| Asked::of(&word)).collect();
            left -= found.len();
            // The last quote may not have been closed yet.
            let is_quoted = place % 2 == 1 && place + 1 < parts.len();
            if is_quoted && found.len() > 1 {
                asks.push(Ask::Phrase(found));
            } else {
                take_apart(found, abbreviations, &mut asks);
            }
        }
        Self { asks }
    }

    pub fn words(&self) -> impl Iterator<Item = &Asked> {
        self.asks.iter().flat_map(|ask| match ask {
            Ask::Word(word) => std::slice::from_ref(word),
            Ask::Phrase(words) | Ask::Long { words, .. } => words.as_slice(),
        })
    }

    pub fn is_empty(&self) -> bool {
        self.asks.is_empty()
    }

    pub fn has_diacritics(&self) -> bool {
        self.words().any(|word| word.has_diacritics)
    }

    /// What a text must hold, without diacritics.
    pub fn folded(&self, fields: &Fields) -> Vec<Box<dyn Query>> {
        self.asks.iter().map(|ask| ask.query(fields.text, Reading::Folded)).collect()
    }

    /// Short forms and words as they stand in texts, to be marked in what is shown.
    pub fn marked(&self) -> Vec<String> {
        let shorts = self.asks.iter().filter_map(|ask| match ask {
            Ask::Long { short, .. } => Some(short.clone()),
            _ => None,
        });
        self.words().map(|word| word.folded.clone()).chain(shorts).collect()
    }
}

/// Long forms that have a short one are met by either.
fn take_apart(found: Vec<Asked>, abbreviations: &Abbreviations, asks: &mut Vec<Ask>) {
    let found = without_asking(found);
    let folded: Vec<String> = found.iter().map(|word| word.folded.clone()).collect();
    let mut found = found.into_iter();
    let mut place = 0;
    while place < folded.len() {
        if let Some((short, length)) = abbreviations.longest_at(&folded[place..]) {
            asks.push(Ask::Long { words: found.by_ref().take(length).collect(), short: short.to_owned() });
            place += length;
        } else if let Some(long) = abbreviations.long_of(&folded[place]) {
            asks.push(Ask::Long { words: words(long).map(|word| Asked::of(&word)).collect(), short: folded[place].clone() });
            found.next();
            place += 1;
        } else {
            asks.extend(found.next().map(Ask::Word));
            place += 1;
        }
    }
}

/// How people ask a person, not a text.
const ASKING: [&str; 14] = [
    "phai lam gi",
    "lam gi",
    "lam the nao",
    "nhu the nao",
    "the nao",
    "la gi",
    "o dau",
    "khi nao",
    "bao gio",
    "bao nhieu",
    "bao lau",
    "mat may ngay",
    "may ngay",
    "tai sao",
];

/// The words that are asked for; all of them where nothing else would be left.
fn without_asking(mut found: Vec<Asked>) -> Vec<Asked> {
    for asking in ASKING {
        let asking: Vec<&str> = asking.split(' ').collect();
        let at = found.windows(asking.len()).position(|run| run.iter().map(|word| word.folded.as_str()).eq(asking.iter().copied()));
        if let Some(at) = at.filter(|_| found.len() > asking.len()) {
            found.drain(at..at + asking.len());
        }
    }
    found
}

#[derive(Debug, Clone, Copy)]
pub enum Reading {
    Folded,
    Exact,
}

impl Asked {
    fn of(word: &crate::text::words::Word<'_>) -> Self {
        Self { typed: word.text.to_owned(), folded: word.folded(), exact: word.exact(), has_diacritics: word.has_diacritics() }
    }

    pub fn key(&self, reading: Reading) -> &str {
        match reading {
            Reading::Folded => &self.folded,
            Reading::Exact => &self.exact,
        }
    }
}

/// Of a long form: the abbreviation is in the index wherever its words stand together; scattered they tell little.
pub const SHORT: f32 = 2.0;
pub const SCATTERED: f32 = 0.3;

impl Ask {
    pub fn query(&self, field: Field, reading: Reading) -> Box<dyn Query> {
        match self {
            Self::Word(word) => term(field, word.key(reading)),
            Self::Phrase(words) => phrase(field, words.iter().map(|word| word.key(reading))),
            Self::Long { words, short } => {
                let all = words.iter().map(|word| (Occur::Must, term(field, word.key(reading)))).collect();
                let scattered = BoostQuery::new(Box::new(BooleanQuery::new(all)), SCATTERED);
                Box::new(BooleanQuery::union(vec![Box::new(BoostQuery::new(term(field, short), SHORT)), Box::new(scattered)]))
            }
        }
    }
}

pub fn term(field: Field, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
}

pub fn phrase<'a>(field: Field, words: impl Iterator<Item = &'a str>) -> Box<dyn Query> {
    Box::new(PhraseQuery::new(words.map(|word| Term::from_field_text(field, word)).collect()))
}
