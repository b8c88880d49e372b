//! Answers a page request: cached text, the reader's figures, compression, validators.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::{MatchedPath, State},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use leptos::prelude::*;
use leptos_router::components::Router;
use memchr::memmem;

use super::{
    cache::PageKey,
    key::{SEARCH, without_empty_parts},
    page::{RenderedPage, Wire},
    shell::{App, Shell},
};
use crate::{
    accounts::cookie as session,
    app::{Pages, SiteName},
    clock::now,
    context,
    error::AppError,
    framed::unframed,
    http::{Asked, AtHand, Client, Host, Ready, Takeover, head_of, is_known, negotiate, protect, send},
    permissions::find_template,
    reading::{model::ReadingPreferences, pages::Preferences},
    served::{ServedPages, is_served},
    server::AppState,
    site::{addresses::find_moved, frames::KeptFrame, model::CurrentSite},
    ui::head::{Head, HeadSink},
    visits::{NotCounted, PageVisit, model::article_at, routes::open_for_reader},
};

pub(super) const LONGEST_PAGE: usize = 16 * 1024 * 1024;
/// These show how often articles were read.
const COUNTING: [&str; 2] = ["/", "/thong-ke-truy-cap"];
/// Five minutes, in microseconds.
const COUNTS_AGE: i64 = 5 * 60 * 1_000_000;

/// Every address of the app, and every address that is none.
pub async fn show_page(
    State(state): State<AppState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    Extension(host): Extension<Host>,
    newsroom: Option<Extension<NotCounted>>,
    request: Request<Body>,
) -> Response {
    // The app's router would take an empty part for none, and show one page under two addresses.
    if let Some(whole) = without_empty_parts(request.uri()) {
        return moved(&whole);
    }
    let headers = request.headers();
    let key = PageKey::of(&site, client, &host, request.uri(), headers);
    let route = request.extensions().get::<MatchedPath>().and_then(|path| find_template(path.as_str())).unwrap_or("none");
    // Questions are without number: their answers would push every other page out.
    let page = if request.uri().path() == SEARCH {
        Arc::new(render(&state, &site, &key, route).await)
    } else {
        state.pages.get_or_render(key.clone(), turn(&key.path), || render(&state, &site, &key, route)).await
    };
    if let Some(target) = moved_to(&state, &site, &page, request.uri()).await {
        return moved(&target);
    }
    // Nobody reads a page whose body is not sent.
    let visit = if newsroom.is_some() || request.method() == Method::HEAD {
        PageVisit { figures: state.visits.figures(&site, now()), ..PageVisit::default() }
    } else {
        let article = article_at(request.uri().path()).filter(|_| page.status == 200);
        state.visits.on_page(&site, headers, &client, article, now())
    };
    let mut answer = answer(&page, &page.to_wire(visit.figures, negotiate(headers)), headers);
    visit.write_cookies(answer.headers_mut());
    answer
}

/// Where a page that is not here has moved. Whoever asks for one path is shown one page, whatever his query; an old address may be of one
/// query alone.
async fn moved_to(state: &AppState, site: &CurrentSite, page: &RenderedPage, uri: &Uri) -> Option<String> {
    let by_query = match uri.path_and_query() {
        Some(whole) if page.status == 404 && whole.query().is_some() => {
            find_moved(&state.db, site.id, whole.as_str()).await.ok().flatten()
        }
        _ => None,
    };
    by_query.or_else(|| page.moved_to.clone())
}

/// Pages in memory that need nothing but the reader's figures; a reader who may be of the newsroom is the router's.
impl AtHand for AppState {
    fn page(&self, asked: &Asked<'_>) -> Option<Ready> {
        let headers = &asked.request.headers;
        if session::read(headers).is_some() {
            return None;
        }
        let key = PageKey::of(asked.site, asked.client, asked.host, &asked.request.uri, headers);
        let page = self.pages.find(&key, turn(&key.path))?;
        let visit = self.visits.on_page(asked.site, headers, &asked.client, article_at(asked.request.uri.path()), now());
        let wire = page.to_wire(visit.figures, negotiate(headers));
        let whole = |asked: &HeaderMap| {
            let answer = answer(&page, &wire, asked);
            let length = (answer.status() == StatusCode::OK).then_some(wire.body.len());
            let mut fields = answer.headers().clone();
            protect(&mut fields);
            head_of(answer.status(), &fields, length)
        };
        let is_known = is_known(wire.tag.as_bytes(), headers);
        Some(Ready {
            status: if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK },
            head: wire.heads.get(is_known, || whole(headers)),
            cookies: visit.set_cookies,
            body: if is_known { Bytes::new() } else { wire.body.clone() },
            route: page.route,
        })
    }

    fn socket(&self, asked: &Asked<'_>, takeover: &Takeover) -> Option<Response> {
        let Asked { request, client, site, .. } = asked;
        let is_reader = session::read(&request.headers).is_none();
        let open = || open_for_reader(&self.visits, site, client, &request.method, &request.headers, takeover);
        // What is no handshake the router puts into words.
        is_reader.then(open).filter(|answer| answer.status() == StatusCode::SWITCHING_PROTOCOLS)
    }
}

/// Which turn a page is rendered in: what shows counts, of which no change is logged, is made anew from time to time.
fn turn(path: &str) -> i64 {
    if COUNTING.contains(&path) { now() / COUNTS_AGE } else { 0 }
}

async fn render(state: &AppState, site: &CurrentSite, key: &PageKey, route: &'static str) -> RenderedPage {
    let context = state.reader_context(site, key.base.clone());
    let frame = state.pages.frames.get(&state.db, site.id).await;
    let app = if is_served(route) || frame.is_err() { App::Served } else { App::Reader };
    let pages = if app == App::Served { served_pages } else { reader_pages };
    let (head, body) = render_framed(context, frame, key.preferences, &key.path, pages).await;
    let shell = Shell {
        assets: &state.assets,
        app,
        base: &key.base,
        site,
        preferences: key.preferences,
        is_sparing: key.is_sparing,
        head: &head,
    };
    let sheets = shell.sheets();
    let moved_to = match head.status {
        404 => find_moved(&state.db, site.id, &key.path).await.unwrap_or_default(),
        _ => head.moved_to.clone(),
    };
    RenderedPage::new(head.status, moved_to, route, &shell.wrap(&body, &sheets), &sheets)
}

fn reader_pages() -> AnyView {
    view! { <Pages/> }.into_any()
}

pub(super) fn served_pages() -> AnyView {
    view! { <ServedPages/> }.into_any()
}

/// A reader's page in its frame; without one (the database does not answer) it can only say so.
pub(super) async fn render_framed(
    context: context::Request,
    frame: Result<Arc<KeptFrame>, AppError>,
    preferences: ReadingPreferences,
    path: &str,
    pages: fn() -> AnyView,
) -> (Head, String) {
    let frame = match frame {
        Ok(frame) => frame,
        Err(error) => return (Head::of_error(&error), unframed(error, preferences, path)),
    };
    let name = frame.site.name.clone();
    let app = move || {
        provide_context(SiteName(name.clone()));
        provide_context(Preferences(preferences));
        view! { <Router>{pages()}</Router> }.into_any()
    };
    let (head, html) = render_app(context, path, app).await;
    // Behind the page stands what Leptos has to tell its counterpart in the browser.
    let (page, told) = html.split_at(memmem::find(html.as_bytes(), b"<script").unwrap_or(html.len()));
    let place = path.split('?').next().unwrap_or(path);
    (head, frame.text(preferences, place).around(path, page) + told)
}

/// Runs an app for an address: what it says of itself, and its HTML.
pub(super) async fn render_app<V>(context: context::Request, path: &str, app: V) -> (Head, String)
where
    V: Fn() -> AnyView + Clone + Send + Sync + 'static,
{
    let sink = HeadSink::default();
    let provide = {
        let sink = sink.clone();
        move || {
            provide_context(context.clone());
            provide_context(sink.clone());
        }
    };
    let handler = leptos_axum::render_app_async_with_context(provide, app);
    let request = Request::builder().uri(path).body(Body::empty()).unwrap_or_default();
    let answer = handler(request).await;
    let body = axum::body::to_bytes(answer.into_body(), LONGEST_PAGE).await.unwrap_or_default();
    let mut head = sink.take();
    if head.status == 0 {
        head.status = 200;
    }
    (head, with_comments(&String::from_utf8_lossy(&body)))
}

/// Leptos' markers are comments to a browser, but an error to a checker of HTML.
fn with_comments(html: &str) -> String {
    const MARKER: &str = "<!>";
    let mut whole = String::with_capacity(html.len() + html.len() / 16);
    let mut text = 0;
    for at in memmem::find_iter(html.as_bytes(), MARKER) {
        whole.extend([&html[text..at], "<!---->"]);
        text = at + MARKER.len();
    }
    whole.push_str(&html[text..]);
    whole
}

fn answer(page: &RenderedPage, wire: &Wire, asked: &HeaderMap) -> Response {
    let (body, tag) = (wire.body.clone(), wire.tag.clone());
    let mut answer = if page.status == 200 {
        send(body, wire.encoding, tag, asked)
    } else {
        // What is wrong is said in full each time.
        send(body, wire.encoding, tag, &HeaderMap::new())
    };
    if page.status != 200 {
        *answer.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if page.status == 503 {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
    }
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, page.policy.clone());
    headers.append(header::VARY, HeaderValue::from_static("Cookie"));
    headers.append(header::VARY, HeaderValue::from_static("Save-Data"));
    answer
}

fn moved(target: &str) -> Response {
    let mut answer = StatusCode::PERMANENT_REDIRECT.into_response();
    // A browser would keep it for ever, also once an administrator has taken it back.
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(target) = HeaderValue::from_str(target) {
        answer.headers_mut().insert(header::LOCATION, target);
    }
    answer
}
