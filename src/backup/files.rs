//! The files of a backup: each with bytes of its own, or with those of a backup before it, and never with those of the portal, where a
//! stray write or a bad sector would spoil all of them at once.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use super::{
    checking::{is_whole, media_list_path, read_media_list},
    faults::{Fault, Remedy},
    folder::{Whole, media_path},
    progress::{Progress, Report, Stage},
    table_file::{LineWriter, Written},
};
use crate::media::storage::{ContentHash, Source, Storage};

const DAY: i64 = 86_400 * 1_000_000;
/// So many backups, a day apart, read every file again. Not seven: a weekly backup would read the same share for ever.
const SHARES: usize = 5;
/// A backup reads so many bytes again where the files are few: all of them, then.
const AT_LEAST: u64 = 4 * 1024 * 1024 * 1024;

/// What a backup has of the files.
pub(super) struct Files {
    pub written: Written,
    pub bytes: u64,
    pub faults: Vec<Fault>,
}

/// A file that the portal has, or that its database names.
struct Wanted {
    hash: ContentHash,
    /// None where it is not there.
    bytes: Option<u64>,
    is_named: bool,
}

/// Where files come from and go to.
struct Taking<'a> {
    storage: &'a Storage,
    folder: &'a Path,
    /// Oldest first.
    earlier: &'a [Whole],
    /// The files of the newest of them.
    known: HashMap<ContentHash, u64>,
    /// The portal has no file at all: most likely its share is not mounted, and nothing may be written where it should be.
    is_away: bool,
}

enum Taken {
    Whole(u64),
    /// Nobody names it, so nobody misses it.
    Passed,
    Faulty(Fault),
}

/// Brings all files into a backup, and tells which of those that the database names were not whole.
///
/// # Errors
/// The backup cannot be written.
pub(super) async fn write(
    storage: &Storage,
    named: Vec<ContentHash>,
    folder: &Path,
    taken_at: i64,
    earlier: &[Whole],
    report: Report<'_>,
) -> anyhow::Result<Files> {
    let wanted = list_wanted(storage, named).await?;
    make_shelves(folder, &wanted)?;
    let is_away = wanted.iter().all(|file| file.bytes.is_none());
    let taking = Taking { storage, folder, earlier, known: known_files(earlier.last()).await, is_away };
    let read_again = choose_share(&wanted, taken_at);
    let (mut kept, mut faults, total) = (Vec::with_capacity(wanted.len()), Vec::new(), wanted.len() as u64);
    for (done, (file, read_again)) in (1..).zip(wanted.iter().zip(read_again)) {
        match taking.take(file, read_again).await? {
            Taken::Whole(bytes) => kept.push((file.hash.clone(), bytes)),
            Taken::Passed => {}
            Taken::Faulty(fault) => {
                if let Remedy::Mended(bytes) | Remedy::InBackup(bytes) = fault.remedy {
                    kept.push((file.hash.clone(), bytes));
                }
                tracing::error!(hash = file.hash.as_str(), found = ?fault.found, remedy = ?fault.remedy, "media file not whole");
                faults.push(fault);
            }
        }
        report(Progress { stage: Stage::WritingMedia, done, total });
    }
    let bytes = kept.iter().map(|(_, bytes)| bytes).sum();
    Ok(Files { written: write_list(folder, &kept).await?, bytes, faults })
}

/// The list of no files, for a move.
pub(super) async fn write_none(folder: &Path) -> anyhow::Result<Files> {
    Ok(Files { written: write_list(folder, &[]).await?, bytes: 0, faults: Vec::new() })
}

async fn write_list(folder: &Path, files: &[(ContentHash, u64)]) -> anyhow::Result<Written> {
    let lines: String = files.iter().map(|(hash, bytes)| format!("[\"{}\",{bytes}]\n", hash.as_str())).collect();
    let (path, rows) = (media_list_path(folder), files.len() as u64);
    tokio::task::spawn_blocking(move || {
        let mut writer = LineWriter::create(&path)?;
        writer.write(lines.as_bytes(), rows)?;
        Ok(writer.finish()?)
    })
    .await?
}

/// Ordered by name.
async fn list_wanted(storage: &Storage, named: Vec<ContentHash>) -> anyhow::Result<Vec<Wanted>> {
    let mut named: HashSet<ContentHash> = named.into_iter().collect();
    let there = storage.list().await?.into_iter();
    let mut wanted: Vec<Wanted> =
        there.map(|(hash, bytes)| Wanted { is_named: named.remove(&hash), hash, bytes: Some(bytes) }).collect();
    wanted.extend(named.into_iter().map(|hash| Wanted { hash, bytes: None, is_named: true }));
    wanted.sort_by(|a, b| a.hash.as_str().cmp(b.hash.as_str()));
    Ok(wanted)
}

fn make_shelves(folder: &Path, wanted: &[Wanted]) -> std::io::Result<()> {
    for shelf in wanted.chunk_by(|a, b| a.hash.as_str()[..2] == b.hash.as_str()[..2]) {
        if let Some(shelf) = media_path(folder, &shelf[0].hash).parent() {
            fs::create_dir_all(shelf)?;
        }
    }
    Ok(())
}

/// The files of the backup before; none where it cannot be read.
async fn known_files(previous: Option<&Whole>) -> HashMap<ContentHash, u64> {
    let Some(previous) = previous else { return HashMap::new() };
    read_media_list(&previous.path, &previous.manifest).await.map(|files| files.into_iter().collect()).unwrap_or_default()
}

/// Which of the files are read again this time: a fifth, another each day, and the following ones while they are small.
fn choose_share(wanted: &[Wanted], taken_at: i64) -> Vec<bool> {
    let turn = usize::try_from(taken_at.div_euclid(DAY)).unwrap_or_default() % SHARES;
    let (first, end) = (wanted.len() * turn / SHARES, wanted.len() * (turn + 1) / SHARES);
    let (mut chosen, mut bytes) = (vec![false; wanted.len()], 0);
    for (past, index) in (first..wanted.len()).chain(0..first).enumerate() {
        if first + past >= end && bytes >= AT_LEAST {
            break;
        }
        chosen[index] = true;
        bytes += wanted[index].bytes.unwrap_or_default();
    }
    chosen
}

impl Taking<'_> {
    async fn take(&self, file: &Wanted, read_again: bool) -> anyhow::Result<Taken> {
        let Some(bytes) = file.bytes else { return self.rescue(file, Source::Missing).await };
        let place = media_path(self.folder, &file.hash);
        if let Some(before) = self.earlier.last().filter(|_| self.known.get(&file.hash) == Some(&bytes)) {
            let before = media_path(&before.path, &file.hash);
            // Backups of earlier versions of the program share their bytes with the portal: those are copied now.
            let can_link =
                fs::metadata(&before).is_ok_and(|found| found.len() == bytes) && !self.storage.is_ours(&file.hash, &before);
            if read_again && !self.storage.hash_of(&file.hash).await.is_ok_and(|found| found == file.hash) {
                return self.rescue(file, Source::Damaged).await;
            }
            let can_link = can_link && (!read_again || is_whole(&before, &file.hash).await);
            if can_link && fs::hard_link(&before, &place).is_ok() {
                return Ok(Taken::Whole(bytes));
            }
        }
        match self.storage.put_at(&file.hash, place).await? {
            Source::Whole => Ok(Taken::Whole(bytes)),
            found => self.rescue(file, found).await,
        }
    }

    /// What the portal has no more, an earlier backup may have: it goes into this one, and back into the portal.
    async fn rescue(&self, file: &Wanted, found: Source) -> anyhow::Result<Taken> {
        if !file.is_named {
            return Ok(Taken::Passed);
        }
        let place = media_path(self.folder, &file.hash);
        let mut remedy = Remedy::None;
        for backup in self.earlier.iter().rev() {
            let copy = media_path(&backup.path, &file.hash);
            if !is_whole(&copy, &file.hash).await {
                continue;
            }
            // One file can have only so many names.
            fs::hard_link(&copy, &place).or_else(|_| fs::copy(&copy, &place).map(|_| ()))?;
            let bytes = fs::metadata(&place)?.len();
            let is_back = !self.is_away && matches!(self.storage.take_from(&file.hash, place).await, Ok(Source::Whole));
            remedy = if is_back { Remedy::Mended(bytes) } else { Remedy::InBackup(bytes) };
            break;
        }
        Ok(Taken::Faulty(Fault { hash: file.hash.clone(), found, remedy }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: usize, bytes: u64) -> Vec<Wanted> {
        (0..count).map(|n| Wanted { hash: ContentHash::of(&n.to_le_bytes()), bytes: Some(bytes), is_named: true }).collect()
    }

    #[test]
    fn few_files_are_read_again_each_time() {
        assert!(choose_share(&files(1_000, 1_000), 0).into_iter().all(|chosen| chosen));
        assert!(choose_share(&[], 0).is_empty());
    }

    #[test]
    fn of_many_each_is_read_again_by_five_backups_of_five_days_or_weeks() {
        for apart in [DAY, 7 * DAY] {
            let mut times = vec![0; 1_003];
            for backup in 0..5 {
                let chosen = choose_share(&files(1_003, AT_LEAST), backup * apart);
                times.iter_mut().zip(chosen).for_each(|(times, chosen)| *times += usize::from(chosen));
            }
            assert!(times.iter().all(|times| *times == 1), "{times:?}");
        }
    }
}
