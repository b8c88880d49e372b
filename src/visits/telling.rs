//! Sockets and other nodes are told who comes and goes.

use std::{sync::atomic::Ordering, time::Duration};

use tokio::time::{sleep, timeout};

use super::state::{FLUSH_PATIENCE, VisitsState};
use crate::clock;

/// Between what sockets and other nodes are told of who came and went.
const BETWEEN_NEWS: Duration = Duration::from_secs(1);

/// Whether the other nodes are told what is new, or only that this one lives.
#[derive(Debug, Clone, Copy)]
pub(super) enum News {
    Told,
    Kept,
}

impl VisitsState {
    /// Once a second, and at once where another node has told something: hears it and passes it on.
    pub async fn hear_others(&self) {
        let (Some(sharing), now) = (&self.0.sharing, clock::now()) else { return };
        match timeout(FLUSH_PATIENCE, sharing.hear(&self.0.db, &self.0.online, now)).await {
            Ok(Ok(())) => self.publish(now),
            _ => sharing.lose().await,
        }
    }

    /// Follows who comes and goes, for ever: the sockets and the other nodes are told at once, and once a second at most.
    pub async fn follow_arrivals(&self) {
        loop {
            self.0.online.wait_for_news().await;
            let rest = sleep(BETWEEN_NEWS);
            self.publish(clock::now());
            self.share(News::Told).await;
            rest.await;
        }
    }

    pub(super) async fn share(&self, news: News) {
        let Some(sharing) = &self.0.sharing else { return };
        let (db, online) = (&self.0.db, &self.0.online);
        let shared = async {
            match news {
                News::Told => sharing.tell(db, online).await,
                News::Kept => sharing.beat(db, online).await,
            }
        };
        if !matches!(timeout(FLUSH_PATIENCE, shared).await, Ok(Ok(()))) {
            tracing::warn!("who is online cannot be shared with other nodes");
            sharing.lose().await;
        }
        self.0.is_live.store(sharing.is_live().await, Ordering::Relaxed);
    }
}
