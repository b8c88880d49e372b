//! `/healthz` and `/readyz`: for the machine beside us, under any host name, never counted.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

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
/// A write that waits for a longer one is no fault yet.
const WRITES_TIME: Duration = Duration::from_secs(5);

/// When something was last written, told by the task that writes every second; cheap to clone.
#[derive(Debug, Clone)]
pub struct Writes(Arc<Mutex<Instant>>);

impl Default for Writes {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }
}

impl Writes {
    pub fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn are_stuck(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).elapsed() > WRITES_TIME
    }
}

/// The answer to a health check, or None where `path` is not one.
pub async fn answer(method: &Method, path: &str, db: &Db, writes: Option<&Writes>, stop: &CancellationToken) -> Option<Response> {
    if !matches!(path, "/healthz" | "/readyz") {
        return None;
    }
    let (status, text) = if !matches!(*method, Method::GET | Method::HEAD) {
        (StatusCode::METHOD_NOT_ALLOWED, "chỉ nhận GET\n")
    } else if path == "/healthz" {
        (StatusCode::OK, "đang chạy\n")
    } else {
        why_not_ready(db, writes, stop)
            .await
            .map_or((StatusCode::OK, "sẵn sàng\n"), |why| (StatusCode::SERVICE_UNAVAILABLE, why))
    };
    let mut response = (status, text).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    tracing::debug!(path, status = status.as_u16(), "health check");
    Some(response)
}

/// None while the process can do all its work.
pub async fn why_not_ready(db: &Db, writes: Option<&Writes>, stop: &CancellationToken) -> Option<&'static str> {
    if stop.is_cancelled() {
        Some("đang dừng\n")
    } else if !database_answers(db).await {
        Some("cơ sở dữ liệu không trả lời\n")
    } else if writes.is_some_and(Writes::are_stuck) {
        Some("đọc được nhưng không ghi được: ổ đĩa đầy, hoặc chương trình khác đang giữ cơ sở dữ liệu\n")
    } else {
        None
    }
}

pub async fn database_answers(db: &Db) -> bool {
    tokio::time::timeout(DATABASE_TIME, db.ping()).await.is_ok_and(|answer| answer.is_ok())
}
