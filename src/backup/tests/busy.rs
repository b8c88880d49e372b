//! Backups while others write.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::*;
use crate::backup::restore;

#[tokio::test]
async fn a_write_under_way_is_not_in_it_and_not_held_up() {
    for from in installations().await {
        let mut writing = Session::write(&from.db).await.unwrap();
        writing
            .run("insert into secret (name, value, created_at) select 'đang ghi', value, 0 from secret where name = 'a'")
            .await
            .unwrap();
        let made = from.back_up().await;
        writing.commit().await.unwrap();
        let secrets = made.manifest.tables.iter().find(|table| table.name == "secret").unwrap();
        assert_eq!(secrets.written.rows, 4);
        assert_eq!(from.number("select count(*) from secret").await, 5);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_of_one_moment() {
    for from in installations().await {
        let stop = Arc::new(AtomicBool::new(false));
        let (db, stopped) = (from.db.clone(), stop.clone());
        // Both tables move together, in one transaction each time.
        let writer = tokio::spawn(async move {
            let mut written = 0_i64;
            while !stopped.load(Ordering::Relaxed) {
                in_tx!(&db, tx => {
                    sqlx::query("update visit_hour set visits = visits + 1").execute(&mut *tx).await?;
                    sqlx::query("update site set opening_visits = opening_visits + 1").execute(&mut *tx).await?;
                })
                .unwrap();
                written += 1;
            }
            written
        });
        let before = from.number("select opening_visits from site").await;
        let mut made = from.back_up().await;
        for second in 1..=5 {
            made =
                crate::backup::creating::create_at(&from.db, &from.storage, &from.backups(), now() + second * 1_000_000, &silent)
                    .await
                    .unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        assert!(writer.await.unwrap() > before, "nobody wrote meanwhile");
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"));
        restore(&made.path, &url, &folder.path().join("media"), &silent).await.unwrap();
        let to = Installation::open(url, folder).await;
        let sum = to.number("select sum(visits) from visit_hour").await;
        let base = (0..1_000).sum::<i64>();
        assert_eq!(sum - base, 1_000 * to.number("select opening_visits from site").await);
    }
}
