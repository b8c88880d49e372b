//! The plain addresses of counting: the socket, the view, the beacon, the picture.

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};

use super::{
    line::{self, Guest, Presence},
    model::article_at,
    state::{NotCounted, Recognised, VisitsState, append_cookies},
    token::Token,
};
use tungstenite::handshake::derive_accept_key;

use crate::{
    clock,
    http::{Client, Takeover},
    site::model::CurrentSite,
};

pub const SOCKET: &str = "/ws/truy-cap";
pub const VIEW: &str = "/api/visits/view";
pub const RENEW: &str = "/api/visits/renew";
pub const PIXEL: &str = "/api/visits/pixel.gif";

/// One transparent pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

type Newsroom = Option<Extension<NotCounted>>;

pub fn router(state: VisitsState) -> Router {
    Router::new()
        .route(SOCKET, any(open_socket))
        .route(VIEW, post(view))
        .route(RENEW, post(renew))
        .route(PIXEL, get(pixel))
        .with_state(state)
}

/// The live figures.
pub async fn open_socket(
    State(state): State<VisitsState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    newsroom: Newsroom,
    takeover: Option<Extension<Takeover>>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    // A connection of HTTP/2 is not to be had.
    let Some(Extension(takeover)) = takeover else { return no_socket() };
    if newsroom.is_some() {
        return open(&state, &site, &client, accept_key(&method, &headers), &takeover, None);
    }
    open_for_reader(&state, &site, &client, &method, &headers, &takeover)
}

/// The same for one who has no session.
pub fn open_for_reader(
    state: &VisitsState,
    site: &CurrentSite,
    client: &Client,
    method: &Method,
    headers: &HeaderMap,
    takeover: &Takeover,
) -> Response {
    let counted = (!state.is_hidden(headers)).then_some(headers);
    open(state, site, client, accept_key(method, headers), takeover, counted)
}

/// `counted` are the headers of who counts; who does not may look on.
fn open(
    state: &VisitsState,
    site: &CurrentSite,
    client: &Client,
    accept: Option<String>,
    takeover: &Takeover,
    counted: Option<&HeaderMap>,
) -> Response {
    let Some(accept) = accept else { return no_socket() };
    let switching = [(header::CONNECTION, "upgrade"), (header::UPGRADE, "websocket"), (header::SEC_WEBSOCKET_ACCEPT, &*accept)];
    let mut response = (StatusCode::SWITCHING_PROTOCOLS, switching).into_response();
    let state = state.clone();
    let seat = match state.hub().take_seat(client.address, site.id) {
        Ok(seat) => seat,
        Err(refusal) => {
            tracing::debug!(?refusal, "a socket is not let in");
            takeover.by(move |raw| state.hub().refuse(raw, refusal));
            return response;
        }
    };
    let (token, set_cookies) = counted.map_or_else(Default::default, |headers| {
        let Recognised { token, set_cookies } = state.on_handshake(site, headers, client, clock::now());
        // A browser that keeps no cookies is one of its own for as long as the socket is open.
        (Some(token.unwrap_or_else(Token::random)), set_cookies)
    });
    state.note_site(site);
    let site = site.id;
    let presence = Presence::enter(state.clone(), site, token);
    let text = state.figures_of(site, clock::now()).frame();
    takeover.greet(line::encoded(&text));
    takeover.by(move |raw| state.hub().enter(raw, site, Guest { presence, seat, frame: text.into() }));
    append_cookies(&set_cookies, response.headers_mut());
    response
}

fn no_socket() -> Response {
    let says = "Địa chỉ này chỉ dành cho số liệu trực tiếp (WebSocket).\n";
    (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], says).into_response()
}

/// What proves to a browser that its handshake was understood; None for a request that is none.
fn accept_key(method: &Method, headers: &HeaderMap) -> Option<String> {
    let says = |name: header::HeaderName, word: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|value| value.trim().eq_ignore_ascii_case(word))
    };
    let is_handshake = *method == Method::GET
        && says(header::CONNECTION, "upgrade")
        && says(header::UPGRADE, "websocket")
        && says(header::SEC_WEBSOCKET_VERSION, "13");
    headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| is_handshake).map(|key| derive_accept_key(key.as_bytes()))
}

/// A page view that the server did not see: a navigation in the browser, a return from the back/forward cache, a prerendered
/// page looked at.
pub async fn view(
    State(state): State<VisitsState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    newsroom: Newsroom,
    headers: HeaderMap,
) -> Response {
    if newsroom.is_some() || state.is_hidden(&headers) {
        return answer(StatusCode::NO_CONTENT, &[]);
    }
    let path = looked_at(&headers);
    let (_, set_cookies) = state.on_view(&site, &headers, &client, path.as_deref().and_then(article_at), clock::now());
    answer(StatusCode::NO_CONTENT, &set_cookies)
}

/// The path of the page that sends a beacon. Ours tell it to ourselves; a browser that hides it counts for no article.
fn looked_at(headers: &HeaderMap) -> Option<String> {
    let page: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    Some(page.path().to_owned())
}

/// A page is still open: its visit's cookie lives on.
pub async fn renew(
    State(state): State<VisitsState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    newsroom: Newsroom,
    headers: HeaderMap,
) -> Response {
    answer(StatusCode::NO_CONTENT, &sign_of_life(&state, &site, &client, newsroom, &headers))
}

/// The sign of life of a page without scripts.
pub async fn pixel(
    State(state): State<VisitsState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    newsroom: Newsroom,
    headers: HeaderMap,
) -> Response {
    let mut response = answer(StatusCode::OK, &sign_of_life(&state, &site, &client, newsroom, &headers));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/gif"));
    *response.body_mut() = GIF.into();
    response
}

fn sign_of_life(
    state: &VisitsState,
    site: &CurrentSite,
    client: &Client,
    newsroom: Newsroom,
    headers: &HeaderMap,
) -> Vec<HeaderValue> {
    if newsroom.is_some() || state.is_hidden(headers) {
        return Vec::new();
    }
    state.on_sign_of_life(site, headers, client, clock::now()).set_cookies
}

fn answer(status: StatusCode, set_cookies: &[HeaderValue]) -> Response {
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")]).into_response();
    append_cookies(set_cookies, response.headers_mut());
    response
}
