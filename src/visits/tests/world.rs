//! A site, and a browser with a cookie jar that forgets in time.

use std::{net::Ipv4Addr, sync::Arc};

use axum::http::{HeaderMap, HeaderValue, header};
use uuid::Uuid;

use crate::{
    db::Db,
    http::Client,
    in_tx,
    site::model::{CurrentSite, SiteRow},
    visits::{
        hub::{Caps, Pace},
        model::Figures,
        robots::Robots,
        state::{PageVisit, Recognised, VisitsSettings, VisitsState},
        token::{COOKIE, COUNTED_COOKIE},
    },
};

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
pub const CLIENT: Client = Client { address: std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), secure: false };

/// 23/11/2026, 10:00 in Vietnam.
pub const MORNING: i64 = at(2026, 11, 23) + 10 * 60 * MINUTE;

/// Midnight in Vietnam, UTC microseconds. Good for the last months of 2026.
pub const fn at(year: i64, month: i64, day: i64) -> i64 {
    assert!(year == 2026 && month >= 11);
    let first_of_november = 20_758;
    let days = first_of_november + (month - 11) * 30 + day - 1;
    (days * 24 - 7) * 60 * MINUTE
}

pub async fn site(db: &Db, opening_visits: i64) -> CurrentSite {
    let id = Uuid::now_v7();
    let host = format!("{}.localhost", id.simple());
    let row = SiteRow { id, host: host.clone(), name: "Xã".into(), opening_visits, ..SiteRow::default() };
    in_tx!(db, tx => {
        sqlx::query("insert into site (id, host, name, short_name, opening_visits, position, created_at) values ($1, $2, 'Xã', 'Xã', $3, 1, 0)")
            .bind(id).bind(host).bind(opening_visits).execute(&mut *tx).await?;
    })
    .unwrap();
    CurrentSite(Arc::new(row))
}

pub const SETTINGS: VisitsSettings = VisitsSettings {
    robots: Robots::Ignored,
    caps: Caps { sockets: 50_000, sockets_per_address: 2_000 },
    pace: Pace {
        ping: std::time::Duration::from_secs(25),
        silence: std::time::Duration::from_secs(60),
        between_frames: std::time::Duration::from_secs(1),
        messages_a_minute: 10,
    },
};

pub async fn open(db: &Db, now: i64) -> VisitsState {
    VisitsState::open(db, SETTINGS, now).await.unwrap()
}

/// Visits today, this month and in all.
pub fn counted(visits: &VisitsState, site: &CurrentSite, now: i64) -> (i64, i64, i64) {
    let Figures { today, month, all, .. } = visits.figures(site, now);
    (today, month, all)
}

#[derive(Debug, Clone)]
pub struct Kept {
    value: String,
    until: i64,
}

/// What a browser keeps; a clone is a request already on its way.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    pub visit: Option<Kept>,
    pub counted: Option<Kept>,
    pub agent: Option<&'static str>,
    pub purpose: Option<&'static str>,
}

impl Browser {
    pub fn headers(&self, now: i64) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(3);
        headers.insert(header::USER_AGENT, HeaderValue::from_static(self.agent.unwrap_or(FIREFOX)));
        if let Some(purpose) = self.purpose {
            headers.insert("sec-purpose", HeaderValue::from_static(purpose));
        }
        let alive = |kept: &'_ Option<Kept>| kept.as_ref().filter(|kept| now < kept.until).map(|kept| kept.value.clone());
        let cookies: Vec<_> = [(COOKIE, alive(&self.visit)), (COUNTED_COOKIE, alive(&self.counted))]
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
            .collect();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").try_into().unwrap());
        }
        headers
    }

    pub fn keep(&mut self, cookies: &[HeaderValue], now: i64) {
        for cookie in cookies {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            let max_age: i64 = attributes.split_once("Max-Age=").unwrap().1.split(';').next().unwrap().parse().unwrap();
            let kept = Some(Kept { value: value.to_owned(), until: now + max_age * SECOND });
            match name {
                COOKIE => self.visit = kept,
                COUNTED_COOKIE => self.counted = kept,
                other => panic!("{other}"),
            }
        }
    }

    pub fn cookie(&self) -> Option<&str> {
        self.visit.as_ref().map(|kept| kept.value.as_str())
    }

    pub fn has_cookie(&self, now: i64) -> bool {
        self.visit.as_ref().is_some_and(|kept| now < kept.until)
    }

    pub fn page(&mut self, visits: &VisitsState, site: &CurrentSite, now: i64) -> PageVisit {
        self.read(visits, site, None, now)
    }

    pub fn read(&mut self, visits: &VisitsState, site: &CurrentSite, article: Option<&str>, now: i64) -> PageVisit {
        let visit = visits.on_page(site, &self.headers(now), &CLIENT, article, now);
        self.keep(&visit.set_cookies, now);
        visit
    }

    pub fn pixel(&mut self, visits: &VisitsState, site: &CurrentSite, now: i64) -> Recognised {
        let recognised = visits.on_sign_of_life(site, &self.headers(now), &CLIENT, now);
        self.keep(&recognised.set_cookies, now);
        recognised
    }

    pub fn handshake(&mut self, visits: &VisitsState, site: &CurrentSite, now: i64) -> Recognised {
        let recognised = visits.on_handshake(site, &self.headers(now), &CLIENT, now);
        self.keep(&recognised.set_cookies, now);
        recognised
    }
}
