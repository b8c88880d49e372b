//! A site's own abbreviations for search, beside those that every portal has.

use uuid::Uuid;

use super::changing::{Change, Fields};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
    search::abbreviations::faults,
    text::nfc,
};

const LONGEST: usize = 20_000;

pub async fn read_abbreviations(db: &Db, site: Uuid) -> Result<String, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_abbreviations.sql")).bind(site).fetch_one(pool).await)?)
}

/// Search counts them once its index is built anew, which begins at once.
///
/// # Errors
/// `Invalid` where a line is none.
pub async fn save_abbreviations(db: &Db, by: &Administrator, typed: &str) -> Result<(), AppError> {
    let lines: Vec<String> = typed.lines().map(|line| nfc(line.trim())).filter(|line| !line.is_empty()).collect();
    let list = lines.join("\n");
    let mut fields = Fields::default();
    for fault in faults(&list) {
        fields.say("abbreviations", fault);
    }
    if list.len() > LONGEST {
        fields.say("abbreviations", "Danh sách quá dài".into());
    }
    fields.judge()?;
    let (id, change) = (by.site, Change::new(by, "abbreviations_changed", "site", "từ viết tắt", format!("{} dòng", lines.len())));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/save_abbreviations.sql")).bind(id).bind(list).execute(&mut *tx).await?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
