//! All the files of the storage, on their way into a backup and back.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{ContentHash, Place, Storage, path, shelf};

impl ContentHash {
    /// Reads a file of any size to its end.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        copy(&mut File::open(path)?, &mut io::sink())
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

    /// Puts a file at `place`: as a second name of the same bytes where the disk allows it, else as a copy.
    pub async fn put_at(&self, hash: &ContentHash, place: PathBuf) -> io::Result<()> {
        let hash = hash.clone();
        self.run_io(move |folder| {
            let from = path(folder, &hash);
            fs::hard_link(&from, &place).or_else(|_| fs::copy(&from, &place).map(|_| ()))
        })
        .await
    }

    /// Takes in a copy of the file at `place`. What is there already with the right bytes stays. [`Storage::sync`] makes it durable.
    ///
    /// # Errors
    /// `InvalidData` where the bytes are not those of the hash; nothing is taken in then.
    pub async fn take_from(&self, hash: &ContentHash, place: PathBuf) -> io::Result<()> {
        let hash = hash.clone();
        self.run_io(move |folder| {
            let (shelf, path) = (shelf(folder, &hash), path(folder, &hash));
            if ContentHash::of_file(&path).is_ok_and(|there| there == hash) {
                return Ok(());
            }
            fs::create_dir_all(&shelf)?;
            let mut partial = tempfile::Builder::new().prefix(".dang-ghi-").tempfile_in(&shelf)?;
            if copy(&mut File::open(place)?, partial.as_file_mut())? != hash {
                return Err(io::ErrorKind::InvalidData.into());
            }
            partial.persist(path).map_err(|error| error.error)?;
            Ok(())
        })
        .await
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

fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<ContentHash> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut part)?;
        if read == 0 {
            return Ok(ContentHash(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()));
        }
        hash.update(&part[..read]);
        to.write_all(&part[..read])?;
    }
}
