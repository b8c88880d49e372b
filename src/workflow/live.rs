//! Tells open newsroom pages that a colleague has done something. What it was they ask for themselves, as who they are.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{db::Db, error::AppError, on_db, site::model::CurrentSite};

const PING: Duration = Duration::from_secs(25);
const GOING_AWAY: u16 = 1001;

/// The number of the last entry in each site's log: it grows with every step that anyone takes, on whichever node.
#[derive(Debug, Clone, Default)]
pub struct Live(watch::Sender<News>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct News {
    last: Arc<HashMap<Uuid, i64>>,
    is_stopping: bool,
}

impl Live {
    /// Looks once; open pages are told where something is new.
    pub async fn follow(&self, db: &Db) -> Result<(), AppError> {
        let rows: Vec<(Uuid, i64)> =
            on_db!(db, pool => sqlx::query_as(include_str!("sql/list_log_heads.sql")).fetch_all(pool).await)?;
        let last: HashMap<Uuid, i64> = rows.into_iter().collect();
        self.0.send_if_modified(|news| {
            let is_new = *news.last != last;
            if is_new {
                news.last = Arc::new(last);
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

/// For authors, editors and publishers, as the table of permissions says.
pub async fn open_socket(
    State(live): State<Live>,
    Extension(site): Extension<CurrentSite>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let Ok(upgrade) = upgrade else {
        let says = "Địa chỉ này chỉ dành cho trang biên tập đang mở (WebSocket).\n";
        return (StatusCode::UPGRADE_REQUIRED, [(header::UPGRADE, "websocket")], says).into_response();
    };
    let news = live.0.subscribe();
    let site = site.id;
    // Nothing but pongs is expected.
    upgrade.max_message_size(1024).read_buffer_size(1024).on_upgrade(move |socket| tell(socket, news, site))
}

async fn tell(mut socket: WebSocket, mut news: watch::Receiver<News>, site: Uuid) {
    let seen = |news: &News| news.last.get(&site).copied().unwrap_or(0);
    // What happened between the page's rendering and now is not lost: it asks once more.
    let mut last = i64::MIN;
    news.mark_changed();
    let mut pings = tokio::time::interval(PING);
    loop {
        let sent = tokio::select! {
            changed = news.changed() => {
                if changed.is_err() || news.borrow_and_update().is_stopping {
                    let _ = socket.send(Message::Close(Some(CloseFrame { code: GOING_AWAY, reason: "".into() }))).await;
                    return;
                }
                let now = seen(&news.borrow());
                if now == last {
                    continue;
                }
                last = now;
                socket.send(Message::Text(format!("{{\"changed\":{now}}}").into())).await
            }
            _ = pings.tick() => socket.send(Message::Ping(Default::default())).await,
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
