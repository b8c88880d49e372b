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
