//! Pages of the newsroom and of signing in: rendered for each request, kept by no one.

use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;

use super::{
    handler::{render_app, render_framed, served_pages},
    page::{RenderedPage, script_hashes},
    shell::{App, Shell},
};
use crate::{
    accounts::recognise::{Denied, Signed},
    accounts::sessions::Step,
    clock::now,
    context,
    error::AppError,
    http::{Client, Framing, Host, Wants, base_address, compress, cookie, error_answer, negotiate, page_csp},
    newsroom::NewsroomApp,
    reading::routes::from_headers,
    screens::{ScreensApp, is_screen},
    server::AppState,
    site::model::CurrentSite,
    text::addresses::{percent_decoded, percent_encoded},
    ui::{
        form::{FormState, PageState, STATE_ID},
        head::Head,
    },
    workflow::model::PREVIEW,
};

/// Carries what a change has done over to the next page; gone once it has been said.
const SAYS_COOKIE: &str = "thong_bao";

/// Who asks, and for what: everything a newsroom page is rendered from.
pub(super) struct Asked {
    pub site: CurrentSite,
    pub signed: Signed,
    pub client: Client,
    pub host: Host,
    pub headers: HeaderMap,
}

impl Asked {
    pub fn context(&self, state: &AppState) -> context::Request {
        let session = self.signed.0.clone();
        let base = base_address(&self.site, self.client, &self.host);
        let browser = self.headers.get(header::USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
        context::Request {
            actor: session.as_ref().filter(|session| session.step == Step::Open).map(|session| session.actor.clone()),
            session,
            client: Some(self.client),
            browser: browser.chars().take(300).collect(),
            ..state.reader_context(&self.site, base)
        }
    }
}

pub async fn show_newsroom(
    State(state): State<AppState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    Extension(host): Extension<Host>,
    Extension(signed): Extension<Signed>,
    denied: Option<Extension<Denied>>,
    request: Request<Body>,
) -> Response {
    let path = request.uri().path_and_query().map_or_else(|| request.uri().path().to_owned(), ToString::to_string);
    let asked = Asked { site, signed, client, host, headers: request.headers().clone() };
    match denied {
        None => {}
        Some(Extension(Denied(AppError::SignInNeeded))) => return to_sign_in(&path),
        Some(Extension(Denied(error))) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::FORBIDDEN);
            return error_answer(Wants::of(&asked.headers), status, "Không mở được trang này", &error.wording());
        }
    }
    if path.starts_with(PREVIEW) {
        return render_preview(&state, &asked, &path).await;
    }
    let says = read_says(&asked.headers);
    let mut answer = render(&state, &asked, &path, PageState { says: says.clone(), failure: None }, StatusCode::OK).await;
    // A page that leads on leaves it to the next.
    if !says.is_empty() && !answer.status().is_redirection() {
        answer
            .headers_mut()
            .append(header::SET_COOKIE, HeaderValue::from_static("thong_bao=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
    }
    answer
}

/// Renders a page. `status` is what a refused form answers with; a page that fails by itself has its own.
pub(super) async fn render(state: &AppState, asked: &Asked, path: &str, page_state: PageState, status: StatusCode) -> Response {
    let written = serde_json::to_string(&page_state).unwrap_or_default().replace('<', "\\u003c");
    let app = if is_screen(path) { App::Screen } else { App::Newsroom };
    let view = move || {
        FormState::provide(page_state.clone());
        if app == App::Screen { view! { <ScreensApp/> }.into_any() } else { view! { <NewsroomApp/> }.into_any() }
    };
    let (head, mut body) = render_app(asked.context(state), path, view).await;
    if let Some(target) = head.moved_to.clone() {
        return see_other(&target);
    }
    let shell = Shell {
        assets: &state.assets,
        app,
        base: &base_address(&asked.site, asked.client, &asked.host),
        site: &asked.site,
        preferences: from_headers(&asked.headers),
        is_sparing: false,
        head: &head,
    };
    if app == App::Newsroom {
        body.push_str(&format!("<script type=\"application/json\" id=\"{STATE_ID}\">{written}</script>"));
    }
    let html = shell.wrap(&body, &[]);
    let policy = page_csp(&script_hashes(&html), &[], Framing::Around);
    let status = if head.status == 200 { status } else { StatusCode::from_u16(head.status).unwrap_or(status) };
    send(html, status, policy, &asked.headers)
}

/// A piece as readers would see it: the reader's page, without its app, for who may see the piece; our own pages may frame it.
async fn render_preview(state: &AppState, asked: &Asked, path: &str) -> Response {
    let preferences = from_headers(&asked.headers);
    let frame = state.pages.frames.get(&state.db, asked.site.id).await;
    let (head, body) = render_framed(asked.context(state), frame, preferences, path, served_pages).await;
    let base = base_address(&asked.site, asked.client, &asked.host);
    // What nobody has published is in no list of addresses.
    let head = Head { article: None, path: String::new(), ..head };
    let shell = Shell {
        assets: &state.assets,
        app: App::Served,
        base: &base,
        site: &asked.site,
        preferences,
        is_sparing: true,
        head: &head,
    };
    let html = shell.wrap(&body, &[]);
    let policy = page_csp(&script_hashes(&html), &[], Framing::Within);
    let page = RenderedPage::new(head.status, None, PREVIEW, &html, &[]);
    let status = StatusCode::from_u16(head.status).unwrap_or(StatusCode::OK);
    let mut answer = send(page.with_figures(&state.visits.figures(&asked.site, now())), status, policy, &asked.headers);
    let headers = answer.headers_mut();
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    answer
}

fn send(html: String, status: StatusCode, policy: HeaderValue, asked: &HeaderMap) -> Response {
    let (body, encoding) = compress(html.into(), negotiate(asked));
    let mut answer = (status, body).into_response();
    let headers = answer.headers_mut();
    if let Some(name) = encoding.header() {
        headers.insert(header::CONTENT_ENCODING, name);
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    answer
}

pub(super) fn to_sign_in(path: &str) -> Response {
    see_other(&format!("/dang-nhap?tiep={}", percent_encoded(path)))
}

pub(super) fn see_other(target: &str) -> Response {
    let mut answer = StatusCode::SEE_OTHER.into_response();
    if let Ok(target) = HeaderValue::from_str(target) {
        answer.headers_mut().insert(header::LOCATION, target);
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

pub(super) fn says_cookie(says: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("{SAYS_COOKIE}={}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax", percent_encoded(says))).ok()
}

fn read_says(headers: &HeaderMap) -> String {
    let decoded = cookie(headers, SAYS_COOKIE).map(percent_decoded).unwrap_or_default();
    decoded.chars().filter(|c| !c.is_control()).take(600).collect()
}
