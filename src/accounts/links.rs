//! Single-use links: how an account gets its first password, and a new one, without e-mail.

use uuid::Uuid;

use super::{
    cookie, credentials, grants, password,
    second_factor::{SecondFactor, accepted_step},
    sessions,
    store::{Account, By},
};
use crate::{
    audit::store::{Entry, INSTALLATION, record},
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

/// Long enough for a letter in the agency's own post.
const VALID_FOR: i64 = 3 * 24 * 3600 * 1_000_000;

/// What a link leaves as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// For a forgotten password: the second factor is still asked for.
    SecondFactor,
    /// For a new account, or a lost device.
    Nothing,
}

/// A link that may still be used.
#[derive(Debug, Clone)]
pub struct OpenLink {
    pub account: Uuid,
    pub name: String,
    pub display_name: String,
    /// To be set up together with the password.
    pub second_factor: Option<SecondFactor>,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    keeps: String,
    id: Uuid,
    name: String,
    display_name: String,
    totp_secret: Option<String>,
}

/// Makes a link; earlier ones of the account are void from now on. Gives its path.
pub async fn create(db: &Db, by: By<'_>, account: &Account, keeps: Keeps) -> Result<String, AppError> {
    let link = New::of(by, account, keeps);
    let path = link.path();
    in_tx!(db, tx => { link.write(&mut Tx::from(&mut *tx)).await?; })?;
    Ok(path)
}

/// A link that is being made.
pub(super) struct New {
    token: String,
    account: Uuid,
    kept: &'static str,
    entry: Entry,
}

impl New {
    pub(super) fn of(by: By<'_>, account: &Account, keeps: Keeps) -> Self {
        let kept = match keeps {
            Keeps::SecondFactor => "second_factor",
            Keeps::Nothing => "nothing",
        };
        Self { token: cookie::random_token(), account: account.id, kept, entry: by.entry("link_created", account, kept.to_owned()) }
    }

    pub(super) fn path(&self) -> String {
        format!("/kich-hoat/{}", self.token)
    }

    pub(super) async fn write(self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let (hash, at) = (cookie::token_hash(&self.token), now());
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/void_links.sql")).bind(self.account).bind(at).execute(run).await.map(|_| ()))?;
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_link.sql"))
            .bind(hash)
            .bind(self.kept)
            .bind(self.account)
            .bind(at)
            .bind(at + VALID_FOR)
            .execute(run)
            .await
            .map(|_| ()))?;
        record(tx, self.entry).await
    }
}

/// # Errors
/// `Spent` for a link that never was, has been used, is too old, or of a closed account: one answer for all.
pub async fn open(db: &Db, token: &str) -> Result<OpenLink, AppError> {
    let row: Option<LinkRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_link.sql"))
        .bind(cookie::token_hash(token))
        .bind(now())
        .fetch_optional(pool)
        .await)?;
    let Some(row) = row else {
        tracing::info!("a link was opened that is not good, or not any more");
        return Err(AppError::Spent);
    };
    let is_kept = row.keeps == "second_factor" && row.totp_secret.is_some();
    let is_needed = !is_kept && grants::needs_second_factor(db, row.id).await?;
    let second_factor = if is_needed { Some(SecondFactor::derive(db, row.id, token).await?) } else { None };
    Ok(OpenLink { account: row.id, name: row.name, display_name: row.display_name, second_factor })
}

/// Uses a link up: sets the password and, where one is needed, the second factor. All sessions of the account end.
///
/// # Errors
/// `Spent` as [`open`]; `Invalid` for a weak password or a wrong code, and then the link stays good.
pub async fn redeem(db: &Db, token: &str, password: String, code: &str) -> Result<(), AppError> {
    let link = open(db, token).await?;
    password::check(&password, &[&link.name, &link.display_name])?;
    let second_factor = match link.second_factor {
        None => None,
        Some(factor) => {
            let step = accepted_step(&factor.secret, code, now(), 0).ok_or_else(wrong_code)?;
            Some((factor, step))
        }
    };
    let hashed = password::hash(password).await?;
    let (token, account, at) = (cookie::token_hash(token), link.account, now());
    let entry = Entry {
        site: INSTALLATION,
        account: Some(account),
        actor: link.name.clone(),
        action: "account_activated",
        subject: link.name,
        subject_id: Some(account),
        detail: if second_factor.is_some() { "mật khẩu, xác thực hai bước".into() } else { "mật khẩu".into() },
    };
    in_tx!(db, tx => {
        let used = sqlx::query(include_str!("sql/use_link.sql")).bind(token).bind(at).execute(&mut *tx).await?;
        if used.rows_affected() != 1 {
            return Err(AppError::Spent);
        }
        sqlx::query(include_str!("sql/set_password.sql")).bind(account).bind(hashed).execute(&mut *tx).await?;
        if let Some((factor, step)) = second_factor {
            credentials::write_second_factor(&mut Tx::from(&mut *tx), account, &factor, step).await?;
        }
        sessions::delete_all(&mut Tx::from(&mut *tx), account, Uuid::nil()).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

pub fn wrong_code() -> AppError {
    AppError::invalid("code", "Mã xác thực không đúng hoặc đã dùng. Hãy chờ mã mới trên điện thoại rồi nhập lại")
}
