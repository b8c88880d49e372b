//! Accounts in the database.

use uuid::Uuid;

use super::{
    actors::{Actor, Administrator},
    grants::{
        GrantRow, WantedGrant, check_grants, grant_view, is_administrator, list_rows, require_administrator, told, write_grants,
    },
    links::{self, Keeps},
    model::{AccountState, AccountView, GrantView},
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

    fn view(self, grants: Vec<GrantView>) -> AccountView {
        AccountView {
            grants,
            state: match (&self.password, self.disabled_at) {
                (_, Some(_)) => AccountState::Disabled,
                (None, None) => AccountState::Invited,
                (Some(_), None) => AccountState::Active,
            },
            has_second_factor: self.totp_secret.is_some(),
            name: self.name,
            display_name: self.display_name,
        }
    }
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
    let view = |account: Account| {
        let own = grants.iter().filter(|grant| grant.account_id == account.id).filter_map(grant_view).collect();
        account.view(own)
    };
    Ok(accounts.into_iter().map(view).collect())
}

/// One account with its roles on a site.
///
/// # Errors
/// `NotFound` for one that the site has nothing to do with.
pub async fn read(db: &Db, site: Uuid, name: &str) -> Result<AccountView, AppError> {
    let account = find(db, name).await?;
    if !is_of_site(db, account.id, site).await? {
        return Err(AppError::NotFound);
    }
    let grants = list_rows(db, &account, site).await?.iter().filter_map(grant_view).collect();
    Ok(account.view(grants))
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
