//! Whether a backup still holds what its manifest says.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::{
    folder::{Whole, list_whole, media_path},
    loading::table_path,
    manifest::Manifest,
    progress::{Progress, Report, Stage, silent},
    table_file::{Written, read_lines},
};
use crate::media::storage::ContentHash;

/// Reads a backup to its last byte.
///
/// # Errors
/// Names the first thing that is missing or has changed.
pub async fn check(folder: &Path, report: Report<'_>) -> anyhow::Result<Manifest> {
    let manifest = Manifest::read(folder)?;
    check_tables(folder, &manifest, report).await?;
    check_media_list(folder, &manifest).await?;
    let files = read_media_list(folder, &manifest).await?;
    let total = files.len() as u64;
    for (done, (hash, _)) in (1..).zip(files) {
        let path = media_path(folder, &hash);
        let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        let found = tokio::task::spawn_blocking(move || ContentHash::of_file(&path)).await?;
        let found = found.with_context(|| format!("Bản sao lưu bị hỏng: không đọc được tệp {name}"))?;
        anyhow::ensure!(found == hash, "Bản sao lưu bị hỏng: tệp {name} đã bị thay đổi");
        report(Progress { stage: Stage::Checking, done, total });
    }
    Ok(manifest)
}

/// The newest backup in a folder whose rows are whole; its files are looked at when it is restored, one by one.
pub async fn find_newest_whole(folder: &Path) -> Option<Whole> {
    for backup in list_whole(folder).ok()?.into_iter().rev() {
        let rows = async {
            check_tables(&backup.path, &backup.manifest, &silent).await?;
            check_media_list(&backup.path, &backup.manifest).await
        };
        if rows.await.is_ok() {
            return Some(backup);
        }
    }
    None
}

pub(super) async fn check_tables(folder: &Path, manifest: &Manifest, report: Report<'_>) -> anyhow::Result<()> {
    let total = manifest.tables.len() as u64;
    for (done, table) in (1..).zip(&manifest.tables) {
        check_file(table_path(folder, &table.name), &table.written).await?;
        report(Progress { stage: Stage::Checking, done, total });
    }
    Ok(())
}

pub(super) async fn check_media_list(folder: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    check_file(media_list_path(folder), &manifest.media).await
}

async fn check_file(path: PathBuf, wanted: &Written) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = tokio::task::spawn_blocking(move || read_lines(&path, |_| Ok(()))).await?;
    let found = read.with_context(|| format!("Bản sao lưu bị hỏng: không đọc được tệp {name}"))?;
    if found != *wanted {
        bail!("Bản sao lưu bị hỏng: tệp {name} đã bị thay đổi ({} dòng, cần {})", found.rows, wanted.rows);
    }
    Ok(())
}

/// Whether a file is there with the bytes of its name.
pub(super) async fn is_whole(path: &Path, hash: &ContentHash) -> bool {
    let (path, hash) = (path.to_owned(), hash.clone());
    tokio::task::spawn_blocking(move || ContentHash::of_file(&path).is_ok_and(|found| found == hash)).await.unwrap_or(false)
}

pub(super) fn media_list_path(folder: &Path) -> PathBuf {
    folder.join("media.ndjson.gz")
}

/// The files that a backup holds, with their bytes.
pub(super) async fn read_media_list(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<(ContentHash, u64)>> {
    let (path, rows) = (media_list_path(folder), usize::try_from(manifest.media.rows)?);
    tokio::task::spawn_blocking(move || {
        let (mut files, mut seen) = (Vec::new(), HashSet::new());
        read_lines(&path, |line| {
            let (hash, bytes): (String, u64) = serde_json::from_str(line)?;
            let hash = ContentHash::parse(&hash).context("Danh sách tệp không đúng dạng")?;
            anyhow::ensure!(seen.insert(hash.clone()), "Danh sách tệp không đúng dạng");
            files.push((hash, bytes));
            Ok(())
        })?;
        anyhow::ensure!(files.len() == rows, "Danh sách tệp có {} dòng, cần {rows}", files.len());
        Ok(files)
    })
    .await?
}
