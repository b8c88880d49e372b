//! A socket spoken by hand, so that also what no library would send can be sent.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use super::world::FIREFOX;

/// A client's end: the head of the answer, then frames.
pub struct Line {
    pub stream: TcpStream,
    pub head: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    Text(String),
    Ping,
    Close(u16),
    End,
}

impl Line {
    pub async fn open(address: SocketAddr, more: &str) -> Self {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(handshake(more).as_bytes()).await.unwrap();
        let head = read_head(&mut stream).await;
        Self { stream, head }
    }

    /// The next frame; a server that says nothing fails the test.
    pub async fn next(&mut self) -> Frame {
        timeout(Duration::from_secs(10), self.read()).await.expect("a frame")
    }

    /// The next text, which may be longer than figures are.
    pub async fn long(&mut self) -> String {
        let head = self.stream.read_u16().await.unwrap();
        let length = match head & 127 {
            126 => self.stream.read_u16().await.unwrap(),
            length => length,
        };
        let mut body = vec![0; usize::from(length)];
        self.stream.read_exact(&mut body).await.unwrap();
        String::from_utf8(body).unwrap()
    }

    pub async fn read(&mut self) -> Frame {
        let mut head = [0; 2];
        if self.stream.read_exact(&mut head).await.is_err() {
            return Frame::End;
        }
        let mut body = vec![0; usize::from(head[1])];
        self.stream.read_exact(&mut body).await.unwrap();
        match head[0] & 15 {
            1 => Frame::Text(String::from_utf8(body).unwrap()),
            8 => {
                assert!(std::str::from_utf8(&body[2..]).is_ok());
                Frame::Close(u16::from_be_bytes([body[0], body[1]]))
            }
            9 => Frame::Ping,
            other => panic!("opcode {other}"),
        }
    }

    pub async fn send(&mut self, opcode: u8, body: &[u8]) {
        let mut frame = vec![0x80 | opcode];
        match body.len() {
            length @ 0..=125 => frame.push(0x80 | length as u8),
            length => {
                frame.push(0x80 | 126);
                frame.extend((length as u16).to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(body);
        // The server may have hung up already; what it said then is what is tested.
        let _ = self.stream.write_all(&frame).await;
    }

    pub async fn text(&mut self) -> String {
        match self.next().await {
            Frame::Text(text) => text,
            other => panic!("{other:?}"),
        }
    }
}

/// What a browser asks; `more` are further lines, each ended.
pub fn handshake(more: &str) -> String {
    format!(
        "GET /ws/truy-cap HTTP/1.1\r\nHost: xa.localhost\r\nUser-Agent: {FIREFOX}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
    )
}

pub async fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("an answer"));
    }
    String::from_utf8(head).unwrap()
}
