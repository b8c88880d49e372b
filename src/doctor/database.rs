//! The database: its schema and settings, and whether it holds together.

use super::{Finding, Patient};
use crate::{
    cause::{self, Cause},
    db::Db,
};

const SCHEMA: &str = "Cấu trúc cơ sở dữ liệu";
pub const INTEGRITY: &str = "Tính toàn vẹn của cơ sở dữ liệu";

/// The settings were asserted when it was opened.
pub async fn check_schema(patient: &Patient) -> Vec<Finding> {
    vec![match patient.db.needs_migrating().await {
        Err(error) => Finding::problem(SCHEMA, cause::words(&error)),
        Ok(true) => Finding::problem(SCHEMA, "cũ hơn chương trình; sẽ được nâng cấp khi chạy congdan serve"),
        Ok(false) => Finding::good(SCHEMA, format!("bước {}, thiết lập an toàn", Db::newest_migration())),
    }]
}

pub async fn check_integrity(patient: &Patient) -> Vec<Finding> {
    let problems = match &patient.db {
        Db::Sqlite { reader, .. } => look_at_sqlite(reader).await,
        Db::Postgres { pool } => look_at_postgres(pool).await,
    };
    match problems {
        Err(error) => vec![Finding::problem(INTEGRITY, format!("không kiểm tra được: {}", Cause::of_database(&error).says()))],
        Ok(problems) if problems.is_empty() => vec![Finding::good(INTEGRITY, "không thấy hỏng")],
        Ok(problems) => problems.into_iter().map(|says| Finding::problem(INTEGRITY, says)).collect(),
    }
}

async fn look_at_sqlite(pool: &sqlx::SqlitePool) -> sqlx::Result<Vec<String>> {
    let mut problems: Vec<String> = sqlx::query_scalar("select quick_check from pragma_quick_check").fetch_all(pool).await?;
    problems.retain(|says| says != "ok");
    let orphans: Vec<(String, i64)> =
        sqlx::query_as("select \"table\", count(*) from pragma_foreign_key_check group by 1").fetch_all(pool).await?;
    problems.extend(orphans.into_iter().map(|(table, rows)| format!("bảng {table}: {rows} dòng nhắc đến dòng không có")));
    Ok(problems)
}

async fn look_at_postgres(pool: &sqlx::PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(include_str!("sql/list_invalid.postgres.sql")).fetch_all(pool).await
}
