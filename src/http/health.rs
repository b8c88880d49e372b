//! `/healthz` and `/readyz`: for the machine beside us, under any host name, never counted.

use std::time::Duration;

use axum::{
    http::{
        HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL},
    },
    response::{IntoResponse, Response},
};
use tokio_util::sync::CancellationToken;

use crate::db::Db;

const DATABASE_TIME: Duration = Duration::from_secs(2);

/// The answer to a health check, or None where `path` is not one.
pub async fn answer(method: &Method, path: &str, db: &Db, stop: &CancellationToken) -> Option<Response> {
    if !matches!(path, "/healthz" | "/readyz") {
        return None;
    }
    let (status, text) = if !matches!(*method, Method::GET | Method::HEAD) {
        (StatusCode::METHOD_NOT_ALLOWED, "chỉ nhận GET\n")
    } else if path == "/healthz" {
        (StatusCode::OK, "đang chạy\n")
    } else if stop.is_cancelled() {
        (StatusCode::SERVICE_UNAVAILABLE, "đang dừng\n")
    } else if database_answers(db).await {
        (StatusCode::OK, "sẵn sàng\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "cơ sở dữ liệu không trả lời\n")
    };
    let mut response = (status, text).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    tracing::debug!(path, status = status.as_u16(), "health check");
    Some(response)
}

pub async fn database_answers(db: &Db) -> bool {
    tokio::time::timeout(DATABASE_TIME, db.ping()).await.is_ok_and(|answer| answer.is_ok())
}
