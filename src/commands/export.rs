//! `congdan export html`: the published articles of a site as files, while the server runs or not.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::import::find_site;
use crate::{
    article::exporting::{Progress, export_html},
    config::StoreOptions,
    text::numbers::grouped,
};

/// A line of progress every so many articles.
const EVERY: i64 = 500;

#[derive(Debug, Args)]
pub struct Export {
    #[command(subcommand)]
    target: Target,
}

#[derive(Debug, Subcommand)]
enum Target {
    /// Xuất tin bài đã đăng thành tệp HTML, ảnh và tài liệu đặt trong tep/ cạnh đó; congdan import html đọc lại được
    Html {
        /// Cổng thành phần, theo tên miền (mặc định: cổng đầu tiên)
        #[arg(long, value_name = "HOST")]
        site: Option<String>,
        #[command(flatten)]
        store: StoreOptions,
        /// Thư mục mới hoặc còn trống
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

impl Export {
    /// # Errors
    /// The site is not there, the folder is not empty or cannot be written, in words for the administrator.
    pub async fn run(self) -> anyhow::Result<()> {
        let Target::Html { site, store, folder } = self.target;
        let db = super::open(&store).await?;
        let from = find_site(&db, site).await?;
        let exported = export_html(&db, &store.open_media()?, from.id, &folder, show).await?;
        db.close().await;
        let files = i64::try_from(exported.files).unwrap_or(i64::MAX);
        say!("Đã xuất {} tin bài và {} tệp vào {}", grouped(exported.articles), grouped(files), folder.display());
        Ok(())
    }
}

fn show(Progress { done, total }: Progress) {
    if done % EVERY == 0 && done < total {
        say!("Đã xong {}/{} tin bài", grouped(done), grouped(total));
    }
}
