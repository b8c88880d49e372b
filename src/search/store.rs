//! What search reads from the database: changes and articles for the index, and the rows behind what was found.

use uuid::Uuid;

use super::{index::Indexed, model::KINDS};
use crate::{content::Content, db::Db, error::AppError, on_db, section::model::SectionLink};

/// How a text shows what makes it one of [`KINDS`].
const SHOWN: [&str; 3] = ["picture", "video", "attachment"];
/// The number of ids in list_found.sql.
const IDS: usize = 10;

#[derive(sqlx::FromRow)]
struct IndexedRow {
    id: Uuid,
    site_id: Uuid,
    section_id: Uuid,
    published_at: i64,
    title: String,
    lead: String,
    content: String,
    schema_version: i64,
    author_line: String,
    source_name: String,
}

/// An article that was found, as it is now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct FoundRow {
    pub id: Uuid,
    pub slug: String,
    pub section_slug: String,
    pub section_name: String,
    pub published_at: i64,
    pub lead: String,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TitleRow {
    pub id: Uuid,
    pub section_id: Uuid,
    pub published_at: i64,
    pub title: String,
    pub lead: String,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SectionRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
}

impl SectionRow {
    pub fn link(&self) -> SectionLink {
        SectionLink { slug: self.slug.clone(), name: self.name.clone() }
    }
}

/// A published article; None for one that readers may not have.
pub async fn find_indexed(db: &Db, id: Uuid) -> Result<Option<Indexed>, AppError> {
    let row: Option<IndexedRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_indexed.sql")).bind(id).fetch_optional(pool).await)?;
    Ok(row.map(Indexed::from))
}

/// Published articles of all sites after an id.
pub async fn list_indexed(db: &Db, after: Uuid, length: i64) -> Result<Vec<Indexed>, AppError> {
    let rows: Vec<IndexedRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_indexed.sql")).bind(after).bind(length).fetch_all(pool).await)?;
    Ok(rows.into_iter().map(Indexed::from).collect())
}

pub async fn count_indexed(db: &Db) -> Result<i64, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_indexed.sql")).fetch_one(pool).await)?)
}

/// Those of at most ten articles that readers may have, in no order.
pub async fn list_found(db: &Db, site: Uuid, ids: &[Uuid]) -> Result<Vec<FoundRow>, AppError> {
    Ok(on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_found.sql")).bind(site);
        for place in 0..IDS {
            query = query.bind(ids.get(place).copied().unwrap_or_default());
        }
        query.fetch_all(pool).await
    })?)
}

/// The newest articles of a site, by title and lead alone; those of one kind.
pub async fn list_titles(db: &Db, site: Uuid, kind: Option<&str>, length: i64) -> Result<Vec<TitleRow>, AppError> {
    let shown = KINDS.into_iter().zip(SHOWN).find(|((name, _), _)| Some(*name) == kind);
    let pattern = shown.map(|(_, shown)| format!("%\"type\":\"{}\"%", shown)).unwrap_or_default();
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_titles.sql"))
        .bind(site)
        .bind(length)
        .bind(&pattern)
        .fetch_all(pool)
        .await)?)
}

pub async fn list_sections(db: &Db, site: Uuid) -> Result<Vec<SectionRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql")).bind(site).fetch_all(pool).await)?)
}

/// Sites with a list of their own, for the one index of this node.
pub async fn list_abbreviations(db: &Db) -> Result<Vec<(Uuid, String)>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_abbreviations.sql")).fetch_all(pool).await)?)
}

impl From<IndexedRow> for Indexed {
    fn from(row: IndexedRow) -> Self {
        // A text that cannot be read is still found by its title.
        let content = Content::read_stored(&row.content, row.schema_version).unwrap_or_default();
        let kinds = KINDS.into_iter().zip(SHOWN).filter(|(_, shown)| content.shows(shown));
        let body = [content.plain_text(), row.author_line, row.source_name].join("\n");
        Self {
            id: row.id,
            site_id: row.site_id,
            section_id: row.section_id,
            kinds: kinds.map(|((kind, _), _)| kind).collect(),
            published_at: row.published_at,
            title: row.title,
            lead: row.lead,
            body: body.trim_end().to_owned(),
        }
    }
}
