//! Figures for Prometheus, on a listener of their own. Labels are route templates and status classes, never what a client sent.

use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ::metrics::{Counter, Histogram};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header::CONTENT_TYPE},
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    Settings, Writes,
    health::{database_answers, why_not_ready},
};
use crate::db::Db;

const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];
const UPKEEP: Duration = Duration::from_secs(5);

static KEPT: AtomicBool = AtomicBool::new(false);

/// Starts keeping figures, for the whole process.
///
/// # Errors
/// It was called before.
pub fn start() -> anyhow::Result<PrometheusHandle> {
    let recorder = recorder()?;
    let handle = recorder.handle();
    ::metrics::set_global_recorder(recorder).map_err(|_| anyhow::anyhow!("metrics are kept already"))?;
    KEPT.store(true, Ordering::Relaxed);
    Ok(handle)
}

pub(super) fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let seconds = Matcher::Full("congdan_request_seconds".to_owned());
    Ok(PrometheusBuilder::new().set_buckets_for_metric(seconds, &SECONDS)?.build_recorder())
}

/// What is asked when figures are asked for.
#[derive(Clone)]
pub struct Asked {
    pub db: Db,
    pub writes: Writes,
    pub stop: CancellationToken,
}

/// Serves `/metrics` until `asked.stop`.
///
/// # Errors
/// As [`super::serve`].
pub async fn serve(listener: TcpListener, handle: PrometheusHandle, asked: Asked) -> anyhow::Result<()> {
    let stop = asked.stop.clone();
    let upkeep = (handle.clone(), stop.clone());
    tokio::spawn(async move {
        let (handle, stop) = upkeep;
        // Without it the samples of a histogram pile up until somebody asks for them.
        while stop.run_until_cancelled(tokio::time::sleep(UPKEEP)).await.is_some() {
            handle.run_upkeep();
        }
    });
    let router = Router::new().route("/metrics", get(render)).with_state((handle, asked));
    super::serve(listener, None, router, Settings::default(), stop).await
}

async fn render(State((handle, Asked { db, writes, stop })): State<(PrometheusHandle, Asked)>) -> Response {
    ::metrics::gauge!("congdan_database_up").set(yes(database_answers(&db).await));
    ::metrics::gauge!("congdan_ready").set(yes(why_not_ready(&db, Some(&writes), &stop).await.is_none()));
    if let Some(bytes) = resident_bytes() {
        ::metrics::gauge!("congdan_resident_bytes").set(bytes);
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response()
}

fn yes(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}

fn resident_bytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? * 1024.0)
}

/// Notes, on the way out, which route answered: the template, since addresses have no end.
pub async fn remember_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// The figures of one route; found by their names they would cost a page at hand a tenth of its time.
struct RouteFigures {
    /// By the first digit of the status.
    answers: [Counter; 5],
    seconds: Histogram,
}

static BY_ROUTE: LazyLock<RwLock<HashMap<String, Arc<RouteFigures>>>> = LazyLock::new(RwLock::default);

/// Counts one answered request under the template of its address.
pub fn record(route: &str, status: StatusCode, took: Duration) {
    if !KEPT.load(Ordering::Relaxed) {
        return;
    }
    let known = BY_ROUTE.read().unwrap_or_else(PoisonError::into_inner).get(route).cloned();
    let figures = known.unwrap_or_else(|| {
        let mut routes = BY_ROUTE.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(routes.entry(route.to_owned()).or_insert_with(|| Arc::new(RouteFigures::of(route))))
    });
    figures.record(status, took);
}

impl RouteFigures {
    fn of(route: &str) -> Self {
        let answers = ["1xx", "2xx", "3xx", "4xx", "5xx"]
            .map(|class| ::metrics::counter!("congdan_requests_total", "route" => route.to_owned(), "status" => class));
        Self { answers, seconds: ::metrics::histogram!("congdan_request_seconds", "route" => route.to_owned()) }
    }

    fn record(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, self.answers.len()) - 1;
        self.answers[class].increment(1);
        self.seconds.record(took.as_secs_f64());
    }
}

/// One open websocket in the figure `congdan_sockets`, until dropped.
pub struct OpenSocket(());

impl OpenSocket {
    pub fn count() -> Self {
        ::metrics::gauge!("congdan_sockets").increment(1.0);
        Self(())
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        ::metrics::gauge!("congdan_sockets").decrement(1.0);
    }
}
