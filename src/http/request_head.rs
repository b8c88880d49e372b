//! The head of a plain request, read without help: a GET without a body over HTTP/1.1. Whatever is unusual about one is left to hyper.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header, request::Parts};
use bytes::Bytes;

const MOST_FIELDS: usize = 48;

pub(super) enum Head {
    Whole {
        request: Box<Parts>,
        length: usize,
    },
    /// More is to come.
    Partial,
    /// Not ours to read.
    Foreign,
}

/// Reads what stands at the beginning of `bytes`.
pub(super) fn parse(bytes: &[u8]) -> Head {
    if bytes.is_empty() {
        return Head::Partial;
    }
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut head = httparse::Request::new(&mut fields);
    match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => {
            read(&head, bytes, length).map_or(Head::Foreign, |request| Head::Whole { request: Box::new(request), length })
        }
        Ok(httparse::Status::Partial) if bytes.starts_with(b"GET /") || b"GET /".starts_with(bytes) => Head::Partial,
        _ => Head::Foreign,
    }
}

/// `bytes` are those that the head was read from.
fn read(head: &httparse::Request<'_, '_>, bytes: &[u8], length: usize) -> Option<Parts> {
    let path = head.path.filter(|path| path.starts_with('/') && !path.starts_with("//"))?;
    if head.method != Some("GET") || head.version != Some(1) {
        return None;
    }
    // Copied once; all values are slices of it.
    let shared = Bytes::copy_from_slice(bytes.get(..length)?);
    let slice = |part: &[u8]| {
        let start = part.as_ptr().addr().checked_sub(bytes.as_ptr().addr())?;
        (start + part.len() <= length).then(|| shared.slice(start..start + part.len()))
    };
    let mut headers = HeaderMap::with_capacity(head.headers.len());
    for field in head.headers.iter().filter(|field| !field.value.is_empty()) {
        let name = HeaderName::from_bytes(field.name.as_bytes()).ok()?;
        headers.append(name, HeaderValue::from_maybe_shared(slice(field.value)?).ok()?);
    }
    if !is_plain(&headers) {
        return None;
    }
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method = Method::GET;
    parts.uri = Uri::from_maybe_shared(slice(path.as_bytes())?).ok()?;
    parts.headers = headers;
    Some(parts)
}

fn is_plain(headers: &HeaderMap) -> bool {
    let has_body =
        [header::CONTENT_LENGTH, header::TRANSFER_ENCODING, header::EXPECT].iter().any(|name| headers.contains_key(name));
    let stays = headers.get_all(header::CONNECTION).iter().all(|value| {
        let value = value.as_bytes();
        value.eq_ignore_ascii_case(b"keep-alive")
            || value.eq_ignore_ascii_case(b"close")
            || headers.contains_key(header::UPGRADE) && value.to_ascii_lowercase().ends_with(b"upgrade")
    });
    !has_body && stays
}

pub(super) fn asks_to_close(headers: &HeaderMap) -> bool {
    headers.get_all(header::CONNECTION).iter().any(|value| value.as_bytes().eq_ignore_ascii_case(b"close"))
}
