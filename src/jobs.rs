//! Every periodic task with its interval, on one screen.

use std::time::Duration;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    accounts,
    backup::{
        self,
        daily::{self, Schedule},
    },
    db::{Db, Ear, Topic},
    http::Writes,
    media::{self, storage::Storage},
    server::AppState,
    workflow,
};

const FLUSH_VISITS: Duration = Duration::from_secs(1);
/// Where nobody tells.
const ASK: Duration = Duration::from_millis(250);
/// A change is found within this time of its publication, the writing of the index added.
const ASK_FOR_SEARCH: Duration = Duration::from_millis(80);
const PUBLISH_DUE: Duration = Duration::from_secs(1);
const SWEEP_SESSIONS: Duration = Duration::from_secs(3600);
const LOOK_AFTER_MEDIA: Duration = Duration::from_secs(3600);
const LOOK_FOR_BACKUP: Duration = Duration::from_secs(5 * 60);

/// Starts the tasks; each ends when `stop` is called.
pub fn start(state: &AppState, writes: &Writes, backups: Schedule, tracker: &TaskTracker, stop: &CancellationToken) {
    let followed = state.clone();
    tracker.spawn(on_news(state.news.about(Topic::Changes, ASK), stop.clone(), move || {
        let state = followed.clone();
        // What fails is done the next time.
        async move { drop(state.catch_up().await) }
    }));
    let told = (state.live.clone(), state.db.clone());
    tracker.spawn(on_news(state.news.about(Topic::Newsroom, ASK), stop.clone(), move || {
        let (live, db) = told.clone();
        async move { drop(live.follow(&db).await) }
    }));
    let heard = state.visits.clone();
    tracker.spawn(on_news(state.news.about(Topic::Figures, FLUSH_VISITS), stop.clone(), move || {
        let visits = heard.clone();
        async move { visits.hear_others().await }
    }));
    let (seen, stopped) = (state.visits.clone(), stop.clone());
    tracker.spawn(async move {
        stopped.run_until_cancelled(seen.follow_arrivals()).await;
    });
    let (closing, live) = (state.visits.clone(), state.live.clone());
    let stopped = stop.clone();
    // At once, not after the draining of requests: an open page would hold up every stop.
    tracker.spawn(async move {
        stopped.cancelled().await;
        live.stop();
        closing.close_sockets().await;
    });
    let counted = (state.visits.clone(), writes.clone());
    tracker.spawn(every(FLUSH_VISITS, stop.clone(), (), move |()| {
        let (visits, writes) = counted.clone();
        async move {
            if visits.tick().await {
                writes.note();
            }
        }
    }));
    let scheduled = state.db.clone();
    tracker.spawn(every(PUBLISH_DUE, stop.clone(), (), move |()| {
        let db = scheduled.clone();
        async move {
            // What fails is logged where it fails, and stays due.
            let _ = workflow::scheduling::publish_due(&db).await;
            let _ = workflow::scheduling::withdraw_ended(&db).await;
        }
    }));
    tracker.spawn(state.search.clone().follow(state.db.clone(), state.news.about(Topic::Changes, ASK_FOR_SEARCH), stop.clone()));
    let swept = state.db.clone();
    tracker.spawn(every(SWEEP_SESSIONS, stop.clone(), (), move |()| {
        let db = swept.clone();
        async move {
            let _ = accounts::sessions::sweep(&db).await;
            let _ = workflow::presence::sweep(&db).await;
        }
    }));
    let library = (state.db.clone(), state.storage.clone());
    tracker.spawn(every(LOOK_AFTER_MEDIA, stop.clone(), Looks::default(), move |looks| {
        let (db, storage) = library.clone();
        async move { look_after_media(&db, &storage, looks).await }
    }));
    let (kept, stopped) = (state.clone(), stop.clone());
    tracker.spawn(every(LOOK_FOR_BACKUP, stop.clone(), Looks::default(), move |looks| {
        look_for_backup(kept.clone(), backups.clone(), stopped.clone(), looks)
    }));
}

#[derive(Debug, Clone, Copy, Default)]
struct Looks(u64);

/// Not in the first minutes: a server that has just been started has readers waiting.
async fn look_for_backup(state: AppState, backups: Schedule, stop: CancellationToken, Looks(before): Looks) -> Looks {
    if before > 0 {
        daily::look(&state.db, &state.storage, &backups, &stop).await;
    }
    backup::tell_figures(&state.db).await;
    Looks(before + 1)
}

/// Files that nothing names go once a day, first after an hour; what an earlier version kept is made findable at once.
async fn look_after_media(db: &Db, storage: &Storage, Looks(before): Looks) -> Looks {
    while matches!(media::describing::fold_some(db).await, Ok(folded) if folded > 0) {}
    if before % 24 == 1 {
        // What fails is logged where it fails, and is tried again tomorrow.
        let _ = media::sweeping::sweep(db, storage).await;
    }
    Looks(before + 1)
}

/// Runs a task now and whenever there may be news.
async fn on_news<F, Fut>(mut ear: Ear, stop: CancellationToken, mut task: F)
where
    F: FnMut() -> Fut,
    Fut: Future<Output = ()>,
{
    loop {
        task().await;
        tokio::select! {
            () = stop.cancelled() => return,
            () = ear.wait() => {}
        }
    }
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
