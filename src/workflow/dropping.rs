//! Throwing a draft away: one's own, that nobody else has had in hand. Whatever has been submitted, published or written into by a
//! colleague stays: it is no longer one person's alone.

use super::{saving::entry, stages::Stage, store::PieceRow};
use crate::{
    accounts::{actors::Writer, model::Role},
    audit::store::record,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
};

/// Whether someone may throw a piece away.
pub async fn may_drop(db: &Db, writer: &Writer, row: &PieceRow) -> Result<bool, AppError> {
    if !is_own_draft(writer, row) {
        return Ok(false);
    }
    let by_others: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_written_by_others.sql"))
        .bind(row.id)
        .bind(writer.account)
        .fetch_one(pool)
        .await)?;
    Ok(by_others == 0)
}

fn is_own_draft(writer: &Writer, row: &PieceRow) -> bool {
    let me = Some(writer.account);
    (writer.holds(Role::Author) || writer.holds(Role::Editor))
        && row.author_id == me
        && (row.assigned_id.is_none() || row.assigned_id == me)
        && row.stage() == Stage::Draft
        && row.published_revision_id.is_none()
        && row.returned_note.is_empty()
}

/// Throws a draft away for good: its versions, notes and working copy go with it, the log keeps that it was there.
///
/// # Errors
/// `NotAllowed` for what is not one's own draft alone, `Conflict` where it has changed since it was read.
pub async fn drop_draft(db: &Db, writer: &Writer, row: &PieceRow, base: i64) -> Result<(), AppError> {
    if !is_own_draft(writer, row) {
        return Err(AppError::NotAllowed);
    }
    if row.number != base {
        return Err(AppError::Conflict);
    }
    let (id, revision, account, site) = (row.id, row.revision_id, writer.account, writer.site);
    let entry = entry(writer, "article_dropped", id, &row.title, format!("{base} phiên bản"));
    in_tx!(db, tx => {
        let held = sqlx::query(include_str!("sql/hold_draft.sql"))
            .bind(id)
            .bind(site)
            .bind(account)
            .bind(revision)
            .execute(&mut *tx)
            .await?;
        super::acting::require_one(held.rows_affected())?;
        let by_others: i64 = sqlx::query_scalar(include_str!("sql/count_written_by_others.sql"))
            .bind(id)
            .bind(account)
            .fetch_one(&mut *tx)
            .await?;
        if by_others > 0 {
            return Err(AppError::NotAllowed);
        }
        sqlx::query(include_str!("sql/delete_notes.sql")).bind(id).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_working_copy.sql")).bind(account).bind(id).bind(site).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_revision_media.sql")).bind(id).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_revisions.sql")).bind(id).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_article.sql")).bind(id).execute(&mut *tx).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}
