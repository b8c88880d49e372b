//! Signing in and out, one's own account, and the administrators' side of accounts.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post, PostUrl},
};

use super::model::{AccountView, LinkView, Person, SecondFactorView, SessionView};
use crate::{error::AppError, ui::form::Next, wire::JsonText};

/// Checks name and password. Anyone may try; see `sign_in` for the limits. Over plain HTTP only from this machine.
#[server(prefix = "/api", endpoint = "accounts/sign-in", input = PostUrl, output = Post<JsonText>)]
pub async fn sign_in(name: String, password: String, next: String) -> Result<Next, AppError> {
    use super::{cookie, sessions::Step, sign_in};
    let request = crate::context::Request::current()?;
    let client = super::own::require_encrypted(&request)?;
    let (token, step) = sign_in::sign_in(&request.db, &name, password, client.address, &request.browser).await?;
    respond::append_cookie(cookie::set(&token));
    let next = respond::newsroom_path(&next);
    Ok(match step {
        Step::Open => Next::new(next, ""),
        Step::Code => Next::new(format!("/dang-nhap/ma?tiep={}", respond::encoded(&next)), ""),
        Step::SetUp => Next::new("/dang-nhap/thiet-lap", ""),
    })
}

/// The second factor after the password. For a session that waits for it.
#[server(prefix = "/api", endpoint = "accounts/code", input = PostUrl, output = Post<JsonText>)]
pub async fn give_code(code: String, next: String) -> Result<Next, AppError> {
    use super::{cookie, sign_in};
    let request = crate::context::Request::current()?;
    let session = request.session.clone().ok_or(AppError::SignInNeeded)?;
    let token = sign_in::give_code(&request.db, &session, &code, request.client()?.address, &request.browser).await?;
    respond::append_cookie(cookie::set(&token));
    Ok(Next::new(respond::newsroom_path(&next), ""))
}

/// Ends the session that asks.
#[server(prefix = "/api", endpoint = "accounts/sign-out", input = PostUrl, output = Post<JsonText>)]
pub async fn sign_out() -> Result<Next, AppError> {
    use super::{cookie, own};
    let request = crate::context::Request::current()?;
    let session = request.session.clone().ok_or(AppError::SignInNeeded)?;
    own::sign_out(&request.db, &session.actor).await?;
    respond::append_cookie(Some(cookie::clear()));
    Ok(Next::new("/dang-nhap", "Bạn đã đăng xuất."))
}

/// What a single-use link is for. For whoever holds the link; over plain HTTP only from this machine, since it may show a secret.
///
/// # Errors
/// `Spent` for a link that was used, is too old or never was.
#[server(prefix = "/api", endpoint = "accounts/link", input = GetUrl, output = Post<JsonText>)]
pub async fn read_link(token: String) -> Result<LinkView, AppError> {
    let request = crate::context::Request::current()?;
    super::own::require_encrypted(&request)?;
    let link = super::links::open(&request.db, &token).await?;
    let second_factor = link.second_factor.map(|factor| factor.view(&token, &link.name, &request.site.name));
    Ok(LinkView { name: link.name, display_name: link.display_name, second_factor })
}

/// Uses a single-use link up. For whoever holds the link; over plain HTTP only from this machine.
#[server(prefix = "/api", endpoint = "accounts/activate", input = PostUrl, output = Post<JsonText>)]
pub async fn activate(token: String, password: String, again: String, #[server(default)] code: String) -> Result<Next, AppError> {
    let request = crate::context::Request::current()?;
    super::own::require_encrypted(&request)?;
    if password != again {
        return Err(AppError::invalid("again", "Hai lần nhập mật khẩu chưa giống nhau"));
    }
    super::links::redeem(&request.db, &token, password, &code).await?;
    Ok(Next::new("/dang-nhap", "Tài khoản đã sẵn sàng. Hãy đăng nhập bằng mật khẩu vừa đặt."))
}

/// A second factor to be set up; of a seed that was given before, the same again. For a session under way, of one's own account.
#[server(prefix = "/api", endpoint = "accounts/second-factor", input = GetUrl, output = Post<JsonText>)]
pub async fn read_new_second_factor(#[server(default)] seed: String) -> Result<SecondFactorView, AppError> {
    use super::second_factor::LONGEST_SEED;
    let request = crate::context::Request::current()?;
    let actor = super::own::may_set_up(&request)?;
    let seed = if seed.is_empty() || seed.len() > LONGEST_SEED { super::cookie::random_token() } else { seed };
    let factor = super::second_factor::SecondFactor::derive(&request.db, actor.account, &seed).await?;
    Ok(factor.view(&seed, &actor.name, &request.site.name))
}

/// Keeps a second factor once a code has proved it. For a session that waits for it, or an open one whose password was given again.
#[server(prefix = "/api", endpoint = "accounts/set-second-factor", input = PostUrl, output = Post<JsonText>)]
pub async fn set_second_factor(seed: String, code: String, #[server(default)] confirm: String) -> Result<Next, AppError> {
    let request = crate::context::Request::current()?;
    let (token, to) = super::own::set_second_factor(&request, &seed, &code, confirm).await?;
    if let Some(token) = token {
        respond::append_cookie(super::cookie::set(&token));
    }
    Ok(Next::new(to, "Đã bật xác thực hai bước. Hãy cất mã khôi phục ở nơi an toàn."))
}

/// The signed-in person. For any member of the site.
#[server(prefix = "/api", endpoint = "accounts/me", input = GetUrl, output = Post<JsonText>)]
pub async fn read_me() -> Result<Person, AppError> {
    let (request, member) = super::actors::require_member()?;
    Ok(member.person(&request.site.name))
}

/// One's own open sessions. For any member.
#[server(prefix = "/api", endpoint = "accounts/sessions", input = GetUrl, output = Post<JsonText>)]
pub async fn read_sessions() -> Result<Vec<SessionView>, AppError> {
    let (request, member) = super::actors::require_member()?;
    super::sessions::list(&request.db, &member).await
}

/// Ends one of one's own sessions, or all others where no id is given. For any member.
#[server(prefix = "/api", endpoint = "accounts/revoke-session", input = PostUrl, output = Post<JsonText>)]
pub async fn revoke_session(#[server(default)] id: String) -> Result<Next, AppError> {
    let (request, member) = super::actors::require_member()?;
    super::own::revoke(&request.db, &member, &id).await?;
    Ok(Next::new("/bien-tap/toi", "Đã đóng phiên đăng nhập."))
}

/// A new password in place of one's own. For any member who gives the present one.
#[server(prefix = "/api", endpoint = "accounts/change-password", input = PostUrl, output = Post<JsonText>)]
pub async fn change_password(confirm: String, password: String, again: String) -> Result<Next, AppError> {
    let (request, member) = super::actors::require_member()?;
    if password != again {
        return Err(AppError::invalid("again", "Hai lần nhập mật khẩu chưa giống nhau"));
    }
    super::own::change_password(&request, &member, confirm, password).await?;
    Ok(Next::new("/bien-tap/toi", "Đã đổi mật khẩu. Các phiên đăng nhập khác đã được đóng."))
}

/// The accounts of the site. For administrators.
#[server(prefix = "/api", endpoint = "accounts/list", input = GetUrl, output = Post<JsonText>)]
pub async fn list_accounts() -> Result<Vec<AccountView>, AppError> {
    let (request, _) = super::actors::require_administrator()?;
    super::store::list(&request.db, request.site.id).await
}

/// One account with its roles here. For administrators.
///
/// # Errors
/// `NotFound` for one that the site has nothing to do with.
#[server(prefix = "/api", endpoint = "accounts/read", input = GetUrl, output = Post<JsonText>)]
pub async fn read_account(name: String) -> Result<AccountView, AppError> {
    let (request, _) = super::actors::require_administrator()?;
    super::store::read(&request.db, request.site.id, &name).await
}

/// Adds an account with one role and shows its link. For administrators whose password was given a moment ago.
#[server(prefix = "/api", endpoint = "accounts/add", input = PostUrl, output = Post<JsonText>)]
pub async fn add_account(
    name: String,
    display_name: String,
    role: String,
    #[server(default)] section: String,
    #[server(default)] confirm: String,
) -> Result<Next, AppError> {
    let (request, administrator) = super::actors::require_administrator()?;
    super::own::confirm(&request, &administrator, confirm).await?;
    let path = super::administration::add(&request, &administrator, &name, &display_name, &role, &section).await?;
    Ok(Next::new(format!("/bien-tap/tai-khoan/{}", name.trim().to_lowercase()), super::administration::told(&path)))
}

/// Gives an account exactly these roles on this site; its sessions end. For administrators whose password was given a moment ago.
#[server(prefix = "/api", endpoint = "accounts/grant", input = PostUrl, output = Post<JsonText>)]
pub async fn grant_roles(
    name: String,
    #[server(default)] author: String,
    #[server(default)] editor: String,
    #[server(default)] publisher: String,
    #[server(default)] administrator: String,
    #[server(default)] confirm: String,
) -> Result<Next, AppError> {
    let (request, actor) = super::actors::require_administrator()?;
    super::own::confirm(&request, &actor, confirm).await?;
    super::administration::grant(&request, &actor, &name, [&author, &editor, &publisher, &administrator]).await?;
    Ok(Next::new(format!("/bien-tap/tai-khoan/{name}"), "Đã đổi vai trò. Tài khoản này phải đăng nhập lại."))
}

/// Closes an account at once, or opens it again. For administrators whose password was given a moment ago.
#[server(prefix = "/api", endpoint = "accounts/disable", input = PostUrl, output = Post<JsonText>)]
pub async fn disable_account(name: String, change: String, #[server(default)] confirm: String) -> Result<Next, AppError> {
    let (request, administrator) = super::actors::require_administrator()?;
    super::own::confirm(&request, &administrator, confirm).await?;
    let says = super::administration::change_state(&request, &administrator, &name, &change).await?;
    Ok(Next::new(format!("/bien-tap/tai-khoan/{name}"), says))
}

/// A new single-use link for an account. For administrators whose password was given a moment ago; they choose no password.
#[server(prefix = "/api", endpoint = "accounts/link-again", input = PostUrl, output = Post<JsonText>)]
pub async fn create_link(name: String, keeps: String, #[server(default)] confirm: String) -> Result<Next, AppError> {
    let (request, administrator) = super::actors::require_administrator()?;
    super::own::confirm(&request, &administrator, confirm).await?;
    let path = super::administration::link(&request, &administrator, &name, &keeps).await?;
    Ok(Next::new(format!("/bien-tap/tai-khoan/{name}"), super::administration::told(&path)))
}

#[cfg(feature = "ssr")]
mod respond {
    use axum::http::{HeaderValue, header};
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;

    pub fn append_cookie(cookie: Option<HeaderValue>) {
        if let (Some(response), Some(cookie)) = (use_context::<ResponseOptions>(), cookie) {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }

    /// Only into the newsroom: never an open redirect.
    pub fn newsroom_path(path: &str) -> String {
        let is_inside = (path == "/bien-tap" || path.starts_with("/bien-tap/") || path.starts_with("/bien-tap?"))
            && !path.contains(['\\', '\n', '\r', '\t'])
            && !path.contains("/../");
        if is_inside { path.to_owned() } else { "/bien-tap".into() }
    }

    pub fn encoded(text: &str) -> String {
        crate::text::addresses::percent_encoded(text)
    }
}
