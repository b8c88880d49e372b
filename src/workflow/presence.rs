//! Who has a piece open for writing, on whichever node: a row that is renewed while a socket is open. Advice only; no right depends on it.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::{clock::now, db::Db, error::AppError, in_tx, on_db};

/// A row that was not renewed for so long, in microseconds, tells of nobody any more.
const LASTS: i64 = 45 * 1_000_000;

/// Those who write each piece: account and name.
pub type Present = Arc<HashMap<Uuid, Vec<(Uuid, String)>>>;

pub async fn enter(db: &Db, piece: Uuid, account: Uuid) -> Result<(), AppError> {
    let at = now();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/put_presence.sql")).bind(piece).bind(account).bind(at).execute(&mut *tx).await?;
    })
}

pub async fn leave(db: &Db, piece: Uuid, account: Uuid) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_presence.sql")).bind(piece).bind(account).execute(&mut *tx).await?;
    })
}

/// Those of nodes that are gone.
pub async fn sweep(db: &Db) -> Result<(), AppError> {
    let before = now() - LASTS;
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_old_presence.sql")).bind(before).execute(&mut *tx).await?;
    })
}

pub async fn list(db: &Db) -> Result<Present, AppError> {
    let rows: Vec<(Uuid, Uuid, String)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_presence.sql"))
        .bind(now() - LASTS)
        .fetch_all(pool)
        .await)?;
    let mut present: HashMap<Uuid, Vec<(Uuid, String)>> = HashMap::new();
    for (piece, account, name) in rows {
        present.entry(piece).or_default().push((account, name));
    }
    Ok(Arc::new(present))
}

/// The names of those who write a piece, without whoever asks.
pub fn others(present: &Present, piece: Uuid, asker: Uuid) -> Vec<String> {
    let writers = present.get(&piece).into_iter().flatten();
    writers.filter(|(account, _)| *account != asker).map(|(_, name)| name.clone()).collect()
}
