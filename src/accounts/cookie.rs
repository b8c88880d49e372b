//! The session's cookie: a random value, kept by the server as its hash only.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::http;

/// The prefix makes browsers accept it only over TLS (or on this machine), for this host alone.
pub const NAME: &str = "__Host-phien";

/// 256 random bits, as they stand in a cookie or a link.
pub fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// As a token is stored.
pub fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The session's value in a request.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    http::cookie(headers, NAME).filter(|value| (20..=100).contains(&value.len()))
}

/// Without a Max-Age: it goes with the browser, and the server ends it sooner.
pub fn set(token: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{NAME}={token}; Path=/; Secure; HttpOnly; SameSite=Lax")).ok()
}

pub fn clear() -> HeaderValue {
    HeaderValue::from_static("__Host-phien=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
}
