//! `/mau/{colour}.css`: the style sheet of a colour. It depends on nothing but its address and is kept for ever.

use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{Colour, Palette};
use crate::http::send_text;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/mau/{file}", get(show_colours))
}

/// 404 for what is no colour, or none that can be read.
async fn show_colours(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let palette = file.strip_suffix(".css").and_then(Colour::parse).and_then(|colour| Palette::of(colour).ok());
    let Some(palette) = palette.filter(|palette| palette.address().ends_with(&file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = send_text(palette.css(), "text/css; charset=utf-8", &headers);
    answer.headers_mut().insert(header::CACHE_CONTROL, FOR_EVER);
    answer
}
