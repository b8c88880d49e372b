//! The visits that began within the last half hour: each is counted once, however often its first cookie comes back.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::model::VISIT_GAP_SECONDS;

/// A new cookie is good for the gap; nodes' clocks may differ by some seconds more.
pub const REMEMBERED_SECONDS: i64 = VISIT_GAP_SECONDS + 60;
/// About 200 MB. Beyond it the oldest are forgotten first.
const MOST: usize = 2_000_000;

type Key = (Uuid, i64);

#[derive(Debug, Default)]
pub struct Recent {
    begun: HashMap<Key, i64>,
    by_minute: BTreeMap<i64, Vec<Key>>,
}

impl Recent {
    /// When the last known visit of a token began, in seconds.
    pub fn begun(&self, site: Uuid, fingerprint: i64) -> Option<i64> {
        self.begun.get(&(site, fingerprint)).copied()
    }

    pub fn insert(&mut self, site: Uuid, fingerprint: i64, begun: i64) {
        let key = (site, fingerprint);
        if self.begun.insert(key, begun) != Some(begun) {
            self.by_minute.entry(begun.div_euclid(60)).or_default().push(key);
        }
        if self.begun.len() > MOST {
            self.forget_oldest_minute();
        }
    }

    /// Forgets visits that began too long ago to come back.
    pub fn forget_before(&mut self, now_seconds: i64) {
        let oldest = (now_seconds - REMEMBERED_SECONDS).div_euclid(60);
        while self.by_minute.first_key_value().is_some_and(|(minute, _)| *minute < oldest) {
            self.forget_oldest_minute();
        }
    }

    fn forget_oldest_minute(&mut self) {
        let Some((minute, keys)) = self.by_minute.pop_first() else { return };
        for key in keys {
            if self.begun.get(&key).is_some_and(|begun| begun.div_euclid(60) == minute) {
                self.begun.remove(&key);
            }
        }
    }
}
