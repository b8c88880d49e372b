//! The security headers that every answer carries, and the content policy of pages.

use std::fmt::Write;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{client::Client, host::Host};

/// For answers that are not pages: nothing in them is ever to run or to be framed.
const BARE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
     hid=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), serial=(), usb=(), \
     xr-spatial-tracking=()",
);
pub(super) const A_YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000");
const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Adds what every answer carries. A policy of its own that the answer brings, on content, frames or resources, stays.
pub fn secure(headers: &mut HeaderMap, client: Client, host: Option<&Host>) {
    protect(headers);
    if is_strict(client, host) {
        headers.insert(STRICT_TRANSPORT_SECURITY, A_YEAR);
    }
}

/// The part of it that is the same for all askers.
pub fn protect(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
    headers.insert(OPENER_POLICY, SAME_ORIGIN);
    headers.insert(PERMISSIONS_POLICY, PERMISSIONS);
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.entry(RESOURCE_POLICY).or_insert(SAME_ORIGIN);
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(BARE_POLICY);
}

/// Whether a browser is to come back over TLS only.
pub(super) fn is_strict(client: Client, host: Option<&Host>) -> bool {
    client.secure && host.is_some_and(|host| !host.is_local() && !host.is_address())
}

/// A page's part in frames: nobody else's page ever frames one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    Never,
    /// It may show pages of ours within it.
    Around,
    /// It may be shown within pages of ours.
    Within,
}

/// The content policy of a page: everything from ourselves, and inline only the scripts and styles with these hashes (see [`script_hash`]).
///
/// 'self' in connect-src covers the websocket of the same origin.
pub fn page_csp(script_hashes: &[String], style_hashes: &[&str], framing: Framing) -> HeaderValue {
    let mut policy = String::from("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    for hash in script_hashes {
        // Writing to a String cannot fail.
        let _ = write!(policy, " '{hash}'");
    }
    policy.push_str("; style-src 'self'");
    for hash in style_hashes {
        let _ = write!(policy, " '{hash}'");
    }
    policy.push_str(
        "; img-src 'self'; font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'",
    );
    policy.push_str(match framing {
        Framing::Never => "; frame-ancestors 'none'",
        Framing::Around => "; frame-src 'self'; frame-ancestors 'none'",
        Framing::Within => "; frame-ancestors 'self'",
    });
    HeaderValue::try_from(policy).unwrap_or(BARE_POLICY)
}

/// "sha256-…" of the text between the tags of an inline script or style.
pub fn script_hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
