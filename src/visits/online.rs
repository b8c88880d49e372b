//! Which browsers have a page open now, here and on other nodes. Time is given, not taken: every call first lets those leave whose time is over.
//!
//! What is known of a browser grows only: the last time one of its sockets was seen, the last page it asked for, and on which nodes it
//! has a socket now. So it does not matter in which order nodes hear of each other, nor how often.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    model::{LEAVES_AFTER_SECONDS, ONLINE_AFTER_VIEW_SECONDS},
    token::Token,
};

const SECOND: i64 = 1_000_000;
const NEVER: i64 = i64::MIN / 2;

#[derive(Debug, Default)]
pub struct Online {
    known: Mutex<Known>,
    news: Notify,
    /// Whether other nodes are to be told.
    is_shared: bool,
}

#[derive(Debug, Default)]
struct Known {
    sites: HashMap<Uuid, Present>,
    /// What other nodes have not been told.
    untold: HashSet<(Uuid, i64)>,
    /// The browsers with a socket on each other node.
    peers: HashMap<String, HashSet<(Uuid, i64)>>,
}

#[derive(Debug, Default)]
struct Present {
    browsers: HashMap<i64, Stay>,
    leaving: BTreeSet<(i64, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stay {
    /// Sockets open on this node.
    here: u32,
    /// Other nodes on which it has a socket.
    elsewhere: u32,
    /// When a socket of it was last opened or closed.
    socket_at: i64,
    /// When it last asked for a page without having a socket.
    viewed_at: i64,
}

/// What a node knows of a browser, as it tells others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    pub site: Uuid,
    pub browser: i64,
    /// Whether it has a socket on the node that tells.
    pub is_connected: bool,
    pub socket_at: i64,
    pub viewed_at: i64,
}

impl Default for Stay {
    fn default() -> Self {
        Self { here: 0, elsewhere: 0, socket_at: NEVER, viewed_at: NEVER }
    }
}

impl Stay {
    fn is_connected(self) -> bool {
        self.here + self.elsewhere > 0
    }

    /// When it leaves; None while it has a socket.
    fn until(self) -> Option<i64> {
        if self.is_connected() {
            None
        } else if self.viewed_at > self.socket_at {
            Some(self.viewed_at + ONLINE_AFTER_VIEW_SECONDS * SECOND)
        } else {
            Some(self.socket_at + LEAVES_AFTER_SECONDS * SECOND)
        }
    }

    fn sign(self, site: Uuid, browser: i64) -> Sign {
        Sign { site, browser, is_connected: self.here > 0, socket_at: self.socket_at, viewed_at: self.viewed_at }
    }
}

impl Online {
    /// For one of several nodes.
    pub fn shared() -> Self {
        Self { is_shared: true, ..Self::default() }
    }

    /// A socket opens. One of a browser without a cookie comes with a token of its own.
    pub fn open(&self, site: Uuid, token: Token, now: i64) {
        self.change(site, token, now, |stay| {
            stay.here += 1;
            stay.socket_at = stay.socket_at.max(now);
            stay.here == 1
        });
    }

    /// A socket closes.
    pub fn close(&self, site: Uuid, token: Token, now: i64) {
        self.change(site, token, now, |stay| {
            if stay.here == 0 {
                return false;
            }
            stay.here -= 1;
            stay.socket_at = stay.socket_at.max(now);
            stay.here == 0
        });
    }

    /// A page view at `viewed_at` by a token that has come back.
    pub fn view(&self, site: Uuid, token: Token, viewed_at: i64, now: i64) {
        self.change(site, token, now, |stay| {
            let is_news = !stay.is_connected() && viewed_at > stay.viewed_at;
            if is_news {
                stay.viewed_at = viewed_at;
            }
            is_news
        });
    }

    pub fn count(&self, site: Uuid, now: i64) -> i64 {
        self.count_if(site, now, |_| 0)
    }

    /// The number with the reader who is being served, whether he is known already or not.
    pub fn count_with(&self, site: Uuid, reader: Token, now: i64) -> i64 {
        let reader = reader.fingerprint();
        self.count_if(site, now, |present| i64::from(!present.browsers.contains_key(&reader)))
    }

    fn count_if(&self, site: Uuid, now: i64, more: impl Fn(&Present) -> i64) -> i64 {
        let mut known = self.lock();
        let present = known.sites.entry(site).or_default();
        present.let_leave(now);
        present.browsers.len() as i64 + more(present)
    }

    /// Makes a change, which says whether it is news for other nodes.
    fn change(&self, site: Uuid, token: Token, now: i64, change: impl FnOnce(&mut Stay) -> bool) {
        let browser = token.fingerprint();
        let mut known = self.lock();
        let present = known.sites.entry(site).or_default();
        let mut is_news = false;
        present.set(browser, |stay| is_news = change(stay));
        present.let_leave(now);
        if is_news {
            if self.is_shared {
                known.untold.insert((site, browser));
            }
            self.news.notify_one();
        }
    }

    /// Returns once somebody has come or gone here since the last time.
    pub async fn wait_for_news(&self) {
        self.news.notified().await;
    }

    /// What has changed here since the last call.
    pub fn take_news(&self) -> Vec<Sign> {
        let mut known = self.lock();
        let untold = std::mem::take(&mut known.untold);
        untold
            .into_iter()
            .filter_map(|(site, browser)| Some(known.sites.get(&site)?.browsers.get(&browser)?.sign(site, browser)))
            .collect()
    }

    /// All that is known here, for a node that has heard nothing yet. What has not been told is told with it.
    pub fn take_whole(&self) -> Vec<Sign> {
        let mut known = self.lock();
        known.untold.clear();
        let of_site = |(site, present): (&Uuid, &Present)| {
            let site = *site;
            present.browsers.iter().map(|(browser, stay)| stay.sign(site, *browser)).collect::<Vec<_>>()
        };
        known.sites.iter().flat_map(of_site).collect()
    }

    /// Another node tells what has changed there.
    pub fn hear_news(&self, peer: &str, signs: &[Sign], now: i64) {
        let mut known = self.lock();
        for sign in signs {
            known.hear(peer, sign, now);
        }
        if !known.untold.is_empty() {
            self.news.notify_one();
        }
    }

    /// Another node tells all that it knows: whoever it does not name has no socket there.
    pub fn hear_whole(&self, peer: &str, signs: &[Sign], now: i64) {
        let mut known = self.lock();
        let connected: HashSet<_> = signs.iter().filter(|sign| sign.is_connected).map(|sign| (sign.site, sign.browser)).collect();
        let before = known.peers.get(peer).cloned().unwrap_or_default();
        for gone in before.difference(&connected) {
            known.disconnect(peer, *gone);
        }
        for sign in signs {
            known.hear(peer, sign, now);
        }
    }

    /// Another node is gone: those who had a socket there and nowhere else are gone at once.
    pub fn forget(&self, peer: &str) {
        let mut known = self.lock();
        for key in known.peers.remove(peer).unwrap_or_default() {
            let Some(present) = known.sites.get_mut(&key.0) else { continue };
            let mut is_gone = false;
            present.set(key.1, |stay| {
                stay.elsewhere = stay.elsewhere.saturating_sub(1);
                is_gone = !stay.is_connected() && stay.viewed_at <= stay.socket_at;
            });
            if is_gone {
                present.remove(key.1);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn hear(&mut self, peer: &str, sign: &Sign, now: i64) {
        let key = (sign.site, sign.browser);
        let connected = self.peers.entry(peer.to_owned()).or_default();
        let more = match sign.is_connected {
            true => i32::from(connected.insert(key)),
            false => -i32::from(connected.remove(&key)),
        };
        let present = self.sites.entry(sign.site).or_default();
        let mut is_view_over = false;
        present.set(sign.browser, |stay| {
            stay.elsewhere = stay.elsewhere.saturating_add_signed(more);
            let had_view = stay.viewed_at > stay.socket_at;
            // Two nodes' clocks are never quite the same: a socket there is later than any page asked for here before.
            let seen_at = if sign.is_connected { sign.socket_at.max(now) } else { sign.socket_at };
            stay.socket_at = stay.socket_at.max(seen_at);
            stay.viewed_at = stay.viewed_at.max(sign.viewed_at);
            is_view_over = had_view && stay.viewed_at <= stay.socket_at;
        });
        // Whoever was told of the page only would keep its browser for five minutes.
        if is_view_over {
            self.untold.insert(key);
        }
    }

    fn disconnect(&mut self, peer: &str, key: (Uuid, i64)) {
        if let Some(connected) = self.peers.get_mut(peer) {
            connected.remove(&key);
        }
        if let Some(present) = self.sites.get_mut(&key.0) {
            present.set(key.1, |stay| stay.elsewhere = stay.elsewhere.saturating_sub(1));
        }
    }
}

impl Present {
    fn set(&mut self, browser: i64, change: impl FnOnce(&mut Stay)) {
        let stay = self.browsers.entry(browser).or_default();
        let before = stay.until();
        change(stay);
        let after = stay.until();
        if before != after {
            if let Some(before) = before {
                self.leaving.remove(&(before, browser));
            }
            if let Some(after) = after {
                self.leaving.insert((after, browser));
            }
        }
    }

    fn remove(&mut self, browser: i64) {
        if let Some(until) = self.browsers.remove(&browser).and_then(Stay::until) {
            self.leaving.remove(&(until, browser));
        }
    }

    fn let_leave(&mut self, now: i64) {
        while let Some((until, browser)) = self.leaving.first().copied()
            && until <= now
        {
            self.leaving.pop_first();
            self.browsers.remove(&browser);
        }
    }
}
