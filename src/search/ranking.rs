//! The order of what was found. Counting and a first choice look at every text and so at little of it; only the best hundred are looked at closely.

use std::collections::BTreeSet;

use tantivy::{
    DocAddress, DocSet, Score, Searcher, SegmentReader, TERMINATED, Term,
    collector::TopDocs,
    postings::Postings,
    query::{BooleanQuery, BoostQuery, EnableScoring, Occur, Query},
    schema::{Field, IndexRecordOption},
};

use super::{
    finding::Clauses,
    index::Fields,
    question::{Question, Reading, term},
};

/// Looked at closely.
const CHOICE: usize = 100;
/// Words side by side weigh so much as their own score.
const TOGETHER: Score = 3.0;

/// From `skip` on, so many, the best first; `clauses` must hold.
pub fn best(
    searcher: &Searcher,
    fields: &Fields,
    question: &Question,
    clauses: Clauses,
    (skip, wanted): (usize, usize),
    now: i64,
) -> tantivy::Result<Vec<DocAddress>> {
    let whole = BooleanQuery::new(clauses);
    let most = CHOICE.max(skip + wanted + CHOICE);
    let by_text =
        searcher.search(&whole, &TopDocs::with_limit(if skip + wanted > CHOICE { most } else { CHOICE }).order_by_score())?;
    let mut chosen: BTreeSet<DocAddress> = by_text.iter().take(CHOICE).map(|(_, address)| *address).collect();
    if by_text.len() >= CHOICE {
        // Who says it in the title may say it seldom in the text.
        let in_title = question.words().map(|word| (Occur::Must, term(fields.title, &word.folded)));
        let in_title = in_title.chain([(Occur::Must, Box::new(whole.clone()) as Box<dyn Query>)]).collect();
        let top = TopDocs::with_limit(CHOICE / 2).order_by_score();
        chosen.extend(searcher.search(&BooleanQuery::new(in_title), &top)?.into_iter().map(|(_, address)| address));
    }
    let mut scored = score(searcher, fields, question, &whole, &chosen, now)?;
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rest = by_text.into_iter().map(|(_, address)| address).filter(|address| !chosen.contains(address));
    Ok(scored.into_iter().map(|(_, address)| address).chain(rest).skip(skip).take(wanted).collect())
}

fn score(
    searcher: &Searcher,
    fields: &Fields,
    question: &Question,
    whole: &BooleanQuery,
    chosen: &BTreeSet<DocAddress>,
    now: i64,
) -> tantivy::Result<Vec<(Score, DocAddress)>> {
    let mut clauses: Clauses = vec![(Occur::Must, Box::new(whole.clone()))];
    clauses.extend(signs(fields, question));
    let weight = BooleanQuery::new(clauses).weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut scored = Vec::with_capacity(chosen.len());
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let mine: Vec<DocAddress> = chosen.iter().copied().filter(|address| address.segment_ord as usize == number).collect();
        if mine.is_empty() {
            continue;
        }
        let mut scorer = weight.scorer(segment, 1.0)?;
        let published = segment.fast_fields().i64("published_at")?.first_or_default_col(0);
        let mut together = Together::of(searcher, segment, fields, question)?;
        for address in mine {
            let doc = address.doc_id;
            if scorer.doc() < doc {
                scorer.seek(doc);
            }
            let base = if scorer.doc() == doc { scorer.score() } else { 0.0 };
            let age = now.saturating_sub(published.get_val(doc));
            scored.push(((base + together.score(doc)) * freshness(age), address));
        }
    }
    Ok(scored)
}

/// What makes one text a better answer than another that holds the same words.
fn signs(fields: &Fields, question: &Question) -> Clauses {
    let mut signs: Clauses = Vec::new();
    let mut sign = |query: Box<dyn Query>, weight: Score| signs.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    for word in question.words() {
        sign(term(fields.title, &word.folded), 2.0);
        sign(term(fields.lead, &word.folded), 0.6);
        if word.has_diacritics {
            sign(term(fields.title_exact, &word.exact), 1.2);
            sign(term(fields.exact, &word.exact), 0.5);
        } else if !question.has_diacritics() {
            // "ong" may be just that.
            sign(term(fields.exact, &word.exact), 0.8);
        }
    }
    signs
}

/// Whether the words of the question stand side by side, in the title or anywhere.
struct Together {
    places: Vec<Places>,
}

struct Places {
    postings: Vec<Box<dyn Postings>>,
    worth: Score,
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Together {
    fn of(searcher: &Searcher, segment: &SegmentReader, fields: &Fields, question: &Question) -> tantivy::Result<Self> {
        let is_exact = question.has_diacritics();
        let (reading, searched) = if is_exact {
            (Reading::Exact, [fields.title_exact, fields.exact])
        } else {
            (Reading::Folded, [fields.title, fields.text])
        };
        let words: Vec<&str> = question.words().map(|word| word.key(reading)).collect();
        let mut places = Vec::new();
        for field in searched {
            places.extend(Places::of(searcher, segment, field, &words)?);
        }
        Ok(Self { places })
    }

    fn score(&mut self, doc: u32) -> Score {
        self.places.iter_mut().map(|places| places.score(doc)).sum()
    }
}

impl Places {
    /// None where there are not two words, or one of them is nowhere.
    fn of(searcher: &Searcher, segment: &SegmentReader, field: Field, words: &[&str]) -> tantivy::Result<Option<Self>> {
        if words.len() < 2 {
            return Ok(None);
        }
        let index = segment.inverted_index(field)?;
        let (mut postings, mut worth): (Vec<Box<dyn Postings>>, Score) = (Vec::new(), 0.0);
        for word in words {
            let term = Term::from_field_text(field, word);
            let Some(found) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else { return Ok(None) };
            let (texts, holding) = (searcher.num_docs() as Score, searcher.doc_freq(&term)? as Score);
            worth += (1.0 + (texts - holding + 0.5).max(0.0) / (holding + 0.5)).ln();
            postings.push(Box::new(found));
        }
        Ok(Some(Self { postings, worth, first: Vec::new(), next: Vec::new() }))
    }

    fn score(&mut self, doc: u32) -> Score {
        for (number, postings) in self.postings.iter_mut().enumerate() {
            if postings.doc() < doc && postings.seek(doc) == TERMINATED || postings.doc() != doc {
                return 0.0;
            }
            if number == 0 {
                postings.positions(&mut self.first);
                continue;
            }
            postings.positions(&mut self.next);
            let next = &self.next;
            self.first.retain(|place| next.binary_search(&(place + number as u32)).is_ok());
            if self.first.is_empty() {
                return 0.0;
            }
        }
        let times = self.first.len() as Score;
        TOGETHER * self.worth * 2.2 * times / (times + 1.2)
    }
}

/// 1 for today's, 0,85 for what is very old; half of the way in two years.
fn freshness(age: i64) -> Score {
    const HALF: f64 = 2.0 * 365.25 * 86_400.0 * 1e6;
    (0.85 + 0.15 * (-(age.max(0) as f64) / HALF).exp2()) as Score
}
