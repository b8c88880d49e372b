//! Both databases: the same migrations, every statement prepared, no write half done, nothing newer opened.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{AssertSqlSafe, Executor, SqlSafeStr, postgres::PgPoolOptions};
use tokio_util::sync::CancellationToken;

use super::{
    DatabaseUrl, Db, News, Topic, begin, in_time, migrations,
    testing::{on_both, postgres},
};
use crate::{clock::now, error::AppError, in_tx, on_db};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            found.push(path);
        }
    }
}

#[tokio::test]
async fn every_statement_is_accepted_by_its_databases() {
    on_both(|db| async move {
        let mut found = Vec::new();
        files(Path::new("src"), &mut found);
        assert!(found.len() > 30, "only {} statements found", found.len());
        for path in found {
            let name = path.to_string_lossy().into_owned();
            let other = if matches!(db, Db::Sqlite { .. }) { ".postgres.sql" } else { ".sqlite.sql" };
            if name.ends_with(other) {
                continue;
            }
            let text = AssertSqlSafe(std::fs::read_to_string(&path).unwrap()).into_sql_str();
            let prepared = match &db {
                Db::Sqlite { writer, .. } => writer.prepare(text).await.map(|_| ()),
                Db::Postgres { pool } => pool.prepare(text).await.map(|_| ()),
            };
            prepared.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    })
    .await;
}

/// The steps in which SQLite answers a statement.
async fn plan(db: &Db, statement: &str) -> Vec<String> {
    let Db::Sqlite { reader, .. } = db else { panic!("opened as SQLite") };
    let plan = AssertSqlSafe(format!("explain query plan {statement}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(plan).fetch_all(reader).await.unwrap();
    steps.into_iter().map(|(.., step)| step).collect()
}

/// Without statistics SQLite takes a site for rarer than an id, and walks through all that the site has.
#[tokio::test]
async fn what_is_asked_for_by_its_id_is_looked_up_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    let mut found = Vec::new();
    files(Path::new("src"), &mut found);
    let texts = found.iter().map(|path| (path.to_string_lossy(), std::fs::read_to_string(path).unwrap()));
    let by_id: Vec<_> = texts.filter(|(_, text)| text.contains("id in (\n  $2") || text.contains("id in ($2")).collect();
    assert!(by_id.len() >= 5, "{by_id:?}");
    for (name, text) in by_id {
        let steps = plan(&db, &text).await;
        let walks = steps.iter().any(|step| step.contains("(site_id=?)"));
        assert!(!walks && !steps.is_empty(), "{name}: {steps:?}");
    }
}

/// What is asked every second must not walk through what was ever published.
#[tokio::test]
async fn what_is_due_is_looked_up_by_its_hour() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    for name in ["list_due", "list_ended"] {
        let text = std::fs::read_to_string(format!("src/workflow/sql/{name}.sql")).unwrap();
        let steps = plan(&db, &text).await;
        assert!(!steps.is_empty() && steps.iter().all(|step| !step.starts_with("SCAN")), "{name}: {steps:?}");
    }
}

/// Who holds one section out of many, and a rare one, must not wait for a walk through what all of them have published.
#[tokio::test]
async fn what_is_published_is_listed_by_the_sections_that_are_held() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    let text = std::fs::read_to_string("src/workflow/sql/list_published.sqlite.sql").unwrap();
    let steps = plan(&db, &text).await;
    let range = "INDEX article_published_by_update (section_id=? AND updated_at>? AND updated_at<?)";
    assert!(steps.iter().any(|step| step.contains(range)), "{steps:#?}");
    let walks = |step: &String| {
        step.contains("article_by_update")
            || ["SCAN a", "SCAN b", "SCAN r"].iter().any(|scan| step.split(" USING").next() == Some(*scan))
    };
    assert!(!steps.iter().any(walks), "{steps:#?}");
}

#[test]
fn both_databases_take_the_same_steps() {
    let names = |migrator: &sqlx::migrate::Migrator| -> Vec<(i64, String)> {
        migrator.iter().map(|step| (step.version, step.description.to_string())).collect()
    };
    assert_eq!(names(&migrations::SQLITE), names(&migrations::POSTGRES));
}

async fn count_secrets(db: &Db, name: &'static str) -> i64 {
    on_db!(db, pool => sqlx::query_scalar("select count(*) from secret where name = $1").bind(name).fetch_one(pool).await).unwrap()
}

async fn write_secret(db: &Db, name: &'static str, ends: Result<(), AppError>) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query("insert into secret (name, value, created_at) values ($1, $2, $3)")
            .bind(name)
            .bind(vec![1_u8])
            .bind(now())
            .execute(&mut *tx)
            .await?;
        ends?
    })
}

#[tokio::test]
async fn a_failed_write_leaves_nothing_behind() {
    on_both(|db| async move {
        assert_eq!(write_secret(&db, "torn", Err(AppError::Conflict)).await, Err(AppError::Conflict));
        assert_eq!(count_secrets(&db, "torn").await, 0);
        write_secret(&db, "whole", Ok(())).await.unwrap();
        assert_eq!(count_secrets(&db, "whole").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_dropped_request_does_not_cancel_a_write() {
    on_both(|db| async move {
        let write = write_secret(&db, "kept", Ok(()));
        let mut write = Box::pin(write);
        // One poll starts the task; then the request is gone.
        assert!(futures_util::poll!(&mut write).is_pending());
        drop(write);
        // The one writer is fair: this write comes after the dropped one.
        write_secret(&db, "later", Ok(())).await.unwrap();
        let mut tries = 0;
        while count_secrets(&db, "kept").await == 0 {
            tries += 1;
            assert!(tries < 10_000, "the write was lost with its request");
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// Stops and wakes the process behind a connection, as a network does that holds every packet.
fn signal(process: i32, signal: &str) {
    let ended = std::process::Command::new("kill").args([signal, &process.to_string()]).status().unwrap();
    assert!(ended.success(), "kill {signal} {process}");
}

#[tokio::test]
async fn a_begin_that_is_answered_too_late_leaves_no_transaction_open() {
    let Some(Db::Postgres { pool: watching }) = postgres().await else { return };
    let options = watching.connect_options().as_ref().clone();
    // Without the question whether it is well, which would be what waits.
    let pool = PgPoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options).await.unwrap();
    let process: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&pool).await.unwrap();
    // Given back, or nothing would be begun on it.
    while pool.num_idle() == 0 {
        tokio::task::yield_now().await;
    }

    signal(process, "-STOP");
    let begun = in_time(Duration::from_millis(50), Box::pin(begin(&pool, None))).await;
    signal(process, "-CONT");
    assert!(matches!(begun, Err(sqlx::Error::PoolTimedOut)));

    // The one connection is had again when it has been given back.
    let _same = pool.acquire().await.unwrap();
    let state = "select state from pg_stat_activity where pid = $1";
    let state: String = sqlx::query_scalar(state).bind(process).fetch_one(&watching).await.unwrap();
    assert_eq!(state, "idle");
}

#[tokio::test]
async fn readers_of_sqlite_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    let Db::Sqlite { reader, .. } = &db else { unreachable!() };
    let refused = sqlx::query("delete from secret").execute(reader).await.unwrap_err();
    assert!(refused.to_string().contains("readonly"), "{refused}");
}

#[tokio::test]
async fn a_newer_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("test.sqlite"));
    let db = Db::open(&url).await.unwrap();
    let Db::Sqlite { writer, .. } = &db else { unreachable!() };
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'from the future', 1, x'00', 0)",
    )
    .execute(writer)
    .await
    .unwrap();
    sqlx::query("update schema_floor set step = 9999").execute(writer).await.unwrap();
    db.close().await;
    let refused = Db::open(&url).await.unwrap_err().to_string();
    assert!(refused.contains("mới hơn chương trình"), "{refused}");
}

/// A rolling upgrade: the new version has added to the schema, the previous one is started once more beside it.
#[tokio::test]
async fn a_schema_that_a_newer_program_has_only_added_to_is_good_enough() {
    on_both(|db| async move {
        let step = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'from the future', true, $1, 0)";
        in_tx!(&db, tx => {
            sqlx::query("alter table secret add column hint text not null default ''").execute(&mut *tx).await?;
            sqlx::query(step).bind(vec![0_u8]).execute(&mut *tx).await?;
        })
        .unwrap();
        assert!(!db.needs_migrating().await.unwrap());
        write_secret(&db, "written by the previous version", Ok(())).await.unwrap();
        assert_eq!(count_secrets(&db, "written by the previous version").await, 1);
        // The next version takes something away, once no previous one runs any more.
        in_tx!(&db, tx => {
            sqlx::query("update schema_floor set step = 9999").execute(&mut *tx).await?;
        })
        .unwrap();
        let refused = db.needs_migrating().await.unwrap_err().to_string();
        assert!(refused.contains("mới hơn chương trình"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn what_another_process_writes_is_heard() {
    let Some(url) = super::testing::empty_postgres().await else { return };
    let (db, other) = (Db::open(&url).await.unwrap(), Db::open(&url).await.unwrap());
    let (news, stop) = (News::default(), CancellationToken::new());
    // Nobody asks within the test's time.
    let mut ear = news.about(Topic::Changes, Duration::from_secs(3600));
    let listening = tokio::spawn(news.clone().listen(url, stop.clone()));
    let patience = Duration::from_secs(20);
    // Once the line stands, everything may be new.
    tokio::time::timeout(patience, ear.wait()).await.unwrap();
    let site = uuid::Uuid::now_v7();
    in_tx!(&other, tx => {
        sqlx::query("insert into site (id, host, name, short_name, position, created_at) values ($1, 'a', 'Xã', 'Xã', 1, 0)").bind(site).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/log_change.sql")).bind(site).bind("site").bind(site).bind(0_i64).execute(&mut *tx).await?;
    })
    .unwrap();
    tokio::time::timeout(patience, ear.wait()).await.unwrap();

    // The line is cut; whoever listens takes it up again, and asks for what may have been missed.
    let Db::Postgres { pool } = &db else { unreachable!() };
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and datname = current_database()",
    )
    .execute(pool)
    .await
    .unwrap();
    tokio::time::timeout(patience, ear.wait()).await.unwrap();
    stop.cancel();
    listening.await.unwrap();
    other.close().await;
    db.close().await;
}

#[tokio::test]
async fn a_database_is_copied_before_it_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let url = DatabaseUrl::Sqlite(path.clone());
    let db = Db::open(&url).await.unwrap();
    let Db::Sqlite { writer, .. } = &db else { unreachable!() };
    // As the version before the last step left it.
    sqlx::query("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
        .execute(writer)
        .await
        .unwrap();
    let left: i64 = sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(writer).await.unwrap();
    db.close().await;
    // The step itself fails here (its tables are there already); the copy comes first all the same.
    let _ = Db::open(&url).await;
    let copy = path.with_extension(format!("truoc-nang-cap-{left:04}.sqlite"));
    assert!(copy.exists(), "no copy was taken");
    let kept = sqlx::SqlitePool::connect(&format!("sqlite:{}", copy.display())).await.unwrap();
    let sites: i64 = sqlx::query_scalar("select count(*) from site").fetch_one(&kept).await.unwrap();
    assert_eq!(sites, 0);
}

#[tokio::test]
async fn what_is_no_database_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    std::fs::write(&path, "đây không phải cơ sở dữ liệu".repeat(400)).unwrap();
    let refused = format!("{:#}", Db::open(&DatabaseUrl::Sqlite(path)).await.unwrap_err());
    assert!(refused.contains("Không mở được cơ sở dữ liệu"), "{refused}");
    assert!(DatabaseUrl::parse(Some("mysql://x"), Path::new("data")).is_err());
}
