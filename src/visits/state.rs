//! The one handle through which pages and addresses count: robots out, cookie read, rule applied, figures given back.

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::http::{HeaderMap, HeaderValue, header};
use tokio::time::timeout;
use uuid::Uuid;

use super::{
    counter::{Answer, Counter, Returned},
    hub::{Caps, Hub, Pace},
    ledger::Ledger,
    model::{Corrected, Figures, NOT_LIVE},
    online::Online,
    robots::{self, Robots},
    sharing::Sharing,
    store,
    telling::News,
    token::{CookieKey, Presented, Token, Transport},
};
use crate::{clock, db::Db, error::AppError, http::Client, site::model::CurrentSite};

pub(super) const FLUSH_PATIENCE: Duration = Duration::from_millis(900);

/// A marker in a request's extensions: the reader belongs to the newsroom and is not counted.
#[derive(Debug, Clone, Copy)]
pub struct NotCounted;

#[derive(Debug, Clone, Copy)]
pub struct VisitsSettings {
    pub robots: Robots,
    pub caps: Caps,
    pub pace: Pace,
}

impl VisitsSettings {
    pub fn new(caps: Caps) -> Self {
        Self { robots: Robots::from_env(), caps, pace: Pace::default() }
    }
}

/// Cheap to clone; one for the whole program.
#[derive(Clone)]
pub struct VisitsState(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub db: Db,
    key: CookieKey,
    robots: Robots,
    counter: Counter,
    ledger: Ledger,
    pub online: Online,
    /// Where there may be several nodes.
    pub sharing: Option<Sharing>,
    pub is_live: AtomicBool,
    hub: Hub,
}

/// What a page needs: the figures of the first HTML, the reader included, and the cookies to set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageVisit {
    pub figures: Figures,
    pub set_cookies: Vec<HeaderValue>,
}

/// What a sign of life brings: who it is, if the cookie tells, and the cookies to set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognised {
    pub token: Option<Token>,
    pub set_cookies: Vec<HeaderValue>,
}

impl PageVisit {
    /// Puts the cookies into a response's headers.
    pub fn write_cookies(&self, headers: &mut HeaderMap) {
        append_cookies(&self.set_cookies, headers);
    }
}

pub(super) fn append_cookies(cookies: &[HeaderValue], headers: &mut HeaderMap) {
    for cookie in cookies {
        headers.append(header::SET_COOKIE, cookie.clone());
    }
}

impl VisitsState {
    /// Reads the ledger; afterwards the figures are whole.
    ///
    /// # Errors
    /// The database cannot be read or written.
    pub async fn open(db: &Db, settings: VisitsSettings, now: i64) -> Result<Self, AppError> {
        let key = CookieKey::new(&store::find_or_create_secret(db, "visit-cookie").await?);
        let counter = Counter::default();
        let ledger = Ledger::open(db, &counter, now).await?;
        let hub = Hub::new(settings.caps, settings.pace);
        let (online, sharing) = match db {
            Db::Sqlite { .. } => (Online::default(), None),
            Db::Postgres { .. } => (Online::shared(), Some(Sharing::new())),
        };
        let (is_live, db, robots) = (AtomicBool::new(true), db.clone(), settings.robots);
        Ok(Self(Arc::new(Inner { db, key, robots, counter, ledger, online, sharing, is_live, hub })))
    }

    /// A page is being served. Robots, prefetches and prerenders see the figures and are not counted.
    /// `article` is the slug of the one that is shown.
    pub fn on_page(&self, site: &CurrentSite, headers: &HeaderMap, client: &Client, article: Option<&str>, now: i64) -> PageVisit {
        if self.is_hidden(headers) {
            return PageVisit { figures: self.figures(site, now), set_cookies: Vec::new() };
        }
        let (answer, set_cookies) = self.on_view(site, headers, client, article, now);
        let online = self.0.online.count_with(site.id, answer.cookie.token, now);
        PageVisit { figures: Figures { online, ..self.figures(site, now) }, set_cookies }
    }

    /// A page view, whether the page came from here or from the browser's own memory.
    pub fn on_view(
        &self,
        site: &CurrentSite,
        headers: &HeaderMap,
        client: &Client,
        article: Option<&str>,
        now: i64,
    ) -> (Answer, Vec<HeaderValue>) {
        let answer = self.0.counter.view(site.id, self.presented(site.id, headers), article, now);
        if answer.returned != Returned::NotYet {
            self.0.online.view(site.id, answer.cookie.token, now, now);
        }
        (answer, self.cookies(site.id, &answer, client))
    }

    /// A sign of life that is not a view: the beacon and the picture.
    pub fn on_sign_of_life(&self, site: &CurrentSite, headers: &HeaderMap, client: &Client, now: i64) -> Recognised {
        let Some(answer) = self.0.counter.confirm(site.id, self.presented(site.id, headers), now) else {
            return Recognised::default();
        };
        if answer.returned == Returned::Now {
            self.0.online.view(site.id, answer.cookie.token, answer.viewed_at, now);
        }
        Recognised { token: Some(answer.cookie.token), set_cookies: self.cookies(site.id, &answer, client) }
    }

    /// A socket's handshake; afterwards [`Self::open_socket`].
    pub fn on_handshake(&self, site: &CurrentSite, headers: &HeaderMap, client: &Client, now: i64) -> Recognised {
        match self.0.counter.confirm(site.id, self.presented(site.id, headers), now) {
            Some(answer) if answer.returned == Returned::Now => {
                Recognised { token: Some(answer.cookie.token), set_cookies: self.cookies(site.id, &answer, client) }
            }
            // A cookie set here could arrive after a later view's and set its time back.
            answer => Recognised { token: answer.map(|answer| answer.cookie.token), set_cookies: Vec::new() },
        }
    }

    pub fn open_socket(&self, site: Uuid, token: Token, now: i64) {
        self.0.online.open(site, token, now);
    }

    pub fn close_socket(&self, site: Uuid, token: Token, now: i64) {
        self.0.online.close(site, token, now);
    }

    /// Whether a request is a robot's or nobody's: a prefetch, a prerender.
    pub fn is_hidden(&self, headers: &HeaderMap) -> bool {
        robots::is_prefetch(headers) || self.0.robots.hide(headers)
    }

    /// The figures for one who is not counted.
    pub fn figures(&self, site: &CurrentSite, now: i64) -> Figures {
        self.note_site(site);
        self.figures_of(site.id, now)
    }

    /// A site may be added, and its opening balance changed, while the program runs.
    pub(super) fn note_site(&self, site: &CurrentSite) {
        self.0.counter.set_opening(site.id, site.opening_visits);
    }

    pub(super) fn figures_of(&self, site: Uuid, now: i64) -> Figures {
        let totals = self.0.counter.totals(site, now);
        Figures { online: self.0.online.count(site, now), today: totals.today, month: totals.month, all: totals.all }
    }

    /// Once a second: merges what was counted into the ledger.
    ///
    /// # Errors
    /// When the database cannot be reached; nothing is lost, call again.
    pub async fn flush(&self, now: i64) -> Result<(), AppError> {
        self.0.ledger.flush(&self.0.db, &self.0.counter, now).await
    }

    /// Hands the figures to the sockets of every site where they changed, or says that they are not live.
    pub fn publish(&self, now: i64) {
        let is_live = self.0.is_live.load(Ordering::Relaxed);
        self.0.hub.publish(|site| if is_live { self.figures_of(site, now).frame() } else { NOT_LIVE.to_owned() });
    }

    /// Pages that show this article say quietly that it has been corrected.
    pub fn tell_correction(&self, site: Uuid, corrected: &Corrected) {
        self.0.hub.tell_correction(site, corrected);
    }

    /// Once a second: the sockets get what is new, the ledger gets what was counted. A database that hangs or is gone keeps
    /// nobody waiting: the next second tries the same batch again, and false says so.
    pub async fn tick(&self) -> bool {
        let now = clock::now();
        self.share(News::Kept).await;
        self.publish(now);
        match timeout(FLUSH_PATIENCE, self.flush(now)).await {
            Ok(Ok(())) => return true,
            Ok(Err(_)) => tracing::warn!("visits wait for the database"),
            Err(_) => tracing::warn!("visits wait for a slow database"),
        }
        false
    }

    /// Closes every socket with 1001, as soon as the program is asked to stop: a socket would outlast the draining of requests.
    pub async fn close_sockets(&self) {
        self.0.hub.stop().await;
    }

    /// The program stops: sockets are closed, and everything counted is written.
    ///
    /// # Errors
    /// When the last batch could not be written.
    pub async fn stop(&self, now: i64) -> Result<(), AppError> {
        self.close_sockets().await;
        self.share(News::Told).await;
        self.flush(now).await
    }

    pub(super) fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// Sockets open now, of all sites; for `/metrics`.
    pub fn sockets(&self) -> usize {
        self.0.hub.sockets()
    }

    fn presented(&self, site: Uuid, headers: &HeaderMap) -> Presented {
        self.0.key.read(site, headers)
    }

    fn cookies(&self, site: Uuid, answer: &Answer, client: &Client) -> Vec<HeaderValue> {
        let transport = if client.secure { Transport::Secure } else { Transport::Plain };
        let visit = self.0.key.set_visit(site, &answer.cookie, transport);
        let counted = match answer.returned {
            Returned::Now => self.0.key.set_counted(site, &answer.cookie, transport),
            _ => None,
        };
        visit.into_iter().chain(counted).collect()
    }
}

/// The network an address counts for: a household's IPv6 addresses are as many as it likes.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() & (u128::MAX << 64)).into()),
        address => address,
    }
}
