//! Whose articles are whose: author lines that fold to the same slug name the same author.

use uuid::Uuid;

use super::{listing::Listing, store::cards};
use crate::{db::Db, error::AppError, on_db, section::model::PAGE_LENGTH, text::slug};

/// How many spellings of one line are looked for; the most frequent ones.
const SPELLINGS: usize = 8;

/// An author line as it is written, and under how many published articles it stands.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AuthorLine {
    pub line: String,
    pub articles: i64,
}

pub fn href(slug: &str) -> String {
    format!("/tac-gia/{slug}")
}

/// Each slug of a site's author lines once; a line without letters has none.
pub async fn list_slugs(db: &Db, site: Uuid) -> Result<Vec<String>, AppError> {
    let mut slugs: Vec<String> = list_lines(db, site).await?.iter().map(|author| slug(&author.line)).collect();
    slugs.sort();
    slugs.dedup();
    slugs.retain(|slug| !slug.is_empty());
    Ok(slugs)
}

/// # Errors
/// `NotFound` for a slug that no line folds to, and for a page that is not there.
pub async fn read_author(db: &Db, site: Uuid, wanted: &str, page: i64) -> Result<Listing, AppError> {
    let mut lines = list_lines(db, site).await?;
    lines.retain(|author| slug(&author.line) == wanted);
    lines.truncate(SPELLINGS);
    let name = lines.first().map(|author| author.line.clone()).filter(|_| !wanted.is_empty()).ok_or(AppError::NotFound)?;
    let mut listing = Listing { name, total: lines.iter().map(|author| author.articles).sum(), articles: Vec::new() };
    listing.require_page(page)?;
    let rows = on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_by_author.sql")).bind(site);
        for place in 0..SPELLINGS {
            query = query.bind(&lines.get(place).unwrap_or(&lines[0]).line);
        }
        query.bind(PAGE_LENGTH).bind((page - 1) * PAGE_LENGTH).fetch_all(pool).await
    })?;
    listing.articles = cards(db, site, rows).await?;
    Ok(listing)
}

async fn list_lines(db: &Db, site: Uuid) -> Result<Vec<AuthorLine>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_author_lines.sql")).bind(site).fetch_all(pool).await)?)
}
