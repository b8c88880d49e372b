//! Media in the database: which files a site has, and which of them a reader may have.

use std::fmt::Write;

use uuid::Uuid;

use super::{
    creating::{About, NewMedia, NewRendition},
    kinds,
    model::{Format, MediaKind, MediaView, RenditionView},
    storage::ContentHash,
};
use crate::{
    clock::now,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx, text,
};

/// The number of parameters in list_views.sql: one text for both databases, neither of which takes a list.
pub(super) const IDS: usize = 64;
const MAX_SLUG: usize = 80;

#[derive(sqlx::FromRow)]
struct ViewRow {
    id: Uuid,
    kind: String,
    name: String,
    mime: String,
    bytes: i64,
    width: Option<i64>,
    height: Option<i64>,
    format: String,
    rendition_width: i64,
    rendition_height: i64,
    rendition_hash: String,
}

/// A rendition that may be served now.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ServedFile {
    id: Uuid,
    kind: String,
    pub name: String,
    mime: String,
    format: String,
    pub bytes: i64,
    shown: i64,
    /// 0 while no withdrawn article shows it.
    withdrawn_at: i64,
}

impl ServedFile {
    pub fn kind(&self) -> MediaKind {
        MediaKind::parse(&self.kind).unwrap_or(MediaKind::File)
    }

    pub fn mime(&self) -> &str {
        match Format::parse(&self.format) {
            Some(Format::Original) | None => &self.mime,
            Some(format) => format.mime(),
        }
    }
}

/// The files of a site with these ids and all their renditions, in no particular order; others' ids and nonsense are left out.
pub async fn list_views(db: &Db, site: Uuid, ids: &[String]) -> Result<Vec<MediaView>, AppError> {
    let mut ids: Vec<Uuid> = ids.iter().filter_map(|id| Uuid::parse_str(id).ok()).collect();
    ids.sort();
    ids.dedup();
    let mut views = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS) {
        add_views(&mut views, list_rows(db, site, some).await?);
    }
    Ok(views)
}

/// Up to 64 ids as the statements want them: the first again where there are fewer. None where there are none.
pub(super) fn filled(ids: &[Uuid]) -> Option<impl Iterator<Item = Uuid>> {
    let filler = ids.first().copied()?;
    Some(ids.iter().copied().chain(std::iter::repeat(filler)).take(IDS))
}

async fn list_rows(db: &Db, site: Uuid, ids: &[Uuid]) -> Result<Vec<ViewRow>, AppError> {
    let Some(filled) = filled(ids) else { return Ok(Vec::new()) };
    Ok(on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_views.sql")).bind(site);
        for id in filled {
            query = query.bind(id);
        }
        query.fetch_all(pool).await
    })?)
}

fn add_views(views: &mut Vec<MediaView>, rows: Vec<ViewRow>) {
    for row in rows {
        let (Some(kind), Some(format)) = (MediaKind::parse(&row.kind), Format::parse(&row.format)) else { continue };
        let id = row.id.to_string();
        let rendition = RenditionView {
            format,
            width: row.rendition_width,
            height: row.rendition_height,
            url: url(&row.rendition_hash, &row.name, format, row.rendition_width, &row.mime),
        };
        match views.last_mut().filter(|view| view.id == id) {
            Some(view) => view.renditions.push(rendition),
            None => views.push(MediaView {
                id,
                kind,
                name: row.name,
                mime: row.mime,
                bytes: row.bytes,
                width: row.width.unwrap_or_default(),
                height: row.height.unwrap_or_default(),
                renditions: vec![rendition],
            }),
        }
    }
}

/// "/tap-tin/{hash}/doan-kiem-tra-640.webp": the hash finds the file, the name is for people and search engines.
fn url(hash: &str, name: &str, format: Format, width: i64, mime: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut slug = text::slug(stem);
    slug.truncate(MAX_SLUG);
    let slug = match slug.trim_end_matches('-') {
        "" => "tep",
        slug => slug,
    };
    let mut url = format!("/tap-tin/{hash}/{slug}");
    let _ = match format {
        Format::Webp => write!(url, "-{width}.webp"),
        Format::Jpeg => write!(url, "-{width}.jpg"),
        Format::Original => write!(url, ".{}", kinds::extension_of(mime)),
    };
    url
}

/// A file of this site that a reader may have now.
///
/// # Errors
/// `NotFound` unless a published revision of an article, or a page, of the site shows it; `Gone` where only withdrawn articles do.
pub async fn find_served(db: &Db, site: Uuid, hash: &ContentHash) -> Result<ServedFile, AppError> {
    let file: ServedFile = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_served.sql"))
        .bind(site)
        .bind(hash.as_str())
        .fetch_optional(pool)
        .await)?
    .ok_or(AppError::NotFound)?;
    if file.shown > 0 || is_on_page(db, site, file.id).await? {
        return Ok(file);
    }
    Err(if file.withdrawn_at > 0 { AppError::Gone { at: file.withdrawn_at, note: String::new() } } else { AppError::NotFound })
}

/// A file of this site for its newsroom, published or not.
///
/// # Errors
/// `NotFound` for what the site does not have.
pub async fn find_own(db: &Db, site: Uuid, hash: &ContentHash) -> Result<ServedFile, AppError> {
    let file: Option<ServedFile> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_served.sql"))
        .bind(site)
        .bind(hash.as_str())
        .fetch_optional(pool)
        .await)?;
    file.ok_or(AppError::NotFound)
}

/// Pages are a handful and keep no list of their files, so their content is looked through.
async fn is_on_page(db: &Db, site: Uuid, media: Uuid) -> Result<bool, AppError> {
    let pages: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_pages.sql"))
        .bind(site)
        .bind(format!("%\"{media}\"%"))
        .fetch_one(pool)
        .await)?;
    Ok(pages > 0)
}

/// The file of a site with these very bytes.
pub(super) async fn find_by_hash(db: &Db, site: Uuid, hash: &ContentHash) -> Result<Option<Uuid>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_by_hash.sql"))
        .bind(site)
        .bind(hash.as_str())
        .fetch_optional(pool)
        .await)?)
}

/// Writes a file and its renditions, or finds that another process has just done so.
pub(super) async fn create(db: &Db, site: Uuid, about: About, media: NewMedia) -> Result<Uuid, AppError> {
    let folded = folded(&about.name, &about.alt, &about.caption, &about.credit);
    in_tx!(db, tx => {
        let created: Option<Uuid> = sqlx::query_scalar(include_str!("sql/create_media.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(media.hash.as_str())
            .bind(media.kind.as_str())
            .bind(about.name)
            .bind(media.mime)
            .bind(media.bytes)
            .bind(media.width)
            .bind(media.height)
            .bind(about.alt)
            .bind(about.caption)
            .bind(about.credit)
            .bind(now())
            .bind(folded)
            .bind(about.by)
            .bind(about.album)
            .fetch_optional(&mut *tx)
            .await?;
        match created {
            None => {
                sqlx::query_scalar(include_str!("sql/find_by_hash.sql"))
                    .bind(site)
                    .bind(media.hash.as_str())
                    .fetch_one(&mut *tx)
                    .await?
            }
            Some(id) => {
                create_renditions(&mut Tx::from(&mut *tx), id, media.renditions).await?;
                id
            }
        }
    })
}

pub(super) async fn create_renditions(tx: &mut Tx<'_>, media: Uuid, renditions: Vec<NewRendition>) -> Result<(), AppError> {
    for rendition in renditions {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_rendition.sql"))
            .bind(media)
            .bind(rendition.format.as_str())
            .bind(rendition.width)
            .bind(rendition.height)
            .bind(rendition.hash.as_str())
            .bind(rendition.bytes)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// What a file is found by.
pub(super) fn folded(name: &str, alt: &str, caption: &str, credit: &str) -> String {
    text::fold(&[name, alt, caption, credit].join("\n"))
}

/// The names of all files that the database counts on, of every site.
pub async fn list_hashes(db: &Db) -> Result<Vec<ContentHash>, AppError> {
    let hashes: Vec<String> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_hashes.sql")).fetch_all(pool).await)?;
    Ok(hashes.iter().filter_map(|hash| ContentHash::parse(hash)).collect())
}
