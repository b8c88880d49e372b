//! Roles as they are given, on a whole site or in a section, and who has them.

use uuid::Uuid;

use super::{
    model::{GrantView, Role},
    sessions,
    store::{Account, By},
};
use crate::{
    audit::store::{Entry, record},
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

/// A role to be given: on the whole site, or in the section with this slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedGrant {
    pub role: Role,
    pub section: Option<String>,
}

#[derive(sqlx::FromRow)]
pub(super) struct GrantRow {
    pub account_id: Uuid,
    pub role: String,
    pub section: Option<String>,
    pub section_name: Option<String>,
}

/// The roles that an account has on a site.
pub async fn list_grants(db: &Db, account: &Account, site: Uuid) -> Result<Vec<WantedGrant>, AppError> {
    let rows = list_rows(db, account, site).await?;
    Ok(rows.into_iter().filter_map(|row| Some(WantedGrant { role: Role::parse(&row.role)?, section: row.section })).collect())
}

pub(super) async fn list_rows(db: &Db, account: &Account, site: Uuid) -> Result<Vec<GrantRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_grants_of.sql"))
        .bind(account.id)
        .bind(site)
        .fetch_all(pool)
        .await)?)
}

pub(super) fn grant_view(row: &GrantRow) -> Option<GrantView> {
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
pub(super) fn told(wanted: &[WantedGrant]) -> String {
    let told: Vec<String> = wanted
        .iter()
        .map(|grant| format!("{}{}", grant.role.as_str(), grant.section.as_ref().map(|s| format!("@{s}")).unwrap_or_default()))
        .collect();
    told.join(", ")
}

pub(super) async fn write_grants(
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
pub(super) async fn check_grants(db: &Db, site: Uuid, wanted: &[WantedGrant]) -> Result<Vec<(Role, Option<Uuid>)>, AppError> {
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

pub(super) async fn is_administrator(db: &Db, account: &Account, site: Uuid) -> Result<bool, AppError> {
    Ok(sessions::list_grants(db, account.id, site).await?.iter().any(|grant| grant.role == Role::Administrator))
}

/// Asked after the change and its entry in the log, which one transaction at a time can write: of two administrators who remove each
/// other the second finds none left.
pub(super) async fn require_administrator(tx: &mut Tx<'_>, site: Uuid) -> Result<(), AppError> {
    let left: i64 =
        on_tx!(tx, run => sqlx::query_scalar(include_str!("sql/count_administrators.sql")).bind(site).fetch_one(run).await)?;
    if left == 0 {
        return Err(AppError::invalid("role", "Đây là quản trị duy nhất của cổng. Hãy giao quyền quản trị cho người khác trước"));
    }
    Ok(())
}
