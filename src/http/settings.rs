//! Every limit and time-out of the HTTP side, in one place, so that tests can shorten them.

use std::time::Duration;

use super::{
    client::{Peer, TrustedProxies},
    host::Forwarded,
};

#[derive(Debug, Clone)]
pub struct Settings {
    /// Addresses that take files; who may send them one is judged before their body is read.
    pub upload_paths: &'static [&'static str],
    pub upload_bytes: u64,
    /// In the place of `request_time`, for a slow network.
    pub upload_time: Duration,
    /// From the first byte awaited to the last byte of the headers; also how long an idle HTTP/1 connection is kept.
    pub header_time: Duration,
    pub handshake_time: Duration,
    /// From the headers to the answer's first byte, the request's body included.
    pub request_time: Duration,
    /// A reader that takes nothing for so long is cut off.
    pub stall_time: Duration,
    /// An HTTP/2 connection without requests for so long is closed.
    pub idle_time: Duration,
    /// How long running requests may take once the program is to stop.
    pub stop_time: Duration,
    /// How often the TLS files are looked at.
    pub reload_time: Duration,
    pub connections: usize,
    pub connections_per_address: usize,
    pub body_bytes: u64,
    pub trusted: TrustedProxies,
}

impl Settings {
    /// Whether what a peer says of those behind it counts.
    pub(super) fn forwarded(&self, peer: Peer) -> Forwarded {
        if self.trusted.contains(peer.address) { Forwarded::Believed } else { Forwarded::Ignored }
    }

    /// The most bytes and the longest time of a request.
    pub fn allowance(&self, path: &str) -> (u64, Duration) {
        if self.upload_paths.contains(&path) { (self.upload_bytes, self.upload_time) } else { (self.body_bytes, self.request_time) }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            upload_paths: &["/api/media/upload", "/api/media/upload-form", "/api/media/replace"],
            // A file of 200 MB, and what a form puts around it.
            upload_bytes: 201 * 1024 * 1024,
            upload_time: Duration::from_secs(30 * 60),
            header_time: Duration::from_secs(10),
            handshake_time: Duration::from_secs(10),
            request_time: Duration::from_secs(30),
            stall_time: Duration::from_secs(30),
            idle_time: Duration::from_secs(60),
            stop_time: Duration::from_secs(10),
            reload_time: Duration::from_secs(3),
            connections: 60_000,
            connections_per_address: 4_000,
            body_bytes: 4 * 1024 * 1024,
            trusted: TrustedProxies::default(),
        }
    }
}
