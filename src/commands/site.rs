//! `congdan site add | list`: the sites of an installation.

use clap::{Args, Subcommand};

use crate::{
    config::StoreOptions,
    error::AppError,
    site::{model::SiteView, store},
};

#[derive(Debug, Args)]
pub struct Site {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Thêm một cổng thành phần
    Add {
        /// Tên miền, không có cổng (port)
        host: String,
        /// Tên cổng: "Cổng thông tin điện tử xã …"
        name: String,
        /// Số lượt truy cập của trang cũ chuyển sang
        #[arg(long, default_value_t = 0)]
        opening_visits: i64,
        #[command(flatten)]
        store: StoreOptions,
    },
    /// Liệt kê các cổng thành phần
    List {
        #[command(flatten)]
        store: StoreOptions,
    },
}

impl Site {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.action {
            Action::Add { host, name, opening_visits, store: options } => {
                let db = super::open(&options).await?;
                let host = host.to_lowercase();
                let is_name = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
                anyhow::ensure!(is_name, "Tên miền không đúng: {host} (ví dụ: xa.tinh.gov.vn, không ghi cổng hay http://)");
                anyhow::ensure!(!name.trim().is_empty(), "Cần tên cổng");
                let view = SiteView { short_name: name.clone(), name, ..SiteView::default() };
                match store::create_site(&db, &host, &view, opening_visits).await {
                    Err(AppError::Conflict) => anyhow::bail!("Tên miền {host} đã có"),
                    other => other?,
                };
                say!("Đã thêm {host}");
            }
            Action::List { store: options } => {
                for site in store::list_sites(&super::open(&options).await?).await? {
                    say!("{}\t{}", site.host, site.name);
                }
            }
        }
        Ok(())
    }
}
