//! A backup becomes an installation again, in an empty place: its rows wholly or not at all, and every file that is still whole.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{
    catalogue::{self, MARK},
    checking::{self, check_media_list, check_tables},
    folder::{list_whole, media_path},
    loading,
    manifest::Manifest,
    model::GoodBackup,
    progress::{Progress, Report, Stage},
    session::Session,
    store,
};
use crate::{
    config::explain,
    db::{DatabaseUrl, Db},
    media::storage::{ContentHash, Source, Storage},
};

/// An installation that has just been made of a backup.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// Files that the backup had not whole, and that came from another one beside it.
    pub from_others: Vec<ContentHash>,
    /// Files that neither had.
    pub lost: Vec<ContentHash>,
}

/// Restores a backup into the database at `url` and its files into the folder `media`. Cut off, it is simply run again. The rows are taken
/// as they were or not at all. A file that is damaged or missing costs nothing but itself: on the day of a restore all the rest is wanted.
///
/// # Errors
/// A table of the backup is damaged or it is newer than the program, the place is not empty, or it cannot be written: in words for the
/// administrator.
pub async fn restore(backup: &Path, url: &DatabaseUrl, media: &Path, report: Report<'_>) -> anyhow::Result<Restored> {
    let manifest = Manifest::read(backup)?;
    refuse_newer(&manifest)?;
    require_empty(url).await?;
    check_tables(backup, &manifest, report).await?;
    check_media_list(backup, &manifest).await?;
    let (from_others, lost) = restore_media(backup, &manifest, media, report).await?;
    fill(url, backup, &manifest, report, async || Ok(())).await?;
    note_origin(url, backup, &manifest).await;
    Ok(Restored { manifest, from_others, lost })
}

/// The last good backup of the new installation is the one that it was made of.
async fn note_origin(url: &DatabaseUrl, backup: &Path, manifest: &Manifest) {
    let place = backup.canonicalize().unwrap_or_else(|_| backup.to_owned()).display().to_string();
    let bytes = i64::try_from(manifest.bytes()).unwrap_or(i64::MAX);
    let good = GoodBackup { finished_at: manifest.taken_at, bytes, place };
    let noted = async {
        let db = Db::open_as_it_is(url).await?;
        let run = store::create_run(&db, manifest.taken_at).await?;
        store::finish_run(&db, run, &good).await?;
        db.close().await;
        anyhow::Ok(())
    };
    if let Err(error) = noted.await {
        tracing::warn!(error = %format!("{error:#}"), "where the installation came from could not be written down");
    }
}

fn refuse_newer(manifest: &Manifest) -> anyhow::Result<()> {
    let known = Db::newest_migration();
    if manifest.migration > known {
        bail!(
            "Bản sao lưu mới hơn chương trình (được tạo bởi congdan {}, bước {}, chương trình chỉ biết đến bước {known}). \
             Hãy dùng phiên bản congdan mới hơn; không có gì bị thay đổi.",
            manifest.program,
            manifest.migration
        );
    }
    Ok(())
}

/// Takes in every file, from another backup beside this one where this one has it not whole. Gives those that came from others, and those
/// that are nowhere.
async fn restore_media(
    backup: &Path,
    manifest: &Manifest,
    media: &Path,
    report: Report<'_>,
) -> anyhow::Result<(Vec<ContentHash>, Vec<ContentHash>)> {
    let words = || format!("Không ghi được tệp vào thư mục {}", media.display());
    let storage = Storage::at(media).map_err(|error| explain(&error, media)).with_context(words)?;
    let listed = checking::read_media_list(backup, manifest).await?.into_iter().map(|(hash, _)| hash);
    let files: Vec<ContentHash> = listed.chain(manifest.left_out.iter().filter_map(|hash| ContentHash::parse(hash))).collect();
    let (mut from_others, mut lost, total) = (Vec::new(), Vec::new(), files.len() as u64);
    for (done, hash) in (1..).zip(files) {
        let taken = take_one(&storage, backup, &hash).await;
        match taken.map_err(|error| explain(&error, media)).with_context(words)? {
            Taken::Own => {}
            Taken::OfAnother => from_others.push(hash),
            Taken::Nowhere => lost.push(hash),
        }
        report(Progress { stage: Stage::LoadingMedia, done, total });
    }
    storage.sync().await.map_err(|error| explain(&error, media)).with_context(words)?;
    Ok((from_others, lost))
}

enum Taken {
    Own,
    OfAnother,
    Nowhere,
}

async fn take_one(storage: &Storage, backup: &Path, hash: &ContentHash) -> io::Result<Taken> {
    if storage.take_from(hash, media_path(backup, hash)).await? == Source::Whole {
        return Ok(Taken::Own);
    }
    let beside = backup.canonicalize().ok().and_then(|path| list_whole(path.parent()?).ok()).unwrap_or_default();
    for other in beside.iter().rev() {
        if storage.take_from(hash, media_path(&other.path, hash)).await? == Source::Whole {
            return Ok(Taken::OfAnother);
        }
    }
    Ok(Taken::Nowhere)
}

/// # Errors
/// There is a database already, or one with rows or with tables of others.
pub(super) async fn require_empty(url: &DatabaseUrl) -> anyhow::Result<()> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            for file in [path.clone(), beside(path, "-wal"), beside(path, "-shm")] {
                anyhow::ensure!(
                    !file.exists(),
                    "Nơi nhận không trống: đã có {}. Chỉ nạp được vào thư mục dữ liệu chưa có cơ sở dữ liệu; \
                     hãy chọn --data khác, hoặc tự đổi tên tệp cũ (khi cổng đã dừng).",
                    file.display()
                );
            }
            Ok(())
        }
        DatabaseUrl::Postgres(_) => {
            let db = Db::open_as_it_is(url).await?;
            let empty = is_empty(&db).await;
            db.close().await;
            anyhow::ensure!(
                empty?,
                "Nơi nhận không trống: cơ sở dữ liệu PostgreSQL đã có dữ liệu. Hãy tạo một cơ sở dữ liệu mới (createdb) và chỉ đến nó bằng --database hoặc --to."
            );
            Ok(())
        }
    }
}

async fn is_empty(db: &Db) -> anyhow::Result<bool> {
    let is_ours = db.migration().await?.is_some();
    let mut session = Session::write(db).await?;
    let tables = catalogue::list_tables(&mut session).await?;
    let begun = session
        .number(&format!("select count(*) from pg_tables where schemaname = current_schema() and tablename = '{MARK}'"))
        .await?
        > 0;
    if !is_ours && !tables.is_empty() {
        return Ok(false);
    }
    for table in tables {
        // Steps of the schema may have put rows anywhere but here: nothing works without a site, and none comes by itself.
        let decides = !begun || table.name == "site";
        if decides && catalogue::count_rows(&mut session, &table).await? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Builds the database of a checked backup. `before_commit` may still refuse.
pub(super) async fn fill(
    url: &DatabaseUrl,
    backup: &Path,
    manifest: &Manifest,
    report: Report<'_>,
    before_commit: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            // Under another name until it is whole.
            let partial = beside(path, ".dang-nap");
            remove_database(&partial).with_context(|| format!("Không xóa được {}", partial.display()))?;
            let db = Db::open_as_it_is(&DatabaseUrl::Sqlite(partial.clone())).await?;
            let filled = fill_open(&db, backup, manifest, report, before_commit).await;
            if let (Ok(()), Db::Sqlite { writer, .. }) = (&filled, &db) {
                sqlx::query("pragma wal_checkpoint(truncate)").execute(writer).await?;
            }
            db.close().await;
            if filled.is_err() {
                remove_database(&partial)?;
            }
            filled?;
            put_in_place(&partial, path).with_context(|| format!("Không đặt được cơ sở dữ liệu vào {}", path.display()))
        }
        DatabaseUrl::Postgres(_) => {
            let db = Db::open_as_it_is(url).await?;
            let mut session = Session::write(&db).await?;
            session.run(&format!("create table if not exists {MARK} (begun_at timestamptz not null default now())")).await?;
            session.commit().await?;
            let filled = fill_open(&db, backup, manifest, report, before_commit).await;
            db.close().await;
            filled
        }
    }
}

async fn fill_open(
    db: &Db,
    backup: &Path,
    manifest: &Manifest,
    report: Report<'_>,
    before_commit: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if let Some(taken) = db.migration().await?
        && taken > manifest.migration
    {
        bail!("Cơ sở dữ liệu nhận đã ở bước {taken}, bản sao lưu ở bước {}. Hãy tạo một cơ sở dữ liệu mới.", manifest.migration);
    }
    db.migrate_to(manifest.migration).await?;
    let mut session = Session::write(db).await?;
    loading::load(&mut session, backup, manifest, report).await?;
    before_commit().await?;
    if matches!(session, Session::Postgres(_)) {
        session.run(&format!("drop table {MARK}")).await?;
    }
    session.commit().await.context("Không ghi được dữ liệu đã nạp")?;
    db.migrate_to(Db::newest_migration()).await
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

fn remove_database(path: &Path) -> io::Result<()> {
    for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
        match fs::remove_file(file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn put_in_place(partial: &Path, path: &Path) -> io::Result<()> {
    File::open(partial)?.sync_all()?;
    // A database that has come there meanwhile is not written over.
    if path.try_exists()? {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(partial, path)?;
    match path.parent() {
        Some(folder) if folder != Path::new("") => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
