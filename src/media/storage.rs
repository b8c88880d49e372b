//! Where the bytes of media are: files named by their content, whole or not there.

mod copying;
mod receiving;
pub mod sweeping;

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use sha2::{Digest, Sha256};

pub use copying::Source;
pub use receiving::{Received, Receiving};

use crate::{
    cause::{self, Cause},
    error::AppError,
};

/// SHA-256 of a file's bytes in lower-case hexadecimal; safe as a file name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentHash(String);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// None unless it is 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A handle to the files; cheap to clone.
#[derive(Debug, Clone)]
pub struct Storage(Place);

/// An object store shared by several nodes would be a second variant.
#[derive(Debug, Clone)]
enum Place {
    Folder(Arc<Path>),
}

impl Storage {
    /// The folder `media` in the data folder, made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn open(data: &Path) -> io::Result<Self> {
        Self::at(&data.join("media"))
    }

    /// A folder that several nodes may share, made if it is not there.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn at(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        Ok(Self(Place::Folder(folder.into())))
    }

    /// Where the files lie on this machine.
    pub fn folder(&self) -> &Path {
        let Place::Folder(folder) = &self.0;
        folder
    }

    /// Keeps files and gives their names, in order. When it returns they survive a power cut; those that were there stay.
    ///
    /// # Errors
    /// `Unavailable` where the disk is full or not writable; some of the files may be there then, each of them whole.
    pub async fn keep(&self, files: Vec<Bytes>) -> Result<Vec<ContentHash>, AppError> {
        self.run(move |folder| {
            let mut hashes = Vec::with_capacity(files.len());
            for bytes in &files {
                hashes.push(write_file(folder, bytes)?);
            }
            let mut shelves: Vec<PathBuf> = hashes.iter().map(|hash| shelf(folder, hash)).collect();
            shelves.sort();
            shelves.dedup();
            for shelf in shelves {
                File::open(shelf)?.sync_all()?;
            }
            File::open(folder)?.sync_all()?;
            Ok(hashes)
        })
        .await
    }

    /// The whole file. Bytes that are not those it was named by are never given out.
    ///
    /// # Errors
    /// `NotFound` where it is not there, `Unavailable` where it is damaged.
    pub async fn read_verified(&self, hash: &ContentHash) -> Result<Bytes, AppError> {
        let wanted = hash.clone();
        let bytes = self.run(move |folder| fs::read(path(folder, &wanted))).await?;
        if ContentHash::of(&bytes) != *hash {
            tracing::error!(hash = hash.as_str(), "media file damaged");
            return Err(AppError::Unavailable);
        }
        Ok(bytes.into())
    }

    /// Up to `length` bytes from `start`; fewer at the end of the file.
    ///
    /// # Errors
    /// `NotFound` where the file is not there.
    pub async fn read_part(&self, hash: &ContentHash, start: u64, length: u64) -> Result<Bytes, AppError> {
        let hash = hash.clone();
        self.run(move |folder| {
            let mut file = File::open(path(folder, &hash))?;
            file.seek(SeekFrom::Start(start))?;
            let mut part = Vec::new();
            file.take(length).read_to_end(&mut part)?;
            Ok(part.into())
        })
        .await
    }

    pub async fn exists(&self, hash: &ContentHash) -> Result<bool, AppError> {
        let hash = hash.clone();
        self.run(move |folder| path(folder, &hash).try_exists()).await
    }

    /// Deletes files for good; one that is not there is as good as deleted.
    ///
    /// # Errors
    /// `Unavailable` where the disk refuses.
    pub async fn remove(&self, hashes: Vec<ContentHash>) -> Result<(), AppError> {
        self.run(move |folder| {
            for hash in &hashes {
                match fs::remove_file(path(folder, hash)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static) -> Result<T, AppError> {
        let Place::Folder(folder) = &self.0;
        let folder = folder.clone();
        let done = tokio::task::spawn_blocking(move || work(&folder)).await;
        match done.unwrap_or_else(|error| Err(io::Error::other(error))) {
            Ok(value) => Ok(value),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(AppError::NotFound),
            Err(error) => {
                tracing::error!(%error, "media storage error");
                cause::remember(Cause::of_disk(&error));
                Err(AppError::Unavailable)
            }
        }
    }
}

fn shelf(folder: &Path, hash: &ContentHash) -> PathBuf {
    folder.join(&hash.0[..2])
}

fn path(folder: &Path, hash: &ContentHash) -> PathBuf {
    shelf(folder, hash).join(&hash.0)
}

/// Written beside its place and renamed once whole. A file that is there already is compared, so that a damaged one is mended.
fn write_file(folder: &Path, bytes: &[u8]) -> io::Result<ContentHash> {
    let hash = ContentHash::of(bytes);
    let (shelf, path) = (shelf(folder, &hash), path(folder, &hash));
    if receiving::is_fresh(&path, |there| Ok(fs::read(there)? == bytes)) {
        return Ok(hash);
    }
    fs::create_dir_all(&shelf)?;
    let mut partial = tempfile::Builder::new().prefix(".dang-ghi-").tempfile_in(&shelf)?;
    partial.write_all(bytes)?;
    partial.as_file().sync_all()?;
    partial.persist(path).map_err(|error| error.error)?;
    Ok(hash)
}
