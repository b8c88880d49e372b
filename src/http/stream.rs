//! The socket under a connection: cuts off readers that take nothing, and closes so that the last answer arrives.

use std::{
    io,
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
    tcp: TcpStream,
    stall_time: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    read_off: usize,
    held: Held,
}

impl Stream {
    pub fn new(tcp: TcpStream, stall_time: Duration, held: Held) -> Self {
        Self { tcp, stall_time, timer: None, read_off: 0, held }
    }

    pub fn into_parts(self) -> (TcpStream, Held) {
        (self.tcp, self.held)
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

impl AsyncRead for Stream {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.tcp).poll_write(cx, bytes);
        this.or_stalled(written, cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, slices: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.tcp).poll_write_vectored(cx, slices);
        this.or_stalled(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().tcp).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.tcp).poll_shutdown(cx))?;
        let mut scratch = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut scratch);
            match Pin::new(&mut this.tcp).poll_read(cx, &mut buffer) {
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
