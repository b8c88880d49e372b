//! What nothing names goes after a day; what something names stays, also where a sweep and an upload meet.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use uuid::Uuid;

use super::{jpeg, site};
use crate::{
    db::{Db, testing::on_both},
    in_tx,
    media::{
        creating::{Upload, create_picture},
        storage::{ContentHash, Storage},
        sweeping::{Swept, sweep},
    },
};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

fn grow_old(folder: &Path) {
    for file in files(folder) {
        File::open(file).unwrap().set_modified(SystemTime::now() - Duration::from_secs(25 * 3600)).unwrap();
    }
}

async fn world(db: &Db) -> (tempfile::TempDir, Storage, Uuid) {
    let data = tempfile::tempdir().unwrap();
    let storage = Storage::open(data.path()).unwrap();
    (data, storage, site(db, "xa.localhost").await)
}

#[tokio::test]
async fn orphans_go_after_a_day_and_nothing_else() {
    on_both(|db| async move {
        let (data, storage, site) = world(&db).await;
        create_picture(&db, &storage, site, Upload { bytes: jpeg(700, 400), ..Upload::default() }).await.unwrap();
        let named = files(data.path());
        // What an import that was cut off has left, what an earlier version kept, and what a crash left half-written.
        storage.keep(vec![Bytes::from_static(b"mo coi"), jpeg(700, 400)]).await.unwrap();
        let incoming = data.path().join("media/.dang-nhan");
        fs::create_dir_all(&incoming).unwrap();
        fs::write(incoming.join("tep-x"), b"nua chung").unwrap();
        let shelf = named[0].parent().unwrap();
        fs::write(shelf.join(".dang-ghi-x"), b"nua chung").unwrap();
        assert_eq!(sweep(&db, &storage).await.unwrap(), Swept::default(), "all of it is young");

        grow_old(data.path());
        fs::write(incoming.join("tep-y"), b"dang tai len").unwrap();
        fs::write(data.path().join("media/ghi-chu.txt"), b"cua quan tri").unwrap();
        let swept = sweep(&db, &storage).await.unwrap();
        assert_eq!((swept.files, swept.half_written, swept.gave_up), (2, 2, false));
        let mut left = named.clone();
        left.extend([incoming.join("tep-y"), data.path().join("media/ghi-chu.txt")]);
        left.sort();
        assert_eq!(files(data.path()), left);
        assert_eq!(sweep(&db, &storage).await.unwrap(), Swept::default());
    })
    .await;
}

#[tokio::test]
async fn bytes_that_come_again_are_young_again() {
    on_both(|db| async move {
        let (data, storage, site) = world(&db).await;
        let upload = || Upload { bytes: jpeg(300, 200), ..Upload::default() };
        let id = create_picture(&db, &storage, site, upload()).await.unwrap();
        in_tx!(&db, tx => {
            sqlx::query("delete from rendition where media_id = $1").bind(id).execute(&mut *tx).await?;
            sqlx::query("delete from media where id = $1").bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
        let orphans = files(data.path());
        grow_old(data.path());
        // An upload of the same bytes has kept its files, and its row is not there yet.
        let bytes = fs::read(&orphans[0]).unwrap();
        let hash = storage.keep(vec![bytes.into()]).await.unwrap().remove(0);
        let swept = sweep(&db, &storage).await.unwrap();
        assert_eq!(swept.files as usize, orphans.len() - 1);
        assert!(storage.exists(&hash).await.unwrap());
        create_picture(&db, &storage, site, upload()).await.unwrap();
        assert_eq!(files(data.path()), orphans);
    })
    .await;
}

#[tokio::test]
async fn a_sweep_that_was_cut_off_loses_nothing() {
    on_both(|db| async move {
        let (data, storage, site) = world(&db).await;
        create_picture(&db, &storage, site, Upload { bytes: jpeg(300, 200), ..Upload::default() }).await.unwrap();
        grow_old(data.path());
        let named = files(data.path());
        let hash = ContentHash::parse(named[0].file_name().unwrap().to_str().unwrap()).unwrap();
        assert!(storage.set_aside(&hash).await.unwrap());
        assert!(!storage.exists(&hash).await.unwrap());
        sweep(&db, &storage).await.unwrap();
        assert_eq!(files(data.path()), named);
    })
    .await;
}

#[tokio::test]
async fn a_folder_of_another_database_is_left_alone() {
    on_both(|db| async move {
        let (data, storage, _) = world(&db).await;
        storage.keep((0..300).map(|number| Bytes::from(format!("tệp {number}"))).collect()).await.unwrap();
        grow_old(data.path());
        assert!(sweep(&db, &storage).await.unwrap().gave_up);
        assert_eq!(files(data.path()).len(), 300);
    })
    .await;
}
