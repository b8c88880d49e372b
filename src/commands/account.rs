//! `congdan account add | link | list | disable | enable`: accounts from the server's command line, every change audited.

use clap::{Args, Subcommand};

use crate::{
    accounts::{
        grants::{self, WantedGrant},
        links::{self, Keeps},
        model::{Role, parse_display_name, parse_name},
        store::{self, By},
    },
    config::StoreOptions,
    db::Db,
    error::AppError,
    site::{model::CurrentSite, store as sites},
};

#[derive(Debug, Args)]
pub struct Account {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Args)]
struct Place {
    /// Tên miền của cổng thành phần (mặc định: cổng đầu tiên)
    #[arg(long, value_name = "TÊN MIỀN")]
    site: Option<String>,
    #[command(flatten)]
    store: StoreOptions,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Thêm tài khoản và in liên kết kích hoạt dùng một lần; tài khoản đã có thì thêm vai trò
    Add {
        /// Tên đăng nhập, ví dụ lan.nguyen
        name: String,
        /// Vai trò: author, editor, publisher, administrator; có thể ghi nhiều lần
        #[arg(long, required = true, value_parser = parse_role)]
        role: Vec<Role>,
        /// Chỉ trong chuyên mục này và các chuyên mục con của nó (địa chỉ của chuyên mục)
        #[arg(long, value_name = "SLUG")]
        section: Option<String>,
        /// Họ tên (mặc định: tên đăng nhập)
        #[arg(long, value_name = "HỌ TÊN")]
        display_name: Option<String>,
        #[command(flatten)]
        place: Place,
    },
    /// In liên kết dùng một lần để đặt lại mật khẩu
    Link {
        name: String,
        /// Đặt lại cả xác thực hai bước (mất điện thoại)
        #[arg(long)]
        reset_second_factor: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Liệt kê tài khoản của cổng
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Khóa tài khoản: mọi phiên đăng nhập kết thúc ngay
    Disable {
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Mở lại tài khoản
    Enable {
        name: String,
        #[command(flatten)]
        place: Place,
    },
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| "vai trò là một trong: author, editor, publisher, administrator".to_owned())
}

impl Place {
    async fn open(&self) -> anyhow::Result<(Db, CurrentSite)> {
        let db = super::open(&self.store).await?;
        let site = sites::find_site(&db, self.site.as_deref()).await.map_err(|error| match error {
            AppError::NotFound => {
                anyhow::anyhow!("Không có cổng {}", self.site.as_deref().unwrap_or("nào; hãy thêm bằng congdan site add"))
            }
            other => other.into(),
        })?;
        Ok((db, site))
    }
}

impl Account {
    /// # Errors
    /// Names, sections or sites that are not there, in words for the administrator.
    pub async fn run(self) -> anyhow::Result<()> {
        match self.action {
            Action::Add { name, role, section, display_name, place } => {
                let (db, site) = place.open().await?;
                let display_name = display_name.unwrap_or_else(|| name.clone());
                let path = add(&db, &site, &name, &display_name, &role, section.as_deref()).await?;
                match path {
                    Some(path) => print_link(&site, &path),
                    None => say!("Đã thêm vai trò cho {name}; tài khoản này phải đăng nhập lại."),
                }
            }
            Action::Link { name, reset_second_factor, place } => {
                let (db, site) = place.open().await?;
                let account = find(&db, &name).await?;
                let keeps = if reset_second_factor { Keeps::Nothing } else { Keeps::SecondFactor };
                print_link(&site, &links::create(&db, By::CommandLine, &account, keeps).await?);
            }
            Action::List { place } => {
                let (db, site) = place.open().await?;
                for account in store::list(&db, site.id).await? {
                    let roles: Vec<String> = account
                        .grants
                        .iter()
                        .map(|grant| {
                            if grant.section.is_empty() {
                                grant.role.as_str().to_owned()
                            } else {
                                format!("{}@{}", grant.role.as_str(), grant.section)
                            }
                        })
                        .collect();
                    say!("{}\t{}\t{}\t{}", account.name, account.display_name, account.state.name(), roles.join(","));
                }
            }
            Action::Disable { name, place } => {
                let (db, site) = place.open().await?;
                store::disable(&db, By::CommandLine, &find(&db, &name).await?, site.id).await?;
                say!("Đã khóa {name}");
            }
            Action::Enable { name, place } => {
                let (db, _) = place.open().await?;
                store::enable(&db, By::CommandLine, &find(&db, &name).await?).await?;
                say!("Đã mở lại {name}");
            }
        }
        Ok(())
    }
}

async fn find(db: &Db, name: &str) -> anyhow::Result<store::Account> {
    store::find_by_name(db, name).await?.ok_or_else(|| anyhow::anyhow!("Không có tài khoản {name}"))
}

/// Adds an account and gives its link's path; one that is there gets the roles added, and no link.
pub async fn add(
    db: &Db,
    site: &CurrentSite,
    name: &str,
    display_name: &str,
    roles: &[Role],
    section: Option<&str>,
) -> anyhow::Result<Option<String>> {
    let (name, display_name) = (parse_name(name)?, parse_display_name(display_name)?);
    let mut wanted: Vec<WantedGrant> =
        roles.iter().map(|role| WantedGrant { role: *role, section: section.map(str::to_owned) }).collect();
    if let Some(account) = store::find_by_name(db, &name).await? {
        wanted.extend(grants::list_grants(db, &account, site.id).await?);
        grants::set_grants(db, By::CommandLine, &account, site.id, &wanted).await?;
        return Ok(if account.password.is_none() {
            Some(links::create(db, By::CommandLine, &account, Keeps::Nothing).await?)
        } else {
            None
        });
    }
    Ok(Some(store::invite(db, By::CommandLine, &name, &display_name, site.id, &wanted).await?))
}

pub fn print_link(site: &CurrentSite, path: &str) {
    say!("Liên kết kích hoạt (dùng một lần, có hiệu lực ba ngày):");
    say!("{}{path}", address(site));
}

/// Where the site is reached: by TLS, except on the maker's own machine.
pub fn address(site: &CurrentSite) -> String {
    if !site.host.ends_with("localhost") {
        return format!("https://{}", site.host);
    }
    let listen = std::env::var("CONGDAN_LISTEN").unwrap_or_default();
    let port = listen.rsplit(':').next().and_then(|port| port.parse::<u16>().ok()).unwrap_or(3000);
    format!("http://{}:{port}", site.host)
}
