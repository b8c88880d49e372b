//! Accounts and their roles in the database.

use uuid::Uuid;

use super::{
    actors::{Actor, Administrator},
    links::{self, Keeps},
    model::{AccountState, AccountView, GrantView, Role},
    second_factor::{SecondFactor, recovery_hash},
    sessions,
};
use crate::{
    audit::store::{Entry, INSTALLATION, record},
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Account {
    pub id: Uuid,
    pub name: String,
    pub display_name: String,
    pub password: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_step: i64,
    pub disabled_at: Option<i64>,
}

impl Account {
    /// One that nobody has yet.
    fn new(name: &str, display_name: &str) -> Self {
        Self {
            id: Uuid::now_v7(),
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            password: None,
            totp_secret: None,
            totp_step: 0,
            disabled_at: None,
        }
    }
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    account_id: Uuid,
    role: String,
    section: Option<String>,
    section_name: Option<String>,
}

/// A role to be given: on the whole site, or in the section with this slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedGrant {
    pub role: Role,
    pub section: Option<String>,
}

/// Who changes an account: a person, or the server's command line.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    Administrator(&'a Administrator),
    Owner(&'a Actor),
    CommandLine,
}

impl By<'_> {
    pub fn entry(self, action: &'static str, account: &Account, detail: String) -> Entry {
        let (actor_id, actor) = match self {
            Self::Administrator(actor) => (Some(actor.account), actor.name.clone()),
            Self::Owner(actor) => (Some(actor.account), actor.name.clone()),
            Self::CommandLine => (None, "dòng lệnh".to_owned()),
        };
        Entry {
            site: INSTALLATION,
            account: actor_id,
            actor,
            action,
            subject: account.name.clone(),
            subject_id: Some(account.id),
            detail,
        }
    }
}

/// # Errors
/// `NotFound` for an unknown name.
pub async fn find(db: &Db, name: &str) -> Result<Account, AppError> {
    find_by_name(db, name).await?.ok_or(AppError::NotFound)
}

pub async fn find_by_name(db: &Db, name: &str) -> Result<Option<Account>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_account.sql")).bind(name).fetch_optional(pool).await)?)
}

pub async fn find_by_id(db: &Db, id: Uuid) -> Result<Option<Account>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_account_by_id.sql")).bind(id).fetch_optional(pool).await)?)
}

/// Adds an account without a password; a link lets its person choose one.
///
/// # Errors
/// `Invalid` where the name is taken.
pub async fn create(db: &Db, by: By<'_>, name: &str, display_name: &str) -> Result<Account, AppError> {
    let account = Account::new(name, display_name);
    let (created, entry) = (account.clone(), by.entry("account_added", &account, account.display_name.clone()));
    in_tx!(db, tx => { write_account(&mut Tx::from(&mut *tx), &created, entry).await?; })?;
    Ok(account)
}

/// Adds an account with its roles on a site, and the link that lets its person choose a password: all three or nothing. Gives the link's
/// path.
///
/// # Errors
/// `Invalid` where the name is taken, and as [`check_grants`].
pub async fn invite(
    db: &Db,
    by: By<'_>,
    name: &str,
    display_name: &str,
    site: Uuid,
    wanted: &[WantedGrant],
) -> Result<String, AppError> {
    let account = Account::new(name, display_name);
    let grants = check_grants(db, site, wanted).await?;
    let added = by.entry("account_added", &account, account.display_name.clone());
    let granted = by.entry("grants_changed", &account, told(wanted));
    let link = links::New::of(by, &account, Keeps::Nothing);
    let path = link.path();
    in_tx!(db, tx => {
        let mut tx = Tx::from(&mut *tx);
        write_account(&mut tx, &account, added).await?;
        write_grants(&mut tx, account.id, site, grants, granted).await?;
        link.write(&mut tx).await?;
    })?;
    Ok(path)
}

async fn write_account(tx: &mut Tx<'_>, account: &Account, entry: Entry) -> Result<(), AppError> {
    let created = on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_account.sql"))
        .bind(account.id)
        .bind(&account.name)
        .bind(&account.display_name)
        .bind(now())
        .execute(run)
        .await
        .map(|done| done.rows_affected()))?;
    if created == 0 {
        return Err(AppError::invalid("name", "Tên đăng nhập này đã có"));
    }
    record(tx, entry).await
}

/// Whether an account has a role on a site, or none anywhere: then its administrators may give it one.
pub async fn is_of_site(db: &Db, account: Uuid, site: Uuid) -> Result<bool, AppError> {
    let known: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_account_of_site.sql"))
        .bind(site)
        .bind(account)
        .fetch_one(pool)
        .await)?;
    Ok(known > 0)
}

/// The accounts of a site, with their roles there: two statements, however many there are.
pub async fn list(db: &Db, site: Uuid) -> Result<Vec<AccountView>, AppError> {
    let accounts: Vec<Account> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_accounts.sql")).bind(site).fetch_all(pool).await)?;
    let grants: Vec<GrantRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_all_grants.sql")).bind(site).fetch_all(pool).await)?;
    Ok(accounts
        .into_iter()
        .map(|account| AccountView {
            grants: grants.iter().filter(|grant| grant.account_id == account.id).filter_map(grant_view).collect(),
            state: match (&account.password, account.disabled_at) {
                (_, Some(_)) => AccountState::Disabled,
                (None, None) => AccountState::Invited,
                (Some(_), None) => AccountState::Active,
            },
            has_second_factor: account.totp_secret.is_some(),
            name: account.name,
            display_name: account.display_name,
        })
        .collect())
}

/// The roles that an account has on a site.
pub async fn list_grants(db: &Db, account: &Account, site: Uuid) -> Result<Vec<WantedGrant>, AppError> {
    let rows: Vec<GrantRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_all_grants.sql")).bind(site).fetch_all(pool).await)?;
    let own = rows.into_iter().filter(|row| row.account_id == account.id);
    Ok(own.filter_map(|row| Some(WantedGrant { role: Role::parse(&row.role)?, section: row.section })).collect())
}

fn grant_view(row: &GrantRow) -> Option<GrantView> {
    Some(GrantView {
        role: Role::parse(&row.role)?,
        section: row.section.clone().unwrap_or_default(),
        section_name: row.section_name.clone().unwrap_or_default(),
    })
}

/// Whether any of an account's roles, on any site, needs a second factor.
pub async fn needs_second_factor(db: &Db, account: Uuid) -> Result<bool, AppError> {
    let strong: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_strong_grants.sql")).bind(account).fetch_one(pool).await)?;
    Ok(strong > 0)
}

pub async fn has_roles_elsewhere(db: &Db, account: Uuid, site: Uuid) -> Result<bool, AppError> {
    let foreign: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_foreign_grants.sql"))
        .bind(account)
        .bind(site)
        .fetch_one(pool)
        .await)?;
    Ok(foreign > 0)
}

/// Gives an account these roles on a site and no others. Its sessions end at once.
///
/// # Errors
/// `Invalid` for an unknown section, or where the site would lose its last administrator.
pub async fn set_grants(db: &Db, by: By<'_>, account: &Account, site: Uuid, wanted: &[WantedGrant]) -> Result<(), AppError> {
    let ends_one = !matches!(by, By::CommandLine) && is_administrator(db, account, site).await?;
    let rows = check_grants(db, site, wanted).await?;
    let (account, entry) = (account.id, by.entry("grants_changed", account, told(wanted)));
    in_tx!(db, tx => {
        let mut tx = Tx::from(&mut *tx);
        write_grants(&mut tx, account, site, rows, entry).await?;
        if ends_one {
            require_administrator(&mut tx, site).await?;
        }
    })
}

/// As the log tells them.
fn told(wanted: &[WantedGrant]) -> String {
    let told: Vec<String> = wanted
        .iter()
        .map(|grant| format!("{}{}", grant.role.as_str(), grant.section.as_ref().map(|s| format!("@{s}")).unwrap_or_default()))
        .collect();
    told.join(", ")
}

async fn write_grants(
    tx: &mut Tx<'_>,
    account: Uuid,
    site: Uuid,
    grants: Vec<(Role, Option<Uuid>)>,
    entry: Entry,
) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_grants.sql")).bind(account).bind(site).execute(run).await.map(|_| ()))?;
    for (role, section) in grants {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_grant.sql"))
            .bind(Uuid::now_v7())
            .bind(account)
            .bind(site)
            .bind(section)
            .bind(role.as_str())
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    sessions::delete_all(&mut *tx, account, Uuid::nil()).await?;
    record(tx, entry).await
}

/// The roles as they are written down.
///
/// # Errors
/// `Invalid` for an unknown section, and for an administrator of one section only.
pub async fn check_grants(db: &Db, site: Uuid, wanted: &[WantedGrant]) -> Result<Vec<(Role, Option<Uuid>)>, AppError> {
    let mut rows = Vec::new();
    for grant in wanted {
        let section = match &grant.section {
            Some(_) if grant.role == Role::Administrator => {
                return Err(AppError::invalid("role", "Vai trò quản trị áp dụng cho cả cổng, không riêng chuyên mục"));
            }
            Some(slug) => Some(find_section(db, site, slug).await?),
            None => None,
        };
        if !rows.contains(&(grant.role, section)) {
            rows.push((grant.role, section));
        }
    }
    Ok(rows)
}

async fn find_section(db: &Db, site: Uuid, slug: &str) -> Result<Uuid, AppError> {
    on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_section.sql")).bind(site).bind(slug).fetch_optional(pool).await)?
        .ok_or_else(|| AppError::invalid("section", format!("Không có chuyên mục {slug}")))
}

async fn is_administrator(db: &Db, account: &Account, site: Uuid) -> Result<bool, AppError> {
    Ok(sessions::list_grants(db, account.id, site).await?.iter().any(|grant| grant.role == Role::Administrator))
}

/// Asked after the change and its entry in the log, which one transaction at a time can write: of two administrators who remove each
/// other the second finds none left.
async fn require_administrator(tx: &mut Tx<'_>, site: Uuid) -> Result<(), AppError> {
    let left: i64 =
        on_tx!(tx, run => sqlx::query_scalar(include_str!("sql/count_administrators.sql")).bind(site).fetch_one(run).await)?;
    if left == 0 {
        return Err(AppError::invalid("role", "Đây là quản trị duy nhất của cổng. Hãy giao quyền quản trị cho người khác trước"));
    }
    Ok(())
}

/// Closes an account: its sessions end at once, its links are void.
///
/// # Errors
/// `Invalid` for the site's last administrator.
pub async fn disable(db: &Db, by: By<'_>, account: &Account, site: Uuid) -> Result<(), AppError> {
    let ends_one = !matches!(by, By::CommandLine) && is_administrator(db, account, site).await?;
    let entry = by.entry("account_disabled", account, String::new());
    let account = account.id;
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/disable.sql")).bind(account).bind(Some(now())).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/void_links.sql")).bind(account).bind(now()).execute(&mut *tx).await?;
        sessions::delete_all(&mut Tx::from(&mut *tx), account, Uuid::nil()).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
        if ends_one {
            require_administrator(&mut Tx::from(&mut *tx), site).await?;
        }
    })
}

/// Opens a closed account again, with the roles it had.
pub async fn enable(db: &Db, by: By<'_>, account: &Account) -> Result<(), AppError> {
    let entry = by.entry("account_enabled", account, String::new());
    let account = account.id;
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/disable.sql")).bind(account).bind(None::<i64>).execute(&mut *tx).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// Replaces a password, ending all other sessions.
pub async fn set_password(db: &Db, by: By<'_>, account: &Account, hash: String, spared_session: Uuid) -> Result<(), AppError> {
    let entry = by.entry("password_changed", account, String::new());
    let account = account.id;
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/set_password.sql")).bind(account).bind(hash).execute(&mut *tx).await?;
        sessions::delete_all(&mut Tx::from(&mut *tx), account, spared_session).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// The same password under today's settings.
pub async fn rehash(db: &Db, account: Uuid, hash: String) -> Result<(), AppError> {
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/set_password.sql")).bind(account).bind(hash).execute(&mut *tx).await?;
    })
}

/// Writes a second factor where there is none yet. The password alone must not replace the one that its owner has set up.
///
/// # Errors
/// `SignInNeeded` where there is one.
pub async fn write_first_factor(tx: &mut Tx<'_>, account: Uuid, factor: &SecondFactor, step: i64) -> Result<(), AppError> {
    let written = on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/set_first_factor.sql"))
        .bind(account)
        .bind(factor.stored())
        .bind(step)
        .execute(run)
        .await
        .map(|done| done.rows_affected()))?;
    if written != 1 {
        return Err(AppError::SignInNeeded);
    }
    write_recovery_codes(tx, account, &factor.recovery_codes).await
}

/// Writes a second factor and its recovery codes in place of what was there.
pub async fn write_second_factor(tx: &mut Tx<'_>, account: Uuid, factor: &SecondFactor, step: i64) -> Result<(), AppError> {
    let secret = factor.stored();
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/set_second_factor.sql")).bind(account).bind(secret).bind(step).execute(run).await.map(|_| ()))?;
    write_recovery_codes(tx, account, &factor.recovery_codes).await
}

async fn write_recovery_codes(tx: &mut Tx<'_>, account: Uuid, codes: &[String]) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_recovery_codes.sql")).bind(account).execute(run).await.map(|_| ()))?;
    for code in codes {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_recovery_code.sql"))
            .bind(account)
            .bind(recovery_hash(code))
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

pub async fn count_recovery_codes(db: &Db, account: Uuid) -> Result<i64, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_recovery_codes.sql")).bind(account).fetch_one(pool).await)?)
}

/// This installation's own key, made when it is first needed; every node shares it.
pub async fn installation_key(db: &Db) -> Result<Vec<u8>, AppError> {
    let known: Option<Vec<u8>> =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_key.sql")).fetch_optional(pool).await)?;
    if let Some(key) = known {
        return Ok(key);
    }
    let key = rand::random::<[u8; 32]>().to_vec();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_key.sql")).bind(key).bind(now()).execute(&mut *tx).await?;
    })?;
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_key.sql")).fetch_one(pool).await)?)
}
