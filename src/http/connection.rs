//! One connection from its first byte to its last: TLS, HTTP/1 or HTTP/2, idle time, and the end.

use std::{
    convert::Infallible,
    net::IpAddr,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, extract::Request, http::header, response::Response, routing::future::RouteFuture};
use bytes::Bytes;
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
    upgrade::OnUpgrade,
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use tower::Service;

use super::{
    Settings,
    client::{Peer, Scheme},
    front::{Front, Then},
    stream::Stream,
    takeover::{RawSocket, Takeover, Wire},
    tls::Tls,
    worded::Worded,
};

/// Who answers: the router, and what may stand before it.
pub struct Answers {
    router: Router,
    front: Option<Front>,
}

impl From<Router> for Answers {
    fn from(router: Router) -> Self {
        Self { router, front: None }
    }
}

impl Answers {
    /// Plain requests over HTTP/1 are shown to `front` first.
    pub fn behind(router: Router, front: Front) -> Self {
        Self { router, front: Some(front) }
    }
}

/// What all connections share, made once.
pub struct Server {
    router: Router,
    front: Option<Front>,
    tls: Option<Tls>,
    http1: http1::Builder,
    http2: http2::Builder<TokioExecutor>,
    stop: CancellationToken,
    /// Time is up: what still runs is dropped.
    pub gave_up: CancellationToken,
    pub settings: Settings,
}

impl Server {
    pub fn new(answers: Answers, tls: Option<Tls>, settings: Settings, stop: CancellationToken) -> Self {
        Self {
            // Handlers are bound to their state here, once; left unbound, axum would do it again for each request.
            router: answers.router.with_state(()),
            front: answers.front,
            tls,
            http1: set_up_http1(&settings),
            http2: set_up_http2(),
            stop,
            gave_up: CancellationToken::new(),
            settings,
        }
    }
}

fn set_up_http1(settings: &Settings) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_time)
        .max_buf_size(16 * 1024)
        .half_close(true)
        .keep_alive(true);
    builder
}

fn set_up_http2() -> http2::Builder<TokioExecutor> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(100)
        .max_header_list_size(16 * 1024)
        .max_frame_size(16 * 1024)
        .initial_stream_window_size(64 * 1024)
        .initial_connection_window_size(256 * 1024)
        .max_send_buf_size(64 * 1024)
        .max_pending_accept_reset_streams(20)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10));
    builder
}

/// Serves one connection. The protocol is settled by TLS (ALPN) and is HTTP/1 without TLS: hyper-util's automatic choice waits,
/// untimed, for the first bytes to tell, and a silent client would keep its place for ever.
pub async fn run(server: Arc<Server>, stream: Stream, address: IpAddr) {
    let Some(tls) = &server.tls else {
        return server.drive_http1(stream, Peer { address, scheme: Scheme::Http }).await;
    };
    let shaken = timeout(server.settings.handshake_time, tls.acceptor().accept(stream)).await;
    let Ok(Ok(stream)) = shaken else {
        tracing::debug!(%address, "TLS handshake failed");
        return;
    };
    let peer = Peer { address, scheme: Scheme::Https };
    // Boxed, so that connections without TLS do not carry the room for it.
    match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => Box::pin(server.drive_http2(stream, peer)).await,
        _ => Box::pin(server.drive_http1(stream, peer)).await,
    }
}

impl Server {
    async fn drive_http1<I: Wire>(&self, mut io: I, peer: Peer) {
        let mut ahead = Bytes::new();
        if let Some(front) = &self.front {
            let then = tokio::select! {
                then = front.serve(&mut io, peer, &self.router, &self.stop) => then,
                () = self.gave_up.cancelled() => return,
            };
            match then {
                Then::Ends => {
                    // Whoever takes nothing in must not keep its place: the stream has a time for that.
                    let _ = io.shutdown().await;
                    return;
                }
                Then::Taken(takeover, unread) => {
                    if let (Some(taker), Some(raw)) = (takeover.take(), io.into_raw(unread)) {
                        taker(RawSocket { is_greeted: true, ..raw });
                    }
                    return;
                }
                Then::Router(unread) => ahead = unread,
            }
        }
        // Boxed, so that those who never come as far do not carry the room for it.
        Box::pin(self.drive_hyper(io, ahead, peer)).await;
    }

    async fn drive_hyper<I: Wire>(&self, io: I, ahead: Bytes, peer: Peer) {
        let router = self.router.clone();
        let service = service_fn(move |request| ask_for::<I>(&router, request, peer));
        let connection = self.http1.serve_connection(TokioIo::new(Worded::new(io, ahead, peer)), service).with_upgrades();
        // The header time-out ends idle ones.
        self.drive(pin!(connection), |connection| connection.graceful_shutdown(), std::future::pending()).await;
    }

    async fn drive_http2<I>(&self, io: I, peer: Peer)
    where
        I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let router = self.router.clone();
        let activity = Arc::new(Activity::default());
        let requests = activity.clone();
        let service = service_fn(move |request| {
            let running = requests.begin();
            let answer = ask(&router, request, peer);
            async move {
                let _running = running;
                answer.await
            }
        });
        let connection = pin!(self.http2.serve_connection(TokioIo::new(io), service));
        self.drive(connection, |connection| connection.graceful_shutdown(), activity.ended(self.settings.idle_time)).await;
    }

    /// Runs a connection to its end. Tells it to `finish` when the program stops or it has become `idle`; one that does not finish
    /// after becoming idle is dropped a header time later.
    async fn drive<C>(&self, mut connection: Pin<&mut C>, finish: impl Fn(Pin<&mut C>), idle: impl Future<Output = ()>)
    where
        C: Future<Output = hyper::Result<()>>,
    {
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                finish(connection.as_mut());
                tokio::select! {
                    ended = connection.as_mut() => ended,
                    () = self.gave_up.cancelled() => return,
                }
            }
            () = idle => {
                finish(connection.as_mut());
                match timeout(self.settings.header_time, connection).await {
                    Ok(ended) => ended,
                    Err(_) => return,
                }
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "connection ended badly");
        }
    }
}

/// As [`ask`], for a connection that the handler may take over.
fn ask_for<I: Wire>(
    router: &Router,
    mut request: Request<Incoming>,
    peer: Peer,
) -> impl Future<Output = Result<Response, Infallible>> + use<I> {
    let upgrade = request.extensions().get::<OnUpgrade>().cloned().filter(|_| request.headers().contains_key(header::UPGRADE));
    let takeover = upgrade.map(|upgrade| (upgrade, Takeover::default()));
    if let Some((_, takeover)) = &takeover {
        request.extensions_mut().insert(takeover.clone());
    }
    let answer = ask(router, request, peer);
    async move {
        let answer = answer.await;
        if let Some((upgrade, takeover)) = takeover
            && let Some(taker) = takeover.take()
        {
            tokio::spawn(async move {
                let Ok(upgraded) = upgrade.await else { return };
                let Ok(parts) = upgraded.downcast::<TokioIo<Worded<I>>>() else { return };
                if let Some(raw) = parts.io.into_inner().into_inner().into_raw(parts.read_buf) {
                    taker(raw);
                }
            });
        }
        answer
    }
}

fn ask(router: &Router, mut request: Request<Incoming>, peer: Peer) -> RouteFuture<Infallible> {
    request.extensions_mut().insert(peer);
    router.clone().call(request.map(Body::new))
}

/// Whether a connection is in use.
#[derive(Default)]
struct Activity {
    running: AtomicUsize,
    begun: AtomicUsize,
}

struct Running(Arc<Activity>);

impl Activity {
    fn begin(self: &Arc<Self>) -> Running {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.running.fetch_add(1, Ordering::Relaxed);
        Running(self.clone())
    }

    /// Ready when nothing runs and nothing was begun for `time`.
    async fn ended(&self, time: Duration) {
        let mut begun_before = None;
        loop {
            let begun = self.begun.load(Ordering::Relaxed);
            if self.running.load(Ordering::Relaxed) == 0 && begun_before == Some(begun) {
                return;
            }
            begun_before = Some(begun);
            tokio::time::sleep(time).await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}
