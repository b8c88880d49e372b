//! One open write transaction, of either kind: for what several features write as part of their own transactions.

use sqlx::{PgConnection, SqliteConnection};

pub enum Tx<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl<'c> From<&'c mut SqliteConnection> for Tx<'c> {
    fn from(connection: &'c mut SqliteConnection) -> Self {
        Self::Sqlite(connection)
    }
}

impl<'c> From<&'c mut PgConnection> for Tx<'c> {
    fn from(connection: &'c mut PgConnection) -> Self {
        Self::Postgres(connection)
    }
}

/// Runs one sqlx expression inside an open transaction: `on_tx!(tx, run => sqlx::query("…").execute(run).await)`.
#[macro_export]
macro_rules! on_tx {
    ($tx:expr, $run:ident => $expression:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(connection) => {
                let $run = &mut **connection;
                $expression
            }
            $crate::db::Tx::Postgres(connection) => {
                let $run = &mut **connection;
                $expression
            }
        }
    };
}
