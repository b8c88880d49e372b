//! The home page, put together from articles and sections.

use uuid::Uuid;

use super::model::{Home, HomePart, NEWEST};
use crate::{article::store as articles, db::Db, error::AppError, on_db, section::model::SectionLink};

const FEATURED: i64 = 4;
const LATEST: i64 = 8;
const IN_SECTION: i64 = 4;

/// A part of the home page; without a section the newest of all.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PartRow {
    pub section_id: Option<Uuid>,
    pub slug: String,
    pub name: String,
    pub length: i64,
    /// How many sections stand below its own.
    pub below: i64,
}

/// Featured articles (the newest where none are chosen), and below them the parts that have articles.
pub async fn read_home(db: &Db, site: Uuid) -> Result<Home, AppError> {
    let parts = list_parts(db, site).await?;
    let latest = parts.iter().filter(|part| part.section_id.is_none()).map(|part| part.length).max().unwrap_or(0);
    let mut latest = articles::list_latest(db, site, FEATURED + latest).await?;
    let mut featured = articles::list_featured(db, site, FEATURED).await?;
    if featured.is_empty() {
        featured = latest.iter().take(FEATURED as usize).cloned().collect();
    }
    latest.retain(|card| featured.iter().all(|chosen| chosen.slug != card.slug));
    let mut shown = Vec::with_capacity(parts.len());
    for part in parts {
        let articles = match part.section_id {
            None => latest.iter().take(part.length as usize).cloned().collect(),
            Some(section) if part.below > 0 => articles::list_in_family(db, site, section, 0, part.length).await?,
            Some(section) => articles::list_in_section(db, site, section, 0, part.length).await?,
        };
        if !articles.is_empty() {
            shown.push(HomePart { section: SectionLink { slug: part.slug, name: part.name }, articles });
        }
    }
    Ok(Home { featured, parts: shown })
}

/// What the site has chosen, else the newest and each section of the menu.
pub async fn list_parts(db: &Db, site: Uuid) -> Result<Vec<PartRow>, AppError> {
    let chosen: Vec<PartRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_parts.sql")).bind(site).bind(NEWEST).fetch_all(pool).await)?;
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let newest = PartRow { section_id: None, slug: String::new(), name: NEWEST.to_owned(), length: LATEST, below: 0 };
    let sections: Vec<PartRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql"))
        .bind(site)
        .bind(IN_SECTION)
        .fetch_all(pool)
        .await)?;
    Ok(std::iter::once(newest).chain(sections).collect())
}
