//! The home page, put together from articles and sections.

use uuid::Uuid;

use super::model::{Home, SectionRow};
use crate::{
    article::{model::ArticleCard, store as articles},
    clock::now,
    db::Db,
    error::AppError,
    on_db,
    section::model::SectionLink,
    visits::{self, model::most_read_since},
};

const FEATURED: i64 = 4;
const LATEST: i64 = 8;
const IN_SECTION: i64 = 4;
const MOST_READ: i64 = 5;

#[derive(sqlx::FromRow)]
struct SectionId {
    id: Uuid,
    slug: String,
    name: String,
}

/// Featured articles (the newest where none are chosen), the latest others, the most read, and each section's newest.
pub async fn read_home(db: &Db, site: Uuid) -> Result<Home, AppError> {
    let mut latest = articles::list_latest(db, site, FEATURED + LATEST).await?;
    let mut featured = articles::list_featured(db, site, FEATURED).await?;
    if featured.is_empty() {
        featured = latest.iter().take(FEATURED as usize).cloned().collect();
    }
    latest.retain(|card| featured.iter().all(|chosen| chosen.slug != card.slug));
    latest.truncate(LATEST as usize);

    let rows: Vec<SectionId> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql")).bind(site).fetch_all(pool).await)?;
    let mut sections = Vec::with_capacity(rows.len());
    for row in rows {
        let articles = articles::list_in_section(db, site, row.id, 0, IN_SECTION).await?;
        if !articles.is_empty() {
            sections.push(SectionRow { section: SectionLink { slug: row.slug, name: row.name }, articles });
        }
    }
    let read = visits::store::list_most_read(db, site, most_read_since(now()), MOST_READ).await?;
    let most_read = read
        .into_iter()
        .map(|read| ArticleCard { slug: read.slug, title: read.title, published_at: read.published_at, ..ArticleCard::default() })
        .collect();
    Ok(Home { featured, latest, most_read, sections })
}
