//! The accept loop: takes connections within the caps, and lets them finish when the program stops.

use std::{
    io,
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, anyhow};
use mio::net::TcpListener as Listener;
use tokio::{
    io::{Interest, unix::AsyncFd},
    net::{TcpListener, TcpSocket},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    Settings, TlsFiles,
    caps::Caps,
    connection::{self, Answers, Server},
    stream::{Held, Stream},
    tls::Tls,
};

const BACKLOG: u32 = 4096;
/// After an error that will not go away by itself, such as "too many open files".
const REST: Duration = Duration::from_millis(100);

/// Opens the port that `setting` names.
///
/// # Errors
/// With a message for the administrator when the port is taken or not allowed.
pub fn bind(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        socket.set_reuseaddr(true)?;
        // Its connections have it from here.
        socket.set_nodelay(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!(
            "Cổng {} trên {} đang được chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác: {setting}={}:{}",
            address.port(),
            address.ip(),
            address.ip(),
            address.port().wrapping_add(1)
        ),
        io::ErrorKind::PermissionDenied => anyhow!(
            "Không có quyền mở cổng {}. Cổng dưới 1024 cần quyền CAP_NET_BIND_SERVICE (đơn vị systemd đi kèm đã có).",
            address.port()
        ),
        io::ErrorKind::AddrNotAvailable => anyhow!("Máy này không có địa chỉ {}. Hãy kiểm tra lại {setting}.", address.ip()),
        _ => anyhow!("Không mở được {address}: {error}"),
    })
}

/// Serves until `stop`, then takes nothing new and waits for what runs, at most `settings.stop_time`.
///
/// Websockets hold their place too: they watch the same `stop` and close with 1001.
///
/// # Errors
/// The TLS files cannot be read at the start, or the port cannot be listened to.
pub async fn serve(
    listener: TcpListener,
    tls: Option<TlsFiles>,
    answers: impl Into<Answers>,
    settings: Settings,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let tls = tls.map(Tls::load).transpose().context("Không dùng được chứng thư TLS")?;
    if let Some(tls) = &tls {
        tokio::spawn(tls.clone().watch(settings.reload_time, stop.clone()));
    }
    let connections = settings.connections.min(files_left_for_connections());
    let caps = Arc::new(Caps::new(connections, settings.connections_per_address, settings.trusted.clone()));
    let running = TaskTracker::new();
    let server = Arc::new(Server::new(answers.into(), tls, settings, stop.clone()));

    // Tokio's own would register each socket that it takes, see [`Stream`].
    // The safe way to say so is deprecated for listeners that change their file, which this one does not.
    #[expect(deprecated)]
    let listener = AsyncFd::new(Listener::from_std(listener.into_std()?))?;
    let take = |socket, peer: SocketAddr| {
        let Some(place) = caps.take(peer.ip()) else { return };
        let stream = Stream::new(socket, server.settings.stall_time, Held(place, running.token()));
        running.spawn(connection::run(server.clone(), stream, peer.ip()));
    };
    while let Some((socket, peer)) = accept(&listener, &stop).await {
        take(socket, peer);
    }
    // Whom the system has let in before is not turned away.
    while let Ok((socket, peer)) = listener.get_ref().accept() {
        take(socket.into(), peer);
    }

    drop(listener);
    running.close();
    if tokio::time::timeout(server.settings.stop_time, running.wait()).await.is_err() {
        tracing::warn!(connections = caps.open(), "stopping without waiting any longer for open connections");
        server.gave_up.cancel();
    }
    Ok(())
}

/// The next connection, or None once the program is to stop.
async fn accept(listener: &AsyncFd<Listener>, stop: &CancellationToken) -> Option<(TcpStream, SocketAddr)> {
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => return None,
            accepted = listener.async_io(Interest::READABLE, Listener::accept) => accepted,
        };
        match accepted {
            Ok((socket, peer)) => return Some((socket.into(), peer)),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                tokio::time::sleep(REST).await;
            }
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Leaves open files for the database, media and search, so that a flood of connections cannot starve them.
fn files_left_for_connections() -> usize {
    const KEPT: usize = 256;
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let allowed = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .and_then(|columns| columns.split_whitespace().next()?.parse::<usize>().ok())
        .unwrap_or(usize::MAX);
    allowed.saturating_sub(KEPT).max(KEPT)
}
