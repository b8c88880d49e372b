//! What is offered while someone types: titles that hold the words so far, the last of them perhaps half typed.

use std::collections::BTreeMap;

use tantivy::{
    DocId, Score, Searcher, SegmentReader, TantivyDocument,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query},
    schema::Value,
};
use uuid::Uuid;

use super::{index::OpenIndex, question::term};
use crate::text::words::{Word, words};

const SUGGESTIONS: usize = 6;
/// Words that begin like the last one, the most usual of so many read.
const ENDINGS: usize = 24;
const READ: usize = 400;

impl OpenIndex {
    /// Ids and titles, the best first.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn suggest(&self, typed: &str, site: Uuid) -> tantivy::Result<Vec<(Uuid, String)>> {
        let searcher = self.moment().searcher;
        let fields = &self.fields;
        let found: Vec<Word<'_>> = words(typed).take(12).collect();
        let Some((last, whole)) = found.split_last() else { return Ok(Vec::new()) };
        let mut clauses: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Must, Box::new(ConstScoreQuery::new(term(fields.site, &site.simple().to_string()), 0.0)))];
        for word in whole {
            clauses.push((Occur::Must, term(fields.title, &word.folded())));
        }
        let endings =
            if last.end() < typed.trim_start().len() { vec![last.folded()] } else { self.endings(&searcher, &last.folded())? };
        if endings.is_empty() {
            return Ok(Vec::new());
        }
        clauses.push((Occur::Must, Box::new(BooleanQuery::union(endings.iter().map(|word| term(fields.title, word)).collect()))));
        for word in found.iter().filter(|word| word.has_diacritics()) {
            clauses.push((Occur::Should, Box::new(BoostQuery::new(term(fields.title_exact, &word.exact()), 3.0))));
        }
        let top = TopDocs::with_limit(SUGGESTIONS).tweak_score(|segment: &SegmentReader| {
            let published = segment.fast_fields().i64("published_at").ok().map(|column| column.first_or_default_col(0));
            // Of equals the newest.
            move |doc: DocId, score: Score| (score, published.as_ref().map_or(0, |published| published.get_val(doc)))
        });
        let mut suggested = Vec::new();
        for (_, address) in searcher.search(&BooleanQuery::new(clauses), &top)? {
            let document: TantivyDocument = searcher.doc(address)?;
            let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
            suggested.extend(Uuid::try_parse(text(fields.id)).ok().map(|id| (id, text(fields.shown_title).to_owned())));
        }
        Ok(suggested)
    }

    fn endings(&self, searcher: &Searcher, prefix: &str) -> tantivy::Result<Vec<String>> {
        let mut known: BTreeMap<String, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.title)?;
            let mut terms = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            let mut read = 0;
            while read < READ && terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                read += 1;
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *known.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
                }
            }
        }
        let mut known: Vec<_> = known.into_iter().collect();
        known.sort_by_key(|(_, texts)| std::cmp::Reverse(*texts));
        Ok(known.into_iter().take(ENDINGS).map(|(word, _)| word).collect())
    }
}
