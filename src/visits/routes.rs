//! The plain addresses of counting: the socket, the view, the beacon, the picture.

use axum::{
    Extension, Router,
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};

use super::{
    socket::{self, Presence},
    state::{NotCounted, Recognised, VisitsState, append_cookies},
    token::Token,
};
use crate::{clock, http::Client, site::model::CurrentSite};

pub const SOCKET: &str = "/ws/truy-cap";
pub const VIEW: &str = "/api/visits/view";
pub const RENEW: &str = "/api/visits/renew";
pub const PIXEL: &str = "/api/visits/pixel.gif";

/// One transparent pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

type Newsroom = Option<Extension<NotCounted>>;

pub fn router(state: VisitsState) -> Router {
    // `any`: over HTTP/2 a socket is asked for by CONNECT.
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
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        return (
            StatusCode::UPGRADE_REQUIRED,
            [(header::UPGRADE, "websocket")],
            "Địa chỉ này chỉ dành cho số liệu trực tiếp (WebSocket).\n",
        )
            .into_response();
    };
    let upgrade = socket::with_small_buffers(upgrade);
    let seat = match state.hub().take_seat(client.address) {
        Ok(seat) => seat,
        Err(refusal) => {
            tracing::debug!(?refusal, "a socket is not let in");
            return upgrade.on_upgrade(move |socket| socket::refuse(socket, refusal));
        }
    };
    let (token, set_cookies) = match newsroom.is_some() || state.is_hidden(&headers) {
        true => (None, Vec::new()),
        false => {
            let Recognised { token, set_cookies } = state.on_handshake(&site, &headers, &client, clock::now());
            // A browser that keeps no cookies is one of its own for as long as the socket is open.
            (Some(token.unwrap_or_else(Token::random)), set_cookies)
        }
    };
    state.note_site(&site);
    let site = site.id;
    let mut response = upgrade.on_upgrade(move |socket| async move {
        let presence = Presence::enter(state, site, token);
        socket::serve(socket, presence, seat).await;
    });
    append_cookies(&set_cookies, response.headers_mut());
    response
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
    let (_, set_cookies) = state.on_view(&site, &headers, &client, clock::now());
    answer(StatusCode::NO_CONTENT, &set_cookies)
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
