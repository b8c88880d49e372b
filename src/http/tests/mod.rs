//! The real accept loop on a loopback port, asked over raw sockets.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod assets;
mod connections;
mod front;
mod requests;
mod rules;
pub(crate) mod tls;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, WebSocketUpgrade, ws},
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{Notify, mpsc},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{Answers, Client, Entry, Front, Host, Settings, SiteDirectory, TlsFiles, bind, layers, serve};
use crate::{
    db::{DatabaseUrl, Db},
    site::model::{CurrentSite, SiteRow},
};

/// No test waits longer; none waits so long when all is well.
const PATIENCE: Duration = Duration::from_secs(20);
const SOON: Duration = Duration::from_millis(200);

struct World {
    address: SocketAddr,
    stop: CancellationToken,
    served: JoinHandle<anyhow::Result<()>>,
    db: Db,
    /// Something happened inside a handler.
    events: mpsc::UnboundedReceiver<&'static str>,
    release: Arc<Notify>,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

fn site(host: &str) -> CurrentSite {
    CurrentSite(Arc::new(SiteRow { id: uuid::Uuid::now_v7(), host: host.into(), name: host.into(), ..SiteRow::default() }))
}

fn sites() -> SiteDirectory {
    let sites = SiteDirectory::default();
    sites.replace(vec![site("xa.localhost"), site("tinh.localhost")]);
    sites
}

async fn world(adjust: impl FnOnce(&mut Settings)) -> World {
    world_with(adjust, None).await
}

async fn world_with(adjust: impl FnOnce(&mut Settings), tls: Option<TlsFiles>) -> World {
    let mut settings = Settings::default();
    adjust(&mut settings);
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    let stop = CancellationToken::new();
    let release = Arc::new(Notify::new());
    let (told, events) = mpsc::unbounded_channel();
    let entry = Entry { sites: sites(), db: db.clone(), writes: None, settings: settings.clone(), stop: stop.clone() };
    let front = Front { entry: entry.clone(), at_hand: Arc::new(front::OnePage), socket: "/lay" };
    let answers = Answers::behind(layers(routes(told, release.clone(), stop.clone()), entry), front);
    let listener = bind("127.0.0.1:0".parse().unwrap(), "CONGDAN_LISTEN").unwrap();
    let address = listener.local_addr().unwrap();
    let served = tokio::spawn(serve(listener, tls, answers, settings, stop.clone()));
    World { address, stop, served, db, events, release, _folder: folder }
}

fn routes(told: mpsc::UnboundedSender<&'static str>, release: Arc<Notify>, stop: CancellationToken) -> Router {
    let told_by_endless = told.clone();
    Router::new()
        .route("/bai-viet/{slug}", get(async |Path(slug): Path<String>| slug))
        .route("/tiep-can", post(async |body: String| body.len().to_string()))
        .route(
            "/ai",
            get(
                async |Extension(client): Extension<Client>,
                       Extension(host): Extension<Host>,
                       Extension(site): Extension<CurrentSite>| {
                    format!("{} {} {host} {}", client.address, client.scheme(), site.host)
                },
            ),
        )
        .route(
            "/cham",
            get(async move || {
                told.send("begun").unwrap();
                release.notified().await;
                "done"
            }),
        )
        .route("/lay", get(front::take_over))
        .route("/vo-tan", get(async || endless(told_by_endless)))
        .route("/hong", get(async || -> &'static str { panic!("secret of the inside") }))
        .route(
            "/ws",
            get(async move |upgrade: WebSocketUpgrade| {
                upgrade.on_upgrade(async move |mut socket| {
                    stop.cancelled().await;
                    let frame = ws::CloseFrame { code: ws::close_code::AWAY, reason: "".into() };
                    let _ = socket.send(ws::Message::Close(Some(frame))).await;
                })
            }),
        )
}

/// A body without end, which tells when it is dropped.
fn endless(told: mpsc::UnboundedSender<&'static str>) -> Body {
    struct Guard(mpsc::UnboundedSender<&'static str>);
    impl Drop for Guard {
        fn drop(&mut self) {
            let _ = self.0.send("dropped");
        }
    }
    let guard = Guard(told);
    Body::from_stream(futures_util::stream::repeat_with(move || {
        let _guard = &guard;
        Ok::<_, std::io::Error>(bytes::Bytes::from_static(&[b'a'; 64 * 1024]))
    }))
}

impl World {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends the bytes and reads to the end.
    async fn send(&self, bytes: impl AsRef<[u8]>) -> Answer {
        let mut socket = self.connect().await;
        // The server may answer and close before it has taken everything.
        let _ = socket.write_all(bytes.as_ref()).await;
        read_answer(&mut socket).await
    }

    /// One request to localhost with further header lines.
    async fn ask(&self, request: &str, lines: &[&str]) -> Answer {
        self.send(request_text(request, &[&["Host: localhost"], lines].concat())).await
    }

    async fn event(&mut self) -> &'static str {
        timeout(PATIENCE, self.events.recv()).await.expect("an event").unwrap()
    }

    async fn end(self) -> anyhow::Result<()> {
        timeout(PATIENCE, self.served).await.expect("the end of serving").unwrap()
    }
}

fn request_text(request: &str, lines: &[&str]) -> String {
    format!("{request} HTTP/1.1\r\nConnection: close\r\n{}\r\n\r\n", lines.join("\r\n"))
}

async fn read_answer(socket: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, socket.read_to_end(&mut bytes)).await.expect("an answer in time");
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// Whether the other side closes without a word.
async fn is_closed(socket: &mut TcpStream) -> bool {
    let mut byte = [0];
    match timeout(PATIENCE, socket.read(&mut byte)).await {
        Ok(Ok(read)) => read == 0,
        Ok(Err(_)) => true,
        Err(_) => false,
    }
}
