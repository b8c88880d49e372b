//! Side blocks in the database.

use uuid::Uuid;

use super::model::{BlockView, WebLink};
use crate::{db::Db, error::AppError, in_tx, on_db};

#[derive(sqlx::FromRow)]
struct BlockRow {
    title: String,
    section_slug: String,
    section_id: Uuid,
    length: i64,
}

/// The side blocks of a site, each with its latest articles.
pub async fn list_blocks(db: &Db, site: Uuid) -> Result<Vec<BlockView>, AppError> {
    let rows: Vec<BlockRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_blocks.sql")).bind(site).fetch_all(pool).await)?;
    let mut blocks = Vec::with_capacity(rows.len());
    for row in rows {
        let items = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_items.sql"))
            .bind(row.section_id)
            .bind(row.length)
            .fetch_all(pool)
            .await)?;
        blocks.push(BlockView { title: row.title, section_slug: row.section_slug, items });
    }
    Ok(blocks)
}

/// The links to other agencies.
pub async fn list_web_links(db: &Db, site: Uuid) -> Result<Vec<WebLink>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_web_links.sql")).bind(site).fetch_all(pool).await)?)
}

/// Adds a block that lists the latest `length` articles of a section.
pub async fn create_block(db: &Db, site: Uuid, title: &str, section_slug: &str, length: i64) -> Result<(), AppError> {
    let (title, section_slug) = (title.to_owned(), section_slug.to_owned());
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_block.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(title)
            .bind(section_slug)
            .bind(length)
            .execute(&mut *tx)
            .await?;
    })
}

/// Adds a link to another agency.
pub async fn create_web_link(db: &Db, site: Uuid, link: &WebLink) -> Result<(), AppError> {
    let link = link.clone();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_web_link.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(link.name)
            .bind(link.url)
            .execute(&mut *tx)
            .await?;
    })
}
