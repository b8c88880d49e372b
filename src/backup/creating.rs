//! A backup is made while everything goes on: one snapshot of the database, then the files.

use std::{
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{
    catalogue,
    checking::{self, check_tables},
    faults::Fault,
    files,
    folder::{Destination, Partial, Whole},
    loading::table_path,
    manifest::{FORMAT, Manifest, TableEntry},
    progress::{Progress, Report, Stage},
    reading::read_table,
    session::Session,
    table_file::LineWriter,
};
use crate::{
    clock::now,
    config::explain,
    db::Db,
    media::{self, storage::Storage},
};

/// A backup that has just been made and checked.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub manifest: Manifest,
    /// Files of the portal that were damaged or missing, whether or not the backup has them all the same.
    pub faults: Vec<Fault>,
}

/// Makes a backup in `destination` and reads again what it wrote. Files that an earlier backup there has are not stored a second time. Files
/// that are damaged or missing do not cost the backup: they are taken from an earlier one, or left out, and told in any case.
///
/// # Errors
/// In words for the administrator; nothing is left of it then.
pub async fn create(db: &Db, storage: &Storage, destination: &Path, report: Report<'_>) -> anyhow::Result<Made> {
    create_at(db, storage, destination, now(), report).await
}

/// Named by another second than this one.
pub(super) async fn create_at(
    db: &Db,
    storage: &Storage,
    destination: &Path,
    taken_at: i64,
    report: Report<'_>,
) -> anyhow::Result<Made> {
    let destination = Destination::open(destination)?;
    let partial = destination.begin(taken_at)?;
    let made = write(db, Some(storage), &partial.path, taken_at, &destination.list_whole()?, report).await;
    let (manifest, faults) = made.map_err(|error| with_advice(error, &partial.path)).context("Không sao lưu được")?;
    let path = partial.finish().context("Không sao lưu được")?;
    Ok(Made { path, manifest, faults })
}

/// Only the rows, for a move: the files stay where they are.
pub(super) async fn create_rows(db: &Db, destination: &Destination, report: Report<'_>) -> anyhow::Result<(Partial, Manifest)> {
    let taken_at = now();
    let partial = destination.begin(taken_at)?;
    let written = write(db, None, &partial.path, taken_at, &[], report).await;
    let (manifest, _) = written.map_err(|error| with_advice(error, &partial.path))?;
    Ok((partial, manifest))
}

/// A full or closed disk is told with what to do about it.
fn with_advice(error: anyhow::Error, folder: &Path) -> anyhow::Error {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.downcast_ref::<io::Error>() {
        Some(cause) if matches!(cause.kind(), PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull) => {
            explain(cause, folder.parent().unwrap_or(folder))
        }
        _ => error,
    }
}

async fn write(
    db: &Db,
    storage: Option<&Storage>,
    folder: &Path,
    taken_at: i64,
    earlier: &[Whole],
    report: Report<'_>,
) -> anyhow::Result<(Manifest, Vec<Fault>)> {
    let mut session = Session::read(db).await?;
    let migration = session.number("select coalesce(max(version), 0) from _sqlx_migrations").await?;
    let tables = write_tables(&mut session, folder, report).await?;
    let counters = catalogue::list_counters(&mut session).await?;
    drop(session);
    // The files come after the rows that name them: each was there before its row.
    let files = match storage {
        Some(storage) => files::write(storage, media::store::list_hashes(db).await?, folder, taken_at, earlier, report).await?,
        None => files::write_none(folder).await?,
    };
    let left_out = files.faults.iter().filter(|fault| fault.is_left_out());
    let carried = |table: &str| tables.iter().any(|entry| entry.name == table);
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        migration,
        taken_at,
        counters: counters.into_iter().filter(|c| carried(&c.table_name)).map(|c| (c.table_name, c.last)).collect(),
        media: files.written,
        media_bytes: files.bytes,
        left_out: left_out.map(|fault| fault.hash.as_str().to_owned()).collect(),
        content_sha256: String::new(),
        seal: String::new(),
        tables,
    }
    .sealed()?;
    manifest.write(folder)?;
    // The files were read as they came.
    check_tables(folder, &manifest, report).await?;
    checking::check_media_list(folder, &manifest).await?;
    Ok((manifest, files.faults))
}

async fn write_tables(session: &mut Session, folder: &Path, report: Report<'_>) -> anyhow::Result<Vec<TableEntry>> {
    let tables = catalogue::list_tables(session).await?;
    let mut total = 0;
    for table in &tables {
        total += catalogue::count_rows(session, table).await?;
    }
    let (mut entries, mut done) = (Vec::with_capacity(tables.len()), 0);
    for table in tables {
        let writer = LineWriter::create(&table_path(folder, &table.name))?;
        let read = |rows| report(Progress { stage: Stage::WritingRows, done: done + rows, total });
        let written = read_table(session, &table, writer, read).await?;
        done += written.rows;
        entries.push(TableEntry { name: table.name, columns: table.columns, written });
    }
    Ok(entries)
}
