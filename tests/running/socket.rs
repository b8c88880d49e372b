//! A reader's socket for the live figures, spoken by hand.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::portal::Portal;

pub struct Socket(TcpStream);

impl Socket {
    /// Opens a socket of the browser with this cookie.
    pub fn open(node: &Portal, cookie: &str) -> Self {
        let mut stream = node.connect();
        write!(
            stream,
            "GET /ws/truy-cap HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nOrigin: http://localhost\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n"
        )
        .unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        assert!(head.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&head));
        Self(stream)
    }

    /// The next text; None where the line has ended.
    pub fn text(&mut self) -> Option<String> {
        loop {
            let mut head = [0; 2];
            self.0.read_exact(&mut head).ok()?;
            let mut body = vec![0; usize::from(head[1] & 127)];
            self.0.read_exact(&mut body).ok()?;
            match head[0] & 15 {
                1 => return Some(String::from_utf8(body).unwrap()),
                8 => return None,
                _ => {}
            }
        }
    }

    /// Reads until a text fits, and says how long that took.
    pub fn read_until(&mut self, fits: impl Fn(&str) -> bool) -> Duration {
        let began = Instant::now();
        while !fits(&self.text().expect("the line is open")) {}
        began.elapsed()
    }
}
