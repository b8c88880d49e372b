//! The folder that backups are put into: whole ones by name, one writer at a time, old ones deleted.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use super::manifest::Manifest;
use crate::{clock::now, config::explain, media::storage::ContentHash};

const PARTIAL: &str = ".dang-ghi-";
const DELETED: &str = ".dang-xoa-";
const LOCK: &str = ".khoa";
const DAY: i64 = 86_400 * 1_000_000;

/// A backup that is whole by its manifest; its files have not been looked at.
#[derive(Debug, Clone)]
pub struct Whole {
    pub path: PathBuf,
    pub manifest: Manifest,
}

/// The folder while one process writes in it.
pub struct Destination {
    path: PathBuf,
    _lock: File,
}

/// A backup being written; gone again unless it is finished.
pub struct Partial {
    pub path: PathBuf,
    whole: PathBuf,
}

/// "congdan-20261123-190000Z", in UTC so that names and times have one order.
fn name(taken_at: i64) -> anyhow::Result<String> {
    Ok(jiff::Timestamp::from_microsecond(taken_at)?.strftime("congdan-%Y%m%d-%H%M%SZ").to_string())
}

fn is_name(name: &str) -> bool {
    let pattern = "congdan-00000000-000000Z";
    name.len() == pattern.len()
        && name
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, wanted)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
}

/// The backups in a folder, oldest first; before them those that a clock gone wrong has dated in the future, lest they pass for the newest
/// for years. Whatever else lies there is passed over.
pub fn list_whole(folder: &Path) -> io::Result<Vec<Whole>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        if path.file_name().and_then(|name| name.to_str()).is_some_and(is_name)
            && let Ok(manifest) = Manifest::read(&path)
        {
            found.push(Whole { path, manifest });
        }
    }
    let tomorrow = now() + DAY;
    found.sort_by(|a, b| (a.manifest.taken_at <= tomorrow, &a.path).cmp(&(b.manifest.taken_at <= tomorrow, &b.path)));
    Ok(found)
}

impl Destination {
    /// Makes the folder where it is not there, and clears what a killed process has left.
    ///
    /// # Errors
    /// Another process is writing there, or it cannot be written: with what to do.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let words = || format!("Không ghi được vào thư mục sao lưu {}", path.display());
        let lock = make_folder(path)
            .and_then(|()| File::create(path.join(LOCK)))
            .map_err(|error| explain(&error, path))
            .with_context(words)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("Một lần sao lưu khác đang ghi vào {}. Hãy đợi lần ấy xong.", path.display())
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(words),
        }
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(PARTIAL) || name.starts_with(DELETED)) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(Self { path: path.canonicalize()?, _lock: lock })
    }

    /// Oldest first.
    pub fn list_whole(&self) -> io::Result<Vec<Whole>> {
        list_whole(&self.path)
    }

    /// # Errors
    /// There is a backup of this very second.
    pub fn begin(&self, taken_at: i64) -> anyhow::Result<Partial> {
        let name = name(taken_at)?;
        let partial = Partial { path: self.path.join(format!("{PARTIAL}{name}")), whole: self.path.join(name) };
        anyhow::ensure!(!partial.whole.exists(), "Đã có bản sao lưu {}. Hãy thử lại sau một giây.", partial.whole.display());
        make_folder(&partial.path)?;
        make_folder(&partial.path.join("database"))?;
        make_folder(&partial.path.join("media"))?;
        Ok(partial)
    }
}

impl Partial {
    /// When it returns the backup has its name and survives a power cut.
    pub fn finish(mut self) -> io::Result<PathBuf> {
        rustix::fs::syncfs(File::open(&self.path)?)?;
        fs::rename(&self.path, &self.whole)?;
        if let Some(folder) = self.whole.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(std::mem::take(&mut self.whole))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After a rename there is nothing under this name; what cannot be deleted now, the next backup deletes.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Keys and password hashes are in a backup: nobody else may look.
fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub fn media_path(backup: &Path, hash: &ContentHash) -> PathBuf {
    backup.join("media").join(&hash.as_str()[..2]).join(hash.as_str())
}

/// Deletes the oldest whole backups until `keep` are left, at least the newest, and gives the names of the deleted. What only an old one
/// still had, the newest has taken over when it was made.
///
/// # Errors
/// Another process is writing there, or a folder cannot be deleted.
pub fn retain(folder: &Path, keep: usize) -> anyhow::Result<Vec<String>> {
    let destination = Destination::open(folder)?;
    let whole = list_whole(&destination.path)?;
    let mut deleted = Vec::new();
    for old in &whole[..whole.len().saturating_sub(keep.max(1))] {
        let Some(name) = old.path.file_name().and_then(|name| name.to_str()) else { continue };
        // Under another name first: half deleted it must not look whole.
        let going = destination.path.join(format!("{DELETED}{name}"));
        fs::rename(&old.path, &going)?;
        fs::remove_dir_all(&going).with_context(|| format!("Không xóa được bản sao lưu cũ {}", old.path.display()))?;
        deleted.push(name.to_owned());
    }
    Ok(deleted)
}
