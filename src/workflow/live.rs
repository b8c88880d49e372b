//! Tells open newsroom pages that a colleague has done something. What it was they ask for themselves, as who they are.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{
        Query, State, WebSocketUpgrade,
        rejection::QueryRejection,
        ws::{CloseFrame, Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    presence::{self, Present},
    store,
};
use crate::{
    accounts::{actors::Writer, recognise::Signed, sessions},
    audit::store::INSTALLATION,
    db::Db,
    error::AppError,
    on_db,
    site::model::CurrentSite,
};

/// Keeps the line open, and says that whoever writes is still there.
const PING: Duration = Duration::from_secs(20);
const GOING_AWAY: u16 = 1001;
/// The session is over.
const SIGNED_OUT: u16 = 1008;

/// The number of the last entry in each site's log: it grows with every step that anyone takes, on whichever node.
#[derive(Debug, Clone, Default)]
pub struct Live(watch::Sender<News>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct News {
    last: Arc<HashMap<Uuid, i64>>,
    present: Present,
    is_stopping: bool,
}

impl Live {
    /// Looks once; open pages are told where something is new.
    pub async fn follow(&self, db: &Db) -> Result<(), AppError> {
        let rows: Vec<(Uuid, i64)> =
            on_db!(db, pool => sqlx::query_as(include_str!("sql/list_log_heads.sql")).fetch_all(pool).await)?;
        let last: HashMap<Uuid, i64> = rows.into_iter().collect();
        let present = presence::list(db).await?;
        self.0.send_if_modified(|news| {
            let is_new = *news.last != last || news.present != present;
            if is_new {
                news.last = Arc::new(last);
                news.present = present;
            }
            is_new
        });
        Ok(())
    }

    /// Says goodbye to all.
    pub fn stop(&self) {
        self.0.send_modify(|news| news.is_stopping = true);
    }
}

/// Which piece a page writes, if it does: `?bai=…`; whether it lists who writes which: `?danh-sach=1`.
#[derive(Debug, Deserialize)]
pub struct Opened {
    bai: Option<Uuid>,
    #[serde(rename = "danh-sach")]
    is_list: Option<u8>,
}

/// A page that writes a piece, and who it is.
struct Writing {
    db: Db,
    piece: Uuid,
    account: Uuid,
}

/// For authors, editors and publishers, as the table of permissions says. Whoever writes a piece hears who else does.
pub async fn open_socket(
    State(live): State<Live>,
    State(db): State<Db>,
    Extension(site): Extension<CurrentSite>,
    Extension(signed): Extension<Signed>,
    opened: Result<Query<Opened>, QueryRejection>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        let says = "Địa chỉ này chỉ dành cho trang biên tập đang mở (WebSocket).\n";
        return (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], says).into_response();
    };
    let Some(writer) = signed.0.and_then(|session| Writer::of(session.actor).ok()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let (piece, is_list) = opened.map_or((None, false), |Query(opened)| (opened.bai, opened.is_list.is_some()));
    let writing = match piece {
        // Only of a piece that one may see.
        Some(piece) if store::find_piece(&db, &writer, &piece.to_string()).await.is_ok() => {
            Some(Writing { db: db.clone(), piece, account: writer.account })
        }
        _ => None,
    };
    let news = live.0.subscribe();
    let (site, watch) = (site.id, Watch { db, session: writer.session, accounts: i64::MIN });
    // Nothing but pongs is expected.
    upgrade.max_message_size(1024).read_buffer_size(1024).on_upgrade(move |socket| async move {
        tell(socket, news, View { site, writing: writing.as_ref(), is_list }, watch).await;
        if let Some(writing) = writing {
            let _ = presence::leave(&writing.db, writing.piece, writing.account).await;
        }
    })
}

/// Looks whether the session that a socket was opened with is still under way: a closed account hears nothing more.
struct Watch {
    db: Db,
    session: Uuid,
    /// The last entry about accounts that was looked into.
    accounts: i64,
}

impl Watch {
    /// A database that does not answer closes nobody's page.
    async fn is_over(&self) -> bool {
        matches!(sessions::is_open(&self.db, self.session).await, Ok(false))
    }

    /// After any change to an account of the installation.
    async fn is_over_by(&mut self, news: &News) -> bool {
        let accounts = news.last.get(&INSTALLATION).copied().unwrap_or(0);
        let is_new = accounts != std::mem::replace(&mut self.accounts, accounts);
        is_new && self.is_over().await
    }
}

/// What a page shows.
struct View<'a> {
    site: Uuid,
    writing: Option<&'a Writing>,
    is_list: bool,
}

async fn tell(mut socket: WebSocket, mut news: watch::Receiver<News>, view: View<'_>, mut watch: Watch) {
    // What happened between the page's rendering and now is not lost: it asks once more.
    let mut told = Told { last: i64::MIN, ..Told::default() };
    news.mark_changed();
    let mut pings = tokio::time::interval(PING);
    loop {
        let sent = tokio::select! {
            changed = news.changed() => {
                let now = news.borrow_and_update().clone();
                if changed.is_err() || now.is_stopping {
                    return close(socket, GOING_AWAY).await;
                }
                if watch.is_over_by(&now).await {
                    return close(socket, SIGNED_OUT).await;
                }
                let now = view.seen(&now);
                if now == told {
                    continue;
                }
                let is_changed = (now.last, &now.present) != (told.last, &told.present);
                let frame = if is_changed { json!({ "changed": now.last, "beside": now.beside }) } else { json!({ "beside": now.beside }) };
                told = now;
                socket.send(Message::Text(frame.to_string().into())).await
            }
            _ = pings.tick() => {
                if watch.is_over().await {
                    return close(socket, SIGNED_OUT).await;
                }
                if let Some(writing) = view.writing {
                    let _ = presence::enter(&writing.db, writing.piece, writing.account).await;
                }
                socket.send(Message::Ping(Default::default())).await
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => Ok(()),
            },
        };
        if sent.is_err() {
            return;
        }
    }
}

async fn close(mut socket: WebSocket, code: u16) {
    let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
}

/// What a page is told of: the last thing that was done on its site, the names of the others who write the same piece, and to a list
/// that someone began or ended to write.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    last: i64,
    beside: Vec<String>,
    present: Present,
}

impl View<'_> {
    fn seen(&self, news: &News) -> Told {
        let beside = |writing: &Writing| presence::others(&news.present, writing.piece, writing.account);
        Told {
            last: news.last.get(&self.site).copied().unwrap_or(0),
            beside: self.writing.map(beside).unwrap_or_default(),
            present: if self.is_list { Arc::clone(&news.present) } else { Present::default() },
        }
    }
}
