//! What happens to every request before the router sees it, and to every answer after: on one screen, in order.

use std::{
    io::Write,
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::HttpBody,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header::HeaderName, request::Parts},
    middleware::{self, Next},
    response::Response,
};
use futures_util::FutureExt;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{
    Settings,
    client::{Client, Peer, Scheme},
    errors::{self, Refusal, Wants},
    gate, headers,
    health::{self, Writes},
    host::{Forwarded, Host, SiteDirectory},
    limits, metrics,
};
use crate::{db::Db, logging, site::model::CurrentSite};

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the entry needs to know.
#[derive(Clone)]
pub struct Entry {
    pub sites: SiteDirectory,
    pub db: Db,
    /// None where nothing is written periodically.
    pub writes: Option<Writes>,
    pub settings: Settings,
    pub stop: CancellationToken,
}

/// What is known of a request from its head alone.
struct Asked {
    client: Client,
    host: Result<Host, Refusal>,
    wants: Wants,
}

/// What is known of a request that gets in.
pub(super) struct Known {
    pub client: Client,
    pub host: Host,
    pub site: CurrentSite,
    pub id: String,
}

/// Judges a request without a body as [`layers`] does, for those who answer before the router. One that is refused is the router's
/// to answer.
pub(super) fn look_at(entry: &Entry, request: &Parts, peer: Peer) -> Result<Known, Refusal> {
    let forwarded = entry.settings.forwarded(peer);
    let client = Client::identify(peer, &request.headers, &entry.settings.trusted);
    let (host, site) = judge(entry, request, client, Host::of(request, forwarded))?;
    Ok(Known { client, host, site, id: request_id(&request.headers, forwarded) })
}

/// Whether a request gets in, and to which site.
fn judge(entry: &Entry, request: &Parts, client: Client, host: Result<Host, Refusal>) -> Result<(Host, CurrentSite), Refusal> {
    limits::check_method(&request.method)?;
    limits::check_address(&request.uri)?;
    let host = host?;
    let site = entry.sites.find(&host)?;
    gate::check(request, client, &host)?;
    Ok((host, site))
}

/// Puts the entry before a router. Its handlers find [`Client`], [`Host`] and [`CurrentSite`] in the request's extensions.
pub fn layers(router: Router, entry: Entry) -> Router {
    let inside = router.layer(middleware::from_fn(metrics::remember_route)).with_state::<()>(());
    Router::new().fallback_service(inside.into_service()).layer(middleware::from_fn_with_state(Arc::new(entry), enter))
}

async fn enter(State(entry): State<Arc<Entry>>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let (parts, body) = request.into_parts();
    // A router used without the accept loop: from nowhere, and trusted in nothing.
    let nowhere = Peer { address: [0, 0, 0, 0].into(), scheme: Scheme::Http };
    let peer = parts.extensions.get::<Peer>().copied().unwrap_or(nowhere);
    let forwarded = entry.settings.forwarded(peer);
    let id = request_id(&parts.headers, forwarded);
    let asked = Asked {
        client: Client::identify(peer, &parts.headers, &entry.settings.trusted),
        host: Host::of(&parts, forwarded),
        wants: Wants::of(&parts.headers),
    };

    let health = health::answer(&method, uri.path(), &entry.db, entry.writes.as_ref(), &entry.stop).await;
    let is_health = health.is_some();
    let mut site = None;
    let mut response = match health {
        Some(response) => response,
        None => match admit(&entry, &asked, Request::from_parts(parts, body)) {
            Ok((request, overrun, current)) => {
                site = Some(current);
                let span = tracing::info_span!("request", id);
                run(&entry, &asked, request, next, &overrun).instrument(span).await
            }
            Err(refusal) => {
                tracing::warn!(
                    id, address = %asked.client.address, host = asked.host.as_ref().map_or("", |host| &host.name), method = %method,
                    path = loggable(uri.path()), status = refusal.status.as_u16(), reason = refusal.reason, "refused"
                );
                errors::refuse(asked.wants, refusal.status)
            }
        },
    };

    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        headers::secure(response.headers_mut(), asked.client, asked.host.as_ref().ok());
    }
    if let Ok(value) = HeaderValue::try_from(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if !is_health {
        let answered = Answered { status: response.status(), bytes: response.body().size_hint().exact(), took: began.elapsed() };
        let route = response.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
        answered.note(&method, uri.path(), site.as_ref(), &id, route);
    }
    response
}

/// Refuses what must not get in, and puts what was found out into the request's extensions.
fn admit(entry: &Entry, asked: &Asked, request: Request) -> Result<(Request, limits::Overrun, CurrentSite), Refusal> {
    let (mut parts, body) = request.into_parts();
    let (host, site) = judge(entry, &parts, asked.client, asked.host.clone())?;
    let (most, _) = entry.settings.allowance(parts.uri.path());
    let (body, overrun) = limits::limit_body(&parts, body, most)?;
    parts.extensions.insert(asked.client);
    parts.extensions.insert(host);
    parts.extensions.insert(site.clone());
    Ok((Request::from_parts(parts, body), overrun, site))
}

/// Runs the router within the time allowed; a panic inside ends this request only.
async fn run(entry: &Entry, asked: &Asked, request: Request, next: Next, overrun: &limits::Overrun) -> Response {
    let (_, longest) = entry.settings.allowance(request.uri().path());
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind();
    let status = match tokio::time::timeout(longest, answer).await {
        Ok(_) if overrun.happened() => StatusCode::PAYLOAD_TOO_LARGE,
        Ok(Ok(response)) => return errors::put_into_words(response, asked.wants),
        // The panic hook has logged it.
        Ok(Err(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        Err(_) => {
            tracing::warn!("request took too long");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    errors::refuse(asked.wants, status)
}

fn request_id(headers: &HeaderMap, forwarded: Forwarded) -> String {
    let is_sane = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let given =
        headers.get(REQUEST_ID).filter(|_| forwarded == Forwarded::Believed).and_then(|id| id.to_str().ok()).filter(is_sane);
    given.map_or_else(|| hexadecimal(rand::random()), str::to_owned)
}

fn hexadecimal(number: u64) -> String {
    let mut text = String::with_capacity(16);
    text.extend((0..16).rev().filter_map(|place| char::from_digit((number >> (4 * place) & 15) as u32, 16)));
    text
}

/// A single-use link opens an account: it stands in no log.
fn loggable(path: &str) -> &str {
    if path.starts_with("/kich-hoat/") { "/kich-hoat/…" } else { path }
}

/// How a request was answered.
pub(super) struct Answered {
    pub status: StatusCode,
    pub bytes: Option<u64>,
    pub took: Duration,
}

impl Answered {
    /// Into the log, and under `route`, the template of the address, into the figures of `/metrics`.
    pub fn note(&self, method: &Method, path: &str, site: Option<&CurrentSite>, id: &str, route: &str) {
        self.log(method, path, site, id);
        metrics::record(route, self.status, self.took);
    }

    /// One line a request, without address or query: who reads what is nobody's business.
    fn log(&self, method: &Method, path: &str, site: Option<&CurrentSite>, id: &str) {
        if !tracing::enabled!(tracing::Level::INFO) {
            return;
        }
        let (path, site) = (loggable(path), site.map_or("", |site| &site.host));
        // An address that needs escaping is not worth a quick way.
        let is_simple = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\');
        if is_simple && logging::write_quickly(module_path!(), |line| self.write_fields(line, method, path, site, id)) {
            return;
        }
        tracing::info!(
            id, %method, path, status = self.status.as_u16(), ms = self.took.as_millis() as u64,
            bytes = self.bytes, site, "request"
        );
    }

    fn write_fields(&self, line: &mut Vec<u8>, method: &Method, path: &str, site: &str, id: &str) {
        // Writing to memory cannot fail.
        let _ = write!(line, "request id=\"{id}\" method={method} path=\"{path}\" status={}", self.status.as_str());
        let _ = write!(line, " ms={}", self.took.as_millis());
        if let Some(bytes) = self.bytes {
            let _ = write!(line, " bytes={bytes}");
        }
        let _ = write!(line, " site=\"{site}\"");
    }
}
