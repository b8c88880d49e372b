//! Connections: time-outs, caps, the end.

use super::*;
use crate::http::{TrustedProxies, caps::Caps};

#[tokio::test]
async fn slow_headers_are_cut_off() {
    let world = world(|settings| settings.header_time = SOON).await;
    let mut socket = world.connect().await;
    socket.write_all(b"GET / HTTP/1.1\r\nHost: local").await.unwrap();
    assert!(is_closed(&mut socket).await);
    let mut silent = world.connect().await;
    assert!(is_closed(&mut silent).await);
    let mut idle = world.connect().await;
    idle.write_all(b"GET /bai-viet/a HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert!(read_answer(&mut idle).await.head.starts_with("HTTP/1.1 200"), "answered, kept, and closed when nothing follows");
}

#[tokio::test]
async fn a_slow_body_gets_an_answer_in_time() {
    let world = world(|settings| settings.request_time = SOON).await;
    let answer =
        world.ask("POST /tiep-can", &["Sec-Fetch-Site: same-origin", "Content-Type: text/plain", "Content-Length: 9"]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.body.contains("Hệ thống đang bận"), "{}", answer.body);
    assert_eq!(answer.header("retry-after"), Some("5"));
}

#[tokio::test]
async fn a_reader_that_takes_nothing_is_cut_off() {
    let mut world = world(|settings| settings.stall_time = SOON).await;
    let mut socket = world.connect().await;
    socket.write_all(request_text("GET /vo-tan", &["Host: localhost"]).as_bytes()).await.unwrap();
    assert_eq!(world.event().await, "dropped");
}

#[tokio::test]
async fn connections_over_the_cap_of_an_address_are_closed_at_once() {
    let world = world(|settings| settings.connections_per_address = 2).await;
    let first = world.connect().await;
    let _second = world.connect().await;
    let mut third = world.connect().await;
    assert!(is_closed(&mut third).await);
    drop(first);
    timeout(PATIENCE, async { while world.ask("GET /bai-viet/a", &[]).await.status != 200 {} })
        .await
        .expect("the place is given back");
}

#[tokio::test]
async fn caps_count_addresses_networks_and_all() {
    let caps = Arc::new(Caps::new(4, 1, "10.0.0.1".parse::<TrustedProxies>().unwrap()));
    let take = |address: &str| caps.take(address.parse().unwrap());
    let one = take("203.0.113.7");
    assert!(one.is_some() && take("203.0.113.7").is_none() && take("::ffff:203.0.113.7").is_none());
    let six = take("2001:db8::1");
    assert!(six.is_some() && take("2001:db8::2").is_none());
    let (first_by_proxy, second_by_proxy) = (take("10.0.0.1"), take("10.0.0.1"));
    assert!(first_by_proxy.is_some() && second_by_proxy.is_some());
    assert!(take("203.0.113.8").is_none(), "four are open in all");
    drop(one);
    assert!(take("203.0.113.7").is_some());
}

#[tokio::test]
async fn stopping_finishes_running_requests_and_takes_no_new_ones() {
    let mut world = world(|_| {}).await;
    let mut idle = world.connect().await;
    let mut socket = world.connect().await;
    socket.write_all(b"GET /cham HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(world.event().await, "begun");
    world.stop.cancel();
    assert!(is_closed(&mut idle).await);
    timeout(PATIENCE, async { while TcpStream::connect(world.address).await.is_ok() {} })
        .await
        .expect("new connections are refused");
    assert!(!world.served.is_finished());
    world.release.notify_one();
    let answer = read_answer(&mut socket).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "done"));
    drop((idle, socket));
    world.end().await.unwrap();
}

#[tokio::test]
async fn who_waits_to_be_taken_when_the_program_stops_is_answered() {
    let world = world(|_| {}).await;
    // On the only thread: nothing has been taken yet.
    let waiting: Vec<_> = std::iter::repeat_with(|| {
        let mut socket = std::net::TcpStream::connect(world.address).unwrap();
        std::io::Write::write_all(&mut socket, request_text("GET /bai-viet/mot", &["Host: localhost"]).as_bytes()).unwrap();
        socket.set_nonblocking(true).unwrap();
        TcpStream::from_std(socket).unwrap()
    })
    .take(20)
    .collect();
    world.stop.cancel();
    for mut socket in waiting {
        assert_eq!(read_answer(&mut socket).await.body, "mot");
    }
    world.end().await.unwrap();
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let mut world = world(|settings| settings.stop_time = SOON).await;
    let mut socket = world.connect().await;
    socket.write_all(b"GET /cham HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert_eq!(world.event().await, "begun");
    world.stop.cancel();
    assert!(is_closed(&mut socket).await);
    world.end().await.unwrap();
}

#[tokio::test]
async fn a_websocket_holds_its_place_and_is_closed_as_going_away() {
    let world = world(|settings| settings.connections_per_address = 1).await;
    let mut socket = world.connect().await;
    let lines = [
        "Host: localhost",
        "Origin: http://localhost",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ];
    let request = request_text("GET /ws", &lines).replace("Connection: close", "Connection: Upgrade");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(timeout(PATIENCE, socket.read_u8()).await.unwrap().unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    let mut other = world.connect().await;
    assert!(is_closed(&mut other).await, "an open websocket still counts");
    world.stop.cancel();
    let mut frame = [0; 4];
    timeout(PATIENCE, socket.read_exact(&mut frame)).await.unwrap().unwrap();
    assert_eq!(frame, [0x88, 2, 0x03, 0xe9], "a close frame with 1001");
    drop(socket);
    world.end().await.unwrap();
}

#[tokio::test]
async fn a_taken_port_is_told() {
    let taken = bind("127.0.0.1:0".parse().unwrap(), "CONGDAN_LISTEN").unwrap();
    let message = bind(taken.local_addr().unwrap(), "CONGDAN_LISTEN").unwrap_err().to_string();
    assert!(message.contains("đang được chương trình khác dùng"), "{message}");
    let message = bind("203.0.113.7:3000".parse().unwrap(), "CONGDAN_LISTEN").unwrap_err().to_string();
    assert!(message.contains("không có địa chỉ 203.0.113.7"), "{message}");
}
