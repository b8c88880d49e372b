//! Sessions: opened at sign-in under a new value each time, ended by the clock, by their owner, or with the account's rights.

use uuid::Uuid;

use super::{
    actors::{Actor, Grant},
    cookie,
    model::{Role, SessionView},
};
use crate::{
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

const LONGEST: i64 = 12 * 3600 * 1_000_000;
const IDLE: i64 = 30 * 60 * 1_000_000;
/// How exactly the time of the last request is kept: a write at each would be too many.
const SEEN_EVERY: i64 = 60 * 1_000_000;

/// What is still missing before a session opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Code,
    SetUp,
    Open,
}

impl Step {
    fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::SetUp => "setup",
            Self::Open => "open",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "open" => Self::Open,
            "setup" => Self::SetUp,
            _ => Self::Code,
        }
    }
}

/// A session that is under way, open or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub step: Step,
    pub actor: Actor,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    account_id: Uuid,
    step: String,
    seen_at: i64,
    confirmed_at: i64,
    name: String,
    display_name: String,
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    role: String,
    section: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    id: Uuid,
    browser: String,
    created_at: i64,
    seen_at: i64,
}

/// Opens a session; gives the value for the cookie.
pub async fn create(tx: &mut Tx<'_>, account: Uuid, step: Step, browser: &str) -> Result<String, AppError> {
    let token = cookie::random_token();
    let browser: String = browser.chars().filter(|c| !c.is_control()).take(200).collect();
    on_tx!(tx, run => sqlx::query(include_str!("sql/create_session.sql"))
        .bind(cookie::token_hash(&token))
        .bind(Uuid::now_v7())
        .bind(account)
        .bind(step.as_str())
        .bind(browser)
        .bind(now())
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(token)
}

/// The session behind a cookie, with the account's roles on a site; None for one that is over.
pub async fn find(db: &Db, token: &str, site: Uuid) -> Result<Option<Session>, AppError> {
    let at = now();
    let row: Option<SessionRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_session.sql"))
        .bind(cookie::token_hash(token))
        .bind(at - LONGEST)
        .bind(at - IDLE)
        .fetch_optional(pool)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let grants = list_grants(db, row.account_id, site).await?;
    if at - row.seen_at > SEEN_EVERY {
        touch(db, row.id, at).await?;
    }
    Ok(Some(Session {
        step: Step::parse(&row.step),
        actor: Actor {
            account: row.account_id,
            name: row.name,
            display_name: row.display_name,
            session: row.id,
            confirmed_at: row.confirmed_at,
            site,
            grants,
        },
    }))
}

/// An account's roles on a site, spelled out: what was given in a section holds in those below it, which stand here by themselves. Asked anew
/// for every request, so that a section that is moved, or a new one, is covered at once.
pub async fn list_grants(db: &Db, account: Uuid, site: Uuid) -> Result<Vec<Grant>, AppError> {
    let rows: Vec<GrantRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_grants.sql")).bind(account).bind(site).fetch_all(pool).await)?;
    Ok(rows.into_iter().filter_map(|row| Some(Grant { role: Role::parse(&row.role)?, section: row.section })).collect())
}

async fn touch(db: &Db, session: Uuid, at: i64) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/touch_session.sql")).bind(session).bind(at).execute(&mut *tx).await?;
    })
}

/// The password was given again.
pub async fn confirm(db: &Db, session: Uuid) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/confirm_session.sql")).bind(session).bind(now()).execute(&mut *tx).await?;
    })
}

/// Whether a session is still under way.
pub async fn is_open(db: &Db, session: Uuid) -> Result<bool, AppError> {
    let at = now();
    let open: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_open_session.sql"))
        .bind(session)
        .bind(at - LONGEST)
        .bind(at - IDLE)
        .fetch_one(pool)
        .await)?;
    Ok(open > 0)
}

/// The open sessions of an account, the latest first.
pub async fn list(db: &Db, actor: &Actor) -> Result<Vec<SessionView>, AppError> {
    let at = now();
    let rows: Vec<ListedRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sessions.sql"))
        .bind(actor.account)
        .bind(at - LONGEST)
        .bind(at - IDLE)
        .fetch_all(pool)
        .await)?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            id: row.id.to_string(),
            browser: row.browser,
            created_at: row.created_at,
            seen_at: row.seen_at,
            is_this: row.id == actor.session,
        })
        .collect())
}

/// Ends one session of an account.
pub async fn delete(tx: &mut Tx<'_>, session: Uuid, account: Uuid) -> Result<(), AppError> {
    on_tx!(tx, run => sqlx::query(include_str!("sql/delete_session.sql")).bind(session).bind(account).execute(run).await.map(|_| ()))?;
    Ok(())
}

/// Ends every session of an account but one; `Uuid::nil()` spares none.
pub async fn delete_all(tx: &mut Tx<'_>, account: Uuid, but: Uuid) -> Result<(), AppError> {
    on_tx!(tx, run => sqlx::query(include_str!("sql/delete_sessions.sql")).bind(account).bind(but).execute(run).await.map(|_| ()))?;
    Ok(())
}

/// Sweeps what is over, and old failures to sign in.
pub async fn sweep(db: &Db) -> Result<(), AppError> {
    let at = now();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_old_sessions.sql")).bind(at - LONGEST).bind(at - IDLE).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_old_failures.sql")).bind(at - LONGEST).execute(&mut *tx).await?;
    })
}
