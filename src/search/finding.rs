//! From a question to a page of results: exact words first, then the same without diacritics, then what comes near.

use std::ops::Bound;

use tantivy::{
    DocAddress, Searcher, TantivyDocument, Term,
    query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery},
    schema::Value,
};
use uuid::Uuid;

use super::{
    correcting::Apart,
    index::OpenIndex,
    model::PAGE_LENGTH,
    own::{Own, weightless},
    question::{Question, Reading, phrase, term},
    ranking::{Page, Ranked, Ranking},
    snippet::{excerpt, mark, spelling},
    ways::{Clauses, Ways},
};

/// Below this many results, texts that hold most of the words are shown too.
const FEW: usize = 3;
const NEAR_FROM_WORDS: usize = 3;

/// What else a result must be.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    pub site: Uuid,
    /// One of these; none for all.
    pub sections: Vec<Uuid>,
    /// One of the kinds of the model.
    pub kind: Option<&'static str>,
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
        let question = Question::parse(typed, self.abbreviations.at(limits.site));
        if question.is_empty() {
            return Ok(Found::default());
        }
        let search = Search::new(self, &moment.searcher, limits)?;
        let found = search.run(&question)?;
        if found.total >= FEW as i64 || (found.total > 0 && search.is_side_by_side(&question)?) {
            return Ok(found);
        }
        // Where the words are there, but nowhere as they were typed, one of them may be another's slip.
        let apart = if found.total > 0 { Apart::Never } else { Apart::Too };
        match search.correct(&moment, typed, &question, apart)? {
            Some(better) => Ok(better),
            None if found.total > 0 => Ok(found),
            None => search.near(&question),
        }
    }

    /// How many articles of a site hold the question.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn count(&self, typed: &str, limits: &Limits) -> tantivy::Result<usize> {
        let moment = self.moment();
        let question = Question::parse(typed, self.abbreviations.at(limits.site));
        let search = Search::new(self, &moment.searcher, limits)?;
        search.count_all(question.folded(&self.fields))
    }
}

/// A question's limits, and where it is put to.
pub(super) struct Search<'a> {
    pub(super) index: &'a OpenIndex,
    searcher: &'a Searcher,
    pub(super) limits: &'a Limits,
    own: Own<'a>,
}

impl<'a> Search<'a> {
    fn new(index: &'a OpenIndex, searcher: &'a Searcher, limits: &'a Limits) -> tantivy::Result<Self> {
        Ok(Self { index, searcher, limits, own: Own::of(searcher, &index.fields, limits.site)? })
    }

    pub(super) fn run(&self, question: &Question) -> tantivy::Result<Found> {
        let fields = &self.index.fields;
        let all = self.limited(Ways::of(question, fields.text, Reading::Folded));
        let total = self.own.count(&all)?;
        let mut page = Page::of(self.limits.page);
        let mut exact_hits = 0;
        if total <= page.skip {
            // Nothing stands there.
        } else if question.has_diacritics() && self.limits.newest_first.is_none() {
            let exact = self.limited(Ways::of(question, fields.exact, Reading::Exact));
            let ranked = self.rank(question, Reading::Exact, &exact, &[], page.end())?;
            exact_hits = ranked.addresses.len();
            page.fill(&ranked.addresses);
            if ranked.is_all && !page.is_full() && total > exact_hits {
                page.fill(&self.rank(question, Reading::Folded, &all, &ranked.addresses, page.end())?.addresses);
            }
        } else {
            page.fill(&self.order(question, &all, page.end())?);
        }
        let mut found = self.found(question, total, &page.addresses)?;
        if found.total > 0 && found.total < FEW as i64 {
            let (near, first) = (self.nearly(question), PAGE_LENGTH - found.hits.len() as i64);
            if let Some(near) = near.filter(|_| first > 0 && self.limits.page == 1) {
                let more = self.take(question, &near)?;
                found.hits.extend(more.hits.into_iter().take(first as usize));
                found.total = found.hits.len() as i64;
            }
        }
        if exact_hits == 0 {
            found.meant = self.meant(question, &found);
        }
        Ok(found)
    }

    /// Most of the words, where none has all.
    fn near(&self, question: &Question) -> tantivy::Result<Found> {
        self.nearly(question).map_or_else(|| Ok(Found::default()), |near| self.take(question, &near))
    }

    fn nearly(&self, question: &Question) -> Option<Ways> {
        let asks = question.folded(&self.index.fields);
        (asks.len() >= NEAR_FROM_WORDS).then(|| {
            let needed = (asks.len() * 3).div_ceil(5);
            let mut clauses = self.must(vec![Box::new(BooleanQuery::union_with_minimum_required_clauses(asks, needed))]);
            clauses.push((Occur::MustNot, Box::new(BooleanQuery::intersection(question.folded(&self.index.fields)))));
            Ways::one(clauses)
        })
    }

    fn take(&self, question: &Question, ways: &Ways) -> tantivy::Result<Found> {
        let mut page = Page::of(self.limits.page);
        let total = self.own.count(ways)?;
        page.fill(&self.order(question, ways, page.end())?);
        self.found(question, total, &page.addresses)
    }

    fn order(&self, question: &Question, ways: &Ways, length: usize) -> tantivy::Result<Vec<DocAddress>> {
        if self.limits.newest_first.is_some() {
            return self.own.newest(ways, length);
        }
        Ok(self.rank(question, Reading::Folded, ways, &[], length)?.addresses)
    }

    fn rank(
        &self,
        question: &Question,
        reading: Reading,
        ways: &Ways,
        without: &[DocAddress],
        length: usize,
    ) -> tantivy::Result<Ranked> {
        let ranking = Ranking {
            searcher: self.searcher,
            own: &self.own,
            fields: &self.index.fields,
            question,
            reading,
            now: self.limits.now,
        };
        ranking.best(ways, without, length)
    }

    fn found(&self, question: &Question, total: usize, addresses: &[DocAddress]) -> tantivy::Result<Found> {
        let marked = question.marked();
        let hits = addresses.iter().map(|address| self.show(*address, &marked)).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Found { total: total as i64, hits: hits.into_iter().flatten().collect(), ..Found::default() })
    }

    /// Whether a text holds the question as it was typed; a single word always is.
    fn is_side_by_side(&self, question: &Question) -> tantivy::Result<bool> {
        let words: Vec<&str> = question.words().map(|word| word.folded.as_str()).collect();
        if words.len() < 2 {
            return Ok(true);
        }
        Ok(self.count_all(vec![phrase(self.index.fields.text, words.into_iter())])? > 0)
    }

    pub(super) fn count_all(&self, asks: Vec<Box<dyn Query>>) -> tantivy::Result<usize> {
        self.own.count(&Ways::one(self.must(asks)))
    }

    /// What was asked, of this section, kind and time.
    fn must(&self, asks: Vec<Box<dyn Query>>) -> Clauses {
        asks.into_iter().chain(self.only()).map(|query| (Occur::Must, query)).collect()
    }

    fn limited(&self, ways: Ways) -> Ways {
        self.only().into_iter().fold(ways, |ways, only| ways.and(&*only))
    }

    /// These decide and weigh nothing.
    fn only(&self) -> Vec<Box<dyn Query>> {
        let (fields, limits) = (&self.index.fields, self.limits);
        let mut only: Vec<Box<dyn Query>> = Vec::new();
        if let [section] = limits.sections[..] {
            only.push(Box::new(weightless(&Term::from_field_text(fields.section, &section.simple().to_string()))));
        } else if !limits.sections.is_empty() {
            let any = limits.sections.iter().map(|section| term(fields.section, &section.simple().to_string()));
            only.push(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(any.collect())), 0.0)));
        }
        if let Some(kind) = limits.kind {
            only.push(Box::new(weightless(&Term::from_field_text(fields.kind, kind))));
        }
        if limits.from.is_some() || limits.to.is_some() {
            let at = |time: Option<i64>| {
                time.map_or(Bound::Unbounded, |time| Bound::Included(Term::from_field_i64(fields.published_at, time)))
            };
            only.push(Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(at(limits.from), at(limits.to))), 0.0)));
        }
        only
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
}
