//! Real sockets over TCP, against the real routes.

use std::{net::SocketAddr, time::Duration};

use axum::Extension;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{line::*, world::*};
use crate::{
    clock::now,
    db::{Db, testing::on_both},
    http,
    site::model::CurrentSite,
    visits::{
        hub::{Caps, Pace},
        model::Corrected,
        routes,
        state::{VisitsSettings, VisitsState},
    },
};

const FAST: Pace = Pace { between_frames: Duration::from_millis(1), ..SETTINGS.pace };

struct Served {
    visits: VisitsState,
    site: CurrentSite,
    address: SocketAddr,
}

async fn serve(db: &Db, pace: Pace, caps: Caps) -> Served {
    serve_with(db, pace, caps, None).await
}

async fn serve_with(db: &Db, pace: Pace, caps: Caps, tls: Option<http::TlsFiles>) -> Served {
    let site = site(db, 100).await;
    let visits = VisitsState::open(db, VisitsSettings { pace, caps, ..SETTINGS }, now()).await.unwrap();
    let router = routes::router(visits.clone()).layer(Extension(site.clone())).layer(Extension(CLIENT));
    let listener = http::bind("127.0.0.1:0".parse().unwrap(), "CONGDAN_LISTEN").unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(http::serve(listener, tls, router, http::Settings::default(), CancellationToken::new()));
    Served { visits, site, address }
}

fn cookie_of(head: &str) -> Vec<&str> {
    head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).collect()
}

#[tokio::test]
async fn a_socket_gets_the_figures_at_once_and_confirms_the_visit() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut browser = Browser::default();
        browser.page(&served.visits, &served.site, now());
        let cookie = format!("Cookie: luot={}\r\n", browser.cookie().unwrap());
        let mut line = Line::open(served.address, &cookie).await;
        assert!(line.head.starts_with("HTTP/1.1 101 "), "{}", line.head);
        let head = line.head.clone();
        let cookies = cookie_of(&head);
        assert!(cookies.len() == 2 && cookies[0].starts_with("luot=v1.") && cookies[1].starts_with("luot_dem=v1."), "{cookies:?}");
        assert_eq!(line.text().await, r#"{"online":1,"today":1,"month":1,"all":101}"#);

        // A second tab with the new cookie is the same browser; nothing is counted or set.
        let mut tab = Line::open(served.address, &format!("Cookie: {}\r\n", cookies[0])).await;
        assert_eq!(cookie_of(&tab.head), Vec::<&str>::new());
        assert_eq!(tab.text().await, r#"{"online":1,"today":1,"month":1,"all":101}"#);
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_told_to_the_sockets_of_its_site_beside_the_figures() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut line = Line::open(served.address, "").await;
        assert_eq!(line.text().await, r#"{"online":1,"today":0,"month":0,"all":100}"#);
        let corrected = |slug: &str| Corrected { slug: slug.into(), at: 5 };
        served.visits.tell_correction(uuid::Uuid::now_v7(), &corrected("cua-cong-khac"));
        for slug in ["mot", "hai"] {
            served.visits.tell_correction(served.site.id, &corrected(slug));
        }
        assert_eq!(line.text().await, r#"{"corrected":"mot","at":5}"#);
        assert_eq!(line.text().await, r#"{"corrected":"hai","at":5}"#);
        let _two = Line::open(served.address, "").await;
        served.visits.publish(now());
        assert_eq!(line.text().await, r#"{"online":2,"today":0,"month":0,"all":100}"#);
    })
    .await;
}

#[tokio::test]
async fn others_are_told_with_the_next_second_and_only_what_is_new() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut one = Line::open(served.address, "").await;
        assert_eq!(one.text().await, r#"{"online":1,"today":0,"month":0,"all":100}"#);
        served.visits.publish(now());
        let mut two = Line::open(served.address, "").await;
        assert_eq!(two.text().await, r#"{"online":2,"today":0,"month":0,"all":100}"#);
        served.visits.publish(now());
        assert_eq!(one.text().await, r#"{"online":2,"today":0,"month":0,"all":100}"#);
        served.visits.publish(now());
        // Who is not counted may look on.
        let mut onlooker = Line::open(served.address, "Sec-Purpose: prefetch\r\n").await;
        assert_eq!(onlooker.text().await, r#"{"online":2,"today":0,"month":0,"all":100}"#);
        drop(two);
        // Fifteen seconds from now the other has left. Had anything been sent in between, it would be read first.
        while served.visits.figures(&served.site, now() + 20 * SECOND).online > 1 {
            tokio::task::yield_now().await;
        }
        served.visits.publish(now() + 20 * SECOND);
        assert_eq!(one.text().await, r#"{"online":1,"today":0,"month":0,"all":100}"#);
        assert_eq!(onlooker.text().await, r#"{"online":1,"today":0,"month":0,"all":100}"#);
    })
    .await;
}

#[tokio::test]
async fn no_socket_gets_two_frames_within_a_second() {
    on_both(|db| async move {
        let served = serve(&db, Pace { between_frames: Duration::from_millis(400), ..FAST }, SETTINGS.caps).await;
        let mut line = Line::open(served.address, "").await;
        line.text().await;
        let began = std::time::Instant::now();
        for number in 1..=5 {
            let mut browser = Browser::default();
            browser.page(&served.visits, &served.site, now());
            browser.handshake(&served.visits, &served.site, now());
            served.visits.publish(now());
            assert_eq!(counted(&served.visits, &served.site, now()).0, number);
        }
        // One frame, late enough, and it is the latest.
        assert_eq!(line.text().await, r#"{"online":1,"today":5,"month":5,"all":105}"#);
        assert!(began.elapsed() >= Duration::from_millis(350), "{:?}", began.elapsed());
    })
    .await;
}

#[tokio::test]
async fn over_tls_it_is_the_same() {
    use crate::http::tests::tls::{certificate, connector, make_certificate};
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let files = make_certificate(folder.path());
        let served = serve_with(&db, FAST, SETTINGS.caps, Some(files.clone())).await;
        let tcp = TcpStream::connect(served.address).await.unwrap();
        let mut socket = connector(&certificate(&files)).connect("localhost".try_into().unwrap(), tcp).await.unwrap();
        // The first message comes with the handshake.
        let mut ask = handshake("").into_bytes();
        ask.extend([0x89, 0x82, 0, 0, 0, 0, b'h', b'i']);
        socket.write_all(&ask).await.unwrap();
        let mut read = Vec::new();
        let frame = br#"{"online":1,"today":0,"month":0,"all":100}"#;
        while !read.ends_with(&[0x8a, 2, b'h', b'i']) {
            read.push(timeout(Duration::from_secs(10), socket.read_u8()).await.expect("more").unwrap());
        }
        assert!(read.windows(frame.len()).any(|window| window == frame), "{}", String::from_utf8_lossy(&read));
        served.visits.stop(now()).await.unwrap();
        read.clear();
        let _ = timeout(Duration::from_secs(10), socket.read_to_end(&mut read)).await.expect("the end");
        assert_eq!(read[..1], [0x88]);
        assert_eq!(u16::from_be_bytes([read[2], read[3]]), 1001);
    })
    .await;
}

#[tokio::test]
async fn who_takes_nothing_delays_nobody_and_gets_the_latest() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut stalled = Line::open(served.address, "").await;
        let mut other = Line::open(served.address, "").await;
        stalled.text().await;
        other.text().await;
        // Corrections, as many as fill the way to one who does not read, and more.
        let corrected = Corrected { slug: "x".repeat(1000), at: 5 };
        for _ in 0..1_200 {
            for _ in 0..10 {
                served.visits.tell_correction(served.site.id, &corrected);
            }
            for _ in 0..10 {
                assert!(timeout(Duration::from_secs(10), other.long()).await.expect("no delay").contains("corrected"));
            }
        }
        let mut browser = Browser::default();
        browser.page(&served.visits, &served.site, now());
        browser.handshake(&served.visits, &served.site, now());
        served.visits.publish(now());
        let latest = r#"{"online":2,"today":1,"month":1,"all":101}"#;
        for line in [&mut other, &mut stalled] {
            while timeout(Duration::from_secs(10), line.long()).await.expect("the figures") != latest {}
        }
    })
    .await;
}

#[tokio::test]
async fn who_talks_too_much_is_sent_away_with_a_code() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut big = Line::open(served.address, "").await;
        big.text().await;
        big.send(1, &[b'x'; 1025]).await;
        assert_eq!(big.next().await, Frame::Close(1009));

        let mut fragments = Line::open(served.address, "").await;
        fragments.text().await;
        fragments.stream.write_all(&[0x02, 0x80 | 126, 0x03, 0xe8, 0, 0, 0, 0]).await.unwrap();
        fragments.stream.write_all(&[7; 1000]).await.unwrap();
        fragments.send(0, &[7; 100]).await;
        assert_eq!(fragments.next().await, Frame::Close(1009));

        for opcode in [1, 2] {
            let mut flood = Line::open(served.address, "").await;
            flood.text().await;
            for _ in 0..11 {
                flood.send(opcode, b"xin chao").await;
            }
            assert_eq!(flood.next().await, Frame::Close(1008));
        }

        let mut garbage = Line::open(served.address, "").await;
        garbage.text().await;
        garbage.stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        assert_eq!(garbage.next().await, Frame::Close(1002));

        let mut few = Line::open(served.address, "").await;
        few.text().await;
        for _ in 0..10 {
            few.send(1, b"").await;
        }
        few.send(8, &1000_u16.to_be_bytes()).await;
        assert_eq!(few.next().await, Frame::Close(1000));
        assert_eq!(few.next().await, Frame::End);
        while served.visits.sockets() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn caps_are_told_by_a_code_and_give_way_again() {
    on_both(|db| async move {
        let served = serve(&db, FAST, Caps { sockets: 3, sockets_per_address: 2 }).await;
        let mut one = Line::open(served.address, "").await;
        let mut two = Line::open(served.address, "").await;
        one.text().await;
        two.text().await;
        let mut three = Line::open(served.address, "").await;
        assert!(three.head.starts_with("HTTP/1.1 101 "));
        assert_eq!(three.next().await, Frame::Close(1013));
        drop(one);
        while served.visits.sockets() > 1 {
            tokio::task::yield_now().await;
        }
        assert!(Line::open(served.address, "").await.text().await.starts_with("{"));
    })
    .await;
}

#[tokio::test]
async fn a_stop_says_going_away_to_all() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut lines = Vec::new();
        for _ in 0..20 {
            let mut line = Line::open(served.address, "").await;
            line.text().await;
            lines.push(line);
        }
        let stopping = served.visits.clone();
        let stopped = tokio::spawn(async move { stopping.stop(now()).await });
        for line in &mut lines {
            while let frame = line.next().await
                && frame != Frame::Close(1001)
            {
                assert!(matches!(frame, Frame::Text(_)), "{frame:?}");
            }
        }
        drop(lines);
        stopped.await.unwrap().unwrap();
        assert_eq!(Line::open(served.address, "").await.next().await, Frame::Close(1001));
    })
    .await;
}

#[tokio::test]
async fn the_silent_are_asked_and_then_dropped() {
    on_both(|db| async move {
        let pace = Pace { ping: Duration::from_millis(200), silence: Duration::from_millis(700), ..FAST };
        let served = serve(&db, pace, SETTINGS.caps).await;
        let mut line = Line::open(served.address, "").await;
        line.text().await;
        let began = std::time::Instant::now();
        for _ in 0..5 {
            assert_eq!(line.next().await, Frame::Ping);
            line.send(10, b"").await;
        }
        assert!(began.elapsed() > pace.silence, "answering keeps it open");
        let mut pings = 0;
        while pings < 10 && line.next().await == Frame::Ping {
            pings += 1;
        }
        assert!((1..=4).contains(&pings), "{pings}");
    })
    .await;
}

#[tokio::test]
async fn a_plain_request_is_told_what_the_address_is_for() {
    on_both(|db| async move {
        let served = serve(&db, FAST, SETTINGS.caps).await;
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream.write_all(b"GET /ws/truy-cap HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        assert!(read_head(&mut stream).await.starts_with("HTTP/1.1 426 "));

        for (ask, status) in [("POST /api/visits/view", "204"), ("POST /api/visits/renew", "204"), ("GET /api/visits/view", "405")] {
            let mut stream = TcpStream::connect(served.address).await.unwrap();
            let ask = format!("{ask} HTTP/1.1\r\nHost: x\r\nUser-Agent: {FIREFOX}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.write_all(ask.as_bytes()).await.unwrap();
            assert!(read_head(&mut stream).await.starts_with(&format!("HTTP/1.1 {status} ")), "{ask}");
        }

        let mut browser = Browser::default();
        browser.page(&served.visits, &served.site, now());
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        let cookie = browser.cookie().unwrap();
        let ask = format!("GET /api/visits/pixel.gif HTTP/1.1\r\nHost: x\r\nUser-Agent: {FIREFOX}\r\nCookie: luot={cookie}\r\nConnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).await.unwrap();
        let head = read_head(&mut stream).await;
        assert!(head.contains("content-type: image/gif") && head.contains("cache-control: no-store"), "{head}");
        assert_eq!(cookie_of(&head).len(), 2);
        let mut body = Vec::new();
        stream.read_to_end(&mut body).await.unwrap();
        assert!(body.starts_with(b"GIF89a") && body.ends_with(b";"));
        assert_eq!(counted(&served.visits, &served.site, now()).2, 101);
    })
    .await;
}

#[test]
fn a_socket_is_small() {
    let bytes = size_of::<crate::visits::line::Line>();
    println!("visits: a socket takes {bytes} bytes beside its buffers");
    assert!(bytes < 640, "{bytes}");
}

/// Alone and with `CONGDAN_SOAK=1` it says something: what an idle socket costs this process, its own client's end included.
#[tokio::test]
async fn idle_sockets_are_measured() {
    if std::env::var("CONGDAN_SOAK").is_err() {
        return;
    }
    on_both(|db| async move {
        let number = 3_000;
        let served = serve(&db, FAST, Caps { sockets: 50_000, sockets_per_address: 50_000 }).await;
        let mut lines = Vec::new();
        let mut measured = Vec::new();
        for _ in 0..2 {
            for _ in 0..number {
                let mut line = Line::open(served.address, "").await;
                line.text().await;
                line.head = String::new();
                lines.push(line);
            }
            measured.push(resident());
        }
        println!("visits: {number} more idle sockets take {} bytes each, both ends", (measured[1] - measured[0]) / number);
    })
    .await;
}

fn resident() -> i64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<i64>().unwrap() * 4096
}
