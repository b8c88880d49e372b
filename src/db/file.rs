//! The SQLite file under open connections. Removed or replaced, the old one would still be read and written through them, out of
//! everybody's sight: connections to it are given up, and new ones are opened once a file stands there again.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

#[derive(Debug)]
pub struct SqliteFile {
    path: PathBuf,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    identity: Option<Identity>,
    since: Instant,
}

/// Device and inode.
type Identity = (u64, u64);

impl SqliteFile {
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), seen: Mutex::new(Seen { identity: None, since: Instant::now() }) }
    }

    /// Looks at the file; for every new connection.
    pub fn look(&self) {
        self.present_since();
    }

    /// Whether a connection of this age leads to the file that stands there now.
    pub fn is_under(&self, age: Duration) -> bool {
        self.present_since().is_some_and(|since| since.elapsed() >= age)
    }

    /// Since when the file of now has been there, as far as we have seen; None where there is none.
    fn present_since(&self) -> Option<Instant> {
        let found = fs::metadata(&self.path).ok().map(|file| (file.dev(), file.ino()));
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if found != seen.identity {
            match (seen.identity, found) {
                (None, _) => {}
                (Some(_), None) => tracing::error!(file = %self.path.display(), "the database file is gone"),
                (Some(_), Some(_)) => tracing::error!(file = %self.path.display(), "the database file was replaced"),
            }
            *seen = Seen { identity: found, since: Instant::now() };
        }
        found.map(|_| seen.since)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_connection_is_given_up_with_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("congdan.sqlite");
        fs::write(&path, "one").unwrap();
        let file = SqliteFile::new(&path);
        file.look();
        let opened = Instant::now();
        assert!(file.is_under(opened.elapsed()));

        fs::rename(&path, folder.path().join("aside")).unwrap();
        assert!(!file.is_under(opened.elapsed()), "gone");
        fs::write(&path, "two").unwrap();
        assert!(!file.is_under(opened.elapsed()), "another");
        assert!(file.is_under(Duration::ZERO), "opened just now");
    }
}
