//! All the files of the storage, on their way into a backup and back.

use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{ContentHash, Place, Storage, path, shelf};

/// How a file was found that should be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Whole,
    Missing,
    /// Its bytes are not those of its name, or cannot be read.
    Damaged,
}

impl ContentHash {
    /// Reads a file of any size to its end.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        hash_all(&mut File::open(path)?)
    }
}

impl Storage {
    /// Every whole file with its number of bytes, ordered by name.
    pub async fn list(&self) -> io::Result<Vec<(ContentHash, u64)>> {
        self.run_io(|folder| {
            let mut files = Vec::new();
            for shelf in fs::read_dir(folder)? {
                let shelf = shelf?;
                if !shelf.file_type()?.is_dir() {
                    continue;
                }
                for entry in fs::read_dir(shelf.path())? {
                    let entry = entry?;
                    let hash = entry.file_name().to_str().and_then(ContentHash::parse);
                    if let Some(hash) = hash.filter(|hash| path(folder, hash) == entry.path()) {
                        files.push((hash, entry.metadata()?.len()));
                    }
                }
            }
            files.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
            Ok(files)
        })
        .await
    }

    /// Puts a copy of a file at `place`, where nothing stands yet. The copy has its own bytes, or shares them only until either is written
    /// to: what damages the one must not damage the other. It is read again before it counts.
    ///
    /// # Errors
    /// Of the place alone. What is wrong with the file is told by [`Source`], and nothing is left at the place then.
    pub async fn put_at(&self, hash: &ContentHash, place: PathBuf) -> io::Result<Source> {
        let hash = hash.clone();
        self.run_io(move |folder| {
            let found = match File::create_new(&place) {
                Ok(mut to) => copy_whole(&path(folder, &hash), &mut to, &place, &hash),
                Err(error) => Err(error),
            };
            if !matches!(found, Ok(Source::Whole)) {
                let _ = fs::remove_file(&place);
            }
            found
        })
        .await
    }

    /// Takes in a copy of the file at `place`. What is there already with the right bytes stays. [`Storage::sync`] makes it durable.
    ///
    /// # Errors
    /// Of the storage alone. What is wrong with the file at `place` is told by [`Source`], and nothing is taken in then.
    pub async fn take_from(&self, hash: &ContentHash, place: PathBuf) -> io::Result<Source> {
        let hash = hash.clone();
        self.run_io(move |folder| {
            let (shelf, path) = (shelf(folder, &hash), path(folder, &hash));
            if ContentHash::of_file(&path).is_ok_and(|there| there == hash) {
                return Ok(Source::Whole);
            }
            fs::create_dir_all(&shelf)?;
            let mut partial = tempfile::Builder::new().prefix(".dang-ghi-").tempfile_in(&shelf)?;
            let written = partial.path().to_owned();
            let found = copy_whole(&place, partial.as_file_mut(), &written, &hash)?;
            if found == Source::Whole {
                partial.persist(path).map_err(|error| error.error)?;
            }
            Ok(found)
        })
        .await
    }

    /// Whether a file elsewhere is the very one that the storage has, under another name.
    pub fn is_ours(&self, hash: &ContentHash, other: &Path) -> bool {
        let identity = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
        let ours = identity(&path(self.folder(), hash));
        ours.is_some() && ours == identity(other)
    }

    /// The hash of what is there now under a name; other than the name where the file is damaged.
    pub async fn hash_of(&self, hash: &ContentHash) -> io::Result<ContentHash> {
        let hash = hash.clone();
        self.run_io(move |folder| ContentHash::of_file(&path(folder, &hash))).await
    }

    /// When it returns, what was taken in survives a power cut.
    pub async fn sync(&self) -> io::Result<()> {
        self.run_io(|folder| Ok(rustix::fs::syncfs(File::open(folder)?)?)).await
    }

    async fn run_io<T: Send + 'static>(&self, work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static) -> io::Result<T> {
        let Place::Folder(folder) = &self.0;
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || work(&folder)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

/// Copies a file and reads the copy again. Where the file system can, the copy takes no room until one of the two is written to.
fn copy_whole(from: &Path, to: &mut File, written: &Path, hash: &ContentHash) -> io::Result<Source> {
    let mut from = match File::open(from) {
        Ok(from) => from,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Source::Missing),
        Err(_) => return Ok(Source::Damaged),
    };
    if rustix::fs::ioctl_ficlone(&*to, &from).is_err() {
        leave_room(to, &from)?;
        if let Ended::Failed = copy_bytes(&mut from, to)? {
            return Ok(Source::Damaged);
        }
    }
    Ok(if ContentHash::of_file(written).is_ok_and(|found| found == *hash) { Source::Whole } else { Source::Damaged })
}

/// A disk that is filled to its last block by copies would stop whoever else writes there, the portal first of all.
fn leave_room(to: &File, from: &File) -> io::Result<()> {
    const LEFT: u64 = 16 * 1024 * 1024;
    let disk = rustix::fs::fstatvfs(to)?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < from.metadata()?.len().saturating_add(LEFT) {
        return Err(io::ErrorKind::StorageFull.into());
    }
    Ok(())
}

/// A bad sector is a fault of the file that is read; all other errors are of the place that is written.
enum Ended {
    Whole,
    Failed,
}

fn copy_bytes(from: &mut File, to: &mut File) -> io::Result<Ended> {
    let mut part = vec![0; 64 * 1024];
    loop {
        match io::Read::read(from, &mut part) {
            Ok(0) => return Ok(Ended::Whole),
            Ok(read) => to.write_all(&part[..read])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Ok(Ended::Failed),
        }
    }
}

fn hash_all(from: &mut File) -> io::Result<ContentHash> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        match io::Read::read(from, &mut part) {
            Ok(0) => return Ok(ContentHash(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())),
            Ok(read) => hash.update(&part[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
