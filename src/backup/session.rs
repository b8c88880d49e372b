//! One transaction on whichever database is open: a snapshot to read from, or a load to be kept whole or not at all.

use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::db::{Db, begin};

const SNAPSHOT: &str = "begin isolation level repeatable read read only";

pub enum Session {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one sqlx expression on the connection of a session.
macro_rules! on_session {
    ($session:expr, $tx:ident => $run:expr) => {
        match $session {
            $crate::backup::session::Session::Sqlite($tx) => $run,
            $crate::backup::session::Session::Postgres($tx) => $run,
        }
    };
}
pub(super) use on_session;

impl Session {
    /// All that is read from it is of one moment; writers are not held up.
    pub async fn read(db: &Db) -> sqlx::Result<Self> {
        let mut session = match db {
            Db::Sqlite { reader, .. } => Self::Sqlite(reader.begin().await?),
            Db::Postgres { pool } => Self::Postgres(begin(pool, Some(SNAPSHOT)).await?),
        };
        // The moment is that of the first statement that reads a table.
        session.number("select count(*) from _sqlx_migrations").await?;
        Ok(session)
    }

    pub async fn write(db: &Db) -> sqlx::Result<Self> {
        Ok(match db {
            Db::Sqlite { writer, .. } => Self::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres { pool } => Self::Postgres(begin(pool, None).await?),
        })
    }

    pub async fn run(&mut self, statement: &str) -> sqlx::Result<()> {
        let statement = AssertSqlSafe(statement.to_owned());
        on_session!(self, tx => sqlx::raw_sql(statement).execute(&mut **tx).await.map(|_| ()))
    }

    pub async fn number(&mut self, statement: &str) -> sqlx::Result<i64> {
        let statement = AssertSqlSafe(statement.to_owned());
        on_session!(self, tx => sqlx::query_scalar(statement).persistent(false).fetch_one(&mut **tx).await)
    }

    pub async fn commit(self) -> sqlx::Result<()> {
        on_session!(self, tx => tx.commit().await)
    }
}
