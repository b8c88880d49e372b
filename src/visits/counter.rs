//! The thirty-minute rule, and what it has counted since the last flush. No waiting, no database: a page view costs a lock.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use super::{
    figures::{Sites, Totals},
    first_views::FirstViews,
    model::VISIT_GAP_SECONDS,
    recent::Recent,
    token::{Presented, Standing, Token, VisitCookie},
};

const SECOND: i64 = 1_000_000;
const SECONDS_PER_HOUR: i64 = 3600;
/// Vietnam is seven whole hours ahead of UTC all the year, so that an hour belongs to one day.
const HOURS_AHEAD: i64 = 7;
/// While the database is gone, no more tokens than this wait to be written (about 50 MB). Visits are counted all the same.
const MOST_WAITING_TOKENS: usize = 500_000;
/// Nor more articles of a site and day. Whatever a beacon names is counted until the ledger finds no such article.
const MOST_WAITING_ARTICLES: usize = 20_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub visits: i64,
    pub views: i64,
}

/// What is merged into the ledger in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    pub hours: BTreeMap<(Uuid, i64), Tally>,
    pub begun: HashMap<(Uuid, i64), Begun>,
    pub articles: BTreeMap<ArticleDay, i64>,
}

/// An article on a day: site, day in Vietnam, slug.
pub type ArticleDay = (Uuid, i64, Arc<str>);

/// The visit of a token: when it began, in seconds, and what was counted for it that another node may have counted too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub seconds: i64,
    pub counted: Tally,
    /// The article of the first view, if it was one.
    pub article: Option<Arc<str>>,
}

/// What becomes of a request's cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub cookie: VisitCookie,
    /// Whether the token had been here before: only then its browser is online.
    pub returned: Returned,
    /// When the browser last looked at a page, UTC microseconds.
    pub viewed_at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    NotYet,
    /// This request proved it: beside tabs are to be told.
    Now,
    Before,
}

/// Who a request comes from, as far as its cookies tell.
#[derive(Debug, Clone, Copy)]
enum Known {
    Nobody,
    FirstReturn {
        token: Token,
        begun: i64,
    },
    /// A tab that was opened together with another, which has been counted since.
    TabBeside {
        token: Token,
        last_view: i64,
        stray: VisitCookie,
    },
    Counted {
        token: Token,
        last_view: i64,
    },
}

#[derive(Debug, Default)]
pub struct Counter {
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
pub(super) struct Counts {
    pub sites: Sites,
    pub recent: Recent,
    pub first_views: FirstViews,
    pub pending: Batch,
}

pub fn hour_of(seconds: i64) -> i64 {
    seconds.div_euclid(SECONDS_PER_HOUR)
}

/// The day in Vietnam.
pub fn day_of_hour(hour: i64) -> i64 {
    (hour + HOURS_AHEAD).div_euclid(24)
}

impl Counter {
    /// A page view, `article` being the slug of the one that is shown. Afterwards the browser holds the cookie of the answer.
    pub fn view(&self, site: Uuid, presented: Presented, article: Option<&str>, now: i64) -> Answer {
        let seconds = now.div_euclid(SECOND);
        let known = known(presented, seconds);
        let mut counts = self.lock();
        let (token, returned) = match known {
            Known::Nobody => {
                let cookie = VisitCookie { token: Token::random(), last_view: seconds, standing: Standing::New };
                if let Some(article) = article {
                    counts.first_views.insert(site, cookie.token, seconds, article.into());
                }
                return Answer { cookie, returned: Returned::NotYet, viewed_at: now };
            }
            Known::FirstReturn { token, begun } => {
                counts.count_first(site, token, begun);
                (token, Returned::Now)
            }
            Known::TabBeside { token, last_view, stray } => {
                counts.count_stray(site, stray);
                counts.begin_again(site, token, last_view.max(stray.last_view), seconds);
                (token, Returned::Now)
            }
            Known::Counted { token, last_view } => {
                counts.begin_again(site, token, last_view, seconds);
                (token, Returned::Before)
            }
        };
        counts.add(site, seconds, Tally { visits: 0, views: 1 });
        if let Some(article) = article {
            counts.add_article(site, seconds, article.into());
        }
        let cookie = VisitCookie { token, last_view: seconds, standing: Standing::Counted };
        Answer { cookie, returned, viewed_at: now }
    }

    /// A sign of life without a view: a socket, a beacon, the picture for pages without scripts. None for a browser without a cookie.
    pub fn confirm(&self, site: Uuid, presented: Presented, now: i64) -> Option<Answer> {
        let (token, last_view, returned) = match known(presented, now.div_euclid(SECOND)) {
            Known::Nobody => return None,
            Known::FirstReturn { token, begun } => {
                self.lock().count_first(site, token, begun);
                (token, begun, Returned::Now)
            }
            Known::TabBeside { token, last_view, stray } => {
                self.lock().count_stray(site, stray);
                (token, last_view.max(stray.last_view), Returned::Now)
            }
            Known::Counted { token, last_view } => (token, last_view, Returned::Before),
        };
        let cookie = VisitCookie { token, last_view, standing: Standing::Counted };
        Some(Answer { cookie, returned, viewed_at: last_view * SECOND })
    }

    /// The opening balance, which may change while the program runs.
    pub fn set_opening(&self, site: Uuid, opening: i64) {
        self.lock().sites.0.entry(site).or_default().opening = opening;
    }

    /// Today, this month, all: the ledger and what is not yet in it.
    pub fn totals(&self, site: Uuid, now: i64) -> Totals {
        self.lock().sites.totals(site, now)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn known(presented: Presented, now: i64) -> Known {
    // A clock that was set back must not date a visit in the future.
    let visit = presented.visit.map(|cookie| VisitCookie { last_view: cookie.last_view.min(now), ..cookie });
    match (visit, presented.counted) {
        (Some(VisitCookie { token, last_view, standing: Standing::Counted }), _) => Known::Counted { token, last_view },
        (Some(stray), Some(counted)) if is_alive(&stray, now) => {
            Known::TabBeside { token: counted.token, last_view: counted.last_view, stray }
        }
        (_, Some(VisitCookie { token, last_view, .. })) => Known::Counted { token, last_view },
        (Some(visit), None) if is_alive(&visit, now) => Known::FirstReturn { token: visit.token, begun: visit.last_view },
        (_, None) => Known::Nobody,
    }
}

fn is_alive(cookie: &VisitCookie, now: i64) -> bool {
    now - cookie.last_view <= VISIT_GAP_SECONDS
}

impl Counts {
    /// The first return of a token: its visit, dated to when it began, and the view that began it.
    fn count_first(&mut self, site: Uuid, token: Token, begun: i64) {
        let fingerprint = token.fingerprint();
        let article = self.first_views.take(site, token);
        if self.recent.begun(site, fingerprint).is_none() {
            self.begin(site, fingerprint, Begun { seconds: begun, counted: Tally { visits: 1, views: 1 }, article });
        }
    }

    /// The first view of a tab beside a counted one: a view, not a visit.
    fn count_stray(&mut self, site: Uuid, stray: VisitCookie) {
        let fingerprint = stray.token.fingerprint();
        let article = self.first_views.take(site, stray.token);
        if self.recent.begun(site, fingerprint).is_none() {
            self.recent.insert(site, fingerprint, stray.last_view);
            self.add(site, stray.last_view, Tally { visits: 0, views: 1 });
            if let Some(article) = article {
                self.add_article(site, stray.last_view, article);
            }
        }
    }

    /// A view of a known token: a new visit after the gap, but one only for ten tabs that come back at once with the same cookie.
    fn begin_again(&mut self, site: Uuid, token: Token, last_view: i64, now: i64) {
        if now - last_view <= VISIT_GAP_SECONDS {
            return;
        }
        let fingerprint = token.fingerprint();
        let begun = self.recent.begun(site, fingerprint).unwrap_or(i64::MIN);
        if begun <= last_view || begun < now - VISIT_GAP_SECONDS {
            self.begin(site, fingerprint, Begun { seconds: now, counted: Tally { visits: 1, views: 0 }, article: None });
        }
    }

    fn begin(&mut self, site: Uuid, fingerprint: i64, begun: Begun) {
        self.recent.insert(site, fingerprint, begun.seconds);
        self.add(site, begun.seconds, begun.counted);
        if let Some(article) = &begun.article {
            self.add_article(site, begun.seconds, article.clone());
        }
        if self.pending.begun.len() < MOST_WAITING_TOKENS {
            self.pending.begun.insert((site, fingerprint), begun);
        }
    }

    fn add(&mut self, site: Uuid, seconds: i64, tally: Tally) {
        let hour = hour_of(seconds);
        let of_hour = self.pending.hours.entry((site, hour)).or_default();
        of_hour.visits += tally.visits;
        of_hour.views += tally.views;
        if tally.visits != 0 {
            self.sites.add(site, day_of_hour(hour), tally.visits);
        }
    }

    fn add_article(&mut self, site: Uuid, seconds: i64, article: Arc<str>) {
        let key = (site, day_of_hour(hour_of(seconds)), article);
        let articles = &mut self.pending.articles;
        if articles.len() < MOST_WAITING_ARTICLES || articles.contains_key(&key) {
            *articles.entry(key).or_default() += 1;
        }
    }
}
