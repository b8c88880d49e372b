//! Published articles in the database.

use std::ops::Range;

use uuid::Uuid;

use super::model::{Article, ArticleCard};
use crate::{content::Content, db::Db, error::AppError, in_tx, media, on_db, section::model::SectionLink, text};

const RELATED: i64 = 4;
/// Words a minute of quiet reading.
const READING_SPEED: usize = 220;

#[derive(sqlx::FromRow)]
struct ArticleRow {
    id: Uuid,
    slug: String,
    section_id: Uuid,
    section_slug: String,
    section_name: String,
    published_at: i64,
    corrected_at: Option<i64>,
    withdrawn_at: Option<i64>,
    withdrawn_note: String,
    title: String,
    lead: String,
    content: String,
    schema_version: i64,
    author_line: String,
    source_name: String,
    source_url: String,
    cover_id: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    slug: String,
    title: String,
    lead: String,
    section_slug: String,
    section_name: String,
    published_at: i64,
    cover_id: Option<Uuid>,
}

/// The published revision under a slug, without the links that depend on who asks.
///
/// # Errors
/// `NotFound` for an unknown or unpublished slug, `Gone` for a withdrawn article.
pub async fn find_published(db: &Db, site: Uuid, slug: &str) -> Result<Article, AppError> {
    let row: ArticleRow = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_published.sql"))
        .bind(site)
        .bind(slug)
        .fetch_optional(pool)
        .await)?
    .ok_or(AppError::NotFound)?;
    if let Some(at) = row.withdrawn_at {
        return Err(AppError::Gone { at, note: row.withdrawn_note });
    }
    let content = Content::read_stored(&row.content, row.schema_version)?;
    let cover = row.cover_id.map(|id| id.to_string());
    let mut shown = content.media_ids();
    shown.extend(cover.clone());
    let views = media::store::list_views(db, site, &shown).await?;
    let in_text = content.media_ids();
    let words = content.word_count() + row.lead.split_whitespace().count();
    Ok(Article {
        reading_minutes: i64::try_from(words.div_ceil(READING_SPEED).max(1)).unwrap_or(1),
        slug: row.slug,
        title: row.title,
        lead: row.lead,
        section: SectionLink { slug: row.section_slug, name: row.section_name },
        cover: cover.and_then(|id| views.iter().find(|view| view.id == id).cloned()),
        media: views.into_iter().filter(|view| in_text.contains(&view.id)).collect(),
        content,
        author_slug: text::slug(&row.author_line),
        author_line: row.author_line,
        source_name: row.source_name,
        source_url: row.source_url,
        sharing: Content::default(),
        published_at: row.published_at,
        corrected_at: row.corrected_at,
        related: list_related(db, site, row.section_id, row.id).await?,
    })
}

/// Where an article went whose slug was changed; None where the slug never was.
pub async fn find_redirect(db: &Db, site: Uuid, slug: &str) -> Result<Option<String>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_redirect.sql"))
        .bind(site)
        .bind(slug)
        .fetch_optional(pool)
        .await)?)
}

/// What was corrected after a number of the change log: site, slug, time.
pub async fn list_corrected_since(db: &Db, change: i64) -> Result<Vec<(Uuid, String, i64)>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_corrected_since.sql")).bind(change).fetch_all(pool).await)?)
}

/// The newest articles of the whole site.
pub async fn list_latest(db: &Db, site: Uuid, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    let rows =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_latest.sql")).bind(site).bind(length).fetch_all(pool).await)?;
    cards(db, site, rows).await
}

/// The articles chosen for the top of the home page, in their order.
pub async fn list_featured(db: &Db, site: Uuid, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    let rows =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_featured.sql")).bind(site).bind(length).fetch_all(pool).await)?;
    cards(db, site, rows).await
}

/// Articles of a section, newest first.
pub async fn list_in_section(db: &Db, site: Uuid, section: Uuid, skip: i64, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    list_by_section(db, site, include_str!("sql/list_in_section.sql"), section, skip, length).await
}

/// As [`list_in_section`], with the sections below it.
pub async fn list_in_family(db: &Db, site: Uuid, section: Uuid, skip: i64, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    list_by_section(db, site, include_str!("sql/list_in_family.sql"), section, skip, length).await
}

async fn list_by_section(
    db: &Db,
    site: Uuid,
    statement: &'static str,
    section: Uuid,
    skip: i64,
    length: i64,
) -> Result<Vec<ArticleCard>, AppError> {
    let rows = on_db!(db, pool => sqlx::query_as(statement).bind(section).bind(length).bind(skip).fetch_all(pool).await)?;
    cards(db, site, rows).await
}

/// Articles published within a time, newest first.
pub async fn list_between(db: &Db, site: Uuid, within: Range<i64>, skip: i64, length: i64) -> Result<Vec<ArticleCard>, AppError> {
    let rows = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_between.sql"))
        .bind(site)
        .bind(within.start)
        .bind(within.end)
        .bind(length)
        .bind(skip)
        .fetch_all(pool)
        .await)?;
    cards(db, site, rows).await
}

async fn list_related(db: &Db, site: Uuid, section: Uuid, article: Uuid) -> Result<Vec<ArticleCard>, AppError> {
    let rows = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_related.sql"))
        .bind(section)
        .bind(article)
        .bind(RELATED)
        .bind(site)
        .fetch_all(pool)
        .await)?;
    cards(db, site, rows).await
}

/// Puts an article at a place of the home page's top, the lead story being 1.
pub async fn feature(db: &Db, site: Uuid, slug: &str, position: i64) -> Result<(), AppError> {
    let slug = slug.to_owned();
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/feature.sql")).bind(site).bind(slug).bind(position).execute(&mut *tx).await?;
    })
}

/// The covers of a whole list come in one statement.
pub(super) async fn cards(db: &Db, site: Uuid, rows: Vec<CardRow>) -> Result<Vec<ArticleCard>, AppError> {
    let covers: Vec<String> = rows.iter().filter_map(|row| row.cover_id).map(|id| id.to_string()).collect();
    let views = media::store::list_views(db, site, &covers).await?;
    let cover = |id: Option<Uuid>| {
        let id = id?.to_string();
        views.iter().find(|view| view.id == id).cloned()
    };
    Ok(rows
        .into_iter()
        .map(|row| ArticleCard {
            cover: cover(row.cover_id),
            slug: row.slug,
            title: row.title,
            lead: row.lead,
            section: SectionLink { slug: row.section_slug, name: row.section_name },
            published_at: row.published_at,
        })
        .collect())
}
