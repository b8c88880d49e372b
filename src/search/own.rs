//! What a site has of what was found. Where nearly all texts are its own, asking each of them for its site means reading a list as long as the
//! index: then the few of the others are taken off.

use std::collections::{BTreeSet, HashSet};

use tantivy::{
    DocAddress, DocSet, Score, Searcher, TERMINATED, Term,
    query::{BoostQuery, Query, TermQuery},
    schema::IndexRecordOption,
};
use uuid::Uuid;

use super::{index::Fields, ways::Ways};

/// Beyond so many other sites, or with more than one text in so many, each text is asked for its site.
const MOST_OTHERS: usize = 8;
const FEW_IN: u64 = 16;
/// So many texts of others may stand among the best.
const SPARE: usize = 32;

pub struct Own<'a> {
    searcher: &'a Searcher,
    site: Term,
    /// The other sites, where they have few texts.
    others: Option<Vec<Term>>,
}

impl<'a> Own<'a> {
    /// # Errors
    /// The files of the index cannot be read.
    pub fn of(searcher: &'a Searcher, fields: &Fields, site: Uuid) -> tantivy::Result<Self> {
        let site = fields.site_term(site);
        let others = others(searcher, &site)?;
        Ok(Self { searcher, site, others })
    }

    /// # Errors
    /// The files of the index cannot be read.
    pub fn count(&self, ways: &Ways) -> tantivy::Result<usize> {
        let Some(others) = &self.others else { return self.only(ways).count(self.searcher) };
        let mut count = ways.count(self.searcher)?;
        for other in others {
            count = count.saturating_sub(ways.clone().and(&weightless(other)).count(self.searcher)?);
        }
        Ok(count)
    }

    /// The texts with the best score, so many at most.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn best(&self, ways: &Ways, length: usize) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let Some(others) = &self.others else { return self.only(ways).best(self.searcher, length) };
        let more = if others.is_empty() { length } else { length + SPARE };
        let mut best = ways.best(self.searcher, more)?;
        let is_all = best.len() < more;
        if !others.is_empty() {
            self.keep_own(&mut best)?;
        }
        if !is_all && best.len() < length {
            return self.only(ways).best(self.searcher, length);
        }
        best.truncate(length);
        Ok(best)
    }

    /// The newest texts, so many at most.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn newest(&self, ways: &Ways, length: usize) -> tantivy::Result<Vec<DocAddress>> {
        self.only(ways).newest(self.searcher, length)
    }

    fn only(&self, ways: &Ways) -> Ways {
        if self.others.as_ref().is_some_and(Vec::is_empty) {
            return ways.clone();
        }
        ways.clone().and(&weightless(&self.site))
    }

    fn keep_own(&self, best: &mut Vec<(Score, DocAddress)>) -> tantivy::Result<()> {
        let mut addresses: Vec<DocAddress> = best.iter().map(|(_, address)| *address).collect();
        addresses.sort_unstable();
        let mut own = HashSet::new();
        for some in addresses.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let index = self.searcher.segment_reader(some[0].segment_ord).inverted_index(self.site.field())?;
            let Some(mut texts) = index.read_postings(&self.site, IndexRecordOption::Basic)? else { continue };
            for address in some {
                if texts.doc() < address.doc_id && texts.seek(address.doc_id) == TERMINATED {
                    break;
                }
                if texts.doc() == address.doc_id {
                    own.insert(*address);
                }
            }
        }
        best.retain(|(_, address)| own.contains(address));
        Ok(())
    }
}

/// None where they have more than a few texts.
fn others(searcher: &Searcher, site: &Term) -> tantivy::Result<Option<Vec<Term>>> {
    let mut known = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(site.field())?;
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            if terms.key() != site.serialized_value_bytes() {
                known.insert(terms.key().to_vec());
            }
            if known.len() > MOST_OTHERS {
                return Ok(None);
            }
        }
    }
    let texts = known.iter().filter_map(|name| std::str::from_utf8(name).ok());
    let others: Vec<Term> = texts.map(|name| Term::from_field_text(site.field(), name)).collect();
    let mut foreign = 0;
    for other in &others {
        foreign += searcher.doc_freq(other)?;
    }
    Ok((foreign * FEW_IN <= searcher.doc_freq(site)?).then_some(others))
}

/// It decides and weighs nothing.
pub fn weightless(term: &Term) -> BoostQuery {
    let query: Box<dyn Query> = Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs));
    BoostQuery::new(query, 0.0)
}
