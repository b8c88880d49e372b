//! `congdan backup`: a checked copy of everything, while the server runs or not.

use std::path::PathBuf;

use clap::Args;

use super::progress::Shown;
use crate::{
    backup::{Made, daily, retain, summary},
    config::{StoreOptions, parse_count},
    db::Db,
    text::numbers::{byte_size, grouped},
};

/// So many damaged files are named; where the folder is away it is all of them.
const NAMED: usize = 50;

#[derive(Debug, Args)]
pub struct Backup {
    /// Thư mục chứa các bản sao lưu (mặc định: `sao-luu` trong thư mục dữ liệu); nên ở ổ đĩa hoặc máy khác
    #[arg(long, value_name = "THƯ MỤC")]
    to: Option<PathBuf>,
    /// Chỉ giữ lại số bản mới nhất này; các bản cũ hơn trong thư mục ấy bị xóa (mặc định: giữ tất cả)
    #[arg(long, value_name = "SỐ", value_parser = parse_count)]
    keep: Option<usize>,
    #[command(flatten)]
    store: StoreOptions,
}

impl Backup {
    /// # Errors
    /// No backup could be made, or it found files of the portal damaged or missing.
    pub async fn run(self) -> anyhow::Result<()> {
        let destination = self.to.clone().unwrap_or_else(|| self.store.default_backup_folder());
        // As it is: whoever backs up before an upgrade wants the data of before.
        let db = open_existing(&self.store).await?;
        let storage = self.store.open_media()?;
        let shown = Shown::start();
        let made = daily::create_asked(&db, &storage, &destination, &|progress| shown.show(progress)).await;
        shown.end();
        db.close().await;
        let made = made?;
        summarise(&made);
        if let Some(keep) = self.keep {
            for name in retain(&destination, keep)? {
                say!("Đã xóa bản cũ: {name}");
            }
        }
        for fault in made.faults.iter().take(NAMED) {
            say!("  {}", fault.says(&made.path, storage.folder()));
        }
        // The backup is good, and yet someone has to look.
        summary(&made.faults).map_or(Ok(()), |says| Err(anyhow::Error::msg(says)))
    }
}

/// Opens the database for a command that must not create one.
pub async fn open_existing(store: &StoreOptions) -> anyhow::Result<Db> {
    let url = store.database_url()?;
    super::require_there(&url)?;
    let db = Db::open_as_it_is(&url).await?;
    anyhow::ensure!(db.migration().await?.is_some(), "Cơ sở dữ liệu còn trống. Hãy kiểm tra lại --data và --database.");
    Ok(db)
}

fn summarise(made: &Made) {
    let count = |count: u64| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    let manifest = &made.manifest;
    say!("Đã sao lưu và kiểm tra: {}", made.path.display());
    say!(
        "  {} dòng trong {} bảng, {} tệp, {}",
        count(manifest.rows()),
        manifest.tables.len(),
        count(manifest.media.rows),
        byte_size(manifest.bytes())
    );
}
