//! Lines into the rows of an empty database: all of them, or none.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sqlx::AssertSqlSafe;
use tokio::sync::mpsc;

use super::{
    catalogue::{self, Table},
    manifest::{Manifest, TableEntry},
    progress::{Progress, Report, Stage},
    reading::read_table,
    rows::{Value, read_line},
    session::{Session, on_session},
    table_file::{LineWriter, read_lines},
};

/// SQLite takes 32.766 parameters a statement.
const PARAMETERS: usize = 8_000;
const ROWS: usize = 200;
const BYTES: usize = 2 * 1024 * 1024;

/// Fills the tables of a database whose schema is that of the backup, and compares what they hold then. Does not commit.
///
/// # Errors
/// The tables are not those of the backup, a row does not fit, or the hashes differ afterwards.
pub async fn load(session: &mut Session, folder: &Path, manifest: &Manifest, report: Report<'_>) -> anyhow::Result<()> {
    let tables = catalogue::list_tables(session).await?;
    compare_schemas(&tables, &manifest.tables)?;
    let bonds = loosen_bonds(session).await?;
    // What the steps of the schema have put there themselves comes with the backup.
    for table in &tables {
        if catalogue::count_rows(session, table).await? > 0 {
            session.run(&format!("delete from {}", table.name)).await?;
        }
    }
    let total = manifest.rows();
    let mut done = 0;
    for (table, entry) in tables.iter().zip(&manifest.tables) {
        let path = table_path(folder, &table.name);
        let loaded = |rows| report(Progress { stage: Stage::LoadingRows, done: done + rows, total });
        load_table(session, table, path, loaded).await.with_context(|| format!("Không nạp được bảng {}", table.name))?;
        done += entry.written.rows;
    }
    tighten_bonds(session, &bonds).await.context("Dữ liệu trong bản sao lưu không khớp nhau")?;
    catalogue::set_counters(session, &manifest.counters).await?;
    compare_rows(session, &tables, manifest, report).await
}

pub fn table_path(folder: &Path, table: &str) -> PathBuf {
    folder.join("database").join(format!("{table}.ndjson.gz"))
}

fn compare_schemas(tables: &[Table], entries: &[TableEntry]) -> anyhow::Result<()> {
    let found: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    let wanted: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    if found != wanted {
        bail!("Các bảng trong bản sao lưu khác với phiên bản chương trình này: {} / {}", wanted.join(", "), found.join(", "));
    }
    for (table, entry) in tables.iter().zip(entries) {
        let kinds =
            |columns: &[catalogue::Column]| columns.iter().map(|column| (column.name.clone(), column.kind)).collect::<Vec<_>>();
        if kinds(&table.columns) != kinds(&entry.columns) {
            bail!("Các cột của bảng {} trong bản sao lưu khác với phiên bản chương trình này", table.name);
        }
    }
    Ok(())
}

async fn load_table(session: &mut Session, table: &Table, path: PathBuf, report: impl Fn(u64) + Send) -> anyhow::Result<()> {
    let (give, mut take) = mpsc::channel(2);
    let reader = tokio::task::spawn_blocking(move || read_portions(&path, &give));
    let full = ROWS.min(PARAMETERS / table.columns.len().max(1)).max(1);
    let insert_full = table.insert(session, full);
    let mut done = 0;
    while let Some(lines) = take.recv().await {
        for some in lines.chunks(full) {
            let rows = some.iter().map(|line| read_line(line, &table.columns)).collect::<anyhow::Result<Vec<_>>>()?;
            // Only the statement that comes again and again is kept prepared.
            let (statement, kept) =
                if rows.len() == full { (insert_full.clone(), true) } else { (table.insert(session, rows.len()), false) };
            on_session!(session, tx => {
                let mut query = sqlx::query(AssertSqlSafe(statement)).persistent(kept);
                for value in rows.into_iter().flatten() {
                    query = match value {
                        Value::Integer(integer) => query.bind(integer),
                        Value::Real(real) => query.bind(real),
                        Value::Text(text) => query.bind(text),
                        Value::Bytes(bytes) => query.bind(bytes),
                        Value::Uuid(id) => query.bind(id),
                    };
                }
                query.execute(&mut **tx).await.map(|_| ())
            })?;
            done += some.len() as u64;
        }
        report(done);
    }
    reader.await?
}

fn read_portions(path: &Path, give: &mpsc::Sender<Vec<String>>) -> anyhow::Result<()> {
    let (mut lines, mut bytes) = (Vec::new(), 0);
    read_lines(path, |line| {
        bytes += line.len();
        lines.push(line.to_owned());
        if lines.len() >= ROWS || bytes >= BYTES {
            bytes = 0;
            give.blocking_send(std::mem::take(&mut lines)).context("Việc nạp đã dừng")?;
        }
        Ok(())
    })?;
    // Where nobody takes them any more, the other side has the reason.
    let _ = give.blocking_send(lines);
    Ok(())
}

/// Rows come table by table, so what they name may come later. Gives back what has to be tightened again.
async fn loosen_bonds(session: &mut Session) -> anyhow::Result<Vec<(String, String)>> {
    let Session::Postgres(tx) = session else {
        session.run("pragma defer_foreign_keys = on").await?;
        return Ok(Vec::new());
    };
    let bonds: Vec<(String, String)> = sqlx::query_as(include_str!("sql/list_bonds.postgres.sql")).fetch_all(&mut **tx).await?;
    for (table, bond) in &bonds {
        session.run(&format!("alter table {table} alter constraint \"{bond}\" deferrable initially deferred")).await?;
    }
    Ok(bonds)
}

/// PostgreSQL looks at every bond now, SQLite when the transaction is committed.
async fn tighten_bonds(session: &mut Session, bonds: &[(String, String)]) -> anyhow::Result<()> {
    match session {
        Session::Sqlite(_) => {
            let broken = session.number("select count(*) from pragma_foreign_key_check").await?;
            anyhow::ensure!(broken == 0, "{broken} dòng nhắc đến dòng không có");
        }
        Session::Postgres(_) => {
            session.run("set constraints all immediate").await?;
            for (table, bond) in bonds {
                session.run(&format!("alter table {table} alter constraint \"{bond}\" not deferrable")).await?;
            }
        }
    }
    Ok(())
}

/// Reads every table again: as many rows, and the same ones.
pub async fn compare_rows(session: &mut Session, tables: &[Table], manifest: &Manifest, report: Report<'_>) -> anyhow::Result<()> {
    let total = manifest.rows();
    let mut done = 0;
    for (table, entry) in tables.iter().zip(&manifest.tables) {
        let compared = |rows| report(Progress { stage: Stage::Comparing, done: done + rows, total });
        let found = read_table(session, table, LineWriter::nowhere(), compared).await?;
        let wanted = &entry.written;
        if (found.rows, &found.sha256) != (wanted.rows, &wanted.sha256) {
            bail!("Bảng {} khác với bản sao lưu: {} dòng, cần {}", table.name, found.rows, wanted.rows);
        }
        done += wanted.rows;
    }
    Ok(())
}
