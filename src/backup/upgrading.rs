//! Opening a database that may have to be upgraded: what is in it is saved first.

use std::path::Path;

use anyhow::Context;
use sqlx::{
    Postgres,
    pool::PoolConnection,
    postgres::{PgAdvisoryLock, PgAdvisoryLockGuard},
};

use super::{creating::create, progress::silent};
use crate::{
    db::{DatabaseUrl, Db},
    media::storage::Storage,
};

/// Opens a database and brings its schema up to date. Of several nodes one does it and the others wait. PostgreSQL that holds data is backed up into `destination` before, with `media`; of SQLite
/// `db` itself keeps a copy.
///
/// # Errors
/// As [`Db::open`], or where the backup cannot be made: nothing has been changed then.
pub async fn open_upgraded(url: &DatabaseUrl, media: &Path, destination: &Path) -> anyhow::Result<Db> {
    let db = Db::open_as_it_is(url).await?;
    let turn = take_turn(&db).await?;
    // Another node may have done it by now.
    if matches!(db, Db::Postgres { .. }) && db.migration().await?.is_some() && db.needs_migrating().await? {
        let made = create(&db, &Storage::at(media)?, destination, &silent)
            .await
            .context("Không sao lưu được cơ sở dữ liệu trước khi nâng cấp; chưa có gì bị thay đổi")?;
        tracing::info!(backup = %made.path.display(), "backed up before migrating");
    }
    db.migrate(url).await?;
    if let Some(turn) = turn {
        turn.release_now().await?;
    }
    Ok(db)
}

/// Of PostgreSQL that is to be migrated: ready once no other node is at it. One that dies meanwhile gives its turn up.
async fn take_turn(db: &Db) -> anyhow::Result<Option<PgAdvisoryLockGuard<PoolConnection<Postgres>>>> {
    let Db::Postgres { pool } = db else { return Ok(None) };
    if !db.needs_migrating().await? {
        return Ok(None);
    }
    Ok(Some(PgAdvisoryLock::new("congdan: upgrading").acquire(pool.acquire().await?).await?))
}
