//! Which browsers have a page open now. Time is given, not taken: every call first lets those leave whose time is over.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use super::{
    model::{LEAVES_AFTER_SECONDS, ONLINE_AFTER_VIEW_SECONDS},
    token::Token,
};

const SECOND: i64 = 1_000_000;

#[derive(Debug, Default)]
pub struct Online {
    sites: Mutex<HashMap<Uuid, Present>>,
}

#[derive(Debug, Default)]
struct Present {
    browsers: HashMap<Token, Stay>,
    leaving: BTreeSet<(i64, Token)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// With so many sockets open.
    Connected(u32),
    /// Without a socket, until then.
    Until(i64),
}

impl Online {
    /// A socket opens. One of a browser without a cookie comes with a token of its own.
    pub fn open(&self, site: Uuid, token: Token, now: i64) {
        let mut sites = self.lock();
        let present = sites.entry(site).or_default();
        let sockets = match present.browsers.get(&token) {
            Some(Stay::Connected(sockets)) => *sockets,
            _ => 0,
        };
        present.set(token, Stay::Connected(sockets + 1));
        present.let_leave(now);
    }

    /// A socket closes.
    pub fn close(&self, site: Uuid, token: Token, now: i64) {
        let mut sites = self.lock();
        let Some(present) = sites.get_mut(&site) else { return };
        match present.browsers.get(&token) {
            Some(Stay::Connected(sockets)) if *sockets > 1 => {
                let left = *sockets - 1;
                present.set(token, Stay::Connected(left));
            }
            Some(Stay::Connected(_)) => present.set(token, Stay::Until(now + LEAVES_AFTER_SECONDS * SECOND)),
            _ => {}
        }
        present.let_leave(now);
    }

    /// A page view at `viewed_at` by a token that has come back.
    pub fn view(&self, site: Uuid, token: Token, viewed_at: i64, now: i64) {
        let mut sites = self.lock();
        let present = sites.entry(site).or_default();
        let until = viewed_at + ONLINE_AFTER_VIEW_SECONDS * SECOND;
        match present.browsers.get(&token) {
            Some(Stay::Connected(_)) => {}
            Some(Stay::Until(known)) if *known >= until => {}
            _ => present.set(token, Stay::Until(until)),
        }
        present.let_leave(now);
    }

    pub fn count(&self, site: Uuid, now: i64) -> i64 {
        self.count_if(site, now, |_| 0)
    }

    /// The number with the reader who is being served, whether he is known already or not.
    pub fn count_with(&self, site: Uuid, reader: Token, now: i64) -> i64 {
        self.count_if(site, now, |present| i64::from(!present.browsers.contains_key(&reader)))
    }

    fn count_if(&self, site: Uuid, now: i64, more: impl Fn(&Present) -> i64) -> i64 {
        let mut sites = self.lock();
        let present = sites.entry(site).or_default();
        present.let_leave(now);
        present.browsers.len() as i64 + more(present)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Present>> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Present {
    fn set(&mut self, token: Token, stay: Stay) {
        if let Some(Stay::Until(before)) = self.browsers.insert(token, stay) {
            self.leaving.remove(&(before, token));
        }
        if let Stay::Until(until) = stay {
            self.leaving.insert((until, token));
        }
    }

    fn let_leave(&mut self, now: i64) {
        while let Some((until, token)) = self.leaving.first().copied()
            && until <= now
        {
            self.leaving.pop_first();
            self.browsers.remove(&token);
        }
    }
}
