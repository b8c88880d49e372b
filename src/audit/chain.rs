//! Chains of hashes. A chain's last link is a row that each writer updates first, so that writers of one chain wait for one another.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{db::Tx, error::AppError, on_tx};

/// Where a new link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub seq: i64,
    pub hash: String,
}

/// Adds a link for these fields to a site's chain.
pub async fn extend(tx: &mut Tx<'_>, name: &str, site: Uuid, fields: &[&str]) -> Result<Link, AppError> {
    let (seq, before): (i64, String) =
        on_tx!(&mut *tx, run => sqlx::query_as(include_str!("sql/take_turn.sql")).bind(name).bind(site).fetch_one(run).await)?;
    let hash = link_hash(&before, seq, fields);
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/set_hash.sql")).bind(name).bind(site).bind(&hash).execute(run).await.map(|_| ()))?;
    Ok(Link { seq, hash })
}

/// Each part is written with its length before it, so that no two lists of fields read alike.
pub fn link_hash(before: &str, seq: i64, fields: &[&str]) -> String {
    let mut digest = Sha256::new();
    let seq = seq.to_string();
    for part in [before, seq.as_str()].iter().chain(fields) {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
