//! A backup is made while everything goes on: one snapshot of the database, then the files.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context;

use super::{
    catalogue,
    checking::{self, check_tables},
    folder::{Destination, Partial, Whole, media_path},
    loading::table_path,
    manifest::{FORMAT, Manifest, TableEntry},
    progress::{Progress, Report, Stage},
    reading::read_table,
    session::Session,
    table_file::{LineWriter, Written},
};
use crate::{
    clock::now,
    config::explain,
    db::Db,
    media::storage::{ContentHash, Storage},
};

/// A backup that has just been made and checked.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub manifest: Manifest,
}

/// Makes a backup in `destination` and reads again what it wrote. Files that an earlier backup there has are not stored a second time.
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
    let made = write(db, Some(storage), &partial.path, taken_at, destination.newest()?, report).await;
    let manifest = made.map_err(|error| with_advice(error, &partial.path)).context("Không sao lưu được")?;
    let path = partial.finish().context("Không sao lưu được")?;
    Ok(Made { path, manifest })
}

/// Only the rows, for a move: the files stay where they are.
pub(super) async fn create_rows(db: &Db, destination: &Destination, report: Report<'_>) -> anyhow::Result<(Partial, Manifest)> {
    let taken_at = now();
    let partial = destination.begin(taken_at)?;
    let manifest =
        write(db, None, &partial.path, taken_at, None, report).await.map_err(|error| with_advice(error, &partial.path))?;
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
    previous: Option<Whole>,
    report: Report<'_>,
) -> anyhow::Result<Manifest> {
    let mut session = Session::read(db).await?;
    let migration = session.number("select coalesce(max(version), 0) from _sqlx_migrations").await?;
    let tables = write_tables(&mut session, folder, report).await?;
    let counters = catalogue::list_counters(&mut session).await?;
    drop(session);
    // The files come after the rows that name them: each was there before its row.
    let media = match storage {
        Some(storage) => write_media(storage, folder, previous, report).await?,
        None => Media::list(folder, &[], Vec::new()).await?,
    };
    let carried = |table: &str| tables.iter().any(|entry| entry.name == table);
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        migration,
        taken_at,
        counters: counters.into_iter().filter(|c| carried(&c.table_name)).map(|c| (c.table_name, c.last)).collect(),
        media: media.written,
        media_bytes: media.bytes,
        left_out: media.left_out,
        content_sha256: String::new(),
        seal: String::new(),
        tables,
    }
    .sealed()?;
    manifest.write(folder)?;
    // The new files were read when they were put there; the others when they were new.
    check_tables(folder, &manifest, report).await?;
    checking::check_media_list(folder, &manifest).await?;
    Ok(manifest)
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

struct Media {
    written: Written,
    bytes: u64,
    left_out: Vec<String>,
}

impl Media {
    async fn list(folder: &Path, files: &[(ContentHash, u64)], left_out: Vec<String>) -> anyhow::Result<Self> {
        let lines: String = files.iter().map(|(hash, bytes)| format!("[\"{}\",{bytes}]\n", hash.as_str())).collect();
        let (path, rows) = (checking::media_list_path(folder), files.len() as u64);
        let written = tokio::task::spawn_blocking(move || {
            let mut writer = LineWriter::create(&path)?;
            writer.write(lines.as_bytes(), rows)?;
            writer.finish()
        })
        .await??;
        Ok(Self { written, bytes: files.iter().map(|(_, bytes)| bytes).sum(), left_out })
    }
}

async fn write_media(storage: &Storage, folder: &Path, previous: Option<Whole>, report: Report<'_>) -> anyhow::Result<Media> {
    let (files, known) = (storage.list().await?, known_files(previous.as_ref()).await);
    let (mut kept, mut left_out) = (Vec::with_capacity(files.len()), Vec::new());
    for shelf in files.chunk_by(|(a, _), (b, _)| a.as_str()[..2] == b.as_str()[..2]) {
        if let Some(shelf) = media_path(folder, &shelf[0].0).parent() {
            fs::create_dir_all(shelf)?;
        }
    }
    let total = files.len() as u64;
    for (done, (hash, bytes)) in (1..).zip(files) {
        let place = media_path(folder, &hash);
        let linked = known.get(&hash).is_some_and(|known| *known == bytes)
            && previous.as_ref().is_some_and(|previous| link(&media_path(&previous.path, &hash), &place, bytes));
        if linked || put_verified(storage, &hash, place).await? {
            kept.push((hash, bytes));
        } else {
            tracing::error!(hash = hash.as_str(), "media file damaged, left out of the backup");
            left_out.push(hash.as_str().to_owned());
        }
        report(Progress { stage: Stage::WritingMedia, done, total });
    }
    Media::list(folder, &kept, left_out).await
}

/// The files of the backup before; none where it cannot be read.
async fn known_files(previous: Option<&Whole>) -> HashMap<ContentHash, u64> {
    let Some(previous) = previous else { return HashMap::new() };
    checking::read_media_list(&previous.path, &previous.manifest).await.map(|files| files.into_iter().collect()).unwrap_or_default()
}

fn link(from: &Path, place: &Path, bytes: u64) -> bool {
    fs::metadata(from).is_ok_and(|found| found.len() == bytes) && fs::hard_link(from, place).is_ok()
}

/// False where the bytes are not those of the name, or the file has gone meanwhile: the rest is worth a backup all the same.
async fn put_verified(storage: &Storage, hash: &ContentHash, place: PathBuf) -> anyhow::Result<bool> {
    match storage.put_at(hash, place.clone()).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        put => put?,
    }
    let (found, place) = tokio::task::spawn_blocking(move || ContentHash::of_file(&place).map(|found| (found, place))).await??;
    if found == *hash {
        return Ok(true);
    }
    fs::remove_file(&place)?;
    Ok(false)
}
