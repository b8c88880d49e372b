//! Sites in the database.

use uuid::Uuid;

use super::model::{CurrentSite, FooterLink, Frame, SiteRow, SiteView};
use crate::{blocks, clock::now, db::Db, error::AppError, in_tx, on_db, page, section};

const FOOTER: [(&str, &str); 3] =
    [("/luu-tru", "Lưu trữ theo ngày"), ("/tiep-can", "Hỗ trợ tiếp cận"), ("/thong-ke-truy-cap", "Thống kê truy cập")];

/// All sites, the first (shown for localhost and IP addresses) first.
pub async fn list_sites(db: &Db) -> Result<Vec<CurrentSite>, AppError> {
    let rows: Vec<SiteRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sites.sql")).fetch_all(pool).await)?;
    Ok(rows.into_iter().map(|row| CurrentSite(row.into())).collect())
}

/// The site named by `--site`, or the first.
///
/// # Errors
/// `NotFound` where there is none.
pub async fn find_site(db: &Db, host: Option<&str>) -> Result<CurrentSite, AppError> {
    let sites = list_sites(db).await?;
    sites.into_iter().find(|site| host.is_none_or(|host| site.host == host)).ok_or(AppError::NotFound)
}

/// Adds a site. Its host name must be new.
///
/// # Errors
/// `Conflict` where the host name is taken.
pub async fn create_site(db: &Db, host: &str, view: &SiteView, opening_visits: i64) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    let (host, view) = (host.to_owned(), view.clone());
    if list_sites(db).await?.iter().any(|site| site.host == host) {
        return Err(AppError::Conflict);
    }
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_site.sql"))
            .bind(id)
            .bind(host)
            .bind(view.name)
            .bind(view.short_name)
            .bind(view.parent)
            .bind(view.governing_body)
            .bind(view.responsible)
            .bind(view.address)
            .bind(view.phone)
            .bind(view.email)
            .bind(view.licence)
            .bind(opening_visits)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        sqlx::query(include_str!("../db/sql/log_change.sql")).bind(id).bind("site").bind(id).bind(now()).execute(&mut *tx).await?;
        id
    })
}

/// The identity of a site.
pub async fn find_view(db: &Db, site: Uuid) -> Result<SiteView, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_view.sql")).bind(site).fetch_one(pool).await)?)
}

/// What stands around each page of a site.
pub async fn read_frame(db: &Db, site: Uuid) -> Result<Frame, AppError> {
    Ok(Frame {
        site: find_view(db, site).await?,
        notice: on_db!(db, pool => sqlx::query_as(include_str!("sql/find_notice.sql")).bind(site).fetch_one(pool).await)?,
        menu: section::store::list_menu(db, site).await?,
        blocks: blocks::store::list_blocks(db, site).await?,
        web_links: blocks::store::list_web_links(db, site).await?,
        footer: list_footer(db, site).await?,
    })
}

/// The site's own pages, then those that every site has.
async fn list_footer(db: &Db, site: Uuid) -> Result<Vec<FooterLink>, AppError> {
    let own = page::store::list_links(db, site).await?.into_iter().map(|page| FooterLink { href: page.href(), name: page.title });
    let of_all = FOOTER.map(|(href, name)| FooterLink { href: href.into(), name: name.into() });
    Ok(own.chain(of_all).collect())
}

/// The number of the newest change that a reader could see, of any site.
pub async fn last_change(db: &Db) -> Result<i64, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("../db/sql/last_change.sql")).fetch_one(pool).await)?)
}
