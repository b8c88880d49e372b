//! Runs that are written down: the one of each day, which one node makes, and those that someone asks for.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    creating::{Made, create},
    faults::summary,
    folder::retain,
    model::{FailedBackup, GoodBackup},
    progress::{Report, silent},
    store,
};
use crate::{
    cause::words,
    clock,
    config::{BackupHour, Config},
    db::Db,
    error::AppError,
    media::storage::Storage,
    text::dates,
};

const EXTEND_EVERY: Duration = Duration::from_secs(60);

/// When the daily backup is made, where it goes and how many stay.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub hour: BackupHour,
    pub keep: usize,
    pub destination: PathBuf,
}

impl Schedule {
    pub fn of(config: &Config) -> Self {
        Self { hour: config.backup.backup_hour, keep: config.backup.backup_keep, destination: config.backup_folder() }
    }

    /// The day whose backup is due: today's from the hour on, however late a machine that was off comes to it.
    fn day_due(&self, now: i64) -> Option<i64> {
        let time = dates::local(now);
        matches!(self.hour, BackupHour::At(hour) if time.hour >= hour).then_some(time.day_number)
    }
}

/// What came of looking whether a backup is due.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Too early, switched off, done, or another node's.
    NotOurs,
    Done(PathBuf),
    /// Written down; tried again an hour later.
    Failed,
}

/// Makes the day's backup if it is due and no other node has taken the turn, and deletes the oldest.
///
/// # Errors
/// The database cannot be asked.
pub async fn take_turn(db: &Db, storage: &Storage, schedule: &Schedule, now: i64) -> Result<Turn, AppError> {
    let Some(day) = schedule.day_due(now) else { return Ok(Turn::NotOurs) };
    let Some(id) = store::take_turn(db, day, now).await? else { return Ok(Turn::NotOurs) };
    let mut extend = tokio::time::interval(EXTEND_EVERY);
    let run = run(db, storage, schedule, id);
    tokio::pin!(run);
    loop {
        tokio::select! {
            turn = &mut run => return Ok(turn),
            // One that cannot be written costs nothing: the lease holds for ten.
            _ = extend.tick() => drop(store::extend_turn(db, id, clock::now()).await),
        }
    }
}

async fn run(db: &Db, storage: &Storage, schedule: &Schedule, id: Uuid) -> Turn {
    match written_down(db, storage, &schedule.destination, id, &silent).await {
        Ok(made) => {
            match retain(&schedule.destination, schedule.keep) {
                Ok(deleted) => {
                    tracing::info!(backup = %made.path.display(), bytes = made.manifest.bytes(), ?deleted, "backup made")
                }
                Err(error) => tracing::error!(error = %format!("{error:#}"), "old backups not deleted"),
            }
            Turn::Done(made.path)
        }
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "backup failed");
            Turn::Failed
        }
    }
}

/// As [`create`]; how it ended is kept for the administrators.
///
/// # Errors
/// As [`create`].
pub async fn create_asked(db: &Db, storage: &Storage, destination: &Path, report: Report<'_>) -> anyhow::Result<Made> {
    match store::create_run(db, clock::now()).await {
        Ok(id) => written_down(db, storage, destination, id, report).await,
        // A database that can be read but not written is the one that needs a backup most.
        Err(_) => create(db, storage, destination, report).await,
    }
}

async fn written_down(db: &Db, storage: &Storage, destination: &Path, id: Uuid, report: Report<'_>) -> anyhow::Result<Made> {
    let made = create(db, storage, destination, report).await;
    let kept = match &made {
        Ok(made) => {
            let bytes = i64::try_from(made.manifest.bytes()).unwrap_or(i64::MAX);
            let good = GoodBackup { finished_at: clock::now(), bytes, place: made.path.display().to_string() };
            match summary(&made.faults) {
                None => store::finish_run(db, id, &good).await,
                Some(failure) => store::finish_with_faults(db, id, &good, &failure).await,
            }
        }
        Err(error) => {
            let failed = FailedBackup { failed_at: clock::now(), failure: words(error) };
            store::fail_run(db, id, &failed).await
        }
    };
    if kept.is_err() {
        tracing::warn!("how the backup ended could not be written down");
    }
    made
}

/// Looks whether a backup is due, and gives it up when the server stops.
pub async fn look(db: &Db, storage: &Storage, schedule: &Schedule, stop: &CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        _ = take_turn(db, storage, schedule, clock::now()) => {}
    }
}
