//! What administrators do with the accounts of their site.

use super::{
    actors::Administrator,
    grants::{self, WantedGrant},
    links::{self, Keeps},
    model::{Role, parse_display_name, parse_name},
    store::{self, Account, By},
};
use crate::{context::Request, error::AppError};

/// A link, to be handed over; it is shown once.
pub fn told(path: &str) -> String {
    format!("Liên kết dùng một lần, có hiệu lực ba ngày, hãy chuyển tận tay người dùng: {path}")
}

/// Adds an account with a role. Gives the path of its link.
pub async fn add(
    request: &Request,
    by: &Administrator,
    name: &str,
    display_name: &str,
    role: &str,
    section: &str,
) -> Result<String, AppError> {
    let (name, display_name) = (parse_name(name)?, parse_display_name(display_name)?);
    let role = Role::parse(role).ok_or_else(|| AppError::invalid("role", "Hãy chọn vai trò"))?;
    let wanted = WantedGrant { role, section: (!section.is_empty()).then(|| section.to_owned()) };
    store::invite(&request.db, By::Administrator(by), &name, &display_name, request.site.id, &[wanted]).await
}

/// Gives exactly these roles. Each text is "" for none, "1" for the whole site, or the slugs of sections.
pub async fn grant(request: &Request, by: &Administrator, name: &str, roles: [&String; 4]) -> Result<(), AppError> {
    let account = find(request, name).await?;
    let wanted: Vec<WantedGrant> = Role::ALL
        .into_iter()
        .zip(roles)
        .flat_map(|(role, told)| {
            told.split([',', ' '])
                .filter(|part| !part.is_empty())
                .map(move |part| WantedGrant { role, section: (part != "1").then(|| part.to_owned()) })
        })
        .collect();
    grants::set_grants(&request.db, By::Administrator(by), &account, request.site.id, &wanted).await
}

pub async fn change_state(request: &Request, by: &Administrator, name: &str, change: &str) -> Result<&'static str, AppError> {
    let account = find(request, name).await?;
    require_own(request, &account).await?;
    match change {
        "disable" => {
            store::disable(&request.db, By::Administrator(by), &account, request.site.id).await?;
            Ok("Đã khóa tài khoản. Mọi phiên đăng nhập của tài khoản này đã kết thúc.")
        }
        "enable" => {
            store::enable(&request.db, By::Administrator(by), &account).await?;
            Ok("Đã mở lại tài khoản.")
        }
        _ => Err(AppError::invalid("", "Không rõ cần khóa hay mở")),
    }
}

/// Gives the path of a new link.
pub async fn link(request: &Request, by: &Administrator, name: &str, keeps: &str) -> Result<String, AppError> {
    let account = find(request, name).await?;
    require_own(request, &account).await?;
    let keeps = if keeps == "second_factor" { Keeps::SecondFactor } else { Keeps::Nothing };
    links::create(&request.db, By::Administrator(by), &account, keeps).await
}

/// An account that this site has to do with, or that no site has.
async fn find(request: &Request, name: &str) -> Result<Account, AppError> {
    let account = store::find(&request.db, name).await?;
    let is_known = store::is_of_site(&request.db, account.id, request.site.id).await?;
    if is_known { Ok(account) } else { Err(AppError::NotFound) }
}

/// Whoever has a role on another site too is not one site's to close or to give a new password.
async fn require_own(request: &Request, account: &Account) -> Result<(), AppError> {
    if grants::has_roles_elsewhere(&request.db, account.id, request.site.id).await? {
        return Err(AppError::invalid(
            "",
            "Tài khoản này còn có vai trò ở cổng khác. Việc này do quản trị máy chủ làm bằng lệnh congdan account",
        ));
    }
    Ok(())
}
