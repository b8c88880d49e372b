//! Entries in the database.

use uuid::Uuid;

use super::{
    chain,
    model::{EntryView, PAGE_LENGTH},
};
use crate::{
    clock::now,
    db::{Db, Tx},
    error::AppError,
    on_db, on_tx,
};

/// The chain of what belongs to no site: accounts.
pub const INSTALLATION: Uuid = Uuid::nil();
const CHAIN: &str = "audit";

/// What is written down, as part of the transaction that does it.
#[derive(Debug, Clone)]
pub struct Entry {
    pub site: Uuid,
    /// None for the command line and for visitors.
    pub account: Option<Uuid>,
    pub actor: String,
    pub action: &'static str,
    pub subject: String,
    pub subject_id: Option<Uuid>,
    pub detail: String,
}

#[derive(sqlx::FromRow)]
struct ChainRow {
    seq: i64,
    at: i64,
    account_id: Option<Uuid>,
    actor: String,
    action: String,
    subject: String,
    subject_id: Option<Uuid>,
    detail: String,
    hash: String,
}

/// Writes an entry at the end of its site's chain.
pub async fn record(tx: &mut Tx<'_>, entry: Entry) -> Result<(), AppError> {
    let at = now();
    let row = ChainRow {
        seq: 0,
        at,
        account_id: entry.account,
        actor: entry.actor,
        action: entry.action.to_owned(),
        subject: entry.subject,
        subject_id: entry.subject_id,
        detail: entry.detail,
        hash: String::new(),
    };
    let fields = fields(&row);
    let link = chain::extend(tx, CHAIN, entry.site, &fields.each_ref().map(String::as_str)).await?;
    on_tx!(tx, run => sqlx::query(include_str!("sql/create_entry.sql"))
        .bind(entry.site)
        .bind(link.seq)
        .bind(row.at)
        .bind(row.account_id)
        .bind(row.actor)
        .bind(row.action)
        .bind(row.subject)
        .bind(row.subject_id)
        .bind(row.detail)
        .bind(link.hash)
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(())
}

fn fields(row: &ChainRow) -> [String; 7] {
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    [
        row.at.to_string(),
        id(row.account_id),
        row.actor.clone(),
        row.action.clone(),
        row.subject.clone(),
        id(row.subject_id),
        row.detail.clone(),
    ]
}

/// The newest entries of a site and of the installation before a moment; of one action, or of all where it is empty.
pub async fn list_entries(db: &Db, site: Uuid, action: &str, before: i64) -> Result<Vec<EntryView>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_entries.sql"))
        .bind(site)
        .bind(INSTALLATION)
        .bind(action)
        .bind(before)
        .bind(i64::try_from(PAGE_LENGTH + 1).unwrap_or(i64::MAX))
        .fetch_all(pool)
        .await)?)
}

/// Reads every chain from its beginning. Gives the number of entries, or where the first one does not fit.
pub async fn verify(db: &Db) -> Result<Result<i64, String>, AppError> {
    let sites: Vec<Uuid> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_chains.sql")).fetch_all(pool).await)?;
    let mut total = 0;
    for site in sites {
        match verify_chain(db, site).await? {
            Ok(entries) => total += entries,
            Err(seq) => return Ok(Err(format!("nhật ký {site}, mục {seq}"))),
        }
    }
    Ok(Ok(total))
}

async fn verify_chain(db: &Db, site: Uuid) -> Result<Result<i64, i64>, AppError> {
    let (mut seq, mut hash) = (0, String::new());
    loop {
        let rows: Vec<ChainRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_chain.sql"))
            .bind(site)
            .bind(seq)
            .fetch_all(pool)
            .await)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let expected = chain::link_hash(&hash, seq + 1, &fields(&row).each_ref().map(String::as_str));
            if row.seq != seq + 1 || row.hash != expected {
                return Ok(Err(seq + 1));
            }
            (seq, hash) = (row.seq, row.hash);
        }
    }
    // Entries cut off at the end leave the chain's own row ahead of them.
    let head: Option<(i64, String)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_head.sql")).bind(site).fetch_optional(pool).await)?;
    Ok(if head == Some((seq, hash)) { Ok(seq) } else { Err(seq + 1) })
}
