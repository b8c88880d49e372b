//! One socket: it gets the figures, is asked now and then whether it is still there, and may say next to nothing.

use std::{
    io::{self, ErrorKind, Read, Write},
    time::Instant,
};

use bytes::Bytes;
use mio::net::TcpStream;
use rustls::{ServerConnection, StreamOwned};
use tungstenite::{
    Error, Message, Utf8Bytes, WebSocket,
    protocol::{
        CloseFrame, Role, WebSocketConfig,
        frame::{
            Frame as WireFrame,
            coding::{Data, OpCode},
        },
    },
};
use uuid::Uuid;

use super::{
    hub::{Pace, Seat},
    state::VisitsState,
    token::Token,
};
use crate::{clock, http::RawSocket};

const MOST_BYTES: usize = 1024;
/// How long a socket may take to accept a frame, and to go once it has been told to; milliseconds.
const PATIENCE: u64 = 30_000;
const GOODBYE: u64 = 2_000;
const A_MINUTE: u64 = 60_000;

/// Why a socket is sent away: the code, and words for whoever looks into it.
pub(super) type Farewell = (u16, &'static str);

pub(super) const STOPPING: Farewell = (1001, "Máy chủ đang khởi động lại");
pub(super) const TOO_MANY: Farewell = (1013, "Máy chủ đang có quá nhiều kết nối, hãy thử lại sau");
pub(super) const TOO_MANY_FROM_ADDRESS: Farewell = (1013, "Quá nhiều kết nối từ mạng này, hãy thử lại sau");
const TALKS_TOO_MUCH: Farewell = (1008, "Gửi quá nhiều tin");
const TOO_BIG: Farewell = (1009, "Tin quá dài");
const NO_PROTOCOL: Farewell = (1002, "Không đúng giao thức");

/// A browser in front of its screen; leaves when dropped, however the socket ended.
pub(super) struct Presence {
    state: VisitsState,
    site: Uuid,
    /// None for a robot: it may look on, and is not counted.
    token: Option<Token>,
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

/// Who comes in by a socket.
pub(super) struct Guest {
    pub presence: Presence,
    pub seat: Seat,
    /// The figures of this moment, the newcomer included.
    pub frame: Utf8Bytes,
}

/// Bytes to and from the other side.
pub(super) enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

/// What is to become of a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Stays,
    /// It is to be told when more can be written.
    Blocked,
    Gone,
}

pub(super) struct Line {
    socket: WebSocket<Wire>,
    pub site: Uuid,
    stay: Stay,
    _seat: Option<Seat>,
    _held: crate::http::Held,
    /// What it was shown last, and when, in milliseconds: never two frames within a second, never the same twice.
    shown: u64,
    shown_at: u64,
    heard_at: u64,
    pinged_at: u64,
    minute_began: u64,
    messages: u32,
    /// Since when a frame waits to be taken.
    blocked_since: Option<u64>,
}

enum Stay {
    Guest { _presence: Presence },
    Leaving { until: u64 },
}

/// Figures for a site's sockets, encoded once.
#[derive(Clone)]
pub(super) struct Frame {
    pub text: Utf8Bytes,
    pub mark: u64,
}

impl Line {
    /// Times count from `began`. One that is no guest is only sent away.
    pub(super) fn new(raw: RawSocket, guest: Option<Guest>, began: Instant) -> Self {
        let now = milliseconds(began.elapsed());
        let RawSocket { tcp, tls, unread, held, .. } = raw;
        let tcp = TcpStream::from_std(tcp);
        let wire = match tls {
            None => Wire::Plain(tcp),
            Some(connection) => Wire::Tls(Box::new(StreamOwned::new(*connection, tcp))),
        };
        let socket = match unread.is_empty() {
            true => WebSocket::from_raw_socket(wire, Role::Server, Some(small_buffers())),
            false => WebSocket::from_partially_read(wire, unread.to_vec(), Role::Server, Some(small_buffers())),
        };
        let (site, stay, seat) = match guest {
            Some(Guest { presence, seat, .. }) => (presence.site, Stay::Guest { _presence: presence }, Some(seat)),
            None => (Uuid::nil(), Stay::Leaving { until: now + GOODBYE }, None),
        };
        Self {
            socket,
            site,
            stay,
            _seat: seat,
            _held: held,
            shown: 0,
            shown_at: now,
            heard_at: now,
            pinged_at: now,
            minute_began: now,
            messages: 0,
            blocked_since: None,
        }
    }

    /// It has been sent these figures already.
    pub(super) fn has_seen(&mut self, frame: &Frame) -> Fate {
        self.shown = frame.mark;
        Fate::Stays
    }

    pub(super) fn tcp(&mut self) -> &mut TcpStream {
        match self.socket.get_mut() {
            Wire::Plain(tcp) => tcp,
            Wire::Tls(stream) => &mut stream.sock,
        }
    }

    /// Whether it still waits to write what it was told before.
    pub(super) fn is_blocked(&self) -> bool {
        self.blocked_since.is_some()
    }

    fn is_leaving(&self) -> bool {
        matches!(self.stay, Stay::Leaving { .. })
    }

    /// When it may be shown other figures; None where it needs none.
    pub(super) fn wants(&self, frame: &Frame, pace: &Pace) -> Option<u64> {
        (!self.is_leaving() && self.shown != frame.mark).then(|| self.shown_at + milliseconds(pace.between_frames))
    }

    pub(super) fn show(&mut self, frame: &Frame, now: u64) -> Fate {
        (self.shown, self.shown_at) = (frame.mark, now);
        self.say(Message::Text(frame.text.clone()), now)
    }

    /// One who is behind with what it was told before misses it.
    pub(super) fn tell(&mut self, text: &Utf8Bytes, now: u64) -> Fate {
        if self.is_blocked() || self.is_leaving() {
            return Fate::Stays;
        }
        self.say(Message::Text(text.clone()), now)
    }

    fn say(&mut self, message: Message, now: u64) -> Fate {
        let written = self.socket.write(message).and_then(|()| self.socket.flush());
        self.after(written, now)
    }

    fn after(&mut self, written: Result<(), Error>, now: u64) -> Fate {
        match written {
            Ok(()) => {
                self.blocked_since = None;
                Fate::Stays
            }
            Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => {
                self.blocked_since.get_or_insert(now);
                Fate::Blocked
            }
            Err(_) => Fate::Gone,
        }
    }

    /// The other side has taken something.
    pub(super) fn on_writable(&mut self, now: u64) -> Fate {
        if !self.is_blocked() {
            return Fate::Stays;
        }
        let written = self.socket.flush();
        let fate = self.after(written, now);
        if fate == Fate::Stays && self.is_leaving() {
            self.hang_up();
        }
        fate
    }

    /// The other side has said something, or is gone.
    pub(super) fn on_readable(&mut self, pace: &Pace, now: u64) -> Fate {
        if self.is_leaving() {
            return self.read_away();
        }
        loop {
            match self.socket.read() {
                Ok(Message::Close(_)) => {
                    // The library's own answer.
                    let _ = self.socket.flush();
                    return Fate::Gone;
                }
                Ok(_) if self.hears(pace, now) => {}
                Ok(_) => return self.part(TALKS_TOO_MUCH, now),
                Err(Error::Io(error)) if error.kind() == ErrorKind::WouldBlock => return Fate::Stays,
                Err(Error::Io(_) | Error::ConnectionClosed | Error::AlreadyClosed) => return Fate::Gone,
                Err(Error::Capacity(_)) => return self.part(TOO_BIG, now),
                Err(error) => {
                    tracing::debug!(%error, "a socket sent what it may not");
                    return self.part(NO_PROTOCOL, now);
                }
            }
        }
    }

    /// Whether what was heard is within the allowance.
    fn hears(&mut self, pace: &Pace, now: u64) -> bool {
        self.heard_at = now;
        if now - self.minute_began >= A_MINUTE {
            (self.minute_began, self.messages) = (now, 0);
        }
        self.messages += 1;
        self.messages <= pace.messages_a_minute
    }

    /// Says why, and lets the browser leave first.
    pub(super) fn part(&mut self, (code, reason): Farewell, now: u64) -> Fate {
        self.stay = Stay::Leaving { until: now + GOODBYE };
        let close = CloseFrame { code: code.into(), reason: Utf8Bytes::from_static(reason) };
        let closed = self.socket.close(Some(close)).and_then(|()| self.socket.flush());
        let fate = self.after(closed, now);
        if fate == Fate::Stays {
            self.hang_up();
        }
        fate
    }

    fn hang_up(&mut self) {
        if let Wire::Tls(stream) = self.socket.get_mut() {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
        let _ = self.tcp().shutdown(std::net::Shutdown::Write);
    }

    /// Closing over unread bytes would reset the connection and lose the code.
    fn read_away(&mut self) -> Fate {
        let mut scratch = [0; 1024];
        loop {
            match self.socket.get_mut().read(&mut scratch) {
                Ok(1..) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Fate::Stays,
                _ => return Fate::Gone,
            }
        }
    }

    /// Looks at the time: who is silent, stuck or on the way out for too long is gone; who was not asked for a while is asked.
    pub(super) fn on_tick(&mut self, pace: &Pace, now: u64) -> Fate {
        let is_over = match self.stay {
            Stay::Leaving { until } => now >= until,
            Stay::Guest { .. } => now >= self.heard_at + milliseconds(pace.silence),
        };
        if is_over || self.blocked_since.is_some_and(|since| now >= since + PATIENCE) {
            return Fate::Gone;
        }
        let is_ping_due = now >= self.pinged_at + milliseconds(pace.ping);
        if !is_ping_due || self.is_blocked() || self.is_leaving() {
            return Fate::Stays;
        }
        self.pinged_at = now;
        self.say(Message::Ping(Default::default()), now)
    }
}

/// A text message as it goes over the wire.
pub(super) fn encoded(text: &str) -> Bytes {
    let frame = WireFrame::message(text.to_owned(), OpCode::Data(Data::Text), true);
    let mut bytes = Vec::with_capacity(text.len() + 4);
    // Writing to memory cannot fail.
    let _ = frame.format(&mut bytes);
    bytes.into()
}

/// The library's own are 128 KiB a socket.
fn small_buffers() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(64)
        .write_buffer_size(0)
        .max_write_buffer_size(4096)
        .max_message_size(Some(MOST_BYTES))
        .max_frame_size(Some(MOST_BYTES))
}

pub(super) fn milliseconds(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.read(buffer),
            Self::Tls(stream) => stream.read(buffer),
        }
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tcp) => tcp.write(bytes),
            Self::Tls(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Tls(stream) => stream.flush(),
        }
    }
}
