//! One database, two kinds: SQLite in the data folder, or PostgreSQL when outgrown.

use std::{pin::Pin, time::Duration};

use sqlx::{PgPool, Postgres, Transaction};

mod file;
mod migrations;
mod news;
mod open;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod tx;

pub use news::{Ear, News, Topic};
pub use open::{DatabaseUrl, Db};
pub use tx::Tx;

/// How long a statement that reads may take over the network (PostgreSQL), before whoever waits is told so.
pub const READ_PATIENCE: Duration = Duration::from_secs(5);
/// How long a transaction may take over the network. Whoever waits is told that it is not done; what was not committed is rolled back.
pub const TX_PATIENCE: Duration = Duration::from_secs(10);

/// A network that swallows everything gives no error of its own.
///
/// # Errors
/// What `run` says, or that its time is over.
pub async fn in_time<T, E: From<sqlx::Error>>(patience: Duration, run: Running<'_, T, E>) -> Result<T, E> {
    tokio::time::timeout(patience, run).await.unwrap_or_else(|_| Err(sqlx::Error::PoolTimedOut.into()))
}

/// What `like … escape '\'` finds anywhere in a text: the words as they are, its own signs included. Empty for no words.
pub fn containing(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// Boxed, so that what waits for it is compiled once a result and not once a statement.
pub type Running<'a, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'a>>;

/// Begins a transaction, in a task of its own. Where whoever waits goes away before BEGIN is answered, the answer is seen all the same
/// and what was begun is rolled back: sqlx, which holds nothing for begun yet, would keep the connection for others with it open.
///
/// # Errors
/// What PostgreSQL or the pool says.
pub async fn begin(pool: &PgPool, statement: Option<&'static str>) -> sqlx::Result<Transaction<'static, Postgres>> {
    let pool = pool.clone();
    let begin = async move {
        match statement {
            Some(statement) => pool.begin_with(statement).await,
            None => pool.begin().await,
        }
    };
    tokio::spawn(begin).await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
}

/// The time by the database's clock, in UTC microseconds: the one clock that all nodes share.
///
/// # Errors
/// `Unavailable` where the database fails.
pub async fn now(db: &Db) -> Result<i64, crate::error::AppError> {
    let clock = match db {
        Db::Sqlite { .. } => include_str!("sql/now.sqlite.sql"),
        Db::Postgres { .. } => include_str!("sql/now.postgres.sql"),
    };
    Ok(crate::on_db!(db, pool => sqlx::query_scalar(clock).fetch_one(pool).await)?)
}

/// Runs one sqlx expression on whichever pool is open, for reading.
///
/// `on_db!(db, pool => sqlx::query_as(include_str!("sql/find.sql")).bind(id).fetch_optional(pool).await)`
#[macro_export]
macro_rules! on_db {
    ($db:expr, $pool:ident => $run:expr) => {
        match $db {
            $crate::db::Db::Sqlite { reader: $pool, .. } => $run,
            $crate::db::Db::Postgres { pool: $pool } => {
                $crate::db::in_time($crate::db::READ_PATIENCE, Box::pin(async { $run })).await
            }
        }
    };
}

/// Runs a block in one write transaction and gives back its value once the transaction is durable.
///
/// The block is an async body that owns what it uses and ends in `Ok(value)`; an error rolls everything back. It runs in a task of its
/// own, so that a dropped request cannot cancel it half-way (on PostgreSQL sqlx's `begin` is not cancel-safe).
/// Inside, statements run on `&mut *tx`.
#[macro_export]
macro_rules! in_tx {
    ($db:expr, $tx:ident => $body:block) => {
        match $db.clone() {
            $crate::db::Db::Sqlite { writer, .. } => {
                tokio::spawn(async move {
                    let mut $tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                    let value = async { Ok::<_, $crate::error::AppError>($body) }.await?;
                    $tx.commit().await?;
                    Ok::<_, $crate::error::AppError>(value)
                })
                .await
            }
            $crate::db::Db::Postgres { pool } => {
                tokio::spawn($crate::db::in_time($crate::db::TX_PATIENCE, Box::pin(async move {
                    let mut $tx = $crate::db::begin(&pool, None).await?;
                    let value = async { Ok::<_, $crate::error::AppError>($body) }.await?;
                    $tx.commit().await?;
                    Ok::<_, $crate::error::AppError>(value)
                })))
                .await
            }
        }
        .unwrap_or_else(|error| {
            tracing::error!(%error, "a write task ended badly");
            Err($crate::error::AppError::Unavailable)
        })
    };
}
