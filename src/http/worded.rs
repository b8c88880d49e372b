//! hyper answers by itself what it cannot read as a request, without words and without asking anybody. Here those answers get ours.

use std::{
    io,
    net::IpAddr,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::http::{HeaderMap, StatusCode};
use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::{
    client::{Client, Peer},
    errors, headers,
};

/// The stream under an HTTP/1 connection.
pub struct Worded<I> {
    io: I,
    peer: Peer,
    /// What has been read already, before hyper came.
    ahead: Bytes,
    /// What is not sent yet of an answer of ours.
    left: Bytes,
}

impl<I> Worded<I> {
    pub fn new(io: I, ahead: Bytes, peer: Peer) -> Self {
        Self { io, peer, ahead, left: Bytes::new() }
    }

    pub fn into_inner(self) -> I {
        self.io
    }

    /// Takes hyper's answer for sent and puts ours in its place.
    fn put_into_words(&mut self, written: &[u8]) -> bool {
        let Some((status, line)) = wordless_refusal(written) else { return false };
        let address: IpAddr = self.peer.address;
        tracing::warn!(%address, status = status.as_u16(), reason = "not a request", "refused");
        self.left = answer(status, line, self.peer).into();
        true
    }
}

impl<I: AsyncWrite + Unpin> Worded<I> {
    fn poll_left(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.left.has_remaining() {
            match ready!(Pin::new(&mut self.io).poll_write(cx, &self.left))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                written => self.left.advance(written),
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Worded<I> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.ahead.has_remaining() {
            let length = this.ahead.len().min(buffer.remaining());
            buffer.put_slice(&this.ahead.split_to(length));
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut this.io).poll_read(cx, buffer)
    }
}

impl<I: AsyncWrite + Unpin> AsyncWrite for Worded<I> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(this.poll_left(cx))?;
        if this.put_into_words(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut this.io).poll_write(cx, bytes)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        ready!(this.poll_left(cx))?;
        if let [only] = slices
            && this.put_into_words(only)
        {
            return Poll::Ready(Ok(only.len()));
        }
        Pin::new(&mut this.io).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_left(cx))?;
        Pin::new(&mut this.io).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_left(cx))?;
        Pin::new(&mut this.io).poll_shutdown(cx)
    }
}

/// Status and status line of an answer that hyper made: a 4xx without a body, and without the request id that all of ours carry.
fn wordless_refusal(written: &[u8]) -> Option<(StatusCode, &str)> {
    if !written.starts_with(b"HTTP/1.1 4") {
        return None;
    }
    let head = str::from_utf8(written).ok()?.strip_suffix("\r\n\r\n")?;
    let (line, rest) = head.split_once("\r\n")?;
    let is_hypers =
        rest.lines().any(|line| line == "content-length: 0") && !rest.contains("x-request-id") && !rest.contains("\r\n\r\n");
    let status = line.get(9..12)?.parse().ok()?;
    is_hypers.then_some((status, line))
}

fn answer(status: StatusCode, line: &str, peer: Peer) -> Vec<u8> {
    let (mut fields, page) = errors::refusal_page(status);
    let nobody = HeaderMap::new();
    let client = Client::identify(peer, &nobody, &Default::default());
    headers::secure(&mut fields, client, None);
    let mut bytes = format!("{line}\r\nconnection: close\r\ncontent-length: {}\r\n", page.len()).into_bytes();
    for (name, value) in &fields {
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(page.as_bytes());
    bytes
}
