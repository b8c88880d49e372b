//! What an administrator is told about backups.

use serde::{Deserialize, Serialize};

/// The last backups of an installation and the room left for more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupStatus {
    pub last_good: Option<GoodBackup>,
    /// The last that failed or found files of the portal damaged, whether or not one has succeeded since.
    pub last_failure: Option<FailedBackup>,
    /// In the data folder's file system; None where it cannot be asked.
    pub free_bytes: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct GoodBackup {
    /// UTC microseconds.
    pub finished_at: i64,
    pub bytes: i64,
    pub place: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::FromRow))]
pub struct FailedBackup {
    /// UTC microseconds.
    pub failed_at: i64,
    pub failure: String,
}

impl FailedBackup {
    /// Whether it is still the last word. A backup that was made of a portal with damaged files is good and failed at the same moment.
    pub fn is_of_last(&self, good: Option<&GoodBackup>) -> bool {
        good.is_none_or(|good| self.failed_at >= good.finished_at)
    }
}
