//! How an installation stands with its backups.

use std::path::Path;

use super::{model::BackupStatus, store};
use crate::{db::Db, error::AppError};

/// For the administrators' page and `congdan doctor`.
pub async fn status(db: &Db, data: &Path) -> Result<BackupStatus, AppError> {
    Ok(BackupStatus {
        last_good: store::find_last_good(db).await?,
        last_failure: store::find_last_failure(db).await?,
        free_bytes: free_bytes(data),
    })
}

/// What an ordinary account may still write to the file system of a folder.
pub fn free_bytes(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    found.f_bavail.checked_mul(found.f_frsize)
}

/// Sets the figures for Prometheus: when the last good backup was made (0: never), and whether the last one failed or found
/// files of the portal damaged.
pub async fn tell_figures(db: &Db) {
    let (Ok(good), Ok(failure)) = (store::find_last_good(db).await, store::find_last_failure(db).await) else { return };
    let good_at = good.as_ref().map_or(0, |good| good.finished_at);
    let has_failed = failure.is_some_and(|failure| failure.is_of_last(good.as_ref()));
    metrics::gauge!("congdan_backup_timestamp_seconds").set((good_at / 1_000_000) as f64);
    metrics::gauge!("congdan_backup_failed").set(f64::from(u8::from(has_failed)));
}
