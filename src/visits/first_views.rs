//! What a browser looked at first, until its cookie comes back: only then does the view count, for the article too.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use uuid::Uuid;

use super::{recent::REMEMBERED_SECONDS, token::Token};

/// About 20 MB. Beyond it the oldest are forgotten first.
const MOST: usize = 100_000;

type Key = (Uuid, Token);

#[derive(Debug, Default)]
pub struct FirstViews {
    articles: HashMap<Key, Arc<str>>,
    by_minute: BTreeMap<i64, Vec<Key>>,
}

impl FirstViews {
    pub fn insert(&mut self, site: Uuid, token: Token, seconds: i64, article: Arc<str>) {
        self.articles.insert((site, token), article);
        self.by_minute.entry(seconds.div_euclid(60)).or_default().push((site, token));
        if self.articles.len() > MOST {
            self.forget_oldest_minute();
        }
    }

    /// Once: a second return finds nothing.
    pub fn take(&mut self, site: Uuid, token: Token) -> Option<Arc<str>> {
        self.articles.remove(&(site, token))
    }

    /// Forgets what began too long ago to come back.
    pub fn forget_before(&mut self, now_seconds: i64) {
        let oldest = (now_seconds - REMEMBERED_SECONDS).div_euclid(60);
        while self.by_minute.first_key_value().is_some_and(|(minute, _)| *minute < oldest) {
            self.forget_oldest_minute();
        }
    }

    fn forget_oldest_minute(&mut self) {
        for key in self.by_minute.pop_first().map(|(_, keys)| keys).unwrap_or_default() {
            self.articles.remove(&key);
        }
    }
}
