//! Plain requests over HTTP/1, without hyper: a page that is at hand is answered before the router, and the socket of the figures
//! is given away as soon as its request has been answered. Whatever is not plain goes on as it came, its connection with it.

use std::{
    future::poll_fn,
    io::{self, IoSlice},
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::Instant,
};

use axum::{
    Router,
    body::{Body, HttpBody},
    http::{HeaderMap, HeaderValue, Request, StatusCode, header, request::Parts},
    response::Response,
};
use bytes::{Buf, Bytes, BytesMut};
use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    time::{Instant as Moment, sleep_until},
};
use tokio_util::{io::poll_read_buf, sync::CancellationToken};
use tower::Service;

use super::{
    client::{Client, Peer},
    entry::{self, Entry},
    headers,
    host::Host,
    request_head::{self, Head, parse},
    takeover::{Takeover, Wire},
};
use crate::{site::model::CurrentSite, stamps};

/// Room for the head of a request, to begin with.
const FIRST_READ: usize = 2 * 1024;
const LONGEST_HEAD: usize = 8 * 1024;

/// What is known of a plain request that may get in.
pub struct Asked<'a> {
    pub request: &'a Parts,
    pub client: Client,
    pub host: &'a Host,
    pub site: &'a CurrentSite,
}

/// An answer that is at hand.
pub struct Ready {
    pub status: StatusCode,
    /// Status line and fields, see [`head_of`].
    pub head: Bytes,
    pub cookies: Vec<HeaderValue>,
    pub body: Bytes,
    /// The template of the address, for the figures of `/metrics`.
    pub route: &'static str,
}

/// Answers that need no waiting. Each is exactly what the router would give, or None where it has to be asked.
pub trait AtHand: Send + Sync + 'static {
    /// A page in memory.
    fn page(&self, asked: &Asked<'_>) -> Option<Ready>;

    /// The 101 to who wants the socket.
    fn socket(&self, asked: &Asked<'_>, takeover: &Takeover) -> Option<Response>;
}

/// What stands before the router.
#[derive(Clone)]
pub struct Front {
    pub entry: Entry,
    pub at_hand: Arc<dyn AtHand>,
    /// The address whose handler takes the socket over.
    pub socket: &'static str,
}

/// How a connection goes on.
pub(super) enum Then {
    /// It is over.
    Ends,
    /// The router gets it, with what has been read.
    Router(Bytes),
    /// Its last answer has been sent; whoever gave it takes the socket.
    Taken(Takeover, Bytes),
}

impl Front {
    /// Answers plain requests, one after the other.
    pub(super) async fn serve<I: Wire>(&self, io: &mut I, peer: Peer, router: &Router, stop: &CancellationToken) -> Then {
        let mut buffer = BytesMut::with_capacity(FIRST_READ);
        let mut line = Vec::new();
        let header_time = self.entry.settings.header_time;
        let mut deadline = Moment::now() + header_time;
        let mut alarm = pin!(sleep_until(deadline));
        let mut stopped = pin!(stop.cancelled());
        loop {
            match parse(&buffer) {
                Head::Whole { request, length } => {
                    let is_last = request_head::asks_to_close(&request.headers);
                    if request.headers.contains_key(header::UPGRADE) {
                        if request.uri.path() != self.socket {
                            return Then::Router(buffer.freeze());
                        }
                        buffer.advance(length);
                        let (answer, takeover) = self.switch(*request, peer, router).await;
                        return give_away(io, answer, takeover, buffer.freeze()).await;
                    }
                    buffer.advance(length);
                    let began = Instant::now();
                    let sent = match self.answer(&request, peer, began, &mut line) {
                        Some(body) => {
                            finish_head(&mut line, is_last);
                            write(io, &line, &body).await
                        }
                        // Boxed: whoever finds everything at hand needs no room for it.
                        None => {
                            let request = Request::from_parts(*request, Body::empty());
                            Box::pin(async { send(io, ask_router(request, peer, router).await, is_last).await }).await
                        }
                    };
                    if sent.is_err() || is_last {
                        return Then::Ends;
                    }
                    deadline = Moment::now() + header_time;
                    continue;
                }
                Head::Foreign => return Then::Router(buffer.freeze()),
                Head::Partial if buffer.len() >= LONGEST_HEAD => return Then::Router(buffer.freeze()),
                Head::Partial => {}
            }
            buffer.reserve(FIRST_READ);
            let event = poll_fn(|cx| {
                if let Poll::Ready(read) = poll_read_buf(Pin::new(&mut *io), cx, &mut buffer) {
                    return Poll::Ready(Some(read));
                }
                if stopped.as_mut().poll(cx).is_ready() {
                    return Poll::Ready(None);
                }
                while alarm.as_mut().poll(cx).is_ready() {
                    if Moment::now() >= deadline {
                        return Poll::Ready(None);
                    }
                    // Set once an answer, it would cost more than all the rest.
                    alarm.as_mut().reset(deadline);
                }
                Poll::Pending
            });
            match event.await {
                Some(Ok(1..)) => {}
                // Half a question, and no more of it will come: not worth an answer.
                _ => return Then::Ends,
            }
        }
    }

    /// Writes the answer's head into `line` and gives its body; None for a request that only the router can judge.
    fn answer(&self, request: &Parts, peer: Peer, began: Instant, line: &mut Vec<u8>) -> Option<Bytes> {
        let known = entry::look_at(&self.entry, request, peer).ok()?;
        let asked = Asked { request, client: known.client, host: &known.host, site: &known.site };
        let ready = self.at_hand.page(&asked)?;
        line.clear();
        line.extend_from_slice(&ready.head);
        for cookie in &ready.cookies {
            push(line, b"set-cookie: ", cookie.as_bytes());
        }
        if headers::is_strict(known.client, Some(&known.host)) {
            push(line, b"strict-transport-security: ", headers::A_YEAR.as_bytes());
        }
        push(line, b"x-request-id: ", known.id.as_bytes());
        let answered = entry::Answered { status: ready.status, bytes: Some(ready.body.len() as u64), took: began.elapsed() };
        answered.note(&request.method, request.uri.path(), Some(&known.site), &known.id, ready.route);
        Some(ready.body)
    }

    /// Asks who knows for the socket; for a reader that is not the router.
    async fn switch(&self, request: Parts, peer: Peer, router: &Router) -> (Response, Takeover) {
        let (began, takeover) = (Instant::now(), Takeover::default());
        if let Ok(known) = entry::look_at(&self.entry, &request, peer) {
            let asked = Asked { request: &request, client: known.client, host: &known.host, site: &known.site };
            if let Some(mut answer) = self.at_hand.socket(&asked, &takeover) {
                let answered = entry::Answered { status: answer.status(), bytes: None, took: began.elapsed() };
                answered.note(&request.method, request.uri.path(), Some(&known.site), &known.id, self.socket);
                if let Ok(id) = HeaderValue::try_from(known.id) {
                    answer.headers_mut().insert(entry::REQUEST_ID, id);
                }
                return (answer, takeover);
            }
        }
        let mut request = Request::from_parts(request, Body::empty());
        request.extensions_mut().insert(takeover.clone());
        (Box::pin(ask_router(request, peer, router)).await, takeover)
    }
}

/// The head of an answer as bytes, without the empty line that ends it.
pub fn head_of(status: StatusCode, fields: &HeaderMap, length: Option<usize>) -> Bytes {
    let mut line = format!("HTTP/1.1 {} {}\r\n", status.as_str(), status.canonical_reason().unwrap_or("")).into_bytes();
    for (name, value) in fields {
        line.extend_from_slice(name.as_str().as_bytes());
        push(&mut line, b": ", value.as_bytes());
    }
    if let Some(length) = length {
        push(&mut line, b"content-length: ", length.to_string().as_bytes());
    }
    line.into()
}

fn push(line: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    line.extend_from_slice(name);
    line.extend_from_slice(value);
    line.extend_from_slice(b"\r\n");
}

/// What stands at the end of every head.
fn finish_head(line: &mut Vec<u8>, is_last: bool) {
    push(line, b"date: ", &stamps::http_date());
    if is_last {
        push(line, b"connection: ", b"close");
    }
    line.extend_from_slice(b"\r\n");
}

async fn ask_router(mut request: Request<Body>, peer: Peer, router: &Router) -> Response {
    request.extensions_mut().insert(peer);
    let Ok(answer) = router.clone().call(request).await;
    answer
}

/// Sends what the router has said.
async fn send<I: Wire>(io: &mut I, answer: Response, is_last: bool) -> io::Result<()> {
    let (mut parts, mut body) = answer.into_parts();
    let is_bodiless = matches!(parts.status, StatusCode::NOT_MODIFIED | StatusCode::NO_CONTENT);
    let length = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
    for name in [header::CONTENT_LENGTH, header::CONNECTION] {
        parts.headers.remove(name);
    }
    if length.is_none() && !is_bodiless {
        parts.headers.insert(header::TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
    }
    let mut line = head_of(parts.status, &parts.headers, length.filter(|_| !is_bodiless)).to_vec();
    finish_head(&mut line, is_last);
    if is_bodiless {
        return write(io, &line, &[]).await;
    }
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else { continue };
        if length.is_none() && !data.is_empty() {
            line.extend_from_slice(format!("{:x}\r\n", data.len()).as_bytes());
        }
        write(io, &line, &data).await?;
        line.clear();
        if length.is_none() && !data.is_empty() {
            line.extend_from_slice(b"\r\n");
        }
    }
    if length.is_none() {
        line.extend_from_slice(b"0\r\n\r\n");
    }
    write(io, &line, &[]).await
}

/// Sends the answer; where it is yes the connection goes to whoever serves it.
async fn give_away<I: Wire>(io: &mut I, answer: Response, takeover: Takeover, unread: Bytes) -> Then {
    if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        // Refused: there is nothing else that this connection was for.
        let _ = send(io, answer, true).await;
        return Then::Ends;
    }
    let (mut parts, _) = answer.into_parts();
    // The router's own; an answer that switches has none.
    parts.headers.remove(header::CONTENT_LENGTH);
    let mut line = head_of(parts.status, &parts.headers, None).to_vec();
    finish_head(&mut line, false);
    match write(io, &line, &takeover.greeting()).await {
        Ok(()) => Then::Taken(takeover, unread),
        Err(_) => Then::Ends,
    }
}

async fn write<I: AsyncWrite + Unpin>(io: &mut I, line: &[u8], body: &[u8]) -> io::Result<()> {
    let mut written = 0;
    while written < line.len() {
        match io.write_vectored(&[IoSlice::new(&line[written..]), IoSlice::new(body)]).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            more => written += more,
        }
    }
    io.write_all(&body[written - line.len()..]).await?;
    io.flush().await
}
