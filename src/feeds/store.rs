//! What feeds and maps list, from the database.

use uuid::Uuid;

use super::model::Entry;
use crate::{
    archive,
    article::{authors, tags},
    content::Content,
    db::Db,
    error::AppError,
    media,
    media::model::MediaView,
    on_db,
    text::shortened,
};

/// A page of the site.
#[derive(Debug, Clone, Default)]
pub struct Address {
    pub path: String,
    /// 0 where it is not known.
    pub changed_at: i64,
    pub cover_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: Uuid,
    slug: String,
    title: String,
    lead: String,
    section_name: String,
    published_at: i64,
    corrected_at: Option<i64>,
    author_line: String,
    cover_id: Option<Uuid>,
    /// Only where it has no lead.
    content: String,
    schema_version: i64,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SectionRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub description: String,
}

/// The newest articles of a site.
pub async fn list_entries(db: &Db, site: Uuid, length: i64) -> Result<Vec<Entry>, AppError> {
    let rows =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_entries.sql")).bind(site).bind(length).fetch_all(pool).await)?;
    entries(db, site, rows).await
}

/// The newest articles of a section.
pub async fn list_section_entries(db: &Db, site: Uuid, section: Uuid, length: i64) -> Result<Vec<Entry>, AppError> {
    let rows = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_section_entries.sql"))
        .bind(section)
        .bind(length)
        .fetch_all(pool)
        .await)?;
    entries(db, site, rows).await
}

/// Articles published after a time, the newest first.
pub async fn list_fresh(db: &Db, site: Uuid, since: i64, length: i64) -> Result<Vec<Entry>, AppError> {
    let rows = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_fresh.sql"))
        .bind(site)
        .bind(since)
        .bind(length)
        .fetch_all(pool)
        .await)?;
    entries(db, site, rows).await
}

/// # Errors
/// `NotFound` for an unknown section.
pub async fn find_section(db: &Db, site: Uuid, slug: &str) -> Result<SectionRow, AppError> {
    on_db!(db, pool => sqlx::query_as(include_str!("sql/find_section.sql")).bind(site).bind(slug).fetch_optional(pool).await)?
        .ok_or(AppError::NotFound)
}

/// How many articles a site has, and when the last of them changed.
pub async fn count_addresses(db: &Db, site: Uuid) -> Result<(i64, i64), AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/count_addresses.sql")).bind(site).fetch_one(pool).await)?)
}

/// Articles by address, the newest first, with the pictures they show.
pub async fn list_addresses(db: &Db, site: Uuid, length: i64, skip: i64) -> Result<(Vec<Address>, Vec<MediaView>), AppError> {
    let rows: Vec<(String, i64, Option<Uuid>)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_addresses.sql"))
        .bind(site)
        .bind(length)
        .bind(skip)
        .fetch_all(pool)
        .await)?;
    let covers: Vec<String> = rows.iter().filter_map(|(.., cover)| cover.map(|id| id.to_string())).collect();
    let addresses =
        rows.into_iter().map(|(slug, changed_at, cover_id)| Address { path: format!("/bai-viet/{slug}"), changed_at, cover_id });
    Ok((addresses.collect(), media::store::list_views(db, site, &covers).await?))
}

/// Sections and pages, after the pages that every site has; then each author line, each tag, and the archive day by day.
pub async fn list_pages(db: &Db, site: Uuid) -> Result<Vec<Address>, AppError> {
    let rows: Vec<(String, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_pages.sql")).bind(site).fetch_all(pool).await)?;
    let fixed = ["/", "/luu-tru", "/thong-ke-truy-cap", "/tiep-can"].map(|path| (path.to_owned(), 0));
    let archive = archive::store::read_archive(db, site).await?;
    let authors = authors::list_slugs(db, site).await?.into_iter().map(|slug| (authors::href(&slug), 0));
    let tags = tags::list(db, site).await?.into_iter().map(|tag| (tags::href(&tag.slug), 0));
    let periods = archive.periods().into_iter().map(|period| (period.href(), 0));
    Ok(fixed
        .into_iter()
        .chain(rows)
        .chain(authors)
        .chain(tags)
        .chain(periods)
        .map(|(path, changed_at)| Address { path, changed_at, cover_id: None })
        .collect())
}

async fn entries(db: &Db, site: Uuid, rows: Vec<EntryRow>) -> Result<Vec<Entry>, AppError> {
    let covers: Vec<String> = rows.iter().filter_map(|row| row.cover_id).map(|id| id.to_string()).collect();
    let views = media::store::list_views(db, site, &covers).await?;
    let entries = rows.into_iter().map(|row| {
        let cover = row.cover_id.map(|id| id.to_string());
        Entry {
            cover: cover.and_then(|id| views.iter().find(|view| view.id == id).cloned()),
            id: row.id,
            slug: row.slug,
            title: row.title,
            lead: lead(row.lead, &row.content, row.schema_version),
            section: row.section_name,
            author: row.author_line,
            published_at: row.published_at,
            corrected_at: row.corrected_at,
        }
    });
    Ok(entries.collect())
}

/// How the text begins, where nobody has summed it up; empty where that says nothing either.
fn lead(lead: String, content: &str, schema_version: i64) -> String {
    if !lead.is_empty() {
        return lead;
    }
    Content::read_stored(content, schema_version).map(|content| shortened(&content.first_paragraph())).unwrap_or_default()
}
