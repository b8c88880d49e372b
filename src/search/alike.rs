//! What speaks of the same things as a text: articles that share most of its rarer words.

use std::collections::BTreeSet;

use tantivy::{
    Searcher, Term,
    collector::TopDocs,
    query::{BooleanQuery, Occur, Query},
    schema::Value,
};
use uuid::Uuid;

use super::{finding::Clauses, following::Search, index::OpenIndex, question::term};
use crate::text::words::words;

/// Words of a title, a lead and tags that are looked at.
const MOST_WORDS: usize = 80;
/// The rarest of them stand for the text.
const RARE: usize = 12;
/// Of these, so many must be in another text for it to speak of the same.
const SHARED: usize = 5;

impl Search {
    /// The articles of a site that come nearest to what a text says, the nearest first, without `but`. None where there is no index, and
    /// where it cannot be read: who asks has something else to show.
    pub async fn alike(&self, says: String, site: Uuid, but: Uuid, length: usize) -> Vec<Uuid> {
        let Some(index) = self.index() else { return Vec::new() };
        let found = tokio::task::spawn_blocking(move || index.alike(&says, site, but, length)).await;
        match found {
            Ok(Ok(found)) => found,
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
    fn alike(&self, says: &str, site: Uuid, but: Uuid, length: usize) -> tantivy::Result<Vec<Uuid>> {
        let searcher = self.moment().searcher;
        let rare = self.rare_words(&searcher, says)?;
        if rare.len() < SHARED {
            return Ok(Vec::new());
        }
        let asks: Vec<Box<dyn Query>> = rare.iter().map(|word| term(self.fields.exact, word)).collect();
        let clauses: Clauses = vec![
            (Occur::Must, Box::new(BooleanQuery::union_with_minimum_required_clauses(asks, SHARED))),
            (Occur::Must, term(self.fields.site, &site.simple().to_string())),
            (Occur::MustNot, term(self.fields.id, &but.simple().to_string())),
        ];
        let top = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(length).order_by_score())?;
        let mut ids = Vec::with_capacity(top.len());
        for (_, address) in top {
            let document: tantivy::TantivyDocument = searcher.doc(address)?;
            ids.extend(document.get_first(self.fields.id).and_then(|id| id.as_str()).and_then(|id| Uuid::parse_str(id).ok()));
        }
        Ok(ids)
    }

    /// Words that some other text holds too, but not every second one; the rarest first.
    fn rare_words(&self, searcher: &Searcher, says: &str) -> tantivy::Result<Vec<String>> {
        let mut counted = Vec::new();
        let said: BTreeSet<String> = words(says).take(MOST_WORDS).map(|word| word.exact()).collect();
        for word in said {
            let texts = searcher.doc_freq(&Term::from_field_text(self.fields.exact, &word))?;
            if texts > 1 && texts * 2 < searcher.num_docs() {
                counted.push((texts, word));
            }
        }
        counted.sort();
        Ok(counted.into_iter().take(RARE).map(|(_, word)| word).collect())
    }
}
