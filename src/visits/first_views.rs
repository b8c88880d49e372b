//! What a browser looked at first, until its cookie comes back: only then does the view count, for the article too.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use uuid::Uuid;

use super::{recent::REMEMBERED_SECONDS, token::Token};

/// About 20 MB. Beyond it the oldest are forgotten first.
const MOST: usize = 150_000;

type Key = (Uuid, Token);

#[derive(Debug, Default)]
pub struct FirstViews {
    articles: HashMap<Key, Arc<str>>,
    /// When each came, in seconds, the oldest first; also of those that have been taken.
    came: VecDeque<(i64, Key)>,
}

impl FirstViews {
    pub fn insert(&mut self, site: Uuid, token: Token, seconds: i64, article: Arc<str>) {
        self.articles.insert((site, token), article);
        self.came.push_back((seconds, (site, token)));
        if self.came.len() > MOST {
            self.forget_oldest();
        }
    }

    /// Once: a second return finds nothing.
    pub fn take(&mut self, site: Uuid, token: Token) -> Option<Arc<str>> {
        self.articles.remove(&(site, token))
    }

    /// Forgets what began too long ago to come back.
    pub fn forget_before(&mut self, now_seconds: i64) {
        let oldest = now_seconds - REMEMBERED_SECONDS;
        while self.came.front().is_some_and(|(seconds, _)| *seconds < oldest) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        if let Some((_, key)) = self.came.pop_front() {
            self.articles.remove(&key);
        }
    }
}
