//! Answers a page request: cached text, the reader's figures, compression, validators.

use std::sync::Arc;

use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::{
    cache::PageKey,
    page::{RenderedPage, Wire},
    shell::{App, Shell},
};
use crate::{
    app::ReaderApp,
    clock::now,
    context,
    http::{Client, Host, base_address, negotiate, page_csp, send},
    reading::{model::ReadingPreferences, routes::from_headers},
    server::AppState,
    site::model::CurrentSite,
    ui::head::{Head, HeadSink},
    visits::{PageVisit, block::LiveFigures},
};

pub(super) const LONGEST_PAGE: usize = 16 * 1024 * 1024;
const SEARCH: &str = "/tim-kiem";
/// No longer than this many digits: a page number beyond is no page.
const LONGEST_PAGE_NUMBER: usize = 7;

/// Every address of the app, and every address that is none.
pub async fn show_page(
    State(state): State<AppState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    Extension(host): Extension<Host>,
    request: Request<Body>,
) -> Response {
    let headers = request.headers();
    let key = PageKey {
        site: site.id,
        base: base_address(&site, client, &host),
        path: normalised_path(request.uri()),
        preferences: from_headers(headers),
        is_sparing: headers.get("save-data").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"on")),
    };
    // Questions are without number: their answers would push every other page out.
    let page = if request.uri().path() == SEARCH {
        Arc::new(render(&state, &site, &key).await)
    } else {
        state.pages.get_or_render(key.clone(), || render(&state, &site, &key)).await
    };
    if let Some(target) = &page.moved_to {
        return moved(target);
    }
    // Nobody reads a page whose body is not sent.
    let visit = if request.method() == Method::HEAD {
        PageVisit { figures: state.visits.figures(&site, now()), ..PageVisit::default() }
    } else {
        state.visits.on_page(&site, headers, &client, now())
    };
    let mut answer = answer(&page, page.to_wire(visit.figures, negotiate(headers)), headers);
    visit.write_cookies(answer.headers_mut());
    answer
}

async fn render(state: &AppState, site: &CurrentSite, key: &PageKey) -> RenderedPage {
    let context = context::Request::of_reader(state.db.clone(), site.clone(), state.storage.clone(), state.search.clone());
    let (head, body) = render_app(context, &key.path, app_view(key.preferences)).await;
    let shell = Shell {
        assets: &state.assets,
        app: App::Reader,
        base: &key.base,
        site_name: &site.name,
        preferences: key.preferences,
        is_sparing: key.is_sparing,
        head: &head,
    };
    RenderedPage::new(head.status, head.moved_to.clone(), &shell.wrap(&body))
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
    // Leptos' markers are comments to a browser, but an error to a checker of HTML.
    (head, String::from_utf8_lossy(&body).replace("<!>", "<!---->"))
}

fn app_view(preferences: ReadingPreferences) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    move || {
        let preferences = RwSignal::new(preferences);
        let live = LiveFigures::new(None);
        view! { <ReaderApp preferences live/> }.into_any()
    }
}

fn answer(page: &RenderedPage, wire: Wire, asked: &HeaderMap) -> Response {
    let mut answer = if page.status == 200 {
        send(wire.body, wire.encoding, wire.tag, asked)
    } else {
        // What is wrong is said in full each time.
        send(wire.body, wire.encoding, wire.tag, &HeaderMap::new())
    };
    if page.status != 200 {
        *answer.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if page.status == 503 {
            answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
        }
    }
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, page_csp(&page.script_hashes));
    headers.append(header::VARY, HeaderValue::from_static("Cookie"));
    headers.append(header::VARY, HeaderValue::from_static("Save-Data"));
    answer
}

fn moved(target: &str) -> Response {
    let mut answer = StatusCode::PERMANENT_REDIRECT.into_response();
    if let Ok(target) = HeaderValue::from_str(target) {
        answer.headers_mut().insert(header::LOCATION, target);
    }
    answer
}

/// The path with the one parameter that pages know; all others would only fill the cache. A question stays as it is.
fn normalised_path(uri: &Uri) -> String {
    if uri.path() == SEARCH {
        return uri.path_and_query().map_or_else(|| SEARCH.to_owned(), ToString::to_string);
    }
    let number =
        uri.query().into_iter().flat_map(|query| query.split('&')).find_map(|pair| pair.strip_prefix("trang=")).map(|number| {
            if number.len() <= LONGEST_PAGE_NUMBER && number.bytes().all(|byte| byte.is_ascii_digit()) { number } else { "0" }
        });
    match number {
        Some(number) if uri.path().starts_with("/chuyen-muc/") => format!("{}?trang={number}", uri.path()),
        _ => uri.path().to_owned(),
    }
}
