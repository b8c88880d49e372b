//! Every periodic task with its interval, on one screen.

use std::time::Duration;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{server::AppState, site};

const FLUSH_VISITS: Duration = Duration::from_secs(1);
const FOLLOW_CHANGES: Duration = Duration::from_millis(250);

/// Starts the tasks; each ends when `stop` is called.
pub fn start(state: &AppState, tracker: &TaskTracker, stop: &CancellationToken) {
    let followed = state.clone();
    tracker.spawn(every(FOLLOW_CHANGES, stop.clone(), ChangesSeen::default(), move |seen| follow_changes(followed.clone(), seen)));
    let closing = state.visits.clone();
    let stopped = stop.clone();
    // At once, not after the draining of requests: an open page would hold up every stop.
    tracker.spawn(async move {
        stopped.cancelled().await;
        closing.close_sockets().await;
    });
    let counted = state.clone();
    tracker.spawn(every(FLUSH_VISITS, stop.clone(), (), move |()| {
        let visits = counted.visits.clone();
        async move { visits.tick().await }
    }));
}

#[derive(Debug, Clone, Copy, Default)]
struct ChangesSeen(Option<i64>);

/// What another process wrote (an import, another node) shows here too.
async fn follow_changes(state: AppState, seen: ChangesSeen) -> ChangesSeen {
    let Ok(last) = site::store::last_change(&state.db).await else { return seen };
    if seen.0 != Some(last) {
        if let Ok(sites) = site::store::list_sites(&state.db).await {
            state.sites.replace(sites);
        }
        state.pages.clear();
    }
    ChangesSeen(Some(last))
}

async fn every<S, F, Fut>(interval: Duration, stop: CancellationToken, mut state: S, mut task: F)
where
    F: FnMut(S) -> Fut,
    Fut: Future<Output = S>,
{
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => state = task(state).await,
        }
    }
}
