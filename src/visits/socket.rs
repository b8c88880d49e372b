//! One socket: it gets the figures, is asked now and then whether it is still there, and may say next to nothing.

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use std::time::Duration;
use tokio::{
    sync::watch,
    time::{Instant, sleep_until, timeout},
};
use uuid::Uuid;

use super::{
    hub::{News, Pace, Refusal, Seat, Subscription},
    state::VisitsState,
    token::Token,
};
use crate::clock;

const MOST_BYTES: usize = 1024;
/// How long a socket may take to accept a frame or to answer a goodbye.
const PATIENCE: Duration = Duration::from_secs(30);
const GOODBYE: Duration = Duration::from_secs(2);

mod code {
    pub const GOING_AWAY: u16 = 1001;
    pub const PROTOCOL: u16 = 1002;
    pub const POLICY: u16 = 1008;
    pub const TOO_BIG: u16 = 1009;
    pub const TRY_AGAIN_LATER: u16 = 1013;
}

/// A browser in front of its screen; leaves when dropped, however the socket ended.
pub(super) struct Presence {
    state: VisitsState,
    site: Uuid,
    /// None for a robot: it may look on, and is not counted.
    token: Option<Token>,
}

/// Tungstenite's own buffers are 128 KiB a socket.
pub(super) fn with_small_buffers(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(512)
        .write_buffer_size(0)
        .max_write_buffer_size(4096)
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
}

/// Whether an upgrade comes from a page of the host it asks. A client that names no origin is not a browser.
pub fn is_own_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    matches!((origin, host), (Some((_, origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

impl Presence {
    pub(super) fn enter(state: VisitsState, site: Uuid, token: Option<Token>) -> Self {
        if let Some(token) = token {
            state.open_socket(site, token, clock::now());
        }
        Self { state, site, token }
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        if let Some(token) = self.token {
            self.state.close_socket(self.site, token, clock::now());
        }
    }
}

/// Serves a socket until it ends.
pub(super) async fn serve(mut socket: WebSocket, presence: Presence, seat: Seat) {
    let farewell = talk(&mut socket, &presence).await;
    drop(presence);
    if let Some((code, reason)) = farewell {
        say_goodbye(&mut socket, code, reason).await;
    }
    drop(seat);
}

/// Lets a browser see why it is not let in: it would not see the status of a refused handshake.
pub(super) async fn refuse(mut socket: WebSocket, refusal: Refusal) {
    let (code, reason) = farewell(refusal);
    say_goodbye(&mut socket, code, reason).await;
}

type Farewell = (u16, &'static str);

fn farewell(refusal: Refusal) -> Farewell {
    match refusal {
        Refusal::TooMany => (code::TRY_AGAIN_LATER, "Máy chủ đang có quá nhiều kết nối, hãy thử lại sau"),
        Refusal::TooManyFromAddress => (code::TRY_AGAIN_LATER, "Quá nhiều kết nối từ mạng này, hãy thử lại sau"),
        Refusal::Stopping => (code::GOING_AWAY, "Máy chủ đang khởi động lại"),
    }
}

/// Times and amounts of one socket.
struct Manners {
    pace: Pace,
    heard_at: Instant,
    pinged_at: Instant,
    minute_began: Instant,
    messages: u32,
}

impl Manners {
    fn new(pace: Pace) -> Self {
        let now = Instant::now();
        Self { pace, heard_at: now, pinged_at: now, minute_began: now, messages: 0 }
    }

    /// Whether what was heard is within the allowance.
    fn hear(&mut self) -> bool {
        self.heard_at = Instant::now();
        if self.heard_at.duration_since(self.minute_began) >= Duration::from_secs(60) {
            self.minute_began = self.heard_at;
            self.messages = 0;
        }
        self.messages += 1;
        self.messages <= self.pace.messages_a_minute
    }

    fn is_silent(&self, now: Instant) -> bool {
        now >= self.heard_at + self.pace.silence
    }

    fn is_ping_due(&self, now: Instant) -> bool {
        now >= self.pinged_at + self.pace.ping
    }

    fn next(&self) -> Instant {
        (self.pinged_at + self.pace.ping).min(self.heard_at + self.pace.silence)
    }
}

/// What was sent last, and when: never two frames within a second, never the same twice.
struct Shown {
    frame: Utf8Bytes,
    at: Instant,
}

/// Ends with what to say at parting; None where nobody is there to hear it.
async fn talk(socket: &mut WebSocket, presence: &Presence) -> Option<Farewell> {
    let state = &presence.state;
    let pace = state.hub().pace;
    let mut shown = Shown { frame: state.figures_of(presence.site, clock::now()).frame().into(), at: Instant::now() };
    let Subscription { mut news, mut corrections } = match state.hub().subscribe(presence.site, &shown.frame) {
        Ok(subscription) => subscription,
        Err(refusal) => return Some(farewell(refusal)),
    };
    send(socket, Message::Text(shown.frame.clone())).await?;
    let mut manners = Manners::new(pace);
    let mut is_news = false;
    let alarm = sleep_until(manners.next());
    tokio::pin!(alarm);
    loop {
        let frame_due = shown.at + pace.between_frames;
        let next = if is_news { manners.next().min(frame_due) } else { manners.next() };
        if alarm.deadline() != next {
            alarm.as_mut().reset(next);
        }
        tokio::select! {
            message = socket.recv() => match message? {
                Ok(Message::Close(_)) => {
                    // The library has answered; the next read sends that answer out.
                    let _ = timeout(GOODBYE, socket.recv()).await;
                    return None;
                }
                Ok(_) if manners.hear() => {}
                Ok(_) => return Some((code::POLICY, "Gửi quá nhiều tin")),
                Err(error) => return parting_from(&error),
            },
            changed = news.changed(), if !is_news => match changed {
                Ok(()) => is_news = true,
                Err(_) => return Some(farewell(Refusal::Stopping)),
            },
            // One who fell behind goes on with the next; the channel closes only with the other one.
            Ok(frame) = corrections.recv() => send(socket, Message::Text(frame)).await?,
            () = &mut alarm => {}
        }
        let now = Instant::now();
        if manners.is_silent(now) {
            return None;
        }
        if manners.is_ping_due(now) {
            manners.pinged_at = now;
            send(socket, Message::Ping(Default::default())).await?;
        }
        if is_news {
            match latest(&mut news) {
                News::Stopping => return Some(farewell(Refusal::Stopping)),
                News::Figures(frame) if frame == shown.frame => is_news = false,
                News::Figures(frame) if now >= frame_due => {
                    is_news = false;
                    shown = Shown { frame, at: now };
                    send(socket, Message::Text(shown.frame.clone())).await?;
                }
                News::Figures(_) => {}
            }
        }
    }
}

fn latest(news: &mut watch::Receiver<News>) -> News {
    news.borrow_and_update().clone()
}

async fn send(socket: &mut WebSocket, message: Message) -> Option<()> {
    timeout(PATIENCE, socket.send(message)).await.ok()?.ok()
}

/// The library's errors are not ours to match on by type; their first words are pinned by a test.
fn parting_from(error: &axum::Error) -> Option<Farewell> {
    let error = error.to_string();
    tracing::debug!(%error, "a socket sent what it may not");
    if error.starts_with("Space limit exceeded") {
        Some((code::TOO_BIG, "Tin quá dài"))
    } else if error.starts_with("IO error") {
        None
    } else {
        Some((code::PROTOCOL, "Không đúng giao thức"))
    }
}

async fn say_goodbye(socket: &mut WebSocket, code: u16, reason: &'static str) {
    let close = Message::Close(Some(CloseFrame { code, reason: Utf8Bytes::from_static(reason) }));
    let _ = timeout(GOODBYE, async {
        socket.send(close).await?;
        // What it still sends is read away: closing over unread bytes would reset the connection and lose the code.
        while socket.recv().await.transpose()?.is_some() {}
        Ok::<_, axum::Error>(())
    })
    .await;
}
