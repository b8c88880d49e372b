//! `congdan restore`: a backup becomes an installation, in an empty place.

use std::path::PathBuf;

use clap::Args;

use super::progress::Shown;
use crate::{
    backup,
    config::StoreOptions,
    text::{dates, numbers::grouped},
};

#[derive(Debug, Args)]
pub struct Restore {
    /// Thư mục của một bản sao lưu: …/congdan-NĂMTHÁNGNGÀY-GIỜPHÚTGIÂYZ
    #[arg(value_name = "BẢN SAO LƯU")]
    from: PathBuf,
    #[command(flatten)]
    store: StoreOptions,
}

impl Restore {
    pub async fn run(self) -> anyhow::Result<()> {
        let url = self.store.prepare()?;
        let shown = Shown::start();
        let restored = backup::restore(&self.from, &url, &self.store.media_folder(), &|progress| shown.show(progress)).await;
        shown.end();
        let manifest = restored?;
        say!("Đã nạp bản sao lưu lúc {}, đối chiếu khớp từng bảng:", dates::date_time(manifest.taken_at));
        for table in manifest.tables.iter().filter(|table| table.written.rows > 0) {
            say!("  {:<20}{:>12} dòng", table.name, grouped(i64::try_from(table.written.rows).unwrap_or(i64::MAX)));
        }
        say!("  {:<20}{:>12}", "tệp", grouped(i64::try_from(manifest.media.rows).unwrap_or(i64::MAX)));
        if !manifest.left_out.is_empty() {
            say!("Chú ý: bản sao lưu này thiếu {} tệp vốn đã hỏng khi sao lưu.", manifest.left_out.len());
        }
        Ok(())
    }
}
