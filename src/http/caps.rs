//! How many connections may be open, in all and from one address.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use super::client::TrustedProxies;

pub struct Caps {
    most: usize,
    most_per_address: usize,
    /// One address stands for all its readers there, so only the cap on all holds.
    trusted: TrustedProxies,
    open: AtomicUsize,
    by_address: Mutex<HashMap<IpAddr, usize>>,
    refused: Refusals,
}

/// One open connection; gives its place back when dropped.
pub struct Place {
    caps: Arc<Caps>,
    counted_under: Option<IpAddr>,
}

impl Caps {
    pub fn new(most: usize, most_per_address: usize, trusted: TrustedProxies) -> Self {
        Self {
            most,
            most_per_address,
            trusted,
            open: AtomicUsize::new(0),
            by_address: Mutex::default(),
            refused: Refusals { since: Mutex::new(None), count: AtomicU64::new(0) },
        }
    }

    pub fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// A place for a connection from `peer`, or None over a cap.
    pub fn take(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        // Only the accept loop takes places, so nothing can slip in between the look and the count.
        if self.open() >= self.most {
            self.refused.note(peer, "all");
            return None;
        }
        let counted_under = (!self.trusted.contains(peer)).then(|| network_of(peer));
        if let Some(key) = counted_under {
            let mut by_address = self.by_address.lock().unwrap_or_else(PoisonError::into_inner);
            let count = by_address.entry(key).or_default();
            if *count >= self.most_per_address {
                self.refused.note(peer, "address");
                return None;
            }
            *count += 1;
        }
        self.open.fetch_add(1, Ordering::Relaxed);
        metrics::gauge!("congdan_connections").increment(1.0);
        Some(Place { caps: self.clone(), counted_under })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.caps.open.fetch_sub(1, Ordering::Relaxed);
        metrics::gauge!("congdan_connections").decrement(1.0);
        let Some(key) = self.counted_under else { return };
        let mut by_address = self.caps.by_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = by_address.get_mut(&key) {
            *count -= 1;
            if *count == 0 {
                by_address.remove(&key);
            }
        }
    }
}

/// A household or a machine has a /64 of IPv6 to itself; in IPv4 one address is the unit.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
        v4 => v4,
    }
}

/// Logs refusals at most once a second, so that a flood cannot fill the log.
struct Refusals {
    since: Mutex<Option<Instant>>,
    count: AtomicU64,
}

impl Refusals {
    fn note(&self, peer: IpAddr, cap: &'static str) {
        metrics::counter!("congdan_connections_refused_total", "cap" => cap).increment(1);
        self.count.fetch_add(1, Ordering::Relaxed);
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        if since.is_none_or(|last| last.elapsed() >= Duration::from_secs(1)) {
            *since = Some(Instant::now());
            let refused = self.count.swap(0, Ordering::Relaxed);
            tracing::warn!(address = %peer, cap, refused, "too many connections");
        }
    }
}
