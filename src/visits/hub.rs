//! One pre-encoded frame for all sockets of a site, and the caps on how many there are.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use tokio::sync::watch;
use tungstenite::Utf8Bytes;
use uuid::Uuid;

use super::{
    crowd::Crowd,
    line::{self, Farewell, Guest},
    model::Corrected,
    state::network,
};
use crate::http::{RawSocket, metrics::OpenSocket};

/// How long a stop waits for the sockets to say goodbye.
const GOODBYE: Duration = Duration::from_secs(3);

/// Generous: carriers put thousands of phones behind one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    pub sockets: usize,
    pub sockets_per_address: usize,
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
    /// Started by the first socket.
    crowd: OnceLock<Option<Crowd>>,
}

/// What the sockets of a site were shown last.
struct Channel {
    frame: Utf8Bytes,
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
    by_site: HashMap<Uuid, usize>,
    stopping: bool,
}

/// A socket's place under the caps; given back when dropped.
pub(super) struct Seat {
    seats: Arc<Seats>,
    address: IpAddr,
    site: Uuid,
    _counted: OpenSocket,
}

/// Why a socket is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    TooMany,
    TooManyFromAddress,
    Stopping,
}

impl Refusal {
    fn farewell(self) -> Farewell {
        match self {
            Self::TooMany => line::TOO_MANY,
            Self::TooManyFromAddress => line::TOO_MANY_FROM_ADDRESS,
            Self::Stopping => line::STOPPING,
        }
    }
}

impl Hub {
    pub fn new(caps: Caps, pace: Pace) -> Self {
        Self { caps, pace, sites: Mutex::default(), seats: Arc::default(), crowd: OnceLock::new() }
    }

    fn crowd(&self) -> Option<&Crowd> {
        let start = || Crowd::start(self.pace).inspect_err(|error| tracing::error!(%error, "no socket can be served")).ok();
        self.crowd.get_or_init(start).as_ref()
    }

    pub(super) fn take_seat(&self, address: IpAddr, site: Uuid) -> Result<Seat, Refusal> {
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
        *taken.by_site.entry(site).or_default() += 1;
        self.seats.number.send_modify(|number| *number += 1);
        Ok(Seat { seats: self.seats.clone(), address, site, _counted: OpenSocket::count() })
    }

    /// Serves a socket from now on: its own figures first, then those of its site, once a second at most.
    pub(super) fn enter(&self, raw: RawSocket, site: Uuid, guest: Guest) {
        let frame = || Channel { frame: guest.frame.clone(), joined: false };
        lock(&self.sites).entry(site).or_insert_with(frame).joined = true;
        if let Some(crowd) = self.crowd() {
            crowd.enter(raw, guest);
        }
    }

    /// Lets a browser see why it is not let in: it would not see the status of a refused handshake.
    pub(super) fn refuse(&self, raw: RawSocket, refusal: Refusal) {
        if let Some(crowd) = self.crowd() {
            crowd.refuse(raw, refusal.farewell());
        }
    }

    /// Tells the open pages of a site that an article of theirs has been corrected.
    pub(super) fn tell_correction(&self, site: Uuid, corrected: &Corrected) {
        if let Some(Some(crowd)) = self.crowd.get() {
            crowd.tell(site, corrected.frame().into());
        }
    }

    /// Sends each site's frame where it is another than the last. A socket that has them already keeps still.
    pub(super) fn publish(&self, frame_of: impl Fn(Uuid) -> String) {
        let Some(Some(crowd)) = self.crowd.get() else { return };
        let open: Vec<Uuid> = lock(&self.seats.taken).by_site.keys().copied().collect();
        let mut sites = lock(&self.sites);
        sites.retain(|site, _| open.contains(site));
        let mut fresh = Vec::new();
        for (site, channel) in sites.iter_mut() {
            let frame = frame_of(*site);
            let joined = std::mem::take(&mut channel.joined);
            if channel.frame.as_str() != frame || joined {
                channel.frame = frame.into();
                fresh.push((*site, channel.frame.clone()));
            }
        }
        if !fresh.is_empty() {
            crowd.show(fresh);
        }
    }

    /// Sends every socket away and waits for them a little.
    pub(super) async fn stop(&self) {
        lock(&self.seats.taken).stopping = true;
        if let Some(Some(crowd)) = self.crowd.get() {
            crowd.stop();
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
        if let Some(of_site) = taken.by_site.get_mut(&self.site) {
            *of_site -= 1;
            if *of_site == 0 {
                taken.by_site.remove(&self.site);
            }
        }
        self.seats.number.send_modify(|number| *number -= 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
