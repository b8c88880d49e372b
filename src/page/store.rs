//! Plain pages in the database.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::model::{Page, PageLink};
use crate::{
    clock::now,
    content::{Content, SCHEMA_VERSION},
    db::Db,
    error::AppError,
    in_tx, media, on_db,
};

#[derive(sqlx::FromRow)]
struct PageRow {
    title: String,
    content: String,
    schema_version: i64,
    updated_at: i64,
}

/// The pages of a site, in order.
pub async fn list_links(db: &Db, site: Uuid) -> Result<Vec<PageLink>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_links.sql")).bind(site).fetch_all(pool).await)?)
}

/// One page with the files it shows.
///
/// # Errors
/// `NotFound` for an unknown slug.
pub async fn find_page(db: &Db, site: Uuid, slug: &str) -> Result<Page, AppError> {
    let row: PageRow =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_page.sql")).bind(site).bind(slug).fetch_optional(pool).await)?
            .ok_or(AppError::NotFound)?;
    let content = Content::read_stored(&row.content, row.schema_version)?;
    let media = media::store::list_views(db, site, &content.media_ids()).await?;
    Ok(Page { title: row.title, content, media, updated_at: row.updated_at })
}

/// Writes a page, new or changed.
pub async fn save_page(db: &Db, site: Uuid, link: &PageLink, content: &Content) -> Result<(), AppError> {
    let (link, json) = (link.clone(), content.to_json());
    let hash: String = Sha256::digest(json.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    in_tx!(db, tx => {
        let id = Uuid::now_v7();
        sqlx::query(include_str!("sql/save_page.sql"))
            .bind(id)
            .bind(site)
            .bind(link.slug)
            .bind(link.title)
            .bind(json)
            .bind(SCHEMA_VERSION)
            .bind(hash)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        sqlx::query(include_str!("../db/sql/log_change.sql")).bind(site).bind("page").bind(id).bind(now()).execute(&mut *tx).await?;
    })
}
