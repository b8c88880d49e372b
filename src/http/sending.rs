//! An answer that the asker may keep and ask about again: its validator, its encoding, and 304 where nothing has changed.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{Client, Encoding, Host, compress, negotiate};
use crate::site::model::CurrentSite;

/// A weak validator: the same content may be sent in several encodings.
pub fn etag(content: &[u8]) -> HeaderValue {
    etag_of([content])
}

/// Of a content in parts.
pub fn etag_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> HeaderValue {
    let digest = parts.into_iter().fold(Sha256::new(), |digest, part| digest.chain_update(part)).finalize();
    let digest: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::try_from(format!("W/\"{digest}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// With its validator; 304 where the asker has it already. It is for this reader alone, and asked for again each time.
pub fn send(body: Bytes, encoding: Encoding, tag: HeaderValue, asked: &HeaderMap) -> Response {
    let is_known = is_known(tag.as_bytes(), asked);
    let mut answer = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let headers = answer.headers_mut();
    if let (Some(name), false) = (encoding.header(), is_known) {
        headers.insert(header::CONTENT_ENCODING, name);
    }
    headers.insert(header::ETAG, tag);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    answer
}

/// Whether the asker says, in whichever of its lines, that it has what this validator stands for; weakly compared.
pub fn is_known(tag: &[u8], asked: &HeaderMap) -> bool {
    let lines = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    let mut known = lines.flat_map(|line| line.split(',')).map(str::trim);
    known.any(|known| known == "*" || opaque(known.as_bytes()) == opaque(tag))
}

fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

/// A text for machines, made anew each time and compressed on its way.
pub fn send_text(text: String, content_type: &'static str, asked: &HeaderMap) -> Response {
    let tag = etag(text.as_bytes());
    let (body, encoding) = compress(text.into(), negotiate(asked));
    let mut answer = send(body, encoding, tag, asked);
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// The address under which the site is known. A port belongs to it only on the maker's own machine: it is the asker's word, and
/// would fill the cache.
pub fn base_address(site: &CurrentSite, client: Client, host: &Host) -> String {
    let port = host.port.filter(|_| site.host.ends_with(".localhost")).map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", client.scheme(), site.host)
}
