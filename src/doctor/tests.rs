//! What the doctor sees, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::{Finding, MediaDepth, Patient, State, checks};
use crate::{
    backup::daily::create_asked,
    clock::now,
    db::{Db, testing::on_both},
    in_tx,
    media::{
        creating::{Upload, create_picture},
        storage::Storage,
        tests::{jpeg, site},
    },
};

struct World {
    patient: Patient,
    _folder: tempfile::TempDir,
}

async fn healthy(db: Db) -> World {
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(folder.path()).unwrap();
    let site = site(&db, "xa.localhost").await;
    create_picture(&db, &storage, site, Upload { bytes: jpeg(400, 300), ..Upload::default() }).await.unwrap();
    create_asked(&db, &storage, &folder.path().join("sao-luu"), &crate::backup::silent).await.unwrap();
    let patient = Patient { db, storage, data: folder.path().to_owned(), media_depth: MediaDepth::Whole };
    World { patient, _folder: folder }
}

impl World {
    async fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for check in checks(&self.patient) {
            let found = check.await;
            assert!(!found.is_empty(), "a check without a word");
            findings.extend(found);
        }
        findings
    }

    async fn problems(&self) -> Vec<String> {
        let findings = self.findings().await;
        findings.into_iter().filter(|f| f.state == State::Problem).map(|f| format!("{}: {}", f.subject, f.says)).collect()
    }

    async fn only_problem(&self) -> String {
        let mut problems = self.problems().await;
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems.remove(0)
    }

    async fn run(&self, statement: &'static str, parameter: i64) {
        in_tx!(&self.patient.db, tx => { sqlx::query(statement).bind(parameter).execute(&mut *tx).await?; }).unwrap();
    }

    fn a_file(&self) -> std::path::PathBuf {
        let shelf = std::fs::read_dir(self.patient.data.join("media")).unwrap().next().unwrap().unwrap().path();
        std::fs::read_dir(shelf).unwrap().next().unwrap().unwrap().path()
    }
}

#[tokio::test]
async fn a_healthy_installation_has_no_problem() {
    on_both(|db| async move {
        let world = healthy(db).await;
        assert_eq!(world.problems().await, Vec::<String>::new());
        assert_eq!(world.findings().await.len(), 8);
    })
    .await;
}

#[tokio::test]
async fn damaged_and_missing_files_are_named() {
    on_both(|db| async move {
        let world = healthy(db).await;
        let path = world.a_file();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[0] ^= 1;
        // A new file: the backup has the old bytes under a name of its own.
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, &bytes).unwrap();
        let problem = world.only_problem().await;
        assert!(problem.contains(&name) && problem.contains("bị hỏng"), "{problem}");
        std::fs::remove_file(&path).unwrap();
        let problem = world.only_problem().await;
        assert!(problem.contains(&name) && problem.contains("thiếu tệp"), "{problem}");
    })
    .await;
}

#[tokio::test]
async fn old_lost_and_failed_backups_are_told() {
    on_both(|db| async move {
        let world = healthy(db).await;
        world.run("update backup_run set finished_at = finished_at - $1", 49 * 3600 * 1_000_000).await;
        assert!(world.only_problem().await.contains("đã cũ"));
        world.run("update backup_run set failed_at = $1, failure = 'Ổ đĩa đã đầy'", now()).await;
        assert!(
            world
                .problems()
                .await
                .iter()
                .any(|problem| problem.contains("lần cuối không thành") && problem.contains("Ổ đĩa đã đầy"))
        );
        world.run("update backup_run set failed_at = null, finished_at = $1", now()).await;
        std::fs::remove_dir_all(world.patient.data.join("sao-luu")).unwrap();
        assert!(world.only_problem().await.contains("không còn ở"));
        world.run("delete from backup_run where begun_at > $1", 0).await;
        assert!(world.only_problem().await.contains("chưa có bản nào"));
    })
    .await;
}

#[tokio::test]
async fn a_clock_behind_the_newest_change_is_told() {
    on_both(|db| async move {
        let world = healthy(db).await;
        world
            .run(
                "insert into change_log (site_id, subject, subject_id, at) select id, 'site', id, $1 from site",
                now() + 3600 * 1_000_000,
            )
            .await;
        assert!(world.only_problem().await.contains("trước thay đổi mới nhất"));
    })
    .await;
}

#[tokio::test]
async fn a_database_that_does_not_hold_together_is_told() {
    on_both(|db| async move {
        let world = healthy(db).await;
        match &world.patient.db {
            Db::Sqlite { writer, .. } => {
                sqlx::raw_sql("pragma foreign_keys = off; insert into visit_day (site_id, day, visits, views) values (x'00', 1, 1, 1); pragma foreign_keys = on")
                    .execute(writer)
                    .await
                    .unwrap();
                assert!(world.only_problem().await.contains("visit_day: 1 dòng"));
            }
            Db::Postgres { pool } => {
                sqlx::query("alter table visit_day add constraint moi check (visits >= 0) not valid").execute(pool).await.unwrap();
                assert!(world.only_problem().await.contains("moi"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn without_a_database_the_newest_whole_backup_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&crate::db::DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"))).await.unwrap();
    let world = healthy(db).await;
    let backups = world.patient.data.join("sao-luu");
    let made = crate::backup::list_whole(&backups).unwrap().remove(0).path;
    let why = anyhow::Error::msg("không mở được");
    let found = super::without_database(&why, &backups).await;
    assert!(found[0].state == State::Problem && found[0].says == "không mở được", "{found:?}");
    assert!(found[1].state == State::Good && found[1].says.contains(&*made.to_string_lossy()), "{found:?}");
    std::fs::write(made.join("database/site.ndjson.gz"), "hỏng").unwrap();
    let found = super::without_database(&why, &backups).await;
    assert!(found[1].state == State::Problem && found[1].says.contains("không có bản nào còn nguyên"), "{found:?}");
}
