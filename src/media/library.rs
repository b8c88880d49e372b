//! The library in the database: lists in few statements, however many files there are.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    albums::list_albums,
    items::{MAX_IDS, MediaItem, MediaItems, MediaPage, MediaSheet, MediaUse, PAGE_LENGTH},
    model::MediaKind,
    store::{self, IDS},
};
use crate::{
    accounts::{actors::Writer, model::Role},
    db::{Db, containing},
    error::AppError,
    on_db, text,
};

/// So many words of a question are looked for.
const WORDS: usize = 4;
const LONGEST_QUESTION: usize = 200;
/// So many uses are listed.
const USES: i64 = 100;
const MAX_PAGE: i64 = 1_000_000;

#[derive(sqlx::FromRow)]
struct ItemRow {
    id: Uuid,
    alt: String,
    caption: String,
    credit: String,
    album: String,
    created_at: i64,
}

/// What a page of a file needs besides its item.
#[derive(sqlx::FromRow)]
pub(super) struct OwnerRow {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub uploaded_by: Option<Uuid>,
    pub uploader: String,
}

#[derive(sqlx::FromRow)]
struct UseRow {
    id: Uuid,
    title: String,
    slug: String,
    is_public: i64,
    may_open: i64,
}

#[derive(sqlx::FromRow)]
struct PageRow {
    title: String,
    slug: String,
    content: String,
}

/// What is looked for in the library; empty for all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Search<'a> {
    pub q: &'a str,
    pub kind: &'a str,
    /// The name of an album, or `UNFILED`.
    pub album: &'a str,
    pub page: i64,
}

/// One page, newest first, in seven statements.
///
/// # Errors
/// `Invalid` for a kind that is none.
pub async fn list_media(db: &Db, writer: &Writer, search: Search<'_>) -> Result<MediaPage, AppError> {
    let Search { q, kind, album, page } = search;
    if !kind.is_empty() && MediaKind::parse(kind).is_none() {
        return Err(AppError::invalid("kind", "không có loại tệp này"));
    }
    let page = page.clamp(1, MAX_PAGE);
    let album = text::one_line(album);
    let [one, two, three, four] = patterns(q);
    let total: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_items.sql"))
        .bind(writer.site).bind(kind).bind(&one).bind(&two).bind(&three).bind(&four)
        .bind(&album)
        .fetch_one(pool)
        .await)?;
    let rows: Vec<ItemRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_items.sql"))
        .bind(writer.site).bind(kind).bind(&one).bind(&two).bind(&three).bind(&four)
        .bind(&album)
        .bind(PAGE_LENGTH)
        .bind((page - 1) * PAGE_LENGTH)
        .fetch_all(pool)
        .await)?;
    let items = complete(db, writer.site, rows).await?;
    let albums = list_albums(db, writer.site).await?;
    let q = q.trim().chars().take(LONGEST_QUESTION).collect();
    Ok(MediaPage { items, total, page, q, kind: kind.to_owned(), album, albums })
}

/// Those of this site, in the order they are asked for; others and nonsense are left out.
///
/// # Errors
/// `Invalid` for more than 64.
pub async fn list_by_ids(db: &Db, writer: &Writer, ids: &str) -> Result<MediaItems, AppError> {
    let ids: Vec<Uuid> = ids.split(',').filter_map(|id| Uuid::parse_str(id.trim()).ok()).collect();
    if ids.len() > MAX_IDS {
        return Err(AppError::invalid("ids", "mỗi lần hỏi nhiều nhất 64 tệp"));
    }
    let mut rows: HashMap<Uuid, ItemRow> = list_rows(db, writer.site, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let rows = ids.iter().filter_map(|id| rows.remove(id)).collect();
    Ok(MediaItems { items: complete(db, writer.site, rows).await? })
}

/// One file of the site.
///
/// # Errors
/// `NotFound` for what the site does not have.
pub async fn find_item(db: &Db, site: Uuid, id: Uuid) -> Result<MediaItem, AppError> {
    let rows = list_rows(db, site, &[id]).await?;
    complete(db, site, rows).await?.into_iter().next().ok_or(AppError::NotFound)
}

/// A file with where it is used: pieces that the writer may open lead to the newsroom, published ones to what readers see.
///
/// # Errors
/// `NotFound` for what the site does not have.
pub async fn read_sheet(db: &Db, writer: &Writer, id: &str) -> Result<MediaSheet, AppError> {
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let item = find_item(db, writer.site, id).await?;
    let owner = find_owner(db, writer, id).await?;
    let rows: Vec<UseRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_uses.sql"))
        .bind(writer.site)
        .bind(id)
        .bind(writer.account)
        .bind(USES)
        .fetch_all(pool)
        .await)?;
    let mut uses: Vec<MediaUse> = rows.into_iter().filter_map(article_use).collect();
    uses.extend(list_pages(db, writer.site, id).await?.into_iter().map(|page| MediaUse {
        title: page.title,
        href: format!("/trang/{}", page.slug),
        state: "Trang".into(),
    }));
    let hidden = item.used - i64::try_from(uses.len()).unwrap_or(i64::MAX);
    let is_picture = owner.kind == MediaKind::Picture.as_str();
    let marks: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_marks.sql")).bind(writer.site).bind(id).fetch_one(pool).await)?;
    if marks > 0 {
        uses.push(MediaUse {
            title: "Biểu trưng của cổng".into(),
            href: "/bien-tap/thong-tin-cong".into(),
            state: "Hiện ở đầu mọi trang".into(),
        });
    }
    Ok(MediaSheet {
        item,
        uses,
        albums: list_albums(db, writer.site).await?,
        hidden: hidden.max(0),
        may_replace: is_picture && may_replace(db, writer, &owner, id).await?,
        may_mark: is_picture && marks == 0 && writer.holds(Role::Administrator),
        uploaded_by: owner.uploader,
    })
}

/// What readers see passes no gate again when it is replaced: that is for those who may publish. Else editors may, and whoever has uploaded
/// the file himself.
pub(super) async fn may_replace(db: &Db, writer: &Writer, owner: &OwnerRow, id: Uuid) -> Result<bool, AppError> {
    let holds = |roles: &[Role]| roles.iter().any(|role| writer.holds(*role));
    if holds(&[Role::Publisher, Role::Administrator]) {
        return Ok(true);
    }
    if !holds(&[Role::Editor]) && owner.uploaded_by != Some(writer.account) {
        return Ok(false);
    }
    let seen: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_public_uses.sql"))
        .bind(writer.site)
        .bind(id)
        .bind(format!("%\"{id}\"%"))
        .fetch_one(pool)
        .await)?;
    Ok(seen == 0)
}

/// # Errors
/// `NotFound` for what the site does not have.
pub(super) async fn find_owner(db: &Db, writer: &Writer, id: Uuid) -> Result<OwnerRow, AppError> {
    let owner: Option<OwnerRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_owner.sql"))
        .bind(writer.site)
        .bind(id)
        .fetch_optional(pool)
        .await)?;
    owner.ok_or(AppError::NotFound)
}

fn article_use(row: UseRow) -> Option<MediaUse> {
    let state = if row.is_public > 0 { "Đã đăng" } else { "Đang soạn" };
    let href = match (row.may_open, row.is_public) {
        (0, 0) => return None,
        (0, _) => format!("/bai-viet/{}", row.slug),
        _ => format!("/bien-tap/tin-bai/{}", row.id),
    };
    Some(MediaUse { title: row.title, href, state: state.into() })
}

/// Pages are a handful and keep no list of their files, so their content is looked through.
async fn list_pages(db: &Db, site: Uuid, id: Uuid) -> Result<Vec<PageRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_pages_with.sql"))
        .bind(site)
        .bind(format!("%\"{id}\"%"))
        .fetch_all(pool)
        .await)?)
}

async fn list_rows(db: &Db, site: Uuid, ids: &[Uuid]) -> Result<Vec<ItemRow>, AppError> {
    let Some(filled) = store::filled(ids) else { return Ok(Vec::new()) };
    Ok(on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_items_by_id.sql")).bind(site);
        for id in filled {
            query = query.bind(id);
        }
        query.fetch_all(pool).await
    })?)
}

/// Renditions and uses for rows that are there: three statements, whatever their number up to 64.
async fn complete(db: &Db, site: Uuid, rows: Vec<ItemRow>) -> Result<Vec<MediaItem>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let Some(filled) = store::filled(&ids) else { return Ok(Vec::new()) };
    let names: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    let views = store::list_views(db, site, &names).await?;
    let mut views: HashMap<String, _> = views.into_iter().map(|view| (view.id.clone(), view)).collect();
    let used: Vec<(Uuid, i64)> = on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/count_uses.sql")).bind(site);
        for id in filled {
            query = query.bind(id);
        }
        query.fetch_all(pool).await
    })?;
    let used: HashMap<Uuid, i64> = used.into_iter().collect();
    let pages: Vec<PageRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_pages_with.sql")).bind(site).bind("%").fetch_all(pool).await)?;
    let on_pages = |id: &str| pages.iter().filter(|page| page.content.contains(&format!("\"{id}\""))).count() as i64;
    let items = rows.into_iter().zip(names).filter_map(|(row, name)| {
        Some(MediaItem {
            media: views.remove(&name)?,
            alt: row.alt,
            caption: row.caption,
            credit: row.credit,
            album: row.album,
            used: used.get(&row.id).copied().unwrap_or(0) + on_pages(&name),
            at: row.created_at,
        })
    });
    Ok(items.collect())
}

/// "hồ sơ%" → ["%ho%", "%so\%%", "", ""]: each word is looked for anywhere, and what is beyond the fourth does not count.
fn patterns(q: &str) -> [String; WORDS] {
    let folded = text::fold(q);
    let mut words = folded.split_whitespace().take(WORDS).map(containing);
    std::array::from_fn(|_| words.next().unwrap_or_default())
}

const _: () = assert!(MAX_IDS <= IDS && PAGE_LENGTH as usize <= IDS);
