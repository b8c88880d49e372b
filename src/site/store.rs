//! Sites in the database.

use uuid::Uuid;

use super::model::{CurrentSite, FooterLink, Frame, SiteRow, SiteView};
use crate::{
    audit::store::{Entry, record},
    blocks,
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, page, section,
};

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

/// Gives a site another host name, from the server's command line. All that it holds stays.
///
/// # Errors
/// `NotFound` where there is no such site, `Conflict` where the new name is taken.
pub async fn rename_site(db: &Db, from: &str, to: &str) -> Result<(), AppError> {
    let site = find_site(db, Some(from)).await?;
    if list_sites(db).await?.iter().any(|other| other.host == to) {
        return Err(AppError::Conflict);
    }
    let entry = Entry {
        site: site.id,
        account: None,
        actor: "dòng lệnh".to_owned(),
        action: "site_changed",
        subject: site.name.clone(),
        subject_id: Some(site.id),
        detail: format!("tên miền: {from} → {to}"),
    };
    let (id, to) = (site.id, to.to_owned());
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/rename_site.sql")).bind(id).bind(to).execute(&mut *tx).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
        sqlx::query(include_str!("../db/sql/log_change.sql")).bind(id).bind("site").bind(id).bind(now()).execute(&mut *tx).await?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{db::testing::on_both, media::tests::site};

    #[tokio::test]
    async fn a_site_is_renamed_with_all_that_it_holds() {
        on_both(|db| async move {
            let (id, _) = (site(&db, "xa.tinh.gov.vm").await, site(&db, "tinh.gov.vn").await);
            let before = last_change(&db).await.unwrap();
            assert_eq!(rename_site(&db, "xa.tinh.gov.vm", "tinh.gov.vn").await, Err(AppError::Conflict));
            assert_eq!(rename_site(&db, "khong-co.vn", "moi.vn").await, Err(AppError::NotFound));
            rename_site(&db, "xa.tinh.gov.vm", "xa.tinh.gov.vn").await.unwrap();
            assert_eq!(find_site(&db, Some("xa.tinh.gov.vn")).await.unwrap().id, id);
            assert_eq!(list_sites(&db).await.unwrap()[0].id, id, "the first stays the first");
            assert!(last_change(&db).await.unwrap() > before, "the running portal hears of it");
            let told = &crate::audit::store::list_entries(&db, id, "", i64::MAX).await.unwrap()[0];
            assert_eq!(
                (told.action_name(), told.detail.as_str()),
                ("Sửa thông tin cổng", "tên miền: xa.tinh.gov.vm → xa.tinh.gov.vn")
            );
        })
        .await;
    }
}
