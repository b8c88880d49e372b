//! Files that nothing names any more, and what a crash left half-written.

use std::{
    collections::HashSet,
    fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

use super::{ContentHash, Storage, path, receiving, shelf};
use crate::error::AppError;

/// A file's row is written seconds after the file; whoever restores or repairs has a day.
pub const YOUNG: Duration = Duration::from_secs(24 * 3600);
const HALF_WRITTEN: &str = ".dang-ghi-";
const GOING: &str = ".dang-bo-";

/// The folders that files lie in: by the first two digits of their names.
pub fn shelves() -> impl Iterator<Item = String> {
    (0..=u8::MAX).map(|number| format!("{number:02x}"))
}

impl Storage {
    /// The files of a shelf that are older than a day.
    pub async fn list_old(&self, name: String) -> Result<Vec<ContentHash>, AppError> {
        self.run(move |folder| {
            let mut old = Vec::new();
            for entry in read_dir(&folder.join(name))? {
                let entry = entry?;
                let hash = entry.file_name().to_str().and_then(ContentHash::parse);
                if let Some(hash) = hash.filter(|hash| path(folder, hash) == entry.path() && !is_young(&entry.path())) {
                    old.push(hash);
                }
            }
            Ok(old)
        })
        .await
    }

    /// Moves an old file out of its place, so that it can be looked once more whether anything names it. False where it is young now.
    pub async fn set_aside(&self, hash: &ContentHash) -> Result<bool, AppError> {
        let hash = hash.clone();
        self.run(move |folder| {
            let (place, aside) = (path(folder, &hash), aside(folder, &hash));
            fs::rename(&place, &aside)?;
            // Whoever keeps the same bytes again makes the file young first, and then looks whether it is still in its place.
            if is_young(&aside) {
                fs::rename(&aside, &place)?;
                return Ok(false);
            }
            Ok(true)
        })
        .await
    }

    /// Back in its place: something names it after all.
    pub async fn put_back(&self, hash: &ContentHash) -> Result<(), AppError> {
        let hash = hash.clone();
        self.run(move |folder| fs::rename(aside(folder, &hash), path(folder, &hash))).await
    }

    /// Gives the number of its bytes.
    pub async fn discard(&self, hash: &ContentHash) -> Result<u64, AppError> {
        let hash = hash.clone();
        self.run(move |folder| {
            let aside = aside(folder, &hash);
            let bytes = fs::metadata(&aside)?.len();
            fs::remove_file(aside).map(|()| bytes)
        })
        .await
    }

    /// Removes what a crash left half-written more than a day ago, and puts back what a crash left set aside. Gives how many it removed.
    pub async fn tidy(&self) -> Result<u64, AppError> {
        self.run(|folder| {
            let folders: HashSet<String> = shelves().chain([receiving::FOLDER.to_owned()]).collect();
            let mut removed = 0;
            for name in folders {
                for entry in read_dir(&folder.join(&name))? {
                    let entry = entry?;
                    let file = entry.file_name().to_string_lossy().into_owned();
                    if let Some(hash) = file.strip_prefix(GOING).and_then(ContentHash::parse) {
                        fs::rename(entry.path(), path(folder, &hash))?;
                    } else if (name == receiving::FOLDER || file.starts_with(HALF_WRITTEN)) && !is_young(&entry.path()) {
                        fs::remove_file(entry.path())?;
                        removed += 1;
                    }
                }
            }
            Ok(removed)
        })
        .await
    }
}

fn aside(folder: &Path, hash: &ContentHash) -> std::path::PathBuf {
    shelf(folder, hash).join(format!("{GOING}{}", hash.as_str()))
}

/// A folder that is not there is empty.
fn read_dir(folder: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<fs::DirEntry>>>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(Box::new(entries)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Box::new(std::iter::empty())),
        Err(error) => Err(error),
    }
}

/// What cannot be judged is young.
fn is_young(file: &Path) -> bool {
    let modified = fs::metadata(file).and_then(|found| found.modified());
    modified.map_or(true, |at| SystemTime::now().duration_since(at).map_or(true, |age| age < YOUNG))
}
