//! A generated trace through the whole of counting, against a simple count made afterwards.
//!
//! `CONGDAN_SEED` repeats a run, `CONGDAN_SOAK=1` makes it ten times as long, `CONGDAN_ORACLE_VIEWS` sets the number of views.

use std::{cmp::Reverse, collections::BinaryHeap, time::Instant};

use super::{
    oracle_count::{Count, count_browser, count_stranger},
    oracle_trace::{BURST, BURSTS, Dice, Kind, Reader, Step, Trace, bursts, midnight_after},
    world::*,
};
use crate::{
    db::{Db, testing::on_both},
    text::dates,
    visits::{model::Figures, store, token::Token},
};

const OPENING: i64 = 79_921;

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
    for (site, count) in counts.iter().enumerate() {
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
        for (from, until) in &count.stays {
            between(0, place(*from), place(*until));
        }
        for visit in &count.visits {
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
            std::hint::black_box(visits.on_page(&site, &headers, &CLIENT, None, MORNING));
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
            std::hint::black_box(counter.view(site.id, presented, None, MORNING));
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
