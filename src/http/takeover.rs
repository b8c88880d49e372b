//! A connection that leaves HTTP for good: whoever answered its last request takes the bare socket.

use std::{
    net::TcpStream,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use rustls::ServerConnection;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::server::TlsStream;

use super::stream::{Held, Stream};

/// A socket on which HTTP is over.
pub struct RawSocket {
    /// Does not block.
    pub tcp: TcpStream,
    pub tls: Option<Box<ServerConnection>>,
    /// What the other side has sent already.
    pub unread: Bytes,
    /// Whether the greeting has been sent behind the answer.
    pub is_greeted: bool,
    /// To be kept as long as the socket is.
    pub held: Held,
}

type Taker = Box<dyn FnOnce(RawSocket) + Send>;

/// In the extensions of a request whose connection may be taken over by the handler that answers 101.
#[derive(Clone, Default)]
pub struct Takeover(Arc<Mutex<Plan>>);

#[derive(Default)]
struct Plan {
    taker: Option<Taker>,
    greeting: Bytes,
}

impl Takeover {
    /// The socket goes to `taker` once the answer has been written.
    pub fn by(&self, taker: impl FnOnce(RawSocket) + Send + 'static) {
        self.plan().taker = Some(Box::new(taker));
    }

    /// To be sent right behind the answer, where that can be done at one go; [`RawSocket::is_greeted`] tells.
    pub fn greet(&self, greeting: Bytes) {
        self.plan().greeting = greeting;
    }

    pub(super) fn take(&self) -> Option<Taker> {
        self.plan().taker.take()
    }

    pub(super) fn greeting(&self) -> Bytes {
        self.plan().greeting.clone()
    }

    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What connections of HTTP/1 run over.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + 'static {
    /// None where the socket has failed.
    fn into_raw(self, unread: Bytes) -> Option<RawSocket>;
}

impl Wire for Stream {
    fn into_raw(self, unread: Bytes) -> Option<RawSocket> {
        let (tcp, held) = self.into_parts()?;
        Some(RawSocket { tcp, tls: None, unread, is_greeted: false, held })
    }
}

impl Wire for TlsStream<Stream> {
    fn into_raw(self, unread: Bytes) -> Option<RawSocket> {
        let (stream, connection) = self.into_inner();
        let (tcp, held) = stream.into_parts()?;
        Some(RawSocket { tcp, tls: Some(Box::new(connection)), unread, is_greeted: false, held })
    }
}
