//! The one gate against requests that another site makes a reader's browser send.

use axum::http::{
    HeaderMap, Method, StatusCode,
    header::{ORIGIN, UPGRADE},
    request::Parts,
};

use super::{client::Client, errors::Refusal, host::Host};

/// Lets pass what cannot change anything, and what comes from our own pages.
///
/// # Errors
/// 403 for an unsafe method or an upgrade that another site, or something without any trace of its origin, has sent.
pub fn check(request: &Parts, client: Client, host: &Host) -> Result<(), Refusal> {
    let is_safe = matches!(request.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe && !request.headers.contains_key(UPGRADE) {
        return Ok(());
    }
    let site = one(&request.headers, "sec-fetch-site");
    let origin = one(&request.headers, ORIGIN.as_str());
    let reason = match (site, origin) {
        (Told::Once("same-origin"), _) | (Told::Once("none"), Told::Never) => return Ok(()),
        // A browser's own action, such as a reload: it may name an origin only if it is ours.
        (Told::Never | Told::Once("none"), Told::Once(origin)) if is_ours(origin, client, host) => return Ok(()),
        (Told::Never, Told::Never) => "no origin",
        _ => "other origin",
    };
    Err(Refusal::of(StatusCode::FORBIDDEN, reason))
}

enum Told<'a> {
    Never,
    Once(&'a str),
    Unclear,
}

fn one<'a>(headers: &'a HeaderMap, name: &str) -> Told<'a> {
    let mut lines = headers.get_all(name).iter();
    match (lines.next(), lines.next()) {
        (None, _) => Told::Never,
        (Some(line), None) => line.to_str().map_or(Told::Unclear, Told::Once),
        _ => Told::Unclear,
    }
}

fn is_ours(origin: &str, client: Client, host: &Host) -> bool {
    let scheme = client.scheme();
    let usual_port = if client.secure { 443 } else { 80 };
    let there = origin.strip_prefix(scheme).and_then(|rest| rest.strip_prefix("://")).and_then(Host::parse);
    there.is_some_and(|there| there.name == host.name && there.port.unwrap_or(usual_port) == host.port.unwrap_or(usual_port))
}
