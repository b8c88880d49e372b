//! From a question to a page of results: exact words first, then the same without diacritics, then what comes near.

use std::ops::Bound;

use tantivy::{
    DocAddress, Order as SortOrder, Searcher, TantivyDocument, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery},
    schema::Value,
};
use uuid::Uuid;

use super::{
    index::{Moment, OpenIndex},
    model::{LAST_PAGE, PAGE_LENGTH},
    question::{Question, phrase, term},
    ranking, slips,
    snippet::{excerpt, mark, spelling},
};

/// Below this many results, texts that hold most of the words are shown too.
const FEW: usize = 3;
const NEAR_FROM_WORDS: usize = 3;

/// What else a result must be.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    pub site: Uuid,
    pub section: Option<Uuid>,
    /// UTC microseconds, both included.
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub newest_first: Option<NewestFirst>,
    /// From 1.
    pub page: i64,
    /// Freshness is counted from here.
    pub now: i64,
}

#[derive(Debug, Clone, Copy)]
pub struct NewestFirst;

#[derive(Debug, Clone, Default)]
pub struct Found {
    pub total: i64,
    pub hits: Vec<FoundArticle>,
    pub corrected: String,
    pub meant: String,
}

#[derive(Debug, Clone)]
pub struct FoundArticle {
    pub id: Uuid,
    pub title: String,
    pub excerpt: String,
}

impl OpenIndex {
    /// # Errors
    /// The files of the index cannot be read.
    pub fn find(&self, typed: &str, limits: &Limits) -> tantivy::Result<Found> {
        let moment = self.moment();
        let question = Question::parse(typed, &self.abbreviations);
        if question.is_empty() {
            return Ok(Found::default());
        }
        let search = Search { index: self, searcher: &moment.searcher, limits };
        let found = search.run(&question)?;
        if found.total >= FEW as i64 || (found.total > 0 && search.is_side_by_side(&question)?) {
            return Ok(found);
        }
        if found.total > 0 {
            // The words are there, but nowhere as they were typed: one of them may be another's slip.
            let Some(corrected) = search.correct(&moment, typed, &question, Apart::Never)? else { return Ok(found) };
            let better = search.run(&Question::parse(&corrected, &self.abbreviations))?;
            return Ok(Found { corrected, ..better });
        }
        if let Some(corrected) = search.correct(&moment, typed, &question, Apart::Too)? {
            let found = search.run(&Question::parse(&corrected, &self.abbreviations))?;
            return Ok(Found { corrected, ..found });
        }
        search.near(&question)
    }

    /// How many articles of a site hold the question.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn count(&self, typed: &str, limits: &Limits) -> tantivy::Result<usize> {
        let moment = self.moment();
        let question = Question::parse(typed, &self.abbreviations);
        let search = Search { index: self, searcher: &moment.searcher, limits };
        moment.searcher.search(&search.all(question.folded(&self.fields)), &Count)
    }
}

struct Search<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    limits: &'a Limits,
}

/// Whether the words of a text may stand apart.
#[derive(Debug, Clone, Copy)]
enum Apart {
    Too,
    Never,
}

/// Texts that come before or after others as a whole.
struct Tier {
    clauses: Clauses,
    /// Where it is known already.
    count: Option<usize>,
}

pub type Clauses = Vec<(Occur, Box<dyn Query>)>;

impl Search<'_> {
    fn run(&self, question: &Question) -> tantivy::Result<Found> {
        let fields = &self.index.fields;
        let mut tiers = vec![Tier { clauses: self.must(question.folded(fields)), count: None }];
        let mut exact_hits = None;
        if question.has_diacritics() && self.limits.newest_first.is_none() {
            let exact = self.must(question.exact(fields));
            let count = self.count_of(&exact)?;
            exact_hits = Some(count);
            if count > 0 {
                // Whoever holds the exact words holds them without diacritics too: no need to count the rest one by one.
                let rest = &mut tiers[0];
                rest.count = Some(self.count_of(&rest.clauses)?.saturating_sub(count));
                rest.clauses.push((Occur::MustNot, Box::new(BooleanQuery::intersection(question.exact(fields)))));
                tiers.insert(0, Tier { clauses: exact, count: exact_hits });
            }
        }
        let mut found = self.take(question, tiers)?;
        if found.total > 0 && found.total < FEW as i64 {
            let (near, first) = (self.nearly(question), PAGE_LENGTH - found.hits.len() as i64);
            if let Some(near) = near.filter(|_| first > 0 && self.limits.page == 1) {
                let more = self.take(question, vec![near])?;
                found.hits.extend(more.hits.into_iter().take(first as usize));
                found.total = found.hits.len() as i64;
            }
        }
        if exact_hits.unwrap_or(0) == 0 {
            found.meant = self.meant(question, &found);
        }
        Ok(found)
    }

    fn count_of(&self, clauses: &Clauses) -> tantivy::Result<usize> {
        self.searcher.search(&simple(copy(clauses)), &Count)
    }

    /// Most of the words, where none has all.
    fn near(&self, question: &Question) -> tantivy::Result<Found> {
        match self.nearly(question) {
            Some(near) => self.take(question, vec![near]),
            None => Ok(Found::default()),
        }
    }

    fn nearly(&self, question: &Question) -> Option<Tier> {
        let asks = question.folded(&self.index.fields);
        (asks.len() >= NEAR_FROM_WORDS).then(|| {
            let needed = (asks.len() * 3).div_ceil(5);
            let mut clauses = self.must(vec![Box::new(BooleanQuery::union_with_minimum_required_clauses(asks, needed))]);
            clauses.push((Occur::MustNot, Box::new(BooleanQuery::intersection(question.folded(&self.index.fields)))));
            Tier { clauses, count: None }
        })
    }

    /// One page out of tiers that follow one another.
    fn take(&self, question: &Question, tiers: Vec<Tier>) -> tantivy::Result<Found> {
        let mut skip = usize::try_from((self.limits.page.clamp(1, LAST_PAGE) - 1) * PAGE_LENGTH).unwrap_or(0);
        let mut wanted = PAGE_LENGTH as usize;
        let (mut total, mut addresses) = (0, Vec::new());
        for tier in tiers {
            let count = match tier.count {
                Some(count) => count,
                None => self.count_of(&tier.clauses)?,
            };
            if wanted > 0 && count > skip {
                let found = self.best(question, tier.clauses, skip, wanted)?;
                wanted -= found.len();
                addresses.extend(found);
            }
            total += count;
            skip = skip.saturating_sub(count);
        }
        let marked = question.marked();
        let hits = addresses.into_iter().map(|address| self.show(address, &marked)).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Found { total: total as i64, hits: hits.into_iter().flatten().collect(), ..Found::default() })
    }

    fn best(&self, question: &Question, tier: Clauses, skip: usize, wanted: usize) -> tantivy::Result<Vec<DocAddress>> {
        if self.limits.newest_first.is_some() {
            let top = TopDocs::with_limit(wanted).and_offset(skip).order_by_fast_field::<i64>("published_at", SortOrder::Desc);
            return Ok(self.searcher.search(&BooleanQuery::new(tier), &top)?.into_iter().map(|(_, address)| address).collect());
        }
        ranking::best(self.searcher, &self.index.fields, question, tier, (skip, wanted), self.limits.now)
    }

    /// Whether a text holds the question as it was typed; a single word always is.
    fn is_side_by_side(&self, question: &Question) -> tantivy::Result<bool> {
        let words: Vec<&str> = question.words().map(|word| word.folded.as_str()).collect();
        if words.len() < 2 {
            return Ok(true);
        }
        let together = self.all(vec![phrase(self.index.fields.text, words.into_iter())]);
        Ok(self.searcher.search(&together, &Count)? > 0)
    }

    fn all(&self, asks: Vec<Box<dyn Query>>) -> BooleanQuery {
        BooleanQuery::new(self.must(asks))
    }

    /// What was asked, of this site, section and time.
    fn must(&self, asks: Vec<Box<dyn Query>>) -> Clauses {
        let (fields, limits) = (&self.index.fields, self.limits);
        let mut clauses: Clauses = asks.into_iter().map(|ask| (Occur::Must, ask)).collect();
        let mut only = |query: Box<dyn Query>| clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
        let site = limits.site.simple().to_string();
        let known: u64 = self.searcher.segment_readers().iter().map(|segment| u64::from(segment.max_doc())).sum();
        let of_site = self.searcher.doc_freq(&Term::from_field_text(fields.site, &site)).unwrap_or(0);
        if of_site < known {
            only(term(fields.site, &site));
        }
        if let Some(section) = limits.section {
            only(term(fields.section, &section.simple().to_string()));
        }
        if limits.from.is_some() || limits.to.is_some() {
            let at = |time: Option<i64>| {
                time.map_or(Bound::Unbounded, |time| Bound::Included(Term::from_field_i64(fields.published_at, time)))
            };
            only(Box::new(RangeQuery::new(at(limits.from), at(limits.to))));
        }
        clauses
    }

    fn show(&self, address: DocAddress, marked: &[String]) -> tantivy::Result<Option<FoundArticle>> {
        let fields = &self.index.fields;
        let document: TantivyDocument = self.searcher.doc(address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let Ok(id) = Uuid::try_parse(text(fields.id)) else { return Ok(None) };
        Ok(Some(FoundArticle {
            id,
            title: mark(text(fields.shown_title), marked),
            excerpt: excerpt(text(fields.shown_body), marked),
        }))
    }

    /// The question as the texts that were found spell it, where that is not how it was typed.
    fn meant(&self, question: &Question, found: &Found) -> String {
        let asked: Vec<&str> = question.words().map(|word| word.folded.as_str()).collect();
        let typed: Vec<&str> = question.words().map(|word| word.exact.as_str()).collect();
        let texts = found.hits.iter().flat_map(|hit| [hit.title.as_str(), hit.excerpt.as_str()]);
        spelling(texts, &asked)
            .filter(|(_, exact)| exact.iter().map(String::as_str).ne(typed))
            .map(|(text, _)| text)
            .unwrap_or_default()
    }

    /// The question with a slip of the keys mended; None where nothing better is known.
    fn correct(&self, moment: &Moment, typed: &str, question: &Question, apart: Apart) -> tantivy::Result<Option<String>> {
        let fields = &self.index.fields;
        let vocabulary = moment.vocabulary.get_or_init(|| slips::Vocabulary::of(&moment.searcher, fields.text));
        let words: Vec<String> = question.words().map(|word| word.folded.clone()).collect();
        let count = |words: &[String]| {
            let all = match apart {
                Apart::Never if words.len() > 1 => vec![phrase(fields.text, words.iter().map(String::as_str))],
                _ => words.iter().map(|word| term(fields.text, word)).collect(),
            };
            self.searcher.search(&self.all(all), &Count)
        };
        let Some(mended) = vocabulary.mend(&words, count)? else { return Ok(None) };
        // Only the words that were mistyped lose their diacritics.
        let mut corrected = Vec::new();
        for (asked, mended) in question.words().zip(&mended) {
            corrected.push(if asked.folded == *mended { asked.typed.clone() } else { mended.clone() });
        }
        let corrected = corrected.join(" ");
        Ok((corrected != typed).then_some(corrected))
    }
}

fn copy(clauses: &Clauses) -> Clauses {
    clauses.iter().map(|(occur, query)| (*occur, query.box_clone())).collect()
}

/// A single ask is put as it is: the engine knows its number without counting.
fn simple(mut clauses: Clauses) -> Box<dyn Query> {
    match clauses.pop() {
        Some((Occur::Must, only)) if clauses.is_empty() => only,
        last => {
            clauses.extend(last);
            Box::new(BooleanQuery::new(clauses))
        }
    }
}
