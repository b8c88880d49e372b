//! From one database straight into an empty other one.

use std::path::Path;

use anyhow::Context;

use super::{
    catalogue, creating,
    folder::Destination,
    loading,
    manifest::Manifest,
    progress::Report,
    restoring::{fill, require_empty},
    session::Session,
};
use crate::db::{DatabaseUrl, Db};

/// Copies every row of `from` into the empty database at `to`; media stay in the data folder, which both use. `from` is left as it is.
///
/// # Errors
/// `to` is not empty, `from` has changed meanwhile, or either cannot be read or written. Then `to` holds nothing, and it may be run again.
pub async fn move_to(from: &Db, to: &DatabaseUrl, data: &Path, report: Report<'_>) -> anyhow::Result<Manifest> {
    require_empty(to).await?;
    let destination = Destination::open(&data.join(".dang-chuyen"))?;
    let (rows, manifest) = creating::create_rows(from, &destination, report).await?;
    fill(to, &rows.path, &manifest, report, async || {
        let mut session = Session::read(from).await?;
        let tables = catalogue::list_tables(&mut session).await?;
        loading::compare_rows(&mut session, &tables, &manifest, report)
            .await
            .context("Dữ liệu thay đổi trong khi chuyển. Hãy dừng cổng (systemctl stop congdan) rồi chạy lại; nơi nhận chưa có gì")
    })
    .await?;
    drop(rows);
    Ok(manifest)
}
