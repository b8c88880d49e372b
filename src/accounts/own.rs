//! What people do with their own account.

use uuid::Uuid;

use super::{
    actors::Actor,
    credentials,
    links::wrong_code,
    password,
    second_factor::{SecondFactor, accepted_step},
    sessions::{self, Step},
    sign_in,
    store::{self, By},
};
use crate::{
    audit::store::record,
    clock::now,
    context::Request,
    db::{Db, Tx},
    error::AppError,
    http::Client,
    in_tx,
};

/// Who asks, over a connection that nobody can listen to: an encrypted one, or one that does not leave this machine.
///
/// # Errors
/// `Invalid` over plain HTTP from anywhere else.
pub fn require_encrypted(request: &Request) -> Result<Client, AppError> {
    let client = request.client()?;
    if client.secure || client.address.is_loopback() {
        return Ok(client);
    }
    tracing::warn!(address = %client.address, "a password or a link came over a plain connection");
    Err(AppError::invalid(
        "",
        "Chỉ đăng nhập được qua kết nối mã hóa (https). Hãy mở lại trang bằng địa chỉ bắt đầu bằng https://, hoặc nhờ quản trị bật TLS",
    ))
}

/// Asks for the password again unless it was given a moment ago.
///
/// # Errors
/// `Invalid` at "confirm" without it or with a wrong one.
pub async fn confirm(request: &Request, actor: &Actor, password: String) -> Result<(), AppError> {
    if actor.is_confirmed() {
        return Ok(());
    }
    if password.is_empty() {
        return Err(AppError::invalid("confirm", "Việc này cần nhập lại mật khẩu của bạn"));
    }
    sign_in::confirm_password(&request.db, actor.account, actor.session, password, request.client()?.address).await
}

pub async fn sign_out(db: &Db, actor: &Actor) -> Result<(), AppError> {
    let account = store::find_by_id(db, actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let entry = By::Owner(actor).entry("sign_out", &account, String::new());
    let (session, account) = (actor.session, actor.account);
    in_tx!(db, tx => {
        sessions::delete(&mut Tx::from(&mut *tx), session, account).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// Ends one session of one's own; all others where no id is given.
pub async fn revoke(db: &Db, actor: &Actor, id: &str) -> Result<(), AppError> {
    let account = store::find_by_id(db, actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let one = if id.is_empty() { None } else { Some(Uuid::parse_str(id).map_err(|_| AppError::NotFound)?) };
    let entry =
        By::Owner(actor).entry("session_revoked", &account, if one.is_some() { String::new() } else { "mọi phiên khác".into() });
    let (this, account) = (actor.session, actor.account);
    in_tx!(db, tx => {
        match one {
            Some(session) => sessions::delete(&mut Tx::from(&mut *tx), session, account).await?,
            None => sessions::delete_all(&mut Tx::from(&mut *tx), account, this).await?,
        }
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// # Errors
/// `Invalid` for a wrong present password or a weak new one.
pub async fn change_password(request: &Request, actor: &Actor, present: String, wanted: String) -> Result<(), AppError> {
    let db = &request.db;
    sign_in::confirm_password(db, actor.account, actor.session, present, request.client()?.address).await?;
    password::check(&wanted, &[&actor.name, &actor.display_name])?;
    let account = store::find_by_id(db, actor.account).await?.ok_or(AppError::SignInNeeded)?;
    credentials::set_password(db, By::Owner(actor), &account, password::hash(wanted).await?, actor.session).await
}

/// Who may set up a second factor now: a session that waits for it, or an open one.
pub fn may_set_up(request: &Request) -> Result<Actor, AppError> {
    let session = request.session.as_ref().ok_or(AppError::SignInNeeded)?;
    if session.step == Step::Code { Err(AppError::SignInNeeded) } else { Ok(session.actor.clone()) }
}

/// Keeps the second factor of a seed. Gives the cookie value of a session that opens with it, and where to go.
///
/// # Errors
/// `Invalid` for a wrong code, `SignInNeeded` for a session that waits to set one up where another has done so in between.
pub async fn set_second_factor(
    request: &Request,
    seed: &str,
    code: &str,
    password: String,
) -> Result<(Option<String>, &'static str), AppError> {
    let actor = may_set_up(request)?;
    let is_waiting = request.actor.is_none();
    if !is_waiting {
        confirm(request, &actor, password).await?;
    }
    let factor = SecondFactor::derive(&request.db, actor.account, seed).await?;
    let step = accepted_step(&factor.secret, code, now(), 0).ok_or_else(wrong_code)?;
    let account = store::find_by_id(&request.db, actor.account).await?.ok_or(AppError::SignInNeeded)?;
    let entry = By::Owner(&actor).entry("second_factor_changed", &account, String::new());
    let (address, browser) = (request.client()?.address, request.browser.clone());
    let token = in_tx!(&request.db, tx => {
        let mut tx = Tx::from(&mut *tx);
        if is_waiting {
            credentials::write_first_factor(&mut tx, account.id, &factor, step).await?;
        } else {
            credentials::write_second_factor(&mut tx, account.id, &factor, step).await?;
        }
        record(&mut tx, entry).await?;
        if is_waiting {
            Some(sign_in::open_after_set_up(&mut tx, &account, address, &browser).await?)
        } else {
            sessions::delete_all(&mut tx, account.id, actor.session).await?;
            None
        }
    })?;
    Ok((token, if is_waiting { "/bien-tap" } else { "/bien-tap/toi" }))
}
