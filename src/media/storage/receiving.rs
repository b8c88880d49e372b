//! A file on its way in: written beside the others as it comes, told by its content once it is whole.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
    time::SystemTime,
};

use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};

use super::{ContentHash, Storage, path, shelf};
use crate::error::AppError;

/// What is not yet known to be whole. Whatever a crash leaves here is swept after a day.
pub(super) const FOLDER: &str = ".dang-nhan";
/// So much tells the type of a file.
const HEAD: usize = 1024;
/// Written at a time: small pieces would each be a trip to another thread.
const AT_ONCE: usize = 256 * 1024;

/// A file that is being received. Dropped, it leaves nothing behind.
pub struct Receiving {
    file: Option<NamedTempFile>,
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
    waiting: Vec<u8>,
}

/// A file that was received whole, and has no place yet.
pub struct Received {
    place: TempPath,
    pub hash: ContentHash,
    pub bytes: u64,
    /// The first bytes, which tell its type.
    pub head: Vec<u8>,
}

impl Storage {
    /// # Errors
    /// `Unavailable` where the disk is full or not writable.
    pub async fn receive(&self) -> Result<Receiving, AppError> {
        let file = self
            .run(|folder| {
                let folder = folder.join(FOLDER);
                fs::create_dir_all(&folder)?;
                tempfile::Builder::new().prefix("tep-").tempfile_in(folder)
            })
            .await?;
        let (hash, head, waiting) = (Sha256::new(), Vec::new(), Vec::new());
        Ok(Receiving { file: Some(file), hash, bytes: 0, head, waiting })
    }

    /// Gives a received file its place. When it returns the file survives a power cut.
    ///
    /// # Errors
    /// `Unavailable` where the disk is full or not writable.
    pub async fn adopt(&self, received: Received) -> Result<ContentHash, AppError> {
        self.run(move |folder| {
            let (shelf, place) = (shelf(folder, &received.hash), path(folder, &received.hash));
            if !is_fresh(&place, |there| Ok(ContentHash::of_file(there)? == received.hash)) {
                File::open(&received.place)?.sync_all()?;
                fs::create_dir_all(&shelf)?;
                received.place.persist(place).map_err(|error| error.error)?;
            }
            File::open(shelf)?.sync_all()?;
            File::open(folder)?.sync_all()?;
            Ok(received.hash)
        })
        .await
    }
}

/// Whether a file is in its place with the right bytes, and now young again, so that it is not swept before its row is there.
/// The sweeper moves a file away before it looks at its age: what is still in its place after being touched will be found young.
pub(super) fn is_fresh(place: &Path, is_right: impl FnOnce(&Path) -> io::Result<bool>) -> bool {
    let touched = || {
        if !is_right(place)? {
            return Ok(false);
        }
        File::open(place)?.set_modified(SystemTime::now())?;
        place.try_exists()
    };
    touched().unwrap_or(false)
}

impl Receiving {
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The first bytes, as far as they have come.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// # Errors
    /// `Unavailable` where the disk is full.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        self.hash.update(piece);
        self.bytes += piece.len() as u64;
        let missing = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend_from_slice(&piece[..missing]);
        self.waiting.extend_from_slice(piece);
        if self.waiting.len() >= AT_ONCE { self.flush().await } else { Ok(()) }
    }

    /// # Errors
    /// `Unavailable` where the disk is full.
    pub async fn finish(mut self) -> Result<Received, AppError> {
        self.flush().await?;
        let place = self.file.take().ok_or(AppError::Unavailable)?.into_temp_path();
        let hash = ContentHash(self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect());
        Ok(Received { place, hash, bytes: self.bytes, head: self.head })
    }

    async fn flush(&mut self) -> Result<(), AppError> {
        let (mut file, waiting) = (self.file.take().ok_or(AppError::Unavailable)?, std::mem::take(&mut self.waiting));
        let written = tokio::task::spawn_blocking(move || file.write_all(&waiting).map(|()| file)).await;
        match written.unwrap_or_else(|error| Err(io::Error::other(error))) {
            Ok(file) => {
                self.file = Some(file);
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, "an upload cannot be written");
                Err(AppError::Unavailable)
            }
        }
    }
}

impl Received {
    /// From its beginning, for reading.
    ///
    /// # Errors
    /// `Unavailable` where the disk fails.
    pub fn open(&self) -> Result<File, AppError> {
        File::open(&self.place).map_err(|error| {
            tracing::error!(%error, "an upload cannot be read");
            AppError::Unavailable
        })
    }
}
