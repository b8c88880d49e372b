//! The schema, step by step: the same names for both databases.

use std::path::Path;

use anyhow::{Context, bail};
use sqlx::migrate::Migrator;

use super::{DatabaseUrl, Db};

pub static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Brings the schema up to date. A SQLite file that holds data is copied before the first step that changes it.
///
/// # Errors
/// The database is newer than the program, a step fails (and is rolled back), or the copy cannot be made.
pub(super) async fn run(db: &Db, url: &DatabaseUrl) -> anyhow::Result<()> {
    let applied = applied_versions(db).await?;
    if !are_pending(db, &applied).await? {
        return Ok(());
    }
    if let (DatabaseUrl::Sqlite(path), false) = (url, applied.is_empty()) {
        copy_before_migrating(db, path, applied.last().copied().unwrap_or_default()).await?;
    }
    run_to(db, newest()).await
}

/// Takes the steps up to and with `version`; those taken already stay.
pub(super) async fn run_to(db: &Db, version: i64) -> anyhow::Result<()> {
    match db {
        Db::Sqlite { writer, .. } => SQLITE.run_to(version, writer).await,
        Db::Postgres { pool } => POSTGRES.run_to(version, pool).await,
    }
    .context("Không nâng cấp được cơ sở dữ liệu; các bước hỏng đã được hoàn lại")
}

/// Whether steps are still to be taken. A newer program may have taken further ones: while they only add, this one can go on.
///
/// # Errors
/// The database has taken steps that the program does not know and cannot live with.
pub(super) async fn are_pending(db: &Db, applied: &[i64]) -> anyhow::Result<bool> {
    let known: Vec<i64> = migrator(db).iter().map(|step| step.version).collect();
    if let Some(newer) = applied.iter().find(|version| !known.contains(version)) {
        if read_floor(db).await.is_none_or(|floor| floor > newest()) {
            bail!(
                "Cơ sở dữ liệu mới hơn chương trình (có bước {newer}, chương trình chỉ biết đến bước {}). \
                 Hãy dùng phiên bản congdan mới hơn; không có gì bị thay đổi.",
                known.last().unwrap_or(&0)
            );
        }
        tracing::warn!(newer, "the schema belongs to a newer program; this one can still work with it");
    }
    Ok(known.iter().any(|version| !applied.contains(version)))
}

/// The newest step that a program must know to run on this schema; None before schemas said so.
async fn read_floor(db: &Db) -> Option<i64> {
    let statement = "select step from schema_floor";
    match db {
        Db::Sqlite { writer, .. } => sqlx::query_scalar(statement).fetch_one(writer).await,
        Db::Postgres { pool } => sqlx::query_scalar(statement).fetch_one(pool).await,
    }
    .ok()
}

/// The last step that this program knows; the same for both databases.
pub(super) fn newest() -> i64 {
    SQLITE.iter().map(|step| step.version).max().unwrap_or_default()
}

fn migrator(db: &Db) -> &'static Migrator {
    match db {
        Db::Sqlite { .. } => &SQLITE,
        Db::Postgres { .. } => &POSTGRES,
    }
}

pub(super) async fn applied_versions(db: &Db) -> anyhow::Result<Vec<i64>> {
    let tables: i64 = match db {
        Db::Sqlite { writer, .. } => {
            sqlx::query_scalar("select count(*) from sqlite_master where name = '_sqlx_migrations'").fetch_one(writer).await?
        }
        Db::Postgres { pool } => {
            sqlx::query_scalar(
                "select count(*) from pg_tables where schemaname = current_schema() and tablename = '_sqlx_migrations'",
            )
            .fetch_one(pool)
            .await?
        }
    };
    if tables == 0 {
        return Ok(Vec::new());
    }
    let statement = "select version from _sqlx_migrations where success order by version";
    Ok(match db {
        Db::Sqlite { writer, .. } => sqlx::query_scalar(statement).fetch_all(writer).await?,
        Db::Postgres { pool } => sqlx::query_scalar(statement).fetch_all(pool).await?,
    })
}

/// `VACUUM INTO` is SQLite's own consistent copy; it is written beside the file and renamed once whole.
async fn copy_before_migrating(db: &Db, path: &Path, version: i64) -> anyhow::Result<()> {
    let Db::Sqlite { writer, .. } = db else { return Ok(()) };
    let copy = path.with_extension(format!("truoc-nang-cap-{version:04}.sqlite"));
    let partial = copy.with_extension("partial");
    let _ = std::fs::remove_file(&partial);
    sqlx::query("vacuum into $1")
        .bind(partial.to_string_lossy().into_owned())
        .execute(writer)
        .await
        .context("Không sao lưu được cơ sở dữ liệu trước khi nâng cấp; chưa có gì bị thay đổi")?;
    std::fs::File::open(&partial)?.sync_all()?;
    std::fs::rename(&partial, &copy)?;
    tracing::info!(copy = %copy.display(), "database copied before migrating");
    Ok(())
}
