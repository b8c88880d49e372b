//! Server functions under `/api`: asked by our own code in the browser, or by a plain form where scripts are off.

use axum::{
    Extension,
    body::Body,
    extract::State,
    http::{HeaderValue, Method, Request, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use leptos::prelude::*;

use super::{
    handler::LONGEST_PAGE,
    newsroom::{self, Asked},
};
use crate::{
    accounts::recognise::{Denied, Signed},
    error::AppError,
    http::{Client, Host, Wants, compress, error_page, etag, negotiate, send},
    server::AppState,
    site::model::CurrentSite,
    text::addresses::percent_encoded,
    ui::form::{FORM_FIELD, Failure, Next, PAGE_FIELD, PageState},
};

/// Reads may be kept by the browser that asks whether they are still right; changes lead on, or back to their form.
pub async fn show_server_function(
    State(state): State<AppState>,
    Extension(site): Extension<CurrentSite>,
    Extension(client): Extension<Client>,
    Extension(host): Extension<Host>,
    Extension(signed): Extension<Signed>,
    denied: Option<Extension<Denied>>,
    request: Request<Body>,
) -> Response {
    let asked = Asked { site, signed, client, host, headers: request.headers().clone() };
    let denied = denied.map(|Extension(Denied(error))| error);
    if *request.method() == Method::POST {
        change(&state, asked, denied, request).await
    } else {
        read(&state, asked, denied, request).await
    }
}

async fn read(state: &AppState, asked: Asked, denied: Option<AppError>, request: Request<Body>) -> Response {
    if let Some(error) = denied {
        return spoken(&error);
    }
    let is_private = asked.signed.0.is_some();
    let answer = call(state, &asked, request).await;
    if answer.status() != StatusCode::OK {
        return answer;
    }
    let content_type = answer.headers().get(header::CONTENT_TYPE).cloned();
    let Ok(body) = axum::body::to_bytes(answer.into_body(), LONGEST_PAGE).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = etag(&body);
    let (body, encoding) = compress(body, negotiate(&asked.headers));
    let mut answer = send(body, encoding, tag, &asked.headers);
    if let Some(content_type) = content_type {
        answer.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    if is_private {
        answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

async fn change(state: &AppState, asked: Asked, denied: Option<AppError>, request: Request<Body>) -> Response {
    let is_form = Wants::of(&asked.headers) == Wants::Page;
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, LONGEST_PAGE).await else {
        return error_page(StatusCode::PAYLOAD_TOO_LARGE, "Nội dung gửi lên quá lớn", "Hãy rút ngắn nội dung rồi gửi lại.");
    };
    let path = parts.uri.path().to_owned();
    let (answer, cookies) = match denied {
        Some(error) => (Err(error), Vec::new()),
        None => finish(call(state, &asked, Request::from_parts(parts, Body::from(body.clone()))).await).await,
    };
    if answer.is_ok() && !path.starts_with("/api/accounts/") {
        // Whoever is told that it is done finds it done on every page.
        if state.catch_up().await.is_err() {
            state.pages.clear();
        }
    }
    let mut response = match (answer, is_form) {
        (Ok(next), false) => {
            // A page that is loaded whole learns what was done from the cookie.
            let cookie = next.is_full_load().then(|| newsroom::says_cookie(&next.says)).flatten();
            let mut response = axum::Json(next).into_response();
            if let Some(cookie) = cookie {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        (Err(error), false) => spoken(&error),
        (Ok(next), true) => {
            let mut response = newsroom::see_other(&next.to);
            if let (false, Some(cookie)) = (next.says.is_empty(), newsroom::says_cookie(&next.says)) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            response
        }
        (Err(error), true) => show_again(state, &asked, error, &body).await,
    };
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Runs the server function. It answers in JSON whatever the browser wants: leptos would lead a form back to its referrer.
async fn call(state: &AppState, asked: &Asked, mut request: Request<Body>) -> Response {
    let headers = request.headers_mut();
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    headers.remove(header::REFERER);
    let context = asked.context(state);
    let provide = move || provide_context(context.clone());
    let answer = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    if answer.status() == StatusCode::BAD_REQUEST {
        return error_page(StatusCode::NOT_FOUND, "Không có địa chỉ này", "Địa chỉ có thể bị gõ thiếu hoặc đã đổi.");
    }
    answer
}

/// What a change has answered, and the cookies it sets.
async fn finish(answer: Response) -> (Result<Next, AppError>, Vec<HeaderValue>) {
    let cookies = answer.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    let is_ok = answer.status() == StatusCode::OK;
    let body = axum::body::to_bytes(answer.into_body(), LONGEST_PAGE).await.unwrap_or_default();
    let answer = if is_ok {
        serde_json::from_slice(&body).map_err(|_| AppError::Unavailable)
    } else {
        Err(serde_json::from_slice(&body).unwrap_or(AppError::Unavailable))
    };
    (answer, cookies)
}

/// The form's page once more, with what was typed and what is wrong with it.
async fn show_again(state: &AppState, asked: &Asked, error: AppError, body: &Bytes) -> Response {
    let values = form_values(body);
    let find = |name: &str| values.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let page = find(PAGE_FIELD);
    let is_ours = ["/bien-tap", "/dang-nhap", "/kich-hoat/"].iter().any(|start| page.starts_with(start));
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    if !is_ours || page.parse::<http::Uri>().is_err() {
        return error_page(status, "Chưa thực hiện được", &error.wording());
    }
    let form = find(FORM_FIELD);
    // Where nobody is signed in any more, the sign-in page keeps what was typed.
    let page = if error == AppError::SignInNeeded { format!("/dang-nhap?tiep={}", percent_encoded(&page)) } else { page };
    let kept = values
        .into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), FORM_FIELD | PAGE_FIELD | "password" | "again" | "confirm" | "code"))
        .collect();
    let failure = Failure {
        form,
        wording: error.wording(),
        problems: if let AppError::Invalid(problems) = error { problems } else { Vec::new() },
        values: kept,
    };
    newsroom::render(state, asked, &page, PageState { says: String::new(), failure: Some(failure) }, status).await
}

fn form_values(body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    text.split('&')
        .filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let decoded = |text: &str| crate::text::addresses::percent_decoded(&text.replace('+', " "));
            Some((decoded(name), decoded(value).replace("\r\n", "\n")))
        })
        .collect()
}

/// An error as our own code in the browser reads it.
fn spoken(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = (status, axum::Json(error)).into_response();
    // Keeps the entry from putting its own words in the place of ours.
    answer.headers_mut().insert("serverfnerror", HeaderValue::from_static("true"));
    answer
}
