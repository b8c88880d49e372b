//! A disk without a byte left.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
};

use crate::{
    faults::{Uncached, endure},
    portal::Portal,
};

/// A file system of its own in memory, small enough to be filled.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where this account may not mount one.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

fn fill(file: &Path) {
    let mut file = File::create(file).unwrap();
    while file.write_all(&[b'a'; 4096]).is_ok() {}
}

#[tokio::test]
async fn the_disk_is_full() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("SKIPPED: the disk cannot be filled, only root may mount a small one");
        return;
    };
    let portal = Portal::make(&disk.0.path().join("data"), None);
    let filler = disk.0.path().join("filler");
    endure(portal, Uncached::Served, async || fill(&filler), async || fs::remove_file(&filler).unwrap()).await;
}
