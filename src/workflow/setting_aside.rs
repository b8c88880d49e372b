//! One's own text beside a colleague's: in the history, where it can be compared and brought back, and no part of the work.

use super::{
    keeping,
    saving::{Draft, Made, Saved, before, entry, require_may_save, write_revision},
    store::PieceRow,
    typing::check,
};
use crate::{
    accounts::actors::Writer,
    audit::store::record,
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx,
};

/// Puts one's own text into the history beside a colleague's version, which stays the one in work.
///
/// # Errors
/// As for [`super::saving::save`], but for `Conflict`: it is what this is for.
pub async fn set_aside(db: &Db, writer: &Writer, row: &PieceRow, draft: Draft) -> Result<Saved, AppError> {
    let (writing, made) = (draft.writing.clone(), Made::aside(&draft));
    let version = check(db, writer, draft, &before(row)?).await?;
    require_may_save(writer, row, &version.section)?;
    let (id, at, account, site) = (row.id, now(), writer.account, writer.site);
    let mut entry = entry(writer, "article_set_aside", id, &version.fields.title, String::new());
    let number = in_tx!(db, tx => {
        let (_, number) = write_revision(&mut Tx::from(&mut *tx), id, &version, &made, account, at).await?;
        if let Some(writing) = &writing {
            keeping::settle(&mut Tx::from(&mut *tx), (account, site), writing).await?;
        }
        entry.detail = format!("phiên bản {number}");
        record(&mut Tx::from(&mut *tx), entry).await?;
        number
    })?;
    Ok(Saved { id, number, is_new: true, unformatted: 0 })
}
