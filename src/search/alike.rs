//! What speaks of the same things as a text: articles that share most of its rarer words.

use std::collections::BTreeSet;

use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, Term,
    query::{EnableScoring, Query, Scorer, TermQuery},
    schema::IndexRecordOption,
};
use uuid::Uuid;

use super::{following::Search, index::OpenIndex};
use crate::text::words::words;

/// Words of a title, a lead and tags that are looked at.
const MOST_WORDS: usize = 80;
/// The rarest of them stand for the text.
const RARE: usize = 12;
/// Of these, so many must be in another text for it to speak of the same.
const SHARED: usize = 5;

impl Search {
    /// The articles of a site that come nearest to what an article of it says, the nearest first, without itself; found minutes ago,
    /// perhaps. None where there is no index, and where it cannot be read: who asks has something else to show.
    pub async fn alike(&self, says: String, site: Uuid, article: Uuid, length: usize) -> Vec<Uuid> {
        let Some(index) = self.index() else { return Vec::new() };
        let asked = (article, says);
        if let Some(ids) = self.remembered().get(&asked) {
            return ids.to_vec();
        }
        let (article, says) = asked.clone();
        let found = tokio::task::spawn_blocking(move || index.alike(&says, site, article, length)).await;
        match found {
            Ok(Ok(found)) => {
                self.remembered().keep(asked, &found);
                found
            }
            Ok(Err(error)) => {
                tracing::warn!(%error, "nothing alike was found");
                Vec::new()
            }
            Err(error) => {
                tracing::error!(%error, "a look for what is alike ended badly");
                Vec::new()
            }
        }
    }
}

impl OpenIndex {
    pub(super) fn alike(&self, says: &str, site: Uuid, but: Uuid, length: usize) -> tantivy::Result<Vec<Uuid>> {
        let searcher = self.moment().searcher;
        let rare = self.rare_words(&searcher, says)?;
        if rare.len() < SHARED {
            return Ok(Vec::new());
        }
        let mut found: Vec<(Score, DocAddress)> = Vec::new();
        for (number, segment) in (0..).zip(searcher.segment_readers()) {
            let mut sharing = sharing(segment, &rare)?;
            let site =
                segment.inverted_index(self.fields.site)?.read_postings(&self.fields.site_term(site), IndexRecordOption::Basic)?;
            let Some(mut of_site) = site else { continue };
            sharing.retain(|doc| !segment.is_deleted(*doc) && holds(&mut of_site, *doc));
            let mut scorers = Vec::with_capacity(rare.len());
            for word in &rare {
                let query = TermQuery::new(word.clone(), IndexRecordOption::WithFreqs);
                scorers.push(query.weight(EnableScoring::enabled_from_searcher(&searcher))?.scorer(segment, 1.0)?);
            }
            for doc in sharing {
                let score = scorers.iter_mut().filter_map(|scorer| holds(scorer, doc).then(|| scorer.score())).sum();
                found.push((score, DocAddress::new(number, doc)));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // The text itself is among them.
        let mut ids = self.ids(&searcher, found.into_iter().take(length + 1).map(|(_, address)| address))?;
        ids.retain(|id| *id != but);
        ids.truncate(length);
        Ok(ids)
    }

    /// Words that some other text holds too, but not every second one; the rarest first.
    fn rare_words(&self, searcher: &Searcher, says: &str) -> tantivy::Result<Vec<Term>> {
        let mut counted = Vec::new();
        let said: BTreeSet<String> = words(says).take(MOST_WORDS).map(|word| word.exact()).collect();
        for word in said {
            let word = Term::from_field_text(self.fields.exact, &word);
            let texts = searcher.doc_freq(&word)?;
            if texts > 1 && texts * 2 < searcher.num_docs() {
                counted.push((texts, word));
            }
        }
        counted.sort();
        Ok(counted.into_iter().take(RARE).map(|(_, word)| word).collect())
    }
}

/// Texts are asked for in their order.
fn holds(texts: &mut impl DocSet, doc: DocId) -> bool {
    texts.doc() == doc || texts.doc() < doc && texts.seek(doc) == doc
}

/// The texts that hold enough of the words, in order: counted text by text, since there is little to be skipped.
fn sharing(segment: &SegmentReader, rare: &[Term]) -> tantivy::Result<Vec<DocId>> {
    let mut shared = vec![0_u8; segment.max_doc() as usize];
    for word in rare {
        let Some(mut texts) = segment.inverted_index(word.field())?.read_postings(word, IndexRecordOption::Basic)? else {
            continue;
        };
        let mut buffer = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let length = texts.fill_buffer(&mut buffer);
            buffer[..length].iter().for_each(|doc| shared[*doc as usize] += 1);
            if length < buffer.len() {
                break;
            }
        }
    }
    Ok((0..).zip(shared).filter(|(_, words)| usize::from(*words) >= SHARED).map(|(doc, _)| doc).collect())
}
