//! What is answered before the router, and how a connection goes on after it.

use std::io::Write;

use axum::http::{HeaderMap, StatusCode};

use super::*;
use crate::http::{Asked, AtHand, Ready, Takeover, head_of};

/// One page in memory.
pub struct OnePage;

impl AtHand for OnePage {
    fn page(&self, asked: &Asked<'_>) -> Option<Ready> {
        let body = bytes::Bytes::from(format!("at hand for {}", asked.site.host));
        (asked.request.uri.path() == "/co-san").then(|| Ready {
            status: StatusCode::OK,
            head: head_of(StatusCode::OK, &HeaderMap::new(), Some(body.len())),
            cookies: vec!["a=b".parse().unwrap()],
            body,
            route: "/co-san",
        })
    }

    /// The router knows.
    fn socket(&self, _: &Asked<'_>, _: &Takeover) -> Option<axum::response::Response> {
        None
    }
}

/// Says "mine" and what the other side has sent before, then hangs up.
pub async fn take_over(takeover: Option<Extension<Takeover>>) -> axum::response::Response {
    let Some(Extension(takeover)) = takeover else {
        return axum::response::IntoResponse::into_response(StatusCode::UPGRADE_REQUIRED);
    };
    takeover.greet("mine ".into());
    takeover.by(|mut raw| {
        let greeting = if raw.is_greeted { "" } else { "mine " };
        let said = format!("{greeting}{}", String::from_utf8_lossy(&raw.unread));
        match raw.tls {
            None => raw.tcp.write_all(said.as_bytes()).unwrap(),
            Some(mut tls) => {
                tls.writer().write_all(said.as_bytes()).unwrap();
                tls.send_close_notify();
                while tls.wants_write() {
                    tls.write_tls(&mut raw.tcp).unwrap();
                }
            }
        }
    });
    axum::response::IntoResponse::into_response((StatusCode::SWITCHING_PROTOCOLS, [("upgrade", "x"), ("connection", "upgrade")]))
}

const TAKE: &str =
    "GET /lay HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\nSec-Fetch-Site: same-origin\r\n\r\nhello";

async fn read_until(socket: &mut TcpStream, end: &str) -> String {
    let mut text = Vec::new();
    while !text.ends_with(end.as_bytes()) {
        let byte = timeout(PATIENCE, socket.read_u8()).await.expect("more").expect("more");
        text.push(byte);
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn a_page_at_hand_is_answered_however_its_requests_arrive() {
    let world = world(|_| {}).await;
    let mut socket = world.connect().await;
    let ask = "GET /co-san HTTP/1.1\r\nHost: TINH.localhost:80\r\nAccept: */*\r\n\r\n";
    // Two at once, then one in small pieces.
    socket.write_all(format!("{ask}{ask}").as_bytes()).await.unwrap();
    for _ in 0..2 {
        let text = read_until(&mut socket, "at hand for tinh.localhost").await;
        assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && text.contains("set-cookie: a=b\r\n"), "{text}");
        assert!(text.contains("\r\nx-request-id: ") && text.contains(" GMT\r\n"), "{text}");
    }
    for piece in ask.as_bytes().chunks(7) {
        socket.write_all(piece).await.unwrap();
        socket.flush().await.unwrap();
        tokio::task::yield_now().await;
    }
    read_until(&mut socket, "at hand for tinh.localhost").await;
}

#[tokio::test]
async fn everything_else_goes_on_to_the_router_with_its_connection() {
    let world = world(|_| {}).await;
    let mut socket = world.connect().await;
    let at_hand = "GET /co-san HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let post = "POST /tiep-can HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 5\r\n\r\n12345";
    socket.write_all(format!("{at_hand}{post}").as_bytes()).await.unwrap();
    read_until(&mut socket, "at hand for xa.localhost").await;
    assert!(read_until(&mut socket, "\r\n\r\n5").await.starts_with("HTTP/1.1 200"));
    socket.write_all(b"GET /bai-viet/mot HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    read_until(&mut socket, "\r\n\r\nmot").await;

    // What may not get in hears the same from both.
    for (line, status) in
        [("Host: la.example", 421), ("Host: localhost\r\nHost: b", 400), ("Host: localhost\r\nContent-Length: x", 400)]
    {
        let text = world
            .send(format!("GET /co-san HTTP/1.1\r\n{line}\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            .await;
        assert_eq!(text.status, status, "{line}: {}", text.head);
    }
    for strange in ["HEAD /co-san HTTP/1.1", "GET /co-san HTTP/1.0", "OPTIONS * HTTP/1.1", "GET http://localhost/co-san HTTP/1.1"] {
        let answer = world.send(format!("{strange}\r\nHost: localhost\r\nConnection: close\r\n\r\n")).await;
        assert_eq!(answer.status, 404, "{strange}: {}", answer.head);
    }
}

#[tokio::test]
async fn a_socket_is_taken_over_wherever_its_connection_has_been() {
    let world = world(|_| {}).await;
    for before in ["", "GET /co-san HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET /bai-viet/mot HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let mut socket = world.connect().await;
        socket.write_all(before.as_bytes()).await.unwrap();
        if !before.is_empty() {
            let end = if before.contains("co-san") { "at hand for xa.localhost" } else { "\r\n\r\nmot" };
            read_until(&mut socket, end).await;
        }
        socket.write_all(TAKE.as_bytes()).await.unwrap();
        let head = read_until(&mut socket, "\r\n\r\n").await;
        assert!(head.starts_with("HTTP/1.1 101 Switching Protocols\r\n"), "{before}: {head}");
        assert!(head.contains("upgrade: x") && !head.contains("content-length"), "{head}");
        assert_eq!(read_until(&mut socket, "mine hello").await, "mine hello", "{before}");
        assert!(is_closed(&mut socket).await);
    }
    let stranger = TAKE.replace("same-origin", "cross-site");
    let answer = world.send(&stranger).await;
    assert_eq!(answer.status, 403, "{}", answer.head);
    assert!(answer.body.contains("<html"), "{}", answer.body);
}
