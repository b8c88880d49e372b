//! Fresh databases for tests: always SQLite, and PostgreSQL when `CONGDAN_TEST_POSTGRES` names a server.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::{DatabaseUrl, Db};

/// Runs a test on every database that is here. Each run gets an empty, migrated database of its own.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("test.sqlite"))).await.unwrap();
    test(db.clone()).await;
    db.close().await;

    if let Some(db) = postgres().await {
        test(db.clone()).await;
        db.close().await;
    }
}

/// A new, migrated PostgreSQL database, or None where no server is named. `make test` always names one.
pub async fn postgres() -> Option<Db> {
    Some(Db::open(&empty_postgres().await?).await.unwrap())
}

/// The address of a new PostgreSQL database without any table.
pub async fn empty_postgres() -> Option<DatabaseUrl> {
    let server = std::env::var("CONGDAN_TEST_POSTGRES").ok()?;
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let admin = sqlx::PgPool::connect(&format!("{server}/postgres")).await.expect("PostgreSQL for tests");
    sqlx::query(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&admin).await.unwrap();
    admin.close().await;
    Some(DatabaseUrl::Postgres(format!("{server}/{name}")))
}
