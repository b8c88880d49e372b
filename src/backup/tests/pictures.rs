//! Pictures that are damaged or missing, in the portal or in a backup: they cost nothing but themselves, and are told.

use std::{fs, os::unix::fs::MetadataExt};

use super::*;
use crate::{
    backup::{Remedy, Restored, check, creating::create_at, daily, restore, retain, status, store},
    media::storage::{ContentHash, Source},
};

const DAY: i64 = 86_400 * 1_000_000;

/// Changes a byte without making a new file, as a stray write does.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

impl Installation {
    fn pictures(&self) -> Vec<PathBuf> {
        files(&self.folder.path().join("media"))
    }

    async fn back_up_after(&self, days: i64) -> Made {
        // Days of the past: a backup of the future counts as none.
        create_at(&self.db, &self.storage, &self.backups(), now() + (days - 10) * DAY, &silent).await.unwrap()
    }
}

/// Into a new place, which is gone afterwards; with the names of the files that came there.
async fn restored(made: &Path) -> (Restored, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let (url, media) = (DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite")), folder.path().join("media"));
    let restored = restore(made, &url, &media, &silent).await.unwrap();
    let db = Db::open(&url).await.unwrap();
    assert_eq!(number(&db, "select count(*) from rendition").await as usize, files_named(&restored));
    db.close().await;
    let there = files(&media);
    assert!(there.iter().all(|path| ContentHash::of_file(path).unwrap().as_str() == name(path)));
    (restored, there.iter().map(|path| name(path).to_owned()).collect())
}

fn files_named(restored: &Restored) -> usize {
    restored.manifest.media.rows as usize + restored.manifest.left_out.len()
}

#[tokio::test]
async fn what_spoils_the_portals_file_spoils_no_backup() {
    let from = installations().await.remove(0);
    let (first, second) = (from.back_up_after(0).await, from.back_up_after(1).await);
    let live = from.pictures();
    for path in &live {
        spoil(path);
    }
    for made in [&first, &second] {
        check(&made.path, &silent).await.unwrap();
        assert_eq!(restored(&made.path).await.1.len(), live.len());
    }
}

#[tokio::test]
async fn backups_of_the_program_before_that_share_the_portals_bytes_are_not_built_upon() {
    let from = installations().await.remove(0);
    let first = from.back_up_after(0).await;
    for (ours, theirs) in from.pictures().iter().zip(files(&first.path.join("media"))) {
        fs::remove_file(&theirs).unwrap();
        fs::hard_link(ours, theirs).unwrap();
    }
    let second = from.back_up_after(1).await;
    let inode = |path: &PathBuf| path.metadata().unwrap().ino();
    for (ours, theirs) in from.pictures().iter().zip(files(&second.path.join("media"))) {
        assert_ne!(inode(ours), inode(&theirs));
    }
}

#[tokio::test]
async fn a_damaged_or_missing_file_is_taken_from_the_backup_before_and_told() {
    for from in installations().await {
        let first = from.back_up_after(0).await;
        let live = from.pictures();
        spoil(&live[0]);
        fs::remove_file(&live[1]).unwrap();
        fs::write(&live[2], "").unwrap();
        let second = from.back_up_after(1).await;
        let told: Vec<(&str, Source)> = second.faults.iter().map(|fault| (fault.hash.as_str(), fault.found)).collect();
        let missing_or_not = [Source::Damaged, Source::Missing, Source::Damaged];
        assert_eq!(told, live[..3].iter().map(|path| name(path)).zip(missing_or_not).collect::<Vec<_>>());
        assert!(second.faults.iter().all(|fault| matches!(fault.remedy, Remedy::Mended(_))), "{:?}", second.faults);
        assert_eq!(second.manifest.content_sha256, first.manifest.content_sha256, "nothing is missing in it");
        check(&second.path, &silent).await.unwrap();
        assert!(from.back_up_after(2).await.faults.is_empty(), "the portal has them back");
    }
}

#[tokio::test]
async fn a_file_that_is_nowhere_is_left_out_told_and_looked_for_again() {
    let from = installations().await.remove(0);
    let lost = from.pictures()[0].clone();
    spoil(&lost);
    for days in 0..2 {
        let made = from.back_up_after(days).await;
        assert_eq!(made.manifest.left_out, [name(&lost)]);
        assert_eq!(made.faults[0].remedy, Remedy::None);
        let (restored, there) = restored(&made.path).await;
        assert_eq!(restored.lost.iter().map(ContentHash::as_str).collect::<Vec<_>>(), [name(&lost)]);
        assert_eq!(there.len() + 1, from.pictures().len());
    }
}

#[tokio::test]
async fn the_newest_backup_takes_over_what_only_an_old_one_has_before_that_is_deleted() {
    let from = installations().await.remove(0);
    from.back_up_after(0).await;
    let lost = from.pictures()[0].clone();
    fs::remove_file(&lost).unwrap();
    // A backup between them that lacks the file, as an earlier program made it.
    let between = from.back_up_after(1).await;
    fs::remove_file(&lost).unwrap();
    fs::remove_file(crate::backup::folder::media_path(&between.path, &ContentHash::parse(name(&lost)).unwrap())).unwrap();
    let newest = from.back_up_after(2).await;
    retain(&from.backups(), 1).unwrap();
    let (restored, there) = restored(&newest.path).await;
    assert!(restored.lost.is_empty() && there.contains(&name(&lost).to_owned()));
}

#[tokio::test]
async fn a_file_that_nobody_names_is_no_fault() {
    let from = installations().await.remove(0);
    let hash = from.storage.keep(vec!["không ai nhắc đến".into()]).await.unwrap().remove(0);
    spoil(&from.pictures().into_iter().find(|path| name(path) == hash.as_str()).unwrap());
    let made = from.back_up_after(0).await;
    assert!(made.faults.is_empty() && made.manifest.left_out.is_empty());
    assert_eq!(made.manifest.media.rows as usize, from.pictures().len() - 1);
}

#[tokio::test]
async fn a_backup_with_a_damaged_picture_gives_back_all_the_rest() {
    let from = installations().await.remove(0);
    let made = from.back_up_after(0).await;
    let theirs = files(&made.path.join("media"));
    spoil(&theirs[0]);
    fs::remove_file(&theirs[1]).unwrap();
    let (restored, there) = restored(&made.path).await;
    assert_eq!(restored.lost.iter().map(ContentHash::as_str).collect::<Vec<_>>(), [name(&theirs[0]), name(&theirs[1])]);
    assert_eq!(there.len(), theirs.len() - 2);
}

#[tokio::test]
async fn a_file_that_a_backup_has_not_whole_comes_from_another_beside_it() {
    let from = installations().await.remove(0);
    let first = from.back_up_after(0).await;
    // Not one file under two names: then both would be damaged.
    let theirs = files(&first.path.join("media"))[0].clone();
    spoil(&theirs);
    let second = from.back_up_after(1).await;
    assert!(second.faults.is_empty());
    check(&second.path, &silent).await.unwrap();
    let (restored, there) = restored(&first.path).await;
    assert_eq!(restored.from_others.iter().map(ContentHash::as_str).collect::<Vec<_>>(), [name(&theirs)]);
    assert!(restored.lost.is_empty() && there.len() == from.pictures().len());
}

#[tokio::test]
async fn administrators_see_that_the_last_backup_found_files_damaged_until_one_finds_none() {
    for from in installations().await {
        spoil(&from.pictures()[0]);
        daily::create_asked(&from.db, &from.storage, &from.backups(), &silent).await.unwrap();
        let told = status(&from.db, from.folder.path()).await.unwrap();
        let failure = told.last_failure.unwrap();
        assert!(failure.is_of_last(told.last_good.as_ref()));
        assert!(failure.failure.contains("1 tệp của cổng bị hỏng hoặc mất: 1 tệp không còn bản lành nào"), "{failure:?}");
        let later = crate::backup::model::GoodBackup { finished_at: now() + 1, bytes: 0, place: String::new() };
        let run = store::create_run(&from.db, now()).await.unwrap();
        store::finish_run(&from.db, run, &later).await.unwrap();
        let told = status(&from.db, from.folder.path()).await.unwrap();
        assert!(!told.last_failure.unwrap().is_of_last(told.last_good.as_ref()));
    }
}

#[tokio::test]
async fn a_restored_installation_knows_the_backup_that_it_came_from() {
    for from in installations().await {
        let made = from.back_up_after(0).await;
        for (url, folder) in places().await {
            restore(&made.path, &url, &folder.path().join("media"), &silent).await.unwrap();
            let to = Installation::open(url, folder).await;
            let good = status(&to.db, to.folder.path()).await.unwrap().last_good.unwrap();
            assert_eq!((good.finished_at, Path::new(&good.place)), (made.manifest.taken_at, &*made.path));
        }
    }
}

#[tokio::test]
async fn a_share_that_is_not_mounted_costs_no_backup_and_nothing_is_written_in_its_place() {
    let from = installations().await.remove(0);
    let first = from.back_up_after(0).await;
    fs::remove_dir_all(from.folder.path().join("media")).unwrap();
    fs::create_dir(from.folder.path().join("media")).unwrap();
    let made = from.back_up_after(1).await;
    assert_eq!(made.manifest.content_sha256, first.manifest.content_sha256);
    assert!(made.faults.iter().all(|fault| matches!(fault.remedy, Remedy::InBackup(_))), "{:?}", made.faults);
    assert_eq!(made.faults.len() as u64, first.manifest.media.rows);
    assert!(crate::backup::summary(&made.faults).unwrap().contains("ổ mạng"));
    assert!(from.pictures().is_empty());
}
