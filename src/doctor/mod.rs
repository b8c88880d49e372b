//! What `congdan doctor` looks at: wiring, so that every feature may have its check here.

mod backups;
mod chains;
mod database;
mod machine;
mod media;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    pin::Pin,
};

use crate::{cause, db::Db, media::storage::Storage};

/// The installation that is looked at.
pub struct Patient {
    pub db: Db,
    pub storage: Storage,
    pub data: PathBuf,
    pub media_depth: MediaDepth,
}

/// How closely media are looked at: every name in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaDepth {
    /// The bytes of some files, others each time.
    Sample,
    /// The bytes of all.
    Whole,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Good,
    Problem,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub subject: &'static str,
    pub state: State,
    pub says: String,
}

impl Finding {
    pub fn good(subject: &'static str, says: impl Into<String>) -> Self {
        Self { subject, state: State::Good, says: says.into() }
    }

    pub fn problem(subject: &'static str, says: impl Into<String>) -> Self {
        Self { subject, state: State::Problem, says: says.into() }
    }
}

/// All that can be said where the database cannot be opened: why, and what there is to restore.
pub async fn without_database(why: &anyhow::Error, backups: &Path) -> Vec<Finding> {
    vec![Finding::problem(database::INTEGRITY, cause::words(why)), backups::find_newest(backups).await]
}

pub type Check<'a> = Pin<Box<dyn Future<Output = Vec<Finding>> + Send + 'a>>;

/// Every check, in the order of the report. Each runs when it is awaited, and finds at least one thing to say.
pub fn checks(patient: &Patient) -> Vec<Check<'_>> {
    vec![
        Box::pin(database::check_schema(patient)),
        Box::pin(database::check_integrity(patient)),
        Box::pin(media::check_files(patient)),
        Box::pin(chains::check_audit(patient)),
        Box::pin(chains::check_publications(patient)),
        Box::pin(backups::check_age(patient)),
        Box::pin(machine::check_disk(patient)),
        Box::pin(machine::check_clock(patient)),
    ]
}
