//! One pre-encoded frame for all sockets of a site, and the caps on how many there are.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use super::{
    model::{Corrected, Figures},
    state::network,
};
use crate::http::metrics::OpenSocket;

/// Corrections that a slow socket may fall behind before it misses one.
const CORRECTIONS_KEPT: usize = 16;
/// How long a stop waits for the sockets to say goodbye.
const GOODBYE: Duration = Duration::from_secs(3);

/// What a socket is told; it reads only the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    Figures(Utf8Bytes),
    Stopping,
}

/// Generous: carriers put thousands of phones behind one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    pub sockets: usize,
    pub sockets_per_address: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self { sockets: 50_000, sockets_per_address: 2_000 }
    }
}

impl Caps {
    /// `CONGDAN_SOCKETS` and `CONGDAN_SOCKETS_PER_ADDRESS`; what is not a number is as not set.
    pub fn from_env() -> Self {
        let number = |name: &str, default| std::env::var(name).ok().and_then(|value| value.trim().parse().ok()).unwrap_or(default);
        let Self { sockets, sockets_per_address } = Self::default();
        Self {
            sockets: number("CONGDAN_SOCKETS", sockets),
            sockets_per_address: number("CONGDAN_SOCKETS_PER_ADDRESS", sockets_per_address),
        }
    }
}

/// How a socket keeps time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub ping: Duration,
    pub silence: Duration,
    pub between_frames: Duration,
    pub messages_a_minute: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            ping: Duration::from_secs(25),
            silence: Duration::from_secs(60),
            between_frames: Duration::from_secs(1),
            messages_a_minute: 10,
        }
    }
}

pub struct Hub {
    caps: Caps,
    pub(super) pace: Pace,
    sites: Mutex<HashMap<Uuid, Channel>>,
    seats: Arc<Seats>,
}

struct Channel {
    news: watch::Sender<News>,
    /// Unlike figures, none may be skipped for a later one.
    corrections: broadcast::Sender<Utf8Bytes>,
    /// A newcomer got figures of its own, which the others have not seen.
    joined: bool,
}

#[derive(Default)]
struct Seats {
    taken: Mutex<Taken>,
    number: watch::Sender<usize>,
}

#[derive(Default)]
struct Taken {
    by_address: HashMap<IpAddr, usize>,
    stopping: bool,
}

/// A socket's place under the caps; given back when dropped.
pub(super) struct Seat {
    seats: Arc<Seats>,
    address: IpAddr,
    _counted: OpenSocket,
}

/// What a socket listens to.
pub(super) struct Subscription {
    pub news: watch::Receiver<News>,
    pub corrections: broadcast::Receiver<Utf8Bytes>,
}

/// Why a socket is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    TooMany,
    TooManyFromAddress,
    Stopping,
}

impl Hub {
    pub fn new(caps: Caps, pace: Pace) -> Self {
        Self { caps, pace, sites: Mutex::default(), seats: Arc::default() }
    }

    pub(super) fn take_seat(&self, address: IpAddr) -> Result<Seat, Refusal> {
        let address = network(address);
        let mut taken = lock(&self.seats.taken);
        if taken.stopping {
            return Err(Refusal::Stopping);
        }
        if *self.seats.number.borrow() >= self.caps.sockets {
            return Err(Refusal::TooMany);
        }
        let of_address = taken.by_address.entry(address).or_default();
        if *of_address >= self.caps.sockets_per_address {
            return Err(Refusal::TooManyFromAddress);
        }
        *of_address += 1;
        self.seats.number.send_modify(|number| *number += 1);
        Ok(Seat { seats: self.seats.clone(), address, _counted: OpenSocket::count() })
    }

    /// The news of a site from the next second on. The newcomer has been sent `figures` already.
    pub(super) fn subscribe(&self, site: Uuid, figures: &Utf8Bytes) -> Result<Subscription, Refusal> {
        let mut sites = lock(&self.sites);
        if lock(&self.seats.taken).stopping {
            return Err(Refusal::Stopping);
        }
        let channel = sites.entry(site).or_insert_with(|| Channel {
            news: watch::Sender::new(News::Figures(figures.clone())),
            corrections: broadcast::Sender::new(CORRECTIONS_KEPT),
            joined: false,
        });
        channel.joined = true;
        Ok(Subscription { news: channel.news.subscribe(), corrections: channel.corrections.subscribe() })
    }

    /// Tells the open pages of a site that an article of theirs has been corrected.
    pub(super) fn tell_correction(&self, site: Uuid, corrected: &Corrected) {
        if let Some(channel) = lock(&self.sites).get(&site) {
            // Nobody listening is no failure.
            let _ = channel.corrections.send(corrected.frame().into());
        }
    }

    /// Sends each site's figures where they are others than a second ago. A socket that has them already keeps still.
    pub(super) fn publish(&self, figures: impl Fn(Uuid) -> Figures) {
        let mut sites = lock(&self.sites);
        sites.retain(|_, channel| channel.news.receiver_count() > 0);
        for (site, channel) in sites.iter_mut() {
            let frame = figures(*site).frame();
            let joined = std::mem::take(&mut channel.joined);
            channel.news.send_if_modified(|news| match news {
                News::Figures(last) => {
                    let changed = last.as_str() != frame;
                    if changed {
                        *last = frame.into();
                    }
                    changed || joined
                }
                News::Stopping => false,
            });
        }
    }

    /// Sends every socket away and waits for them a little.
    pub(super) async fn stop(&self) {
        lock(&self.seats.taken).stopping = true;
        for channel in lock(&self.sites).values() {
            channel.news.send_replace(News::Stopping);
        }
        let mut number = self.seats.number.subscribe();
        let _ = tokio::time::timeout(GOODBYE, number.wait_for(|number| *number == 0)).await;
    }

    pub(super) fn sockets(&self) -> usize {
        *self.seats.number.borrow()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = lock(&self.seats.taken);
        if let Some(of_address) = taken.by_address.get_mut(&self.address) {
            *of_address -= 1;
            if *of_address == 0 {
                taken.by_address.remove(&self.address);
            }
        }
        self.seats.number.send_modify(|number| *number -= 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
