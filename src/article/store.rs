//! Published articles in the database.

use std::ops::Range;

use uuid::Uuid;

use super::{
    model::{Article, ArticleCard},
    related::{self, Of},
    tags,
};
use crate::{
    content::Content, db::Db, error::AppError, in_tx, media, on_db, search::following::Search, section::model::SectionLink, text,
};

/// Words a minute of quiet reading.
const READING_SPEED: usize = 220;

#[derive(sqlx::FromRow)]
struct ArticleRow {
    id: Uuid,
    slug: String,
    section_id: Uuid,
    section_slug: String,
    section_name: String,
    parent_slug: Option<String>,
    parent_name: Option<String>,
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
    tags: String,
    related: String,
    seo_title: String,
    seo_description: String,
}

/// A card as the lists' statements give it.
#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    slug: String,
    title: String,
    lead: String,
    section_slug: String,
    section_name: String,
    published_at: i64,
    cover_id: Option<Uuid>,
    focus: String,
}

/// The published revision under a slug with its tags, without the links that depend on who asks. `search`: what speaks of the same is
/// among the related ones.
///
/// # Errors
/// `NotFound` for an unknown or unpublished slug, `Gone` for a withdrawn article.
pub async fn find_published(db: &Db, search: Option<&Search>, site: Uuid, slug: &str) -> Result<(Article, Vec<String>), AppError> {
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
    let tags = tags::names(&row.tags);
    let says = [row.title.as_str(), &row.lead, &row.tags].join("\n");
    let of = Of { site, section: row.section_id, article: row.id, says, picked: &row.related };
    let related = related::list(db, search, of).await?;
    let parent = row.parent_slug.zip(row.parent_name).map(|(slug, name)| SectionLink { slug, name });
    let article = Article {
        slug: row.slug,
        title: row.title,
        lead: row.lead,
        section: SectionLink { slug: row.section_slug, name: row.section_name },
        parents: parent.into_iter().collect(),
        author_line: row.author_line,
        source_name: row.source_name,
        source_url: row.source_url,
        seo_title: row.seo_title,
        seo_description: row.seo_description,
        published_at: row.published_at,
        corrected_at: row.corrected_at,
        related,
        ..Article::default()
    };
    Ok((with_content(db, site, article, content, row.cover_id).await?, tags))
}

/// An article with its text, and what follows from that: its files, how long it takes to read.
pub async fn with_content(
    db: &Db,
    site: Uuid,
    article: Article,
    content: Content,
    cover: Option<Uuid>,
) -> Result<Article, AppError> {
    let in_text = content.media_ids();
    let cover = cover.map(|id| id.to_string());
    let shown: Vec<String> = in_text.iter().cloned().chain(cover.clone()).collect();
    let views = media::store::list_views(db, site, &shown).await?;
    let words = content.word_count() + article.lead.split_whitespace().count();
    Ok(Article {
        reading_minutes: i64::try_from(words.div_ceil(READING_SPEED).max(1)).unwrap_or(1),
        author_slug: text::slug(&article.author_line),
        cover: cover.and_then(|id| views.iter().find(|view| view.id == id).cloned()),
        media: views.into_iter().filter(|view| in_text.contains(&view.id)).collect(),
        content,
        ..article
    })
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
    Ok(rows.into_iter().map(|row| ArticleCard { cover: cover(row.cover_id), ..headline(row) }).collect())
}

/// Without its cover, for lists that show none.
pub(super) fn headline(row: CardRow) -> ArticleCard {
    ArticleCard {
        cover: None,
        focus: quarters(&row.focus),
        slug: row.slug,
        title: row.title,
        lead: row.lead,
        section: SectionLink { slug: row.section_slug, name: row.section_name },
        published_at: row.published_at,
    }
}

/// "13" of "20 70": the nearest quarters. Empty for the middle.
fn quarters(focus: &str) -> String {
    let near: String = focus
        .split(' ')
        .filter_map(|percent| percent.parse::<u32>().ok())
        .map(|percent| ((percent.min(100) + 12) / 25).to_string())
        .collect();
    if near.len() == 2 && near != "22" { near } else { String::new() }
}
