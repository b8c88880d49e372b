//! What counting a view costs within the program: the count itself, and with the cookie read, checked, signed and written.
//!
//! `cargo bench --features ssr --bench counting -- DATA-FOLDER`: the folder of a demo. With `RATE SECONDS` behind it, it only counts so
//! many views a second for so long, beside what else runs on its core, and says how many it counted.

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::Context;
use axum::http::{HeaderMap, HeaderValue, header};
use congdan::{
    clock::now,
    db::{DatabaseUrl, Db},
    http::Client,
    site::{model::CurrentSite, store::list_sites},
    visits::{
        Caps, VisitsSettings, VisitsState,
        counter::Counter,
        token::{Presented, Standing, Token, VisitCookie},
    },
};
use uuid::Uuid;

const ROUNDS: usize = 5;
const READERS: usize = 100_000;
/// Of each reader and round.
const VIEWS: usize = 10;
const ARTICLE: Option<&str> = Some("le-khai-giang");
/// So many groups a second.
const GROUPS: u32 = 500;

fn main() -> anyhow::Result<()> {
    let mut words = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let Some(data) = words.next() else {
        println!("counting: names no data folder, nothing is measured");
        return Ok(());
    };
    let beside = words.next().zip(words.next());
    let run = async {
        let (visits, site) = open(Path::new(&data)).await?;
        match beside {
            Some((rate, seconds)) => count_beside(&visits, &site, rate.parse()?, Duration::from_secs(seconds.parse()?)),
            None => {
                measure_count(site.id);
                measure_whole(&visits, &site);
            }
        }
        anyhow::Ok(())
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run)
}

async fn open(data: &Path) -> anyhow::Result<(VisitsState, CurrentSite)> {
    let db = Db::open(&DatabaseUrl::Sqlite(data.join("congdan.sqlite"))).await?;
    let site = list_sites(&db).await?.into_iter().next().context("no site")?;
    let visits = VisitsState::open(&db, VisitsSettings::new(Caps { sockets: 1, sockets_per_address: 1 }), now()).await?;
    Ok((visits, site))
}

/// The thirty-minute rule and its sums alone.
fn measure_count(site: Uuid) {
    let seconds = now() / 1_000_000;
    let cookies: Vec<VisitCookie> =
        (0..READERS).map(|_| VisitCookie { token: Token::random(), last_view: seconds, standing: Standing::Counted }).collect();
    let counter = Counter::default();
    let times = rounds(|| {
        for cookie in &cookies {
            let presented = Presented { visit: Some(*cookie), counted: None };
            black_box(counter.view(site, black_box(presented), ARTICLE, now()));
        }
    });
    line("counting_view", times, "the thirty-minute rule and the sums, of one thread");
}

/// All that a counted view is more than a page: from the headers of its request to the cookie of its answer.
fn measure_whole(visits: &VisitsState, site: &CurrentSite) {
    let readers: Vec<HeaderMap> = (0..READERS).map(|_| reader(visits, site)).collect();
    let client = client();
    let times = rounds(|| {
        for headers in &readers {
            black_box(visits.on_view(site, black_box(headers), &client, ARTICLE, now()));
        }
    });
    line("counting_view_with_cookie", times, "the cookie read, checked, signed and written as well");
}

/// Nanoseconds a view, of each round.
fn rounds(run: impl Fn()) -> Vec<f64> {
    let round = || {
        let began = Instant::now();
        (0..VIEWS).for_each(|_| run());
        began.elapsed().as_nanos() as f64 / (READERS * VIEWS) as f64
    };
    (0..ROUNDS).map(|_| round()).collect()
}

fn line(name: &str, mut nanoseconds: Vec<f64>, detail: &str) {
    nanoseconds.sort_by(f64::total_cmp);
    let [least, median, most] = [0, ROUNDS / 2, ROUNDS - 1].map(|place| nanoseconds[place] / 1e3);
    println!(
        "bench {name} {median:.3} us lower {} {median:.3} ({least:.3}–{most:.3}) us a view, {READERS} readers in turn: {detail}",
        if name == "counting_view" { "1" } else { "-" }
    );
}

/// A browser that has been here before.
fn reader(visits: &VisitsState, site: &CurrentSite) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for _ in 0..2 {
        let (_, set) = visits.on_view(site, &headers, &client(), ARTICLE, now());
        let pairs: Vec<&str> = set.iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next()).collect();
        if let Ok(cookie) = HeaderValue::from_str(&pairs.join("; ")) {
            headers.insert(header::COOKIE, cookie);
        }
    }
    headers
}

fn client() -> Client {
    Client { address: std::net::Ipv4Addr::LOCALHOST.into(), secure: false }
}

/// In small groups, evenly over the time; what is late is made up for.
fn count_beside(visits: &VisitsState, site: &CurrentSite, rate: u64, time: Duration) {
    let readers: Vec<HeaderMap> = (0..READERS).map(|_| reader(visits, site)).collect();
    let client = client();
    let mut turn = readers.iter().cycle();
    println!("counting");
    let (began, mut counted) = (Instant::now(), 0_u64);
    while began.elapsed() < time {
        let due = (began.elapsed().as_secs_f64() * rate as f64) as u64;
        for headers in turn.by_ref().take((due - counted) as usize) {
            black_box(visits.on_view(site, headers, &client, ARTICLE, now()));
        }
        counted = counted.max(due);
        std::thread::sleep(Duration::from_secs(1) / GROUPS);
    }
    println!("counted {counted}");
}
