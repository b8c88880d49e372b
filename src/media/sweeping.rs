//! Once a day: files on this node's disk that the database does not name any more go.

use std::collections::HashSet;

use super::storage::{ContentHash, Storage, sweeping::shelves};
use crate::{db::Db, error::AppError, on_db};

/// Fewer are swept however many they are of all.
const FEW: usize = 200;

/// What a sweep has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub files: u64,
    pub bytes: u64,
    pub half_written: u64,
    /// Most files of the folder are named by nothing: it looks like another database's folder, and nothing was removed.
    pub gave_up: bool,
}

/// Removes files older than a day that no rendition names, of any site, and what a crash left half-written.
///
/// # Errors
/// `Unavailable` where disk or database fail; what was removed by then was named by nothing.
pub async fn sweep(db: &Db, storage: &Storage) -> Result<Swept, AppError> {
    let mut swept = Swept { half_written: storage.tidy().await?, ..Swept::default() };
    let (mut orphans, mut all) = (Vec::new(), 0);
    for shelf in shelves() {
        let old = storage.list_old(shelf.clone()).await?;
        if old.is_empty() {
            continue;
        }
        all += old.len();
        let named = list_named(db, &shelf).await?;
        orphans.extend(old.into_iter().filter(|hash| !named.contains(hash.as_str())));
    }
    if orphans.len() > FEW && orphans.len() * 10 > all * 9 {
        tracing::error!(
            orphans = orphans.len(),
            files = all,
            "the database names almost none of the media files: nothing is swept"
        );
        swept.gave_up = true;
        return Ok(swept);
    }
    for hash in orphans {
        match remove(db, storage, &hash).await {
            Ok(None) => {}
            Ok(Some(bytes)) => {
                swept.bytes += bytes;
                swept.files += 1;
            }
            // Somebody else has removed it meanwhile.
            Err(AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if swept.files + swept.half_written > 0 {
        tracing::info!(files = swept.files, bytes = swept.bytes, half_written = swept.half_written, "media files swept");
    }
    Ok(swept)
}

/// Gives the number of its bytes, or None where it stays.
async fn remove(db: &Db, storage: &Storage, hash: &ContentHash) -> Result<Option<u64>, AppError> {
    if !storage.set_aside(hash).await? {
        return Ok(None);
    }
    if is_named(db, hash).await.unwrap_or(true) {
        storage.put_back(hash).await?;
        return Ok(None);
    }
    storage.discard(hash).await.map(Some)
}

/// One shelf at a time: a province's names would not fit in memory at once.
async fn list_named(db: &Db, shelf: &str) -> Result<HashSet<String>, AppError> {
    let names: Vec<String> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_shelf.sql"))
        .bind(shelf)
        .bind(format!("{shelf}g"))
        .fetch_all(pool)
        .await)?;
    Ok(names.into_iter().collect())
}

async fn is_named(db: &Db, hash: &ContentHash) -> Result<bool, AppError> {
    let uses: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_named.sql"))
        .bind(hash.as_str())
        .fetch_one(pool)
        .await)?;
    Ok(uses > 0)
}
