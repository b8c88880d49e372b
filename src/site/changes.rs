//! The change log, read in order and completely.
//!
//! PostgreSQL gives a number out before its transaction is committed: a lower number may show later than a higher one. So the numbers
//! that were passed over are asked for again until they show or no transaction can hold them any more.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use uuid::Uuid;

use crate::{
    db::{Db, TX_PATIENCE},
    error::AppError,
    on_db,
};

/// A number that has not shown by then was given to a transaction that was rolled back.
const LONGEST_WAIT: Duration = TX_PATIENCE.saturating_mul(3);
/// A reader that begins anew may have seen a number whose neighbours were still to come.
const OVERLAP: i64 = 200;
const LINES: i64 = 500;

/// A line of the change log.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Change {
    pub seq: i64,
    pub site_id: Uuid,
    pub subject: String,
    pub subject_id: Uuid,
}

/// How far someone has read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    last: i64,
    passed_over: BTreeMap<i64, Instant>,
}

impl Reading {
    /// All up to `last` has been read, though the last ones perhaps not completely: they come again.
    pub fn after(last: i64) -> Self {
        let again = (last - OVERLAP).max(0) + 1..=last;
        Self { last, passed_over: again.map(|seq| (seq, Instant::now())).collect() }
    }

    pub fn last(&self) -> i64 {
        self.last
    }

    /// What is new, in order; none where all has been read.
    ///
    /// # Errors
    /// `Unavailable` where the database fails: the same lines come again.
    pub async fn read_on(&mut self, db: &Db) -> Result<Vec<Change>, AppError> {
        self.passed_over.retain(|_, since| since.elapsed() < LONGEST_WAIT);
        let again = serde_json::to_string(&self.passed_over.keys().collect::<Vec<_>>()).unwrap_or_default();
        let list_changes = match db {
            Db::Sqlite { .. } => include_str!("sql/list_changes.sqlite.sql"),
            Db::Postgres { .. } => include_str!("sql/list_changes.postgres.sql"),
        };
        let changes: Vec<Change> =
            on_db!(db, pool => sqlx::query_as(list_changes).bind(self.last).bind(again).bind(LINES).fetch_all(pool).await)?;
        for change in &changes {
            self.note(change.seq);
        }
        Ok(changes)
    }

    fn note(&mut self, seq: i64) {
        if seq <= self.last {
            self.passed_over.remove(&seq);
            return;
        }
        // A database that was moved here may go on with any number.
        let first = (seq - 10 * LINES).max(self.last + 1);
        self.passed_over.extend((first..seq).map(|passed_over| (passed_over, Instant::now())));
        self.last = seq;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        db::testing::{on_both, postgres},
        in_tx,
    };

    async fn site(db: &Db) -> Uuid {
        let id = Uuid::now_v7();
        in_tx!(db, tx => {
            sqlx::query("insert into site (id, host, name, short_name, position, created_at) values ($1, 'a', 'Xã', 'Xã', 1, 0)")
                .bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
        id
    }

    async fn log(db: &Db, site: Uuid, lines: i64) {
        in_tx!(db, tx => {
            for _ in 0..lines {
                sqlx::query(include_str!("../db/sql/log_change.sql")).bind(site).bind("page").bind(site).bind(0_i64).execute(&mut *tx).await?;
            }
        })
        .unwrap();
    }

    async fn read_all(reading: &mut Reading, db: &Db) -> Vec<i64> {
        let mut read = Vec::new();
        loop {
            let lines = reading.read_on(db).await.unwrap();
            if lines.is_empty() {
                return read;
            }
            read.extend(lines.iter().map(|line| line.seq));
        }
    }

    #[tokio::test]
    async fn every_line_is_read_once_and_in_order() {
        on_both(|db| async move {
            let site = site(&db).await;
            let mut reading = Reading::after(0);
            log(&db, site, 1203).await;
            assert_eq!(read_all(&mut reading, &db).await, (1..=1203).collect::<Vec<_>>());
            assert_eq!(read_all(&mut reading, &db).await, Vec::<i64>::new());
            // Who begins anew reads the last ones again.
            assert_eq!(read_all(&mut Reading::after(1203), &db).await, (1004..=1203).collect::<Vec<_>>());
        })
        .await;
    }

    #[tokio::test]
    async fn a_lower_number_that_is_committed_later_is_not_lost() {
        let Some(db) = postgres().await else { return };
        let site = site(&db).await;
        let mut reading = Reading::after(0);
        let Db::Postgres { pool } = &db else { unreachable!() };
        let mut slow = pool.begin().await.unwrap();
        sqlx::query(include_str!("../db/sql/log_change.sql"))
            .bind(site)
            .bind("page")
            .bind(site)
            .bind(0_i64)
            .execute(&mut *slow)
            .await
            .unwrap();
        log(&db, site, 700).await;
        assert_eq!(read_all(&mut reading, &db).await, (2..=701).collect::<Vec<_>>());
        slow.commit().await.unwrap();
        assert_eq!(read_all(&mut reading, &db).await, [1]);
        db.close().await;
    }
}
