//! Pages without a date: Giới thiệu, Liên hệ, chính sách.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, parse_id, require_found},
    model::{PageLine, PageSheet},
};
use crate::{
    accounts::actors::Administrator,
    clock::now,
    content::{Content, SCHEMA_VERSION, plain},
    db::{Db, Tx},
    error::AppError,
    in_tx,
    media::storage::ContentHash,
    on_db, text,
};

#[derive(sqlx::FromRow)]
struct SheetRow {
    id: Uuid,
    title: String,
    content: String,
    schema_version: i64,
    content_hash: String,
}

pub async fn list_pages(db: &Db, site: Uuid) -> Result<Vec<PageLine>, AppError> {
    let rows: Vec<(Uuid, String, String, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_pages.sql")).bind(site).fetch_all(pool).await)?;
    Ok(rows.into_iter().map(|(id, slug, title, updated_at)| PageLine { id: id.to_string(), slug, title, updated_at }).collect())
}

/// # Errors
/// `NotFound` for an unknown slug.
pub async fn read_sheet(db: &Db, site: Uuid, slug: &str) -> Result<PageSheet, AppError> {
    let row = find(db, site, slug).await?.ok_or(AppError::NotFound)?;
    let text = Content::read_stored(&row.content, row.schema_version)?.to_plain();
    Ok(PageSheet { slug: slug.to_owned(), title: row.title, text, hash: row.content_hash })
}

async fn find(db: &Db, site: Uuid, slug: &str) -> Result<Option<SheetRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_page.sql")).bind(site).bind(slug).fetch_optional(pool).await)?)
}

/// What is sent of a page; `hash` is of the version it was written over, empty for a new one.
#[derive(Debug, Clone)]
pub struct PageFields {
    pub slug: String,
    pub title: String,
    pub text: String,
    pub hash: String,
    pub drops: bool,
}

/// Gives the slug of the page.
///
/// # Errors
/// `Conflict` where someone has changed it in between, `Invalid` for fields that cannot be kept.
pub async fn save_page(db: &Db, by: &Administrator, typed: &PageFields) -> Result<String, AppError> {
    let mut fields = Fields::default();
    let title = fields.needed("title", "Tiêu đề", &typed.title, 150);
    let is_new = typed.hash.is_empty();
    let slug = if is_new { text::slug(&title) } else { typed.slug.clone() };
    let known = find(db, by.site, &slug).await?;
    if is_new && known.is_some() {
        fields.say("title", format!("Đã có trang ở địa chỉ /trang/{slug}"));
    }
    let before = match &known {
        Some(row) => Content::read_stored(&row.content, row.schema_version)?,
        None => Content::default(),
    };
    let reading = plain::read(&typed.text, &before)?;
    if !reading.dropped.is_empty() && !typed.drops {
        fields.say(
            "text",
            format!(
                "Trang sẽ mất {}. Hãy chép lại các dòng này, hoặc chọn “Bỏ hẳn các khối đã xóa dòng”",
                reading.dropped.join(", ")
            ),
        );
    }
    if slug.is_empty() && !title.is_empty() {
        fields.say("title", "Tiêu đề phải có chữ hoặc số".into());
    }
    fields.judge()?;
    if !is_new && known.is_none() {
        return Err(AppError::NotFound);
    }
    let json = reading.content.to_json();
    let hash = ContentHash::of(format!("{title}\n{json}").as_bytes()).as_str().to_owned();
    let id = known.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let (site, at, seen) = (by.site, now(), typed.hash.clone());
    let change = Change::new(by, "page_changed", "page", &title, if is_new { "thêm" } else { "sửa" });
    let own_slug = slug.clone();
    in_tx!(db, tx => {
        let saved = if is_new {
            sqlx::query(include_str!("sql/add_page.sql"))
                .bind(id).bind(site).bind(own_slug).bind(title).bind(json).bind(SCHEMA_VERSION).bind(hash).bind(at)
                .execute(&mut *tx).await?.rows_affected()
        } else {
            sqlx::query(include_str!("sql/save_page.sql"))
                .bind(id).bind(site).bind(seen).bind(title).bind(json).bind(SCHEMA_VERSION).bind(hash).bind(at)
                .execute(&mut *tx).await?.rows_affected()
        };
        if saved == 0 {
            return Err(AppError::Conflict);
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })?;
    Ok(slug)
}

pub async fn delete_page(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    let (id, site) = (parse_id(id)?, by.site);
    let title = list_pages(db, site).await?.into_iter().find(|line| line.id == id.to_string()).ok_or(AppError::NotFound)?.title;
    let change = Change::new(by, "page_changed", "page", &title, "xóa");
    in_tx!(db, tx => {
        let gone = sqlx::query(include_str!("sql/delete_page.sql")).bind(id).bind(site).execute(&mut *tx).await?;
        require_found(gone.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
