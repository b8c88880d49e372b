//! A generated trace through the whole of counting, against a simple count made afterwards.
//!
//! Readers come in bursts of some seconds with silences of chosen lengths between them, across midnights and the end of a month.
//! `CONGDAN_SEED` repeats a run, `CONGDAN_SOAK=1` makes it ten times as long, `CONGDAN_ORACLE_VIEWS` sets the number of views.

use std::{cmp::Reverse, collections::BinaryHeap, time::Instant};

use super::{
    oracle_count::{Count, Deed, Event, count_browser, count_stranger},
    world::*,
};
use crate::{
    db::{Db, testing::on_both},
    site::model::CurrentSite,
    text::dates,
    visits::{model::Figures, state::VisitsState, store, token::Token},
};

const BURST: i64 = 20 * SECOND;
const BURSTS: usize = 150;
const OPENING: i64 = 79_921;
const AWAY_SECONDS: [i64; 14] = [2, 14, 16, 90, 299, 301, 600, 1700, 1790, 1799, 1801, 2400, 7200, 30_000];

/// The same numbers for the same seed, anywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        (self.roll() % end as u64) as i64
    }

    fn seconds(&mut self, from: i64, to: i64) -> i64 {
        from * SECOND + self.below((to - from) * SECOND)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Scripts,
    NoScripts,
    NoCookies,
    Robot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Arrive,
    Tabs,
    OpenSocket,
    Picture,
    GoOn,
    ComeBack,
    Stop,
    Kill,
}

struct Reader {
    kind: Kind,
    site: usize,
    views_left: i64,
    jar: Browser,
    sockets: Vec<Token>,
    history: Vec<Event>,
}

struct Trace {
    db: Db,
    dice: Dice,
    sites: [CurrentSite; 2],
    visits: VisitsState,
    bursts: Vec<i64>,
    readers: Vec<Reader>,
    steps: BinaryHeap<Reverse<(i64, usize, Step)>>,
    now: i64,
    flushed_at: i64,
    unflushed: Vec<(usize, usize)>,
    samples: Vec<(i64, usize, Figures)>,
    views: usize,
    flushes: usize,
    restarts: Vec<i64>,
}

fn bursts(dice: &mut Dice) -> Vec<i64> {
    let mut start = at(2026, 11, 29) + 20 * 60 * MINUTE;
    let mut bursts = Vec::new();
    while bursts.len() < BURSTS {
        bursts.push(start);
        let silence = [15, 40, 280, 300, 600, 900, 1500, 1700, 1780, 1801, 2600][dice.below(11) as usize] * SECOND;
        // Every midnight lies in the middle of a burst.
        let midnight = midnight_after(start);
        let next = start + BURST + silence;
        start = if start < midnight - BURST && next > midnight - BURST { midnight - BURST / 2 } else { next };
    }
    bursts
}

fn midnight_after(time: i64) -> i64 {
    ((dates::local(time).day_number + 1) * 24 - 7) * 60 * MINUTE
}

impl Trace {
    /// Into the burst at or after a time.
    fn snap(&mut self, at: i64) -> Option<i64> {
        let next = self.bursts.partition_point(|burst| burst + BURST <= at);
        let burst = *self.bursts.get(next)?;
        Some(if burst <= at { at } else { burst + self.dice.below(BURST) })
    }

    fn later(&mut self, reader: usize, wait: i64, step: Step) {
        if let Some(at) = self.snap(self.now + wait) {
            self.steps.push(Reverse((at, reader, step)));
        }
    }

    fn away(&mut self) -> i64 {
        AWAY_SECONDS[self.dice.below(AWAY_SECONDS.len() as i64) as usize] * SECOND + self.dice.below(SECOND)
    }

    fn log(&mut self, reader: usize, deed: Deed) {
        let history = &mut self.readers[reader].history;
        self.unflushed.push((reader, history.len()));
        history.push(Event { at: self.now, deed, lost_at: i64::MAX });
    }

    fn page(&mut self, reader: usize) {
        let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
        *views_left -= 1;
        self.views += 1;
        let site = &self.sites[*site];
        if self.dice.below(10) == 0 {
            // Prerendered, and looked at a moment later.
            let prerender = Browser { purpose: Some("prefetch;prerender"), ..jar.clone() };
            assert!(self.visits.on_page(site, &prerender.headers(self.now), &CLIENT, self.now).set_cookies.is_empty());
            let (_, cookies) = self.visits.on_view(site, &jar.headers(self.now), &CLIENT, self.now);
            jar.keep(&cookies, self.now);
        } else {
            jar.page(&self.visits, site, self.now);
        }
        self.log(reader, Deed::View);
    }

    fn report_view(&mut self, reader: usize) {
        let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
        *views_left -= 1;
        self.views += 1;
        let (_, cookies) = self.visits.on_view(&self.sites[*site], &jar.headers(self.now), &CLIENT, self.now);
        jar.keep(&cookies, self.now);
        self.log(reader, Deed::View);
    }

    fn sign(&mut self, reader: usize) {
        let Reader { jar, site, .. } = &mut self.readers[reader];
        jar.pixel(&self.visits, &self.sites[*site], self.now);
        self.log(reader, Deed::Sign);
    }

    fn open_socket(&mut self, reader: usize) {
        let Reader { jar, site, sockets, .. } = &mut self.readers[reader];
        let site = &self.sites[*site];
        let token = jar.handshake(&self.visits, site, self.now).token.unwrap_or_else(Token::random);
        self.visits.open_socket(site.id, token, self.now);
        sockets.push(token);
        self.log(reader, Deed::Open);
    }

    fn close_sockets(&mut self, reader: usize) {
        while let Some(token) = self.readers[reader].sockets.pop() {
            let site = self.sites[self.readers[reader].site].id;
            self.visits.close_socket(site, token, self.now);
            self.log(reader, Deed::Close);
            self.now += 1;
        }
    }

    /// Tabs restored together: none of the requests knows of another's answer.
    fn tabs(&mut self, reader: usize) {
        let tabs = 2 + self.dice.below(9);
        let asked = self.readers[reader].jar.headers(self.now);
        let interleaved = self.dice.below(2) == 0;
        for tab in 0..tabs {
            let Reader { jar, site, views_left, .. } = &mut self.readers[reader];
            *views_left -= 1;
            self.views += 1;
            let answer = self.visits.on_page(&self.sites[*site], &asked, &CLIENT, self.now);
            jar.keep(&answer.set_cookies, self.now);
            if tab == 0 {
                self.log(reader, Deed::View);
            }
            self.now += 1;
            if interleaved {
                self.open_socket(reader);
                self.now += 1;
            }
        }
        for _ in 0..if interleaved { 0 } else { tabs } {
            self.open_socket(reader);
            self.now += 1;
        }
    }

    fn go_on(&mut self, reader: usize) {
        let think = self.dice.seconds(1, 240);
        if self.readers[reader].views_left <= 0 {
            return self.close_sockets(reader);
        }
        match self.dice.below(100) {
            0..35 => {
                self.close_sockets(reader);
                let wait = self.dice.seconds(0, 2);
                self.later(reader, wait, Step::Arrive);
            }
            35..55 => {
                self.close_if_forgotten(reader);
                self.report_view(reader);
                self.later(reader, think, Step::GoOn);
            }
            55..65 => {
                self.close_sockets(reader);
                self.later(reader, think, Step::ComeBack);
            }
            65..75 => {
                self.close_if_forgotten(reader);
                self.page(reader);
                self.later(reader, SECOND / 3, Step::OpenSocket);
            }
            75..85 => {
                self.sign(reader);
                let wait = self.dice.seconds(1000, 1500);
                self.later(reader, wait, Step::GoOn);
            }
            _ => {
                self.close_sockets(reader);
                let away = self.away();
                let step = if self.dice.below(5) == 0 { Step::Tabs } else { Step::Arrive };
                self.later(reader, away, step);
            }
        }
    }

    /// A silence longer than the cookie's life: the pages were closed in it.
    fn close_if_forgotten(&mut self, reader: usize) {
        if !self.readers[reader].jar.has_cookie(self.now) {
            self.close_sockets(reader);
        }
    }

    fn step(&mut self, reader: usize, step: Step) {
        match (self.readers[reader].kind, step) {
            (Kind::Robot, _) => {
                let mut robot = Browser { agent: Some("Mozilla/5.0 (compatible; Googlebot/2.1)"), ..Browser::default() };
                robot.page(&self.visits, &self.sites[0], self.now);
                self.views += 1;
                self.readers[reader].views_left -= 1;
                if self.readers[reader].views_left > 0 {
                    self.later(reader, 5 * SECOND, Step::Arrive);
                }
            }
            (Kind::NoCookies, Step::OpenSocket) => {
                self.open_socket(reader);
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::NoCookies, _) => {
                self.close_sockets(reader);
                if self.readers[reader].views_left > 0 {
                    let site = self.readers[reader].site;
                    Browser::default().page(&self.visits, &self.sites[site], self.now);
                    self.views += 1;
                    self.readers[reader].views_left -= 1;
                    self.later(reader, SECOND, Step::OpenSocket);
                }
            }
            (Kind::NoScripts, Step::Picture) => self.sign(reader),
            (Kind::NoScripts, _) => {
                self.page(reader);
                if self.dice.below(10) < 7 {
                    self.later(reader, SECOND / 2, Step::Picture);
                }
                if self.readers[reader].views_left > 0 {
                    let wait = self.away();
                    self.later(reader, wait, Step::Arrive);
                }
            }
            (Kind::Scripts, Step::Tabs) if self.now % SECOND < SECOND * 9 / 10 => {
                self.tabs(reader);
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::Scripts, Step::Arrive | Step::Tabs) => {
                self.page(reader);
                // One in ten leaves before a script runs.
                let wait = self.dice.seconds(0, 3);
                if self.dice.below(10) > 0 {
                    self.later(reader, wait, Step::OpenSocket);
                } else if self.readers[reader].views_left > 0 {
                    let away = self.away();
                    self.later(reader, away, Step::Arrive);
                }
            }
            (Kind::Scripts, Step::ComeBack) => {
                self.close_if_forgotten(reader);
                self.report_view(reader);
                self.now += 1;
                self.open_socket(reader);
                self.later(reader, SECOND, Step::GoOn);
            }
            (Kind::Scripts, Step::OpenSocket) => {
                if self.readers[reader].jar.has_cookie(self.now) {
                    self.open_socket(reader);
                }
                let think = self.dice.seconds(1, 240);
                self.later(reader, think, Step::GoOn);
            }
            (Kind::Scripts, _) => self.go_on(reader),
        }
    }

    async fn restart(&mut self, step: Step) {
        if step == Step::Stop {
            self.visits.stop(self.now).await.unwrap();
        } else {
            for (reader, event) in self.unflushed.drain(..) {
                self.readers[reader].history[event].lost_at = self.now;
            }
        }
        self.unflushed.clear();
        self.restarts.push(self.now);
        let now = self.now;
        for reader in &mut self.readers {
            if !reader.history.is_empty() {
                reader.history.push(Event { at: now, deed: Deed::Restart, lost_at: i64::MAX });
            }
        }
        self.visits = open(&self.db, self.now).await;
        self.now += 1;
        for reader in 0..self.readers.len() {
            let lost = std::mem::take(&mut self.readers[reader].sockets).len();
            let comes_back = self.readers[reader].kind == Kind::NoCookies || self.readers[reader].jar.has_cookie(self.now);
            for _ in 0..if comes_back { lost } else { 0 } {
                self.open_socket(reader);
                self.now += 1;
            }
        }
        self.flushed_at = self.now;
    }

    async fn run(&mut self) {
        while let Some(Reverse((at, reader, step))) = self.steps.pop() {
            // Some samples between one burst and the next, some in the middle of one.
            while self.samples.len() < 1000 * BURSTS
                && let Some(sample) = self.next_sample(at)
            {
                self.sample(sample);
            }
            self.now = at.max(self.now + 1);
            if self.now / SECOND > self.flushed_at / SECOND && !self.unflushed.is_empty() {
                self.visits.flush(self.now).await.unwrap();
                self.flushes += 1;
                self.flushed_at = self.now;
                self.unflushed.clear();
            }
            match step {
                Step::Stop | Step::Kill => self.restart(step).await,
                _ => self.step(reader, step),
            }
        }
        self.visits.flush(self.now).await.unwrap();
        self.unflushed.clear();
    }

    /// Once in some hundred milliseconds of a burst; in a silence after 1, 14, 16, 299, 301 seconds and so on.
    fn next_sample(&mut self, at: i64) -> Option<i64> {
        let last = self.samples.last().map_or(self.bursts[0], |(at, ..)| *at).max(self.now);
        let gap = at - last;
        if gap > SECOND {
            let wait = [1, 14, 16, 30, 200, 299, 301][self.dice.below(7) as usize] * SECOND + self.dice.below(SECOND);
            return (wait < gap).then_some(last + wait);
        }
        (gap > 0 && at / (SECOND / 2) > last / (SECOND / 2)).then_some(last + (at - last) / 2).filter(|sample| *sample > last)
    }

    fn sample(&mut self, at: i64) {
        for site in 0..2 {
            self.samples.push((at, site, self.visits.figures(&self.sites[site], at)));
        }
    }
}

async fn replay(db: Db, seed: u64, views: i64) {
    let began = Instant::now();
    let mut dice = Dice(seed);
    let bursts = bursts(&mut dice);
    let sites = [site(&db, OPENING).await, site(&db, 0).await];
    let visits = open(&db, bursts[0]).await;
    let mut trace = Trace {
        db: db.clone(),
        dice,
        sites,
        visits,
        now: bursts[0],
        flushed_at: bursts[0],
        bursts,
        readers: Vec::new(),
        steps: BinaryHeap::new(),
        unflushed: Vec::new(),
        samples: Vec::new(),
        views: 0,
        flushes: 0,
        restarts: Vec::new(),
    };
    let mut planned = 0;
    while planned < views * 11 / 10 {
        let dice = &mut trace.dice;
        let kind = match dice.below(20) {
            0..13 => Kind::Scripts,
            13..16 => Kind::NoScripts,
            16..18 => Kind::NoCookies,
            _ => Kind::Robot,
        };
        let views_left = 1 + dice.below(12).min(dice.below(12)) + if dice.below(20) == 0 { 20 } else { 0 };
        planned += views_left;
        let burst = trace.bursts[dice.below(BURSTS as i64 * 9 / 10) as usize];
        let first = if kind == Kind::Scripts && dice.below(8) == 0 { Step::Tabs } else { Step::Arrive };
        let site = usize::from(dice.below(6) == 0);
        trace.steps.push(Reverse((burst + dice.below(BURST), trace.readers.len(), first)));
        trace.readers.push(Reader { kind, site, views_left, jar: Browser::default(), sockets: Vec::new(), history: Vec::new() });
    }
    for restart in 1..=8 {
        let at = trace.bursts[restart * BURSTS / 9] + 5 * SECOND + 700_000;
        trace.steps.push(Reverse((at, 0, if restart % 2 == 0 { Step::Stop } else { Step::Kill })));
    }
    trace.run().await;
    let replayed = began.elapsed();

    let mut counts = [(); 2].map(|()| Count { restarts: trace.restarts.clone(), ..Count::default() });
    for reader in &trace.readers {
        match reader.kind {
            Kind::NoCookies => count_stranger(&reader.history, &mut counts[reader.site]),
            _ => count_browser(&reader.history, &mut counts[reader.site]),
        }
    }
    compare(&trace, &counts);
    compare_ledger(&trace, &counts).await;
    println!(
        "visits oracle: seed {seed}, {} views by {} readers, {} visits, {} lost to kills, {} flushes, {} samples of four figures equal, replayed in {replayed:.1?}, counted in {:.1?} ({})",
        trace.views,
        trace.readers.len(),
        counts.iter().map(|count| count.visits.len()).sum::<usize>(),
        counts.iter().flat_map(|count| &count.visits).filter(|visit| visit.lost_at < i64::MAX).count(),
        trace.flushes,
        trace.samples.len(),
        began.elapsed() - replayed,
        match db {
            Db::Sqlite { .. } => "SQLite",
            Db::Postgres { .. } => "PostgreSQL",
        },
    );
    assert!(trace.views as i64 >= views, "{} views only", trace.views);
}

/// Every sample, all four figures.
fn compare(trace: &Trace, counts: &[Count; 2]) {
    for site in 0..2 {
        let samples: Vec<_> =
            trace.samples.iter().filter(|sample| sample.1 == site).map(|(at, _, figures)| (*at, *figures)).collect();
        assert!(samples.is_sorted_by_key(|sample| sample.0));
        let place = |at: i64| samples.partition_point(|sample| sample.0 < at);
        // Differences from sample to sample: online, today, month, all.
        let mut steps = vec![[0_i64; 4]; samples.len() + 1];
        let mut between = |figure: usize, from: usize, until: usize| {
            if from < until {
                steps[from][figure] += 1;
                steps[until][figure] -= 1;
            }
        };
        for (from, until) in &counts[site].stays {
            between(0, place(*from), place(*until));
        }
        for visit in &counts[site].visits {
            let (from, until) = (place(visit.known_from), place(visit.lost_at));
            let midnight = midnight_after(visit.begun);
            let month_end = if visit.begun < at(2026, 12, 1) { at(2026, 12, 1) } else { i64::MAX };
            between(1, from, until.min(place(midnight)));
            between(2, from, until.min(place(month_end)));
            between(3, from, until);
        }
        let (mut sums, mut most) = ([0, 0, 0, trace.sites[site].opening_visits], 0);
        for (index, (at, found)) in samples.iter().enumerate() {
            for (sum, step) in sums.iter_mut().zip(steps[index]) {
                *sum += step;
            }
            let [online, today, month, all] = sums;
            assert_eq!(*found, Figures { online, today, month, all }, "site {site}, sample {index}, {}", dates::rfc3339(*at));
            most = most.max(online);
        }
        println!("visits oracle: site {site}: {} samples, at most {most} online", samples.len());
    }
}

/// What is in the database afterwards, hour by hour.
async fn compare_ledger(trace: &Trace, counts: &[Count; 2]) {
    for (site, count) in trace.sites.iter().zip(counts) {
        let mut hours = std::collections::BTreeMap::<i64, i64>::new();
        for visit in count.visits.iter().filter(|visit| visit.lost_at == i64::MAX) {
            *hours.entry(visit.begun / (3600 * SECOND)).or_default() += 1;
        }
        let found = store::list_hours(&trace.db, site.id, 0, i64::MAX).await.unwrap();
        let found: std::collections::BTreeMap<_, _> =
            found.iter().filter(|hour| hour.visits > 0).map(|hour| (hour.hour, hour.visits)).collect();
        assert_eq!(found, hours);
    }
}

#[tokio::test]
async fn all_four_figures_equal_a_simple_count() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seed = number("CONGDAN_SEED").unwrap_or(20_261_123);
    let views =
        number("CONGDAN_ORACLE_VIEWS").unwrap_or(if std::env::var("CONGDAN_SOAK").is_ok() { 10_000_000 } else { 1_000_000 });
    on_both(|db| replay(db, seed, views as i64)).await;
}

/// Printed, not asserted: it depends on the machine.
#[tokio::test]
async fn what_a_counted_view_costs() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, MORNING);
        browser.handshake(&visits, &site, MORNING);
        let headers = browser.headers(MORNING);
        let number = 200_000;
        let began = Instant::now();
        for _ in 0..number {
            std::hint::black_box(visits.on_page(&site, &headers, &CLIENT, MORNING));
        }
        let whole = began.elapsed() / number;
        let key = crate::visits::token::CookieKey::new(&[7; 32]);
        let cookie = crate::visits::token::VisitCookie {
            token: Token(7),
            last_view: MORNING / SECOND,
            standing: crate::visits::token::Standing::Counted,
        };
        let presented = crate::visits::token::Presented { visit: Some(cookie), counted: None };
        let counter = crate::visits::counter::Counter::default();
        let began = Instant::now();
        for _ in 0..number {
            std::hint::black_box(counter.view(site.id, presented, MORNING));
        }
        let rule = began.elapsed() / number;
        let began = Instant::now();
        for _ in 0..number {
            std::hint::black_box(key.sign(site.id, &cookie));
        }
        println!("visits: a counted view costs {whole:?}, of it rule and count {rule:?}, signing {:?}", began.elapsed() / number);
    })
    .await;
}
