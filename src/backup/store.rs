//! The runs of backups in the database: who takes a day's turn, how it ended.

use uuid::Uuid;

use super::model::{FailedBackup, GoodBackup};
use crate::{db::Db, error::AppError, in_tx, on_db};

const SECOND: i64 = 1_000_000;
/// A node that has not been heard of for so long has died.
pub const LEASE: i64 = 10 * 60 * SECOND;
/// After a failure the day's turn is free again.
pub const RETRY_AFTER: i64 = 3600 * SECOND;

/// Takes the turn of a day. None where it is done, or in the hands of another that lives.
pub async fn take_turn(db: &Db, day: i64, now: i64) -> Result<Option<Uuid>, AppError> {
    in_tx!(db, tx => {
        sqlx::query_scalar(include_str!("sql/take_turn.sql"))
            .bind(Uuid::now_v7())
            .bind(day)
            .bind(now)
            .bind(now + LEASE)
            .fetch_optional(&mut *tx)
            .await?
    })
}

/// A run that someone asked for.
pub async fn create_run(db: &Db, now: i64) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_run.sql")).bind(id).bind(now).bind(now + LEASE).execute(&mut *tx).await?;
    })?;
    Ok(id)
}

/// Says that whoever has the turn still lives.
pub async fn extend_turn(db: &Db, id: Uuid, now: i64) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/extend_turn.sql")).bind(id).bind(now + LEASE).execute(&mut *tx).await?;
    })
}

pub async fn finish_run(db: &Db, id: Uuid, good: &GoodBackup) -> Result<(), AppError> {
    finish(db, id, good, None).await
}

/// A run that made a good backup of a portal with something wrong: good and failed at the same moment, so that both are told until a later
/// one finds nothing.
pub async fn finish_with_faults(db: &Db, id: Uuid, good: &GoodBackup, failure: &str) -> Result<(), AppError> {
    finish(db, id, good, Some(failure)).await
}

async fn finish(db: &Db, id: Uuid, good: &GoodBackup, failure: Option<&str>) -> Result<(), AppError> {
    let (good, failure) = (good.clone(), failure.map(str::to_owned));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/finish_run.sql"))
            .bind(id)
            .bind(good.finished_at)
            .bind(good.bytes)
            .bind(good.place)
            .execute(&mut *tx)
            .await?;
        if let Some(failure) = failure {
            sqlx::query(include_str!("sql/fail_run.sql"))
                .bind(id)
                .bind(good.finished_at)
                .bind(failure)
                .bind(good.finished_at)
                .execute(&mut *tx)
                .await?;
        }
    })
}

pub async fn fail_run(db: &Db, id: Uuid, failed: &FailedBackup) -> Result<(), AppError> {
    let failed = failed.clone();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/fail_run.sql"))
            .bind(id)
            .bind(failed.failed_at)
            .bind(failed.failure)
            .bind(failed.failed_at + RETRY_AFTER)
            .execute(&mut *tx)
            .await?;
    })
}

pub async fn find_last_good(db: &Db) -> Result<Option<GoodBackup>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_last_good.sql")).fetch_optional(pool).await)?)
}

pub async fn find_last_failure(db: &Db) -> Result<Option<FailedBackup>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_last_failure.sql")).fetch_optional(pool).await)?)
}
