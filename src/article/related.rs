//! What a reader may want next, as titles: what the newsroom has picked, else what speaks of the same things, else the section's newest.

use uuid::Uuid;

use super::{
    model::ArticleCard,
    store::{CardRow, headline},
};
use crate::{db::Db, error::AppError, on_db, search::following::Search};

/// Shown of what is found by itself; picked ones are shown all.
const RELATED: usize = 4;
/// An article's newsroom picks no more.
pub const MOST_PICKED: usize = 6;
/// The number of ids in list_by_ids.sql.
const IDS: usize = 8;

/// The article whose readers they are for.
#[derive(Debug, Clone)]
pub struct Of<'a> {
    pub site: Uuid,
    pub section: Uuid,
    pub article: Uuid,
    /// Title, lead and tags: what it speaks of.
    pub says: String,
    /// Slugs, one a line.
    pub picked: &'a str,
}

/// `search` finds what speaks of the same; without it the newest of the section stand for that.
pub async fn list(db: &Db, search: Option<&Search>, of: Of<'_>) -> Result<Vec<ArticleCard>, AppError> {
    let mut found = Vec::new();
    for slug in of.picked.lines() {
        found.extend(find_picked(db, of.site, slug).await?);
    }
    let alike = match search.filter(|_| found.len() < RELATED) {
        Some(search) => search.alike(of.says, of.site, of.article, IDS).await,
        None => Vec::new(),
    };
    add(&mut found, list_by_ids(db, of.site, &alike).await?);
    if found.len() < RELATED {
        let rows: Vec<CardRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_related.sql"))
            .bind(of.section)
            .bind(of.article)
            .bind((RELATED + found.len()) as i64)
            .bind(of.site)
            .fetch_all(pool)
            .await)?;
        add(&mut found, rows);
    }
    Ok(found)
}

/// Up to so many, each once.
fn add(found: &mut Vec<ArticleCard>, more: Vec<CardRow>) {
    for card in more.into_iter().map(headline) {
        if found.len() < RELATED && found.iter().all(|known| known.slug != card.slug) {
            found.push(card);
        }
    }
}

/// A published article under an address that it has or had.
pub async fn find_picked(db: &Db, site: Uuid, slug: &str) -> Result<Option<ArticleCard>, AppError> {
    let row: Option<CardRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_picked.sql")).bind(site).bind(slug).fetch_optional(pool).await)?;
    Ok(row.map(headline))
}

#[derive(sqlx::FromRow)]
struct IdRow {
    id: Uuid,
    #[sqlx(flatten)]
    card: CardRow,
}

/// In the order of the ids.
async fn list_by_ids(db: &Db, site: Uuid, ids: &[Uuid]) -> Result<Vec<CardRow>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows: Vec<IdRow> = on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_by_ids.sql")).bind(site);
        for place in 0..IDS {
            query = query.bind(ids.get(place).copied().unwrap_or_default());
        }
        query.fetch_all(pool).await
    })?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows.into_iter().map(|row| row.card).collect())
}
