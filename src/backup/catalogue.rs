//! Which tables and columns there are: asked of the database, so that a new migration needs nothing here.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::session::Session;

/// What tells of this place and not of its content: the steps of the schema, the backups made here, the nodes that run here, the mark of a
/// restore under way.
const LEFT_BEHIND: [&str; 6] = ["_sqlx_migrations", "schema_floor", "backup_run", "node", "node_step", MARK];
/// Stands in a PostgreSQL database from the first step of a restore until its rows are in.
pub const MARK: &str = "congdan_restoring";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Integer,
    Real,
    Text,
    Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// The database's own word; the same kind may be spelt `blob` here and `uuid` there.
    #[serde(skip)]
    pub native: String,
}

/// A table with its columns by name, and the columns that put its rows in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    key: Vec<usize>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct ColumnRow {
    table_name: String,
    column_name: String,
    native: String,
    key_position: i64,
}

/// The last number that a table has given out by itself, and the column it went into (PostgreSQL only).
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Counter {
    pub table_name: String,
    pub column_name: String,
    pub last: i64,
}

/// The tables that a backup carries, ordered by name.
///
/// # Errors
/// A column of a type that is not known here, or a name that could not be a file's.
pub async fn list_tables(session: &mut Session) -> anyhow::Result<Vec<Table>> {
    let rows: Vec<ColumnRow> = match session {
        Session::Sqlite(tx) => sqlx::query_as(include_str!("sql/list_columns.sqlite.sql")).fetch_all(&mut **tx).await?,
        Session::Postgres(tx) => sqlx::query_as(include_str!("sql/list_columns.postgres.sql")).fetch_all(&mut **tx).await?,
    };
    let mut by_table = BTreeMap::<String, Vec<ColumnRow>>::new();
    for row in rows.into_iter().filter(|row| !LEFT_BEHIND.contains(&row.table_name.as_str())) {
        by_table.entry(row.table_name.clone()).or_default().push(row);
    }
    by_table.into_iter().map(|(name, rows)| table(name, rows)).collect()
}

fn table(name: String, mut rows: Vec<ColumnRow>) -> anyhow::Result<Table> {
    rows.sort_by(|a, b| a.column_name.cmp(&b.column_name));
    let mut columns = Vec::with_capacity(rows.len());
    for row in &rows {
        for name in [&name, &row.column_name] {
            let is_plain = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
            anyhow::ensure!(is_plain, "Bảng hoặc cột có tên lạ: {name}");
        }
        let kind = kind(&row.native).with_context(|| format!("Cột {}.{}", name, row.column_name))?;
        columns.push(Column { name: row.column_name.clone(), kind, native: row.native.clone() });
    }
    let mut key: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].key_position > 0).collect();
    key.sort_by_key(|index| rows[*index].key_position);
    if key.is_empty() {
        key = (0..rows.len()).collect();
    }
    Ok(Table { name, columns, key })
}

fn kind(native: &str) -> anyhow::Result<Kind> {
    Ok(match native {
        "integer" | "bigint" | "int" | "int2" | "int4" | "int8" | "bool" | "boolean" => Kind::Integer,
        "real" | "double" | "float4" | "float8" => Kind::Real,
        "text" | "varchar" => Kind::Text,
        "blob" | "bytea" | "uuid" => Kind::Bytes,
        other => bail!("Kiểu dữ liệu chưa sao lưu được: {other}"),
    })
}

pub async fn list_counters(session: &mut Session) -> anyhow::Result<Vec<Counter>> {
    Ok(match session {
        Session::Sqlite(tx) => sqlx::query_as(include_str!("sql/list_counters.sqlite.sql")).fetch_all(&mut **tx).await?,
        Session::Postgres(tx) => sqlx::query_as(include_str!("sql/list_counters.postgres.sql")).fetch_all(&mut **tx).await?,
    })
}

impl Table {
    /// Reads all rows, in an order that is the same on both databases.
    pub fn select(&self, session: &Session) -> String {
        let is_postgres = matches!(session, Session::Postgres(_));
        let columns: Vec<String> = self.columns.iter().map(Column::read).collect();
        let key: Vec<String> = self.key.iter().map(|index| self.columns[*index].order(is_postgres.then_some("\"C\""))).collect();
        format!("select {} from {} order by {}", columns.join(", "), self.name, key.join(", "))
    }

    /// Writes so many rows at once.
    pub fn insert(&self, session: &Session, rows: usize) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let overriding = if matches!(session, Session::Postgres(_)) { " overriding system value" } else { "" };
        let mut number = 0;
        let mut values = Vec::with_capacity(rows);
        for _ in 0..rows {
            let mut places = Vec::with_capacity(self.columns.len());
            for column in &self.columns {
                number += 1;
                places.push(column.place(number));
            }
            values.push(format!("({})", places.join(", ")));
        }
        format!("insert into {} ({}){overriding} values {}", self.name, names.join(", "), values.join(", "))
    }
}

impl Column {
    fn read(&self) -> String {
        let name = format!("\"{}\"", self.name);
        match self.native.as_str() {
            "uuid" => format!("uuid_send({name})"),
            "bool" => format!("{name}::int::bigint"),
            "int2" | "int4" => format!("{name}::bigint"),
            "float4" => format!("{name}::float8"),
            _ => name,
        }
    }

    fn order(&self, collation: Option<&str>) -> String {
        let collate = match (self.kind, collation) {
            (Kind::Text, Some(collation)) => format!(" collate {collation}"),
            (Kind::Text, None) => " collate binary".to_owned(),
            _ => String::new(),
        };
        format!("\"{}\"{collate} nulls first", self.name)
    }

    fn place(&self, number: usize) -> String {
        match self.native.as_str() {
            "bool" => format!("(${number} <> 0)"),
            _ => format!("${number}"),
        }
    }
}

pub async fn count_rows(session: &mut Session, table: &Table) -> sqlx::Result<u64> {
    let count = session.number(&format!("select count(*) from {}", table.name)).await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Sets the numbers that tables give out by themselves, never below what stands in their rows.
pub async fn set_counters(session: &mut Session, wanted: &BTreeMap<String, i64>) -> anyhow::Result<()> {
    match session {
        // Rows that came with their numbers have moved SQLite's counter already, and it may stand higher.
        Session::Sqlite(tx) => {
            for (table, last) in wanted {
                sqlx::query(include_str!("sql/raise_counter.sqlite.sql")).bind(table).bind(last).execute(&mut **tx).await?;
                sqlx::query(include_str!("sql/create_counter.sqlite.sql")).bind(table).bind(last).execute(&mut **tx).await?;
            }
        }
        Session::Postgres(_) => {
            for counter in list_counters(session).await? {
                let highest = format!("select coalesce(max(\"{}\"), 0)::bigint from {}", counter.column_name, counter.table_name);
                let highest = session.number(&highest).await?;
                let last = wanted.get(&counter.table_name).copied().unwrap_or_default().max(highest);
                let Session::Postgres(tx) = session else { continue };
                if last > 0 {
                    sqlx::query(include_str!("sql/set_counter.postgres.sql"))
                        .bind(counter.table_name)
                        .bind(counter.column_name)
                        .bind(last)
                        .execute(&mut **tx)
                        .await?;
                }
            }
        }
    }
    Ok(())
}
