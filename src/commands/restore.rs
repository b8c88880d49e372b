//! `congdan restore`: a backup becomes an installation, in an empty place.

use std::path::PathBuf;

use clap::Args;

use super::progress::Shown;
use crate::{
    backup::{self, Restored},
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
    /// # Errors
    /// Nothing was restored, or everything but some files: those are named.
    pub async fn run(self) -> anyhow::Result<()> {
        let url = self.store.prepare()?;
        let shown = Shown::start();
        let restored = backup::restore(&self.from, &url, &self.store.media_folder(), &|progress| shown.show(progress)).await;
        shown.end();
        let Restored { manifest, from_others, lost } = restored?;
        say!("Đã nạp bản sao lưu lúc {}, đối chiếu khớp từng bảng:", dates::date_time(manifest.taken_at));
        for table in manifest.tables.iter().filter(|table| table.written.rows > 0) {
            say!("  {:<20}{:>12} dòng", table.name, grouped(i64::try_from(table.written.rows).unwrap_or(i64::MAX)));
        }
        let files = manifest.media.rows + manifest.left_out.len() as u64 - lost.len() as u64;
        say!("  {:<20}{:>12}", "tệp", grouped(i64::try_from(files).unwrap_or(i64::MAX)));
        if !from_others.is_empty() {
            say!("Chú ý: {} tệp hỏng hoặc thiếu trong bản này được lấy từ bản sao lưu khác cùng thư mục.", from_others.len());
        }
        for hash in &lost {
            say!("  thiếu tệp {}", hash.as_str());
        }
        anyhow::ensure!(
            lost.is_empty(),
            "Đã nạp xong và cổng chạy được, nhưng {} tệp bị hỏng hoặc thiếu trong bản sao lưu. \
             Nếu còn bản sao lưu khác có tệp lành, hãy chép tệp ấy vào {}",
            lost.len(),
            self.store.media_folder().display()
        );
        Ok(())
    }
}
