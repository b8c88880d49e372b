//! The drill: out of one database, into another, and out again.

use super::*;
use crate::backup::{check, move_to, restore};

#[tokio::test]
async fn what_is_restored_into_either_database_is_backed_up_the_same() {
    for from in installations().await {
        let made = from.back_up().await;
        assert!(made.manifest.left_out.is_empty() && made.manifest.media.rows >= 3, "{:?}", made.manifest);
        for (url, folder) in places().await {
            let restored = restore(&made.path, &url, &folder.path().join("media"), &silent).await.unwrap();
            let to = Installation::open(url, folder).await;
            let again = to.back_up().await;
            assert_eq!(again.manifest.content_sha256, made.manifest.content_sha256, "{:?} → {:?}", from.url, to.url);
            for (a, b) in again.manifest.tables.iter().zip(&restored.manifest.tables) {
                assert_eq!((&a.name, a.written.rows, &a.written.sha256), (&b.name, b.written.rows, &b.written.sha256));
            }
            assert_eq!(again.manifest.counters, made.manifest.counters);
            assert_eq!(to.next_change().await, made.manifest.counters["change_log"] + 1, "a number was given out twice");
            assert_bonds_hold(&to).await;
        }
    }
}

/// What names a row that is not there is refused at once, as before.
async fn assert_bonds_hold(installation: &Installation) {
    let taken = in_tx!(&installation.db, tx => {
        sqlx::query("insert into visit_day (site_id, day, visits, views) values ($1, 0, 0, 0)")
            .bind(Uuid::now_v7())
            .execute(&mut *tx)
            .await?;
    });
    assert!(taken.is_err());
    if matches!(installation.db, Db::Postgres { .. }) {
        assert_eq!(installation.number("select count(*) from pg_constraint where condeferrable").await, 0);
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables_for_a_backup() {
    let mut seen = Vec::new();
    for (url, _folder) in places().await {
        let db = Db::open(&url).await.unwrap();
        let tables = catalogue::list_tables(&mut Session::read(&db).await.unwrap()).await.unwrap();
        seen.push(
            tables
                .into_iter()
                .map(|table| (table.name, table.columns.into_iter().map(|column| (column.name, column.kind)).collect::<Vec<_>>()))
                .collect::<Vec<_>>(),
        );
        db.close().await;
    }
    assert!(seen[0].len() >= 16, "{seen:?}");
    assert!(seen.iter().all(|tables| *tables == seen[0]), "{seen:#?}");
}

#[tokio::test]
async fn a_move_there_and_back_changes_nothing() {
    for from in installations().await {
        let before = from.back_up().await.manifest.content_sha256;
        for (there, _folder) in places().await {
            let Some((back, _back_folder)) = places().await.into_iter().find(|(url, _)| kind(url) == kind(&from.url)) else {
                panic!()
            };
            move_to(&from.db, &there, from.folder.path(), &silent).await.unwrap();
            let db = Db::open(&there).await.unwrap();
            move_to(&db, &back, from.folder.path(), &silent).await.unwrap();
            let back = Db::open(&back).await.unwrap();
            let after = create(&back, &from.storage, &from.folder.path().join("sau"), &silent).await.unwrap();
            assert_eq!(after.manifest.content_sha256, before);
            std::fs::remove_dir_all(from.folder.path().join("sau")).unwrap();
            assert!(files(&from.folder.path().join(".dang-chuyen")).iter().all(|path| path.ends_with(".khoa")));
        }
    }
}

fn kind(url: &DatabaseUrl) -> std::mem::Discriminant<DatabaseUrl> {
    std::mem::discriminant(url)
}

#[tokio::test]
async fn a_move_from_a_portal_that_still_runs_is_refused() {
    for from in installations().await {
        for (to, folder) in places().await {
            let url = from.url.clone();
            let once = std::sync::Once::new();
            // Someone publishes while the rows are on their way.
            let publish = move |progress: crate::backup::Progress| {
                if progress.stage == crate::backup::Stage::LoadingRows {
                    once.call_once(|| write_from_outside(&url));
                }
            };
            let refused = words(move_to(&from.db, &to, folder.path(), &publish).await);
            assert!(refused.contains("thay đổi trong khi chuyển") && refused.contains("systemctl stop"), "{refused}");
            move_to(&from.db, &to, folder.path(), &silent).await.unwrap();
        }
    }
}

fn write_from_outside(url: &DatabaseUrl) {
    let url = url.clone();
    let write = async move {
        let db = Db::open_as_it_is(&url).await.unwrap();
        in_tx!(&db, tx => { sqlx::query("update site set name = name || '!'").execute(&mut *tx).await?; }).unwrap();
        db.close().await;
    };
    std::thread::spawn(|| tokio::runtime::Runtime::new().unwrap().block_on(write)).join().unwrap();
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_run_again() {
    for from in installations().await {
        let made = from.back_up().await;
        for (url, folder) in places().await {
            let (cut, mut is_cut) = tokio::sync::mpsc::unbounded_channel();
            let report = |progress: crate::backup::Progress| {
                if progress.stage == crate::backup::Stage::Comparing {
                    let _ = cut.send(());
                }
            };
            let media = folder.path().join("media");
            tokio::select! {
                biased;
                _ = is_cut.recv() => {}
                ended = restore(&made.path, &url, &media, &report) => panic!("not cut off: {ended:?}"),
            }
            if let DatabaseUrl::Sqlite(path) = &url {
                assert!(!path.exists(), "half a database has its name");
            }
            restore(&made.path, &url, &folder.path().join("media"), &silent).await.unwrap();
            let to = Installation::open(url, folder).await;
            assert_eq!(to.back_up().await.manifest.content_sha256, made.manifest.content_sha256);
        }
    }
}

#[tokio::test]
async fn a_second_backup_stores_no_file_twice() {
    use std::os::unix::fs::MetadataExt;
    let from = installations().await.remove(0);
    let elsewhere = tempfile::tempdir_in("/dev/shm").unwrap();
    let first = create(&from.db, &from.storage, elsewhere.path(), &silent).await.unwrap();
    // The names are of a second.
    let second =
        crate::backup::creating::create_at(&from.db, &from.storage, elsewhere.path(), now() + 1_000_000, &silent).await.unwrap();
    let inodes =
        |made: &Made| files(&made.path.join("media")).iter().map(|path| path.metadata().unwrap().ino()).collect::<Vec<_>>();
    assert!(inodes(&first).len() >= 3);
    assert_eq!(inodes(&first), inodes(&second));
    check(&second.path, &silent).await.unwrap();
}
