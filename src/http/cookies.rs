//! The cookies of a request.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

/// Carries what a change has done over to the next page of the newsroom; `says` is percent-encoded.
pub fn says_cookie(says: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("thong_bao={says}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax")).ok()
}

/// The value of a cookie: of the first one by this name that is legible.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
