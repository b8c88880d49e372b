//! The home page, put together from articles and sections.

use uuid::Uuid;

use super::model::{Home, HomePart, PartKind};
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
const MOST_READ: i64 = 5;
const IN_SECTION: i64 = 4;

/// A part of the home page; section, slug and name are of a section's part only.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PartRow {
    kind: String,
    pub section_id: Option<Uuid>,
    pub slug: String,
    pub name: String,
    pub length: i64,
    /// How many sections stand below its own.
    below: i64,
}

impl PartRow {
    fn of(kind: PartKind, length: i64) -> Self {
        Self { kind: kind.as_str().to_owned(), section_id: None, slug: String::new(), name: String::new(), length, below: 0 }
    }

    /// What the database does not allow counts as the newest.
    pub fn kind(&self) -> PartKind {
        PartKind::parse(&self.kind).unwrap_or(PartKind::Newest)
    }
}

/// Featured articles (the newest where none are chosen), and below them the parts that have articles.
pub async fn read_home(db: &Db, site: Uuid) -> Result<Home, AppError> {
    let parts = list_parts(db, site).await?;
    let newest = parts.iter().filter(|part| part.kind() == PartKind::Newest).map(|part| part.length).max().unwrap_or(0);
    let mut newest = articles::list_latest(db, site, FEATURED + newest).await?;
    let mut featured = articles::list_featured(db, site, FEATURED).await?;
    if featured.is_empty() {
        featured = newest.iter().take(FEATURED as usize).cloned().collect();
    }
    newest.retain(|card| featured.iter().all(|chosen| chosen.slug != card.slug));
    let mut shown = Vec::with_capacity(parts.len());
    for part in parts {
        let kind = part.kind();
        let articles = match (kind, part.section_id) {
            (PartKind::MostRead, _) => list_most_read(db, site, part.length).await?,
            (PartKind::Section, Some(section)) if part.below > 0 => {
                articles::list_in_family(db, site, section, 0, part.length).await?
            }
            (PartKind::Section, Some(section)) => articles::list_in_section(db, site, section, 0, part.length).await?,
            (PartKind::Newest | PartKind::Section, _) => newest.iter().take(part.length as usize).cloned().collect(),
        };
        if !articles.is_empty() {
            shown.push(HomePart { kind, section: SectionLink { slug: part.slug, name: part.name }, articles });
        }
    }
    Ok(Home { featured, parts: shown })
}

async fn list_most_read(db: &Db, site: Uuid, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    let read = visits::store::list_most_read(db, site, most_read_since(now()), length).await?;
    let card = |read: visits::model::MostRead| ArticleCard {
        slug: read.slug,
        title: read.title,
        published_at: read.published_at,
        ..ArticleCard::default()
    };
    Ok(read.into_iter().map(card).collect())
}

/// What the site has chosen, else the newest, the most read and each section of the menu.
pub async fn list_parts(db: &Db, site: Uuid) -> Result<Vec<PartRow>, AppError> {
    let chosen: Vec<PartRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_parts.sql")).bind(site).fetch_all(pool).await)?;
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let sections: Vec<PartRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql"))
        .bind(site)
        .bind(IN_SECTION)
        .fetch_all(pool)
        .await)?;
    let first = [PartRow::of(PartKind::Newest, LATEST), PartRow::of(PartKind::MostRead, MOST_READ)];
    Ok(first.into_iter().chain(sections).collect())
}
