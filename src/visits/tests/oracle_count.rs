//! The simple count: each browser's own history, read afterwards, by the sentences of the statistics page.

use super::world::SECOND;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A page was looked at: loaded, navigated to, come back to.
    View,
    /// The picture or the beacon: a sign of life, and the cookie is renewed.
    Sign,
    /// A socket opened, another page's or a new one's after a restart.
    Open,
    Close,
    /// The program restarted: every socket is gone.
    Restart,
}

#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub at: i64,
    pub deed: Deed,
    /// Counted within a second before a kill: not in the ledger from then on.
    pub lost_at: i64,
}

/// A visit as the ledger should have it.
#[derive(Debug, Clone, Copy)]
pub struct CountedVisit {
    pub begun: i64,
    pub known_from: i64,
    pub lost_at: i64,
}

#[derive(Debug, Default)]
pub struct Count {
    pub visits: Vec<CountedVisit>,
    /// When a browser is online: from, until.
    pub stays: Vec<(i64, i64)>,
    /// A restarted program knows of nobody.
    pub restarts: Vec<i64>,
}

impl Count {
    fn stay(&mut self, from: i64, until: i64) {
        let restart = self.restarts.iter().find(|restart| **restart > from).copied().unwrap_or(i64::MAX);
        if from < until {
            self.stays.push((from, until.min(restart)));
        }
    }
}

const HALF_HOUR: i64 = 1800 * SECOND;

/// Counts one browser that keeps cookies. A cookie is gone half an hour after it was set.
pub fn count_browser(history: &[Event], count: &mut Count) {
    let mut visit: Option<(i64, bool)> = None;
    let (mut last_view, mut cookie_until) = (0, 0);
    let mut presence = Presence::default();
    for event in history {
        let (at, second) = (event.at, event.at / SECOND);
        let has_cookie = at < cookie_until;
        let mut prove = |visit: &mut Option<(i64, bool)>| {
            if let Some((begun, proven @ false)) = visit {
                *proven = true;
                count.visits.push(CountedVisit { begun: *begun, known_from: at, lost_at: event.lost_at });
                return true;
            }
            false
        };
        match event.deed {
            Deed::View if !has_cookie => {
                presence.end(count);
                visit = Some((at, false));
            }
            Deed::View => {
                if second - last_view > 1800 {
                    visit = Some((at, false));
                }
                prove(&mut visit);
                presence.view(at, at, count);
            }
            Deed::Sign if has_cookie => {
                if prove(&mut visit) {
                    presence.view(last_view * SECOND, at, count);
                }
            }
            Deed::Open if has_cookie => {
                if prove(&mut visit) {
                    cookie_until = at + HALF_HOUR;
                }
                presence.open(at, count);
            }
            Deed::Close => presence.close(at),
            Deed::Restart => presence.restart(count),
            Deed::Sign | Deed::Open => {}
        }
        if event.deed == Deed::View {
            last_view = second;
        }
        if event.deed == Deed::View || (event.deed == Deed::Sign && has_cookie) {
            cookie_until = at + HALF_HOUR;
        }
    }
    presence.end(count);
}

/// A browser that keeps no cookies makes no visits; each of its sockets is online for itself.
pub fn count_stranger(history: &[Event], count: &mut Count) {
    for open in history.iter().filter(|event| event.deed == Deed::Open) {
        let closed = history.iter().find(|event| event.deed == Deed::Close && event.at > open.at);
        count.stay(open.at, closed.map_or(i64::MAX, |closed| closed.at + 15 * SECOND));
    }
}

/// From when, until when, with how many sockets a browser is there.
#[derive(Default)]
struct Presence {
    sockets: i64,
    stay: Option<(i64, i64)>,
}

impl Presence {
    fn open(&mut self, at: i64, count: &mut Count) {
        self.sockets += 1;
        self.lengthen(at, i64::MAX, count);
    }

    fn close(&mut self, at: i64) {
        self.sockets -= 1;
        if self.sockets == 0
            && let Some((_, until)) = &mut self.stay
        {
            *until = at + 15 * SECOND;
        }
    }

    fn view(&mut self, viewed: i64, at: i64, count: &mut Count) {
        if self.sockets == 0 {
            self.lengthen(at, viewed + 300 * SECOND, count);
        }
    }

    fn lengthen(&mut self, at: i64, until: i64, count: &mut Count) {
        match &mut self.stay {
            Some((_, known)) if *known > at => *known = until.max(*known),
            _ => {
                self.end(count);
                self.stay = Some((at, until));
            }
        }
    }

    fn restart(&mut self, count: &mut Count) {
        self.sockets = 0;
        self.end(count);
    }

    fn end(&mut self, count: &mut Count) {
        if let Some((from, until)) = self.stay.take() {
            count.stay(from, until);
        }
    }
}
