//! Requests: what is refused and how, and what every answer carries.

use axum::http::Method;

use super::*;
use crate::{
    http::{health, metrics},
    logging::{LogFormat, tests::Kept},
};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = world(|_| {}).await;
    for request in ["GET /bai-viet/a", "GET /khong-co", "GET /hong", "GET /healthz", "POST /tiep-can"] {
        let answer = world.ask(request, &[]).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{request} {name}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
        assert_eq!(answer.header("x-request-id").unwrap().len(), 16, "{request}");
        assert_eq!(answer.header("strict-transport-security"), None, "{request}");
    }
}

#[tokio::test]
async fn readers_behind_tls_are_told_to_stay_there() {
    let world = world(|settings| settings.trusted = "127.0.0.1".parse().unwrap()).await;
    let answer = world.ask("GET /ai", &["X-Forwarded-Proto: https", "X-Forwarded-Host: xa.localhost"]).await;
    assert_eq!(answer.header("strict-transport-security"), None, "never on this machine");
    let answer = world.ask("GET /khong-co", &["X-Forwarded-Proto: https", "X-Forwarded-Host: cong.example.vn"]).await;
    assert_eq!(answer.status, 421);
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"));
}

#[tokio::test]
async fn handlers_know_who_asks_and_for_which_site() {
    let world = world(|_| {}).await;
    let answer = world
        .send(request_text(
            "GET /ai",
            &["Host: Tinh.localhost:3000", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Host: xa.localhost"],
        ))
        .await;
    assert_eq!(answer.body, "127.0.0.1 http tinh.localhost:3000 tinh.localhost");
    assert_eq!(world.ask("GET /ai", &[]).await.body, "127.0.0.1 http localhost xa.localhost");
}

#[tokio::test]
async fn a_trusted_proxy_is_believed() {
    let world = world(|settings| settings.trusted = "127.0.0.0/8".parse().unwrap()).await;
    let lines = [
        "X-Forwarded-For: 198.51.100.1, 203.0.113.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: tinh.localhost",
        "X-Request-Id: tu-proxy_1",
    ];
    let answer = world.ask("GET /ai", &lines).await;
    assert_eq!(answer.body, "203.0.113.7 https tinh.localhost tinh.localhost");
    assert_eq!(answer.header("x-request-id"), Some("tu-proxy_1"));
    let answer = world.ask("GET /ai", &["X-Request-Id: a b<c>"]).await;
    assert_eq!(answer.header("x-request-id").unwrap().len(), 16, "an odd id is replaced");
}

#[tokio::test]
async fn an_unknown_host_gets_a_plain_page() {
    let world = world(|_| {}).await;
    for host in ["example.vn", "huyen.localhost", "xa.localhost.example.vn"] {
        let answer = world.send(request_text("GET /bai-viet/a", &[&format!("Host: {host}")])).await;
        assert_eq!(answer.status, 421, "{host}");
        assert!(
            answer.body.starts_with("<!doctype html><html lang=\"vi\">") && answer.body.contains("Không có cổng thông tin"),
            "{}",
            answer.body
        );
        assert!(!answer.body.contains("<a "), "there is no home to go to");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test]
async fn a_missing_double_or_odd_host_is_refused() {
    let world = world(|_| {}).await;
    for lines in [
        &[][..],
        &["Host: localhost", "Host: localhost"],
        &["Host: "],
        &["Host: a b"],
        &["Host: xa.localhost@evil"],
        &["Host: localhost:http"],
        &["Host: [::1"],
    ] {
        assert_eq!(world.send(request_text("GET /bai-viet/a", lines)).await.status, 400, "{lines:?}");
    }
    let answer = world.send(request_text("GET http://tinh.localhost/bai-viet/a", &["Host: xa.localhost"])).await;
    assert_eq!(answer.status, 400, "two different hosts");
    for host in ["localhost:3000", "127.0.0.1", "[::1]:3000", "XA.localhost."] {
        assert_eq!(world.send(request_text("GET /bai-viet/a", &[&format!("Host: {host}")])).await.status, 200, "{host}");
    }
}

#[tokio::test]
async fn odd_addresses_are_refused() {
    let world = world(|_| {}).await;
    for path in [
        "/bai-viet/a%2Fb",
        "/bai-viet/a%2fb",
        "/bai-viet/%5c",
        "/%00",
        "/bai-viet/a%0d%0ab",
        "/bai-viet/%C2%85",
        "/%ff%fe",
        "/%zz",
        "/%2",
        "/tim-kiem?q=%00",
    ] {
        let answer = world.ask(&format!("GET {path}"), &[]).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(answer.body.contains("Máy chủ không hiểu yêu cầu này"), "{path}");
    }
    let answer = world.ask("GET /bai-viet/%C4%91%E1%BB%8B%61", &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "địa"));
    assert_eq!(world.ask(&format!("GET /{}", "a".repeat(5_000)), &[]).await.status, 414);
    assert_eq!(world.ask(&format!("GET /khong-co?q={}", "a".repeat(5_000)), &[]).await.status, 414);
    assert_eq!(world.ask(&format!("GET /{}", "a".repeat(4_000)), &[]).await.status, 404);
}

#[tokio::test]
async fn huge_headers_are_refused() {
    let world = world(|_| {}).await;
    assert_eq!(world.ask("GET /bai-viet/a", &[&format!("X-Large: {}", "a".repeat(64 * 1024))]).await.status, 431);
    let many = vec!["X-Many: a"; 1_000];
    let answer = world.ask("GET /bai-viet/a", &many).await;
    assert_eq!(answer.status, 431);
    assert!(answer.body.starts_with("<!doctype html><html lang=\"vi\">") && answer.body.ends_with("</html>"), "{}", answer.body);
}

#[tokio::test]
async fn what_is_no_request_is_told_so_in_words() {
    let kept = Kept::default();
    let _on = kept.start(LogFormat::Text);
    let world = world(|_| {}).await;
    for garbage in [
        "HELLO\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        "GET /\u{1} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}",
    ] {
        let answer = world.send(garbage).await;
        assert_eq!(answer.status, 400, "{garbage:?}");
        assert!(
            answer.body.contains("Máy chủ không hiểu yêu cầu này") && answer.body.ends_with("</html>"),
            "{garbage:?}: {}",
            answer.body
        );
        for (name, value) in [
            ("connection", "close"),
            ("content-type", "text/html; charset=utf-8"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{garbage:?} {name}");
        }
        assert_eq!(answer.header("content-length"), Some(answer.body.len().to_string().as_str()));
    }
    assert_eq!(world.send(format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(70_000))).await.status, 431);
    let text = kept.text();
    assert!(
        text.lines().any(|line| line.contains("WARN") && line.contains("not a request") && line.contains("127.0.0.1")),
        "{text}"
    );
}

#[tokio::test]
async fn huge_bodies_are_refused() {
    let world = world(|settings| settings.body_bytes = 64 * 1024).await;
    let ours = ["Sec-Fetch-Site: same-origin", "Content-Type: text/plain"];
    let announced = world.ask("POST /tiep-can", &[&ours[..], &["Content-Length: 65537"]].concat()).await;
    assert_eq!(announced.status, 413);
    assert!(announced.body.contains("Nội dung gửi lên quá lớn"), "{}", announced.body);

    // Browsers go on sending after the answer. A reset meanwhile would show them a broken connection instead of it.
    let head = request_text("POST /tiep-can", &[&["Host: localhost", "Content-Length: 4000000"], &ours[..]].concat());
    let mut socket = world.connect().await;
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut text = String::new();
    timeout(PATIENCE, socket.read_to_string(&mut text)).await.unwrap().unwrap();
    assert!(text.starts_with("HTTP/1.1 413"), "{text}");
    timeout(PATIENCE, socket.write_all(&[b'a'; 4_000_000])).await.unwrap().expect("the rest is read off");

    let head = request_text("POST /tiep-can", &[&["Host: localhost", "Transfer-Encoding: chunked"], &ours[..]].concat());
    let chunk = format!("1000\r\n{}\r\n", "a".repeat(4096));
    assert_eq!(world.send(format!("{head}{}0\r\n\r\n", chunk.repeat(17))).await.status, 413, "unannounced");
    let answer = world.send(format!("{head}{}0\r\n\r\n", chunk.repeat(16))).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "65536"));
}

#[tokio::test]
async fn wrong_methods_are_told_the_right_ones() {
    let world = world(|_| {}).await;
    let answer = world.ask("POST /bai-viet/a", &["Sec-Fetch-Site: same-origin"]).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("GET,HEAD")));
    assert!(answer.body.contains("Cách gửi không được hỗ trợ"), "{}", answer.body);
    let answer = world.ask("GET /tiep-can", &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
    for method in ["TRACE", "BREW"] {
        let answer = world.ask(&format!("{method} /bai-viet/a"), &["Sec-Fetch-Site: same-origin"]).await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD, POST")), "{method}");
    }
}

#[tokio::test]
async fn other_sites_cannot_send_forms_or_open_sockets() {
    let world = world(|_| {}).await;
    let form = ["Content-Type: text/plain", "Content-Length: 0"];
    let post = async |line| world.ask("POST /tiep-can", &[&form[..], line].concat()).await.status;
    assert_eq!(post(&["Sec-Fetch-Site: same-origin"]).await, 200);
    assert_eq!(post(&["Sec-Fetch-Site: cross-site", "Origin: http://localhost"]).await, 403);
    assert_eq!(post(&["Origin: http://localhost"]).await, 200);
    assert_eq!(post(&["Origin: http://evil.example"]).await, 403);
    let json = world.ask("POST /tiep-can", &["Accept: application/json", "Content-Length: 0"]).await;
    assert_eq!((json.status, json.header("content-type")), (403, Some("application/json")));
    assert!(serde_json::from_str::<serde_json::Value>(&json.body).unwrap()["error"].as_str().unwrap().contains("bị từ chối"));
    let upgrade = [
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Origin: http://evil.example",
    ];
    assert_eq!(world.ask("GET /ws", &upgrade).await.status, 403);
}

#[tokio::test]
async fn a_panic_ends_one_request_and_tells_nothing() {
    let world = world(|_| {}).await;
    let answer = world.ask("GET /hong", &[]).await;
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains("Có lỗi ở máy chủ") && !answer.body.contains("secret"), "{}", answer.body);
    assert_eq!(world.ask("GET /bai-viet/a", &[]).await.status, 200);
}

#[tokio::test]
async fn errors_without_words_get_ours() {
    let world = world(|_| {}).await;
    let answer = world.ask("GET /khong-co", &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(answer.body.contains("Không tìm thấy trang") && answer.body.contains("<a href=\"/\">"), "{}", answer.body);
    let answer = world
        .ask(
            "POST /tiep-can",
            &["Sec-Fetch-Site: same-origin", "Content-Type: text/plain; charset=x", "Content-Length: 1", "", "\u{7f}"],
        )
        .await;
    assert_eq!(answer.status, 200);
    let bytes = [
        request_text("POST /tiep-can", &["Host: localhost", "Sec-Fetch-Site: same-origin", "Content-Length: 1"]).as_bytes(),
        &[0xff],
    ]
    .concat();
    let answer = world.send(bytes).await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("lang=\"vi\""), "a library's English stays inside: {}", answer.body);
    let json = world.ask("GET /khong-co", &["Accept: application/json"]).await;
    assert_eq!(json.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn health_is_told_under_any_host_name() {
    let world = world(|_| {}).await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(world.send(request_text(&format!("GET {path}"), &["Host: 10.9.8.7.example"])).await.status, 200, "{path}");
    }
    let answered = async |stop: &CancellationToken| {
        let answer = health::answer(&Method::GET, "/readyz", &world.db, None, stop).await;
        answer.unwrap().status().as_u16()
    };
    let stopping = CancellationToken::new();
    stopping.cancel();
    assert_eq!(answered(&stopping).await, 503);
    world.db.close().await;
    assert_eq!(answered(&world.stop).await, 503);
    assert_eq!(world.ask("GET /healthz", &[]).await.status, 200);
}

#[tokio::test]
async fn a_request_is_one_line_without_address_and_query() {
    let kept = Kept::default();
    let _on = kept.start(LogFormat::Text);
    let world = world(|settings| settings.trusted = "127.0.0.1".parse().unwrap()).await;
    let id =
        world.ask("GET /bai-viet/a?q=bi-mat", &["X-Forwarded-For: 203.0.113.7"]).await.header("x-request-id").unwrap().to_owned();
    let text = kept.text();
    let lines: Vec<_> = text.lines().filter(|line| line.contains(&id)).collect();
    assert_eq!(lines.len(), 1, "{text}");
    for part in ["INFO", "method=GET", "path=\"/bai-viet/a\"", "status=200", "bytes=1", "site=\"xa.localhost\""] {
        assert!(lines[0].contains(part), "{part}: {}", lines[0]);
    }
    assert!(!text.contains("203.0.113.7") && !text.contains("bi-mat"), "{text}");
    world.ask("POST /tiep-can", &["X-Forwarded-For: 203.0.113.7"]).await;
    let refused = kept.text();
    assert!(
        refused.lines().any(|line| line.contains("WARN") && line.contains("203.0.113.7") && line.contains("status=403")),
        "{refused}"
    );
}

#[tokio::test]
async fn figures_name_route_templates_only() {
    let handle = metrics::start().unwrap();
    let world = world(|_| {}).await;
    world.ask("GET /bai-viet/le-khai-giang", &[]).await;
    world.ask("GET /duong-la/1", &[]).await;
    let socket = metrics::OpenSocket::count();
    let listener = bind("127.0.0.1:0".parse().unwrap(), "CONGDAN_LISTEN").unwrap();
    let address = listener.local_addr().unwrap();
    let asked = metrics::Asked { db: world.db.clone(), writes: health::Writes::default(), stop: world.stop.clone() };
    let served = tokio::spawn(metrics::serve(listener, handle, asked));
    let mut asked = TcpStream::connect(address).await.unwrap();
    asked.write_all(request_text("GET /metrics", &["Host: localhost"]).as_bytes()).await.unwrap();
    let text = read_answer(&mut asked).await.body;
    for figure in [
        "congdan_requests_total{route=\"/bai-viet/{slug}\",status=\"2xx\"}",
        "congdan_requests_total{route=\"none\",status=\"4xx\"}",
        "congdan_request_seconds_bucket{route=\"/bai-viet/{slug}\",le=\"0.001\"}",
        "congdan_database_up 1",
        "congdan_ready 1",
        "congdan_sockets ",
        "congdan_resident_bytes ",
        "congdan_connections ",
    ] {
        assert!(text.contains(figure), "{figure}\n{text}");
    }
    assert!(!text.contains("le-khai-giang") && !text.contains("duong-la"), "{text}");
    drop((socket, asked));
    world.stop.cancel();
    timeout(PATIENCE, served).await.unwrap().unwrap().unwrap();
}
