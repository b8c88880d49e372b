//! A row as a line: a JSON array, the same to the byte whichever database it was read from.

use anyhow::{Context, bail};
use sqlx::{ColumnIndex, Database, Decode, Row, Type};
use uuid::Uuid;

use super::catalogue::{Column, Kind};

/// A value on its way into a database.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Integer(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Uuid(Option<Uuid>),
}

/// Appends the line of a row.
///
/// # Errors
/// A value is of another kind than its column (SQLite lets that happen).
pub fn write_line<'r, R>(row: &'r R, columns: &[Column], lines: &mut Vec<u8>) -> anyhow::Result<()>
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
{
    for (index, column) in columns.iter().enumerate() {
        lines.push(if index == 0 { b'[' } else { b',' });
        write_value(row, index, column.kind, lines).with_context(|| format!("cột {}", column.name))?;
    }
    lines.extend(b"]\n");
    Ok(())
}

fn write_value<'r, R>(row: &'r R, index: usize, kind: Kind, lines: &mut Vec<u8>) -> anyhow::Result<()>
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    &'r str: Decode<'r, R::Database> + Type<R::Database>,
    &'r [u8]: Decode<'r, R::Database> + Type<R::Database>,
{
    match kind {
        Kind::Integer => serde_json::to_writer(lines, &get::<R, i64>(row, index)?)?,
        // As text: a reader of JSON may round a number.
        Kind::Real => serde_json::to_writer(lines, &get::<R, f64>(row, index)?.map(|real| format!("{real:?}")))?,
        Kind::Text => serde_json::to_writer(lines, &get::<R, &str>(row, index)?)?,
        Kind::Bytes => serde_json::to_writer(lines, &get::<R, &[u8]>(row, index)?.map(hexadecimal))?,
    }
    Ok(())
}

fn get<'r, R, T>(row: &'r R, index: usize) -> sqlx::Result<Option<T>>
where
    R: Row,
    usize: ColumnIndex<R>,
    T: Decode<'r, R::Database> + Type<R::Database>,
    R::Database: Database,
{
    row.try_get(index)
}

/// The values of a line.
///
/// # Errors
/// The line does not fit the columns.
pub fn read_line(line: &str, columns: &[Column]) -> anyhow::Result<Vec<Value>> {
    let values: Vec<serde_json::Value> = serde_json::from_str(line).context("Dòng dữ liệu không đúng dạng")?;
    anyhow::ensure!(values.len() == columns.len(), "Dòng dữ liệu có {} cột, cần {}", values.len(), columns.len());
    values.into_iter().zip(columns).map(|(value, column)| read_value(value, column)).collect()
}

fn read_value(value: serde_json::Value, column: &Column) -> anyhow::Result<Value> {
    use serde_json::Value::{Null, Number, String};
    Ok(match (column.kind, value) {
        (Kind::Integer, Null) => Value::Integer(None),
        (Kind::Integer, Number(number)) => Value::Integer(Some(number.as_i64().context("Số quá lớn")?)),
        (Kind::Real, Null) => Value::Real(None),
        (Kind::Real, String(text)) => Value::Real(Some(text.parse().context("Số thực không đúng dạng")?)),
        (Kind::Text, Null) => Value::Text(None),
        (Kind::Text, String(text)) => Value::Text(Some(text)),
        (Kind::Bytes, Null) if column.native == "uuid" => Value::Uuid(None),
        (Kind::Bytes, String(text)) if column.native == "uuid" => {
            Value::Uuid(Some(Uuid::from_slice(&bytes(&text)?).context("Mã định danh không đúng dạng")?))
        }
        (Kind::Bytes, Null) => Value::Bytes(None),
        (Kind::Bytes, String(text)) => Value::Bytes(Some(bytes(&text)?)),
        (kind, other) => bail!("Cột {} cần {kind:?}, thấy {other}", column.name),
    })
}

pub fn hexadecimal(bytes: impl AsRef<[u8]>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

fn bytes(text: &str) -> anyhow::Result<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| Some(digit(pair[0])? << 4 | digit(*pair.get(1)?)?);
    text.as_bytes().chunks(2).map(pair).collect::<Option<_>>().context("Dữ liệu nhị phân không đúng dạng")
}
