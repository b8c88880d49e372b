//! `congdan site add | rename | list`: the sites of an installation.

use clap::{Args, Subcommand};

use crate::{
    config::StoreOptions,
    error::AppError,
    http::Host,
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
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..))]
        opening_visits: i64,
        #[command(flatten)]
        store: StoreOptions,
    },
    /// Đổi tên miền của một cổng, ví dụ khi đã gõ nhầm; tin bài, tài khoản và số liệu giữ nguyên
    Rename {
        /// Tên miền đang có
        from: String,
        /// Tên miền mới
        to: String,
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
    /// # Errors
    /// The host name is no host name, taken or not there, in words for the administrator.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.action {
            Action::Add { host, name, opening_visits, store: options } => {
                let (host, name) = (parse_host(&host)?, parse_name(&name)?);
                let db = super::open_or_create(&options).await?;
                let view = SiteView { short_name: name.clone(), name, ..SiteView::default() };
                match store::create_site(&db, &host, &view, opening_visits).await {
                    Err(AppError::Conflict) => anyhow::bail!("Tên miền {host} đã có"),
                    other => other?,
                };
                say!("Đã thêm {host}");
            }
            Action::Rename { from, to, store: options } => {
                let to = parse_host(&to)?;
                let db = super::open(&options).await?;
                match store::rename_site(&db, &from, &to).await {
                    Err(AppError::NotFound) => anyhow::bail!("Không có cổng {from}; xem danh sách bằng: congdan site list"),
                    Err(AppError::Conflict) => anyhow::bail!("Tên miền {to} đã có"),
                    other => other?,
                }
                say!("Đã đổi {from} thành {to}. Hãy trỏ DNS, chứng thư và máy chủ trung gian sang tên mới.");
            }
            Action::List { store: options } => {
                let sites = store::list_sites(&super::open(&options).await?).await?;
                if sites.is_empty() {
                    say!("Chưa có cổng nào; hãy thêm bằng: congdan site add TÊN-MIỀN \"TÊN CỔNG\"");
                }
                for site in sites {
                    say!("{}\t{}", site.host, site.name);
                }
            }
        }
        Ok(())
    }
}

/// A host name that requests can come with: as browsers send it, and not an address, which shows the first site in any case.
fn parse_host(text: &str) -> anyhow::Result<String> {
    let is_name = |host: &Host| {
        let labels = || host.name.split('.');
        host.port.is_none()
            && !host.is_address()
            && labels().all(|label| !label.starts_with('-') && !label.ends_with('-'))
            // Browsers take a name that ends in a number for an address.
            && labels().next_back().is_some_and(|last| last.bytes().any(|byte| byte.is_ascii_alphabetic()))
    };
    let host = Host::parse(text.trim()).filter(is_name).ok_or_else(|| {
        anyhow::anyhow!(
            "Tên miền không đúng: {} (ví dụ: xa.tinh.gov.vn, không ghi cổng hay http://, tên có dấu ghi ở dạng xn--…)",
            text.chars().take(100).collect::<String>()
        )
    })?;
    Ok(host.name)
}

fn parse_name(text: &str) -> anyhow::Result<String> {
    const MOST: usize = 200;
    let name = text.trim();
    anyhow::ensure!(!name.is_empty(), "Cần tên cổng");
    anyhow::ensure!(name.chars().count() <= MOST, "Tên cổng dài quá {MOST} ký tự");
    anyhow::ensure!(!name.chars().any(char::is_control), "Tên cổng phải nằm trên một dòng, không có ký tự điều khiển");
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_names_that_requests_can_come_with_are_host_names() {
        for (told, host) in [
            ("xa.tinh.gov.vn", "xa.tinh.gov.vn"),
            ("XA.Tinh.gov.vn.", "xa.tinh.gov.vn"),
            ("localhost", "localhost"),
            ("xn--x-2ja.vn", "xn--x-2ja.vn"),
        ] {
            assert_eq!(parse_host(told).unwrap(), host);
        }
        let (label, long) = ("a".repeat(64), "a.".repeat(200));
        for wrong in [
            "",
            ".",
            "..",
            "-",
            "a..b",
            "-a.vn",
            "a-.vn",
            "a.vn:80",
            "http://a.vn",
            "10.0.0.1",
            "[::1]",
            "1.2.3",
            "xã.vn",
            "a b.vn",
            &label,
            &long,
        ] {
            assert!(parse_host(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_name_of_a_site_is_a_line() {
        assert_eq!(parse_name(" Xã Hòa Cư ").unwrap(), "Xã Hòa Cư");
        for wrong in ["", " ", "Xã\nHòa Cư", &"a".repeat(201)] {
            assert!(parse_name(wrong).is_err(), "{wrong:?}");
        }
    }
}
