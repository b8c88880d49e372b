//! Rows out of a database, into lines.

use anyhow::Context;
use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use super::{
    catalogue::Table,
    rows::write_line,
    session::{Session, on_session},
    table_file::{LineWriter, Written},
};

/// So much is packed and written at a time, away from the threads that serve.
const PORTION: usize = 512 * 1024;

/// Reads a table whole; `report` is told how many rows have been read.
pub async fn read_table(
    session: &mut Session,
    table: &Table,
    writer: LineWriter,
    report: impl Fn(u64) + Send,
) -> anyhow::Result<Written> {
    read_portions(session, table, writer, report).await.with_context(|| format!("Bảng {}", table.name))
}

async fn read_portions(
    session: &mut Session,
    table: &Table,
    mut writer: LineWriter,
    report: impl Fn(u64) + Send,
) -> anyhow::Result<Written> {
    let statement = AssertSqlSafe(table.select(session));
    let (mut lines, mut rows, mut written) = (Vec::with_capacity(PORTION), 0, 0);
    on_session!(session, tx => {
        let mut found = sqlx::query(statement).persistent(false).fetch(&mut **tx);
        while let Some(row) = found.try_next().await? {
            write_line(&row, &table.columns, &mut lines)?;
            rows += 1;
            if lines.len() >= PORTION {
                writer = write(writer, std::mem::take(&mut lines), rows).await?;
                written += rows;
                rows = 0;
                report(written);
            }
        }
    });
    writer = write(writer, lines, rows).await?;
    report(written + rows);
    Ok(tokio::task::spawn_blocking(move || writer.finish()).await??)
}

async fn write(mut writer: LineWriter, lines: Vec<u8>, rows: u64) -> anyhow::Result<LineWriter> {
    let writer = tokio::task::spawn_blocking(move || writer.write(&lines, rows).map(|()| writer)).await??;
    Ok(writer)
}
