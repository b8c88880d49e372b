//! Backup, restore, moving: one neutral form of the data for both databases.
//!
//! A backup is a folder `congdan-YYYYMMDD-HHMMSSZ`: `database/<table>.ndjson.gz`, one JSON array a row; `media/<aa>/<hash>`, the files;
//! `media.ndjson.gz`, their list; `manifest.json`, which tells and seals the rest. It is written under another name and renamed once whole.

#[cfg(feature = "ssr")]
mod catalogue;
#[cfg(feature = "ssr")]
mod checking;
#[cfg(feature = "ssr")]
mod creating;
#[cfg(feature = "ssr")]
pub mod daily;
#[cfg(feature = "ssr")]
mod faults;
#[cfg(feature = "ssr")]
mod files;
#[cfg(feature = "ssr")]
mod folder;
#[cfg(feature = "ssr")]
mod loading;
#[cfg(feature = "ssr")]
mod manifest;
pub mod model;
#[cfg(feature = "ssr")]
mod moving;
#[cfg(feature = "ssr")]
mod progress;
#[cfg(feature = "ssr")]
mod reading;
#[cfg(feature = "ssr")]
mod restoring;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod session;
#[cfg(feature = "ssr")]
mod status;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod table_file;
#[cfg(all(test, feature = "ssr"))]
mod tests;
#[cfg(feature = "ssr")]
mod upgrading;

#[cfg(feature = "ssr")]
pub use {
    checking::{check, find_newest_whole},
    creating::{Made, create},
    faults::{Fault, Remedy, summary},
    folder::{Whole, list_whole, retain},
    manifest::Manifest,
    moving::move_to,
    progress::{Progress, Report, Stage, silent},
    restoring::{Restored, restore},
    status::{free_bytes, status, tell_figures},
    upgrading::open_upgraded,
};
