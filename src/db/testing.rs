//! Fresh databases for tests: always SQLite, and PostgreSQL when `CONGDAN_TEST_POSTGRES` names a server.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{cell::Cell, sync::Once};

use tracing::{Event, Subscriber};
use tracing_subscriber::{
    Layer, Registry,
    filter::filter_fn,
    layer::{Context, SubscriberExt},
};

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

thread_local! {
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// Sees each statement that sqlx tells of. One for the whole process: tests run beside each other.
struct Statements;

impl<S: Subscriber> Layer<S> for Statements {
    fn on_event(&self, _: &Event<'_>, _: Context<'_, S>) {
        STATEMENTS.set(STATEMENTS.get() + 1);
    }
}

/// How many statements something takes that runs on the thread of its test. On PostgreSQL only: SQLite's are told of by another thread.
pub async fn count_statements<T>(run: impl Future<Output = T>) -> (usize, T) {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        let told = Statements.with_filter(filter_fn(|about| about.target() == "sqlx::query"));
        tracing::subscriber::set_global_default(Registry::default().with(told)).unwrap();
    });
    let before = STATEMENTS.get();
    let outcome = run.await;
    (STATEMENTS.get() - before, outcome)
}
