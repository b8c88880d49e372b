//! `congdan move`: from SQLite to PostgreSQL, and back.

use clap::Args;

use super::{backup::open_existing, hold, progress::Shown};
use crate::{backup, config::StoreOptions, db::DatabaseUrl, text::numbers::grouped};

#[derive(Debug, Args)]
pub struct Move {
    /// Cơ sở dữ liệu nhận, còn trống: postgres://… hoặc sqlite:đường-dẫn-tệp
    // A password may stand in it, so help never shows the value.
    #[arg(long, env = "CONGDAN_MOVE_TO", value_name = "ĐỊA CHỈ", hide_env_values = true)]
    to: String,
    #[command(flatten)]
    store: StoreOptions,
}

impl Move {
    pub async fn run(self) -> anyhow::Result<()> {
        let (from, to) = (self.store.database_url()?, DatabaseUrl::parse(Some(&self.to), &self.store.data)?);
        anyhow::ensure!(from != to, "Nơi nhận chính là cơ sở dữ liệu đang dùng");
        let db = open_existing(&self.store).await?;
        let _held = hold(&from)?;
        let shown = Shown::start();
        let moved = backup::move_to(&db, &to, &self.store.data, &|progress| shown.show(progress)).await;
        shown.end();
        db.close().await;
        let manifest = moved?;
        say!("Đã chuyển và đối chiếu từng bảng: {} dòng.", grouped(i64::try_from(manifest.rows()).unwrap_or(i64::MAX)));
        say!(
            "Cơ sở dữ liệu cũ còn nguyên. Từ nay chạy congdan với --database (CONGDAN_DATABASE) là địa chỉ mới; thư mục dữ liệu vẫn như cũ."
        );
        Ok(())
    }
}
