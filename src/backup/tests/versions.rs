//! Backups of earlier and later programs.

use super::*;
use crate::backup::{Manifest, list_whole, open_upgraded, restore};

/// As a program left it that knew only the first steps.
async fn old(url: &DatabaseUrl) -> Db {
    let db = Db::open_as_it_is(url).await.unwrap();
    db.migrate_to(1).await.unwrap();
    let id = Uuid::now_v7();
    in_tx!(&db, tx => {
        sqlx::query("insert into site (id, host, name, short_name, position, created_at) values ($1, 'cu.localhost', 'Xã', 'Xã', 1, 0)")
            .bind(id)
            .execute(&mut *tx)
            .await?;
    })
    .unwrap();
    db
}

#[tokio::test]
async fn an_older_backup_is_brought_up_to_date() {
    for (url, folder) in places().await {
        let db = old(&url).await;
        let made = create(&db, &Storage::open(folder.path()).unwrap(), &folder.path().join("sao-luu"), &silent).await.unwrap();
        assert_eq!(made.manifest.migration, 1);
        for (to, into) in places().await {
            restore(&made.path, &to, &into.path().join("media"), &silent).await.unwrap();
            let restored = Db::open_as_it_is(&to).await.unwrap();
            assert_eq!(restored.migration().await.unwrap(), Some(Db::newest_migration()));
            assert_eq!(number(&restored, "select count(*) from site where host = 'cu.localhost'").await, 1);
            assert_eq!(number(&restored, "select count(*) from visit_begun").await, 0);
        }
    }
}

#[tokio::test]
async fn a_newer_backup_is_refused() {
    let from = installations().await.remove(0);
    let made = from.back_up().await;
    let Manifest { .. } = made.manifest;
    for (change, said) in [
        (
            Box::new(|manifest: &mut Manifest| manifest.migration = 9999) as Box<dyn Fn(&mut Manifest)>,
            "Bản sao lưu mới hơn chương trình",
        ),
        (Box::new(|manifest: &mut Manifest| manifest.format = 2), "có dạng số 2"),
    ] {
        let mut newer = made.manifest.clone();
        change(&mut newer);
        newer.sealed().unwrap().write(&made.path).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"));
        let refused = words(restore(&made.path, &url, &folder.path().join("media"), &silent).await);
        assert!(refused.contains(said), "{refused}");
        assert!(is_untouched(&url).await);
    }
}

#[tokio::test]
async fn postgres_is_backed_up_before_it_is_upgraded() {
    for (url, folder) in places().await {
        let backups = folder.path().join("sao-luu");
        old(&url).await.close().await;
        open_upgraded(&url, &folder.path().join("media"), &backups).await.unwrap().close().await;
        let found: Vec<_> = list_whole(&backups).unwrap().into_iter().map(|whole| whole.manifest.migration).collect();
        // Of SQLite a copy beside the file has been made.
        let is_sqlite = matches!(url, DatabaseUrl::Sqlite(_));
        assert_eq!(found, if is_sqlite { vec![] } else { vec![1] });
        assert_eq!(folder.path().join("congdan.truoc-nang-cap-0001.sqlite").exists(), is_sqlite);
        // Nothing more to upgrade, nothing more to back up.
        open_upgraded(&url, &folder.path().join("media"), &backups).await.unwrap().close().await;
        assert_eq!(list_whole(&backups).unwrap().len(), found.len());
    }
}

#[tokio::test]
async fn of_nodes_that_start_together_one_backs_up_and_migrates() {
    let Some(url) = empty_postgres().await else { return };
    old(&url).await.close().await;
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let started = folders.each_ref().map(|folder| {
        let (url, folder) = (url.clone(), folder.path().to_owned());
        tokio::spawn(async move { open_upgraded(&url, &folder.join("media"), &folder.join("sao-luu")).await })
    });
    for node in started {
        let db = node.await.unwrap().unwrap();
        assert_eq!(db.migration().await.unwrap(), Some(Db::newest_migration()));
        db.close().await;
    }
    let backups = folders.iter().map(|folder| list_whole(&folder.path().join("sao-luu")).unwrap_or_default().len());
    assert_eq!(backups.sum::<usize>(), 1);
}
