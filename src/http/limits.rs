//! What is too large or too strange to be looked at: addresses, methods, bodies.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
};

use axum::{
    BoxError,
    body::Body,
    http::{Method, StatusCode, Uri, header::CONTENT_LENGTH, request::Parts},
};
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use super::errors::Refusal;

const LONGEST_ADDRESS: usize = 4096;

/// # Errors
/// 405 for methods that no address here knows, such as CONNECT and TRACE.
pub fn check_method(method: &Method) -> Result<(), Refusal> {
    use Method as M;
    if matches!(*method, M::GET | M::HEAD | M::POST | M::PUT | M::PATCH | M::DELETE | M::OPTIONS) {
        return Ok(());
    }
    Err(Refusal::of(StatusCode::METHOD_NOT_ALLOWED, "unknown method"))
}

/// # Errors
/// 414 for an address that is too long, 400 for one that is not UTF-8 or hides a slash or a control character.
pub fn check_address(uri: &Uri) -> Result<(), Refusal> {
    let query = uri.query().unwrap_or("");
    if uri.path().len() + query.len() >= LONGEST_ADDRESS {
        return Err(Refusal::of(StatusCode::URI_TOO_LONG, "long address"));
    }
    // PostgreSQL has no text with NUL in it, so none may get as far as a query.
    if !is_clean_path(uri.path()) || query.contains("%00") {
        return Err(Refusal::of(StatusCode::BAD_REQUEST, "bad address"));
    }
    Ok(())
}

fn is_clean_path(path: &str) -> bool {
    if path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%' && byte != b'\\') {
        return true;
    }
    let mut decoded = Vec::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            decoded.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let (Some(high), Some(low)) = (digit(bytes.next()), digit(bytes.next())) else { return false };
        let byte = (high * 16 + low) as u8;
        if byte == b'/' || byte == b'\\' {
            return false;
        }
        decoded.push(byte);
    }
    str::from_utf8(&decoded).is_ok_and(|path| !path.chars().any(char::is_control))
}

/// Tells, after the fact, whether a body was longer than allowed, whatever the handler made of it.
#[derive(Clone, Default)]
pub struct Overrun(Arc<AtomicBool>);

impl Overrun {
    pub fn happened(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Limits a request's body to `most` bytes.
///
/// # Errors
/// 413 at once for a body that announces more.
pub fn limit_body(request: &Parts, body: Body, most: u64) -> Result<(Body, Overrun), Refusal> {
    let overrun = Overrun::default();
    if body.is_end_stream() {
        return Ok((body, overrun));
    }
    let announced = request.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|announced| announced > most) {
        return Err(Refusal::of(StatusCode::PAYLOAD_TOO_LARGE, "large body"));
    }
    Ok((Body::new(Limited { body, left: most, overrun: overrun.clone() }), overrun))
}

struct Limited {
    body: Body,
    left: u64,
    overrun: Overrun,
}

impl HttpBody for Limited {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        let frame = match ready!(Pin::new(&mut this.body).poll_frame(cx)) {
            Some(Ok(frame)) => frame,
            other => return Poll::Ready(other.map(|end| end.map_err(Into::into))),
        };
        let length = frame.data_ref().map_or(0, Bytes::len) as u64;
        let Some(left) = this.left.checked_sub(length) else {
            this.overrun.0.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err("body is longer than allowed".into())));
        };
        this.left = left;
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
