//! The socket under a connection: cuts off readers that take nothing, and closes so that the last answer arrives.

use std::{
    io::{self, Read, Write},
    net,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::caps::Place;

/// How long and how much is read off after the last answer. Closing with unread bytes would send a reset, and the client would
/// see a broken connection instead of "413".
const LINGER_TIME: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 4 * 1024 * 1024;

/// What a connection holds until its socket is closed, also after it has been taken over: its place under the caps, and the
/// program's end, which waits for it.
pub struct Held(pub Place, pub TaskTrackerToken);

pub struct Stream {
    tcp: Socket,
    stall_time: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    read_off: usize,
    held: Held,
}

/// Whom the system tells when more can be read or written. A socket that asks for the figures has nothing to wait for before it goes
/// to the thread that serves it: telling one selector and untelling it again would be half of what its handshake costs.
enum Socket {
    /// Nobody yet. What has come with the connection is read, once.
    Fresh {
        tcp: net::TcpStream,
        has_read: bool,
    },
    Waited(TcpStream),
    /// It could not be registered.
    Failed,
}

impl Stream {
    /// `tcp` does not block.
    pub fn new(tcp: net::TcpStream, stall_time: Duration, held: Held) -> Self {
        Self { tcp: Socket::Fresh { tcp, has_read: false }, stall_time, timer: None, read_off: 0, held }
    }

    /// None where the socket has failed.
    pub fn into_parts(self) -> Option<(net::TcpStream, Held)> {
        let tcp = match self.tcp {
            Socket::Fresh { tcp, .. } => tcp,
            Socket::Waited(tcp) => tcp.into_std().ok()?,
            Socket::Failed => return None,
        };
        Some((tcp, self.held))
    }

    /// Ready once nothing has moved for `limit`.
    fn poll_timer(&mut self, limit: Duration, cx: &mut Context<'_>) -> Poll<()> {
        self.timer.get_or_insert_with(|| Box::pin(sleep(limit))).as_mut().poll(cx)
    }

    fn or_stalled<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.timer = None;
            return written;
        }
        ready!(self.poll_timer(self.stall_time, cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Socket {
    /// The socket, to be waited for from now on.
    fn waited(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if let Self::Fresh { .. } = self
            && let Self::Fresh { tcp, .. } = std::mem::replace(self, Self::Failed)
        {
            *self = Self::Waited(TcpStream::from_std(tcp)?);
        }
        match self {
            Self::Waited(tcp) => Ok(Pin::new(tcp)),
            _ => Err(io::ErrorKind::NotConnected.into()),
        }
    }

    /// What can be done with a fresh socket without waiting; None where it has to be waited for.
    fn at_once<T>(&mut self, act: impl FnOnce(&mut net::TcpStream) -> io::Result<T>) -> Option<io::Result<T>> {
        let Self::Fresh { tcp, .. } = self else { return None };
        let done = act(tcp);
        let waits = |error: &io::Error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted);
        if done.as_ref().is_err_and(waits) { None } else { Some(done) }
    }

    /// Whether nothing has been read yet; says no from then on.
    fn is_first_read(&mut self) -> bool {
        match self {
            Self::Fresh { has_read, .. } => !std::mem::replace(has_read, true),
            _ => false,
        }
    }
}

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.tcp.is_first_read()
            && let Some(read) = this.tcp.at_once(|tcp| tcp.read(buffer.initialize_unfilled()))
        {
            return Poll::Ready(read.map(|length| buffer.advance(length)));
        }
        this.tcp.waited()?.poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Some(written) = this.tcp.at_once(|tcp| tcp.write(bytes)) {
            return Poll::Ready(written);
        }
        let written = this.tcp.waited()?.poll_write(cx, bytes);
        this.or_stalled(written, cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        if let Some(written) = this.tcp.at_once(|tcp| tcp.write_vectored(slices)) {
            return Poll::Ready(written);
        }
        let written = this.tcp.waited()?.poll_write_vectored(cx, slices);
        this.or_stalled(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    /// The system keeps nothing back.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.tcp.waited()?.poll_shutdown(cx))?;
        let mut scratch = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut scratch);
            match this.tcp.waited()?.poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() && this.read_off < LINGER_BYTES => {
                    this.read_off += buffer.filled().len();
                }
                Poll::Ready(_) => return Poll::Ready(Ok(())),
                Poll::Pending => {
                    ready!(this.poll_timer(LINGER_TIME, cx));
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }
}
