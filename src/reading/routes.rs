//! `POST /tiep-can`: the form of the reading bar and of the settings page, for readers without scripts.

use axum::{
    Form,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::model::{COOKIE, Change, ReadingPreferences};
use crate::http::{Client, cookie};

const YEAR: u32 = 365 * 24 * 3600;

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Sent {
    change: String,
    text: String,
    contrast: String,
    spacing: String,
    #[serde(rename = "return")]
    back_to: String,
}

/// Writes the cookie and leads back to the page that the reader came from.
pub async fn change_preferences(
    axum::Extension(client): axum::Extension<Client>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let before = from_headers(&headers);
    let after = match (sent.change.as_str(), Change::parse(&sent.change)) {
        (_, Some(change)) => before.after(change),
        ("reset", _) => ReadingPreferences::default(),
        _ => ReadingPreferences::from_fields(&sent.text, &sent.contrast, &sent.spacing),
    };
    let secure = if client.secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={YEAR}; SameSite=Lax{secure}", after.cookie_value());
    let mut answer = StatusCode::SEE_OTHER.into_response();
    let target = HeaderValue::from_str(&local_path(&sent.back_to)).unwrap_or_else(|_| HeaderValue::from_static("/tiep-can"));
    answer.headers_mut().insert(header::LOCATION, target);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        answer.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    answer
}

/// The preferences in a request's cookies.
pub fn from_headers(headers: &HeaderMap) -> ReadingPreferences {
    cookie(headers, COOKIE).map(ReadingPreferences::parse).unwrap_or_default()
}

/// Only a path of this site: never an open redirect.
fn local_path(path: &str) -> String {
    let is_local = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t']);
    if is_local { path.to_owned() } else { "/tiep-can".into() }
}
