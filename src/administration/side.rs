//! The side column: blocks with a section's latest articles, and links to other agencies.

use uuid::Uuid;

use super::{
    changing::{Change, Fields, parse_id, require_found},
    model::{BlockLine, LinkLine, SideView},
    sections::list_sections,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
    section::model::SectionLink,
};

const LONGEST_BLOCK: i64 = 20;

pub async fn read_side(db: &Db, site: Uuid) -> Result<SideView, AppError> {
    let blocks: Vec<(Uuid, String, String, i64)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_blocks.sql")).bind(site).fetch_all(pool).await)?;
    let links: Vec<(Uuid, String, String)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_web_links.sql")).bind(site).fetch_all(pool).await)?;
    let sections = list_sections(db, site).await?;
    Ok(SideView {
        blocks: blocks
            .into_iter()
            .map(|(id, title, section, length)| BlockLine { id: id.to_string(), title, section, length })
            .collect(),
        links: links.into_iter().map(|(id, name, url)| LinkLine { id: id.to_string(), name, url }).collect(),
        sections: sections.into_iter().map(|section| SectionLink { slug: section.slug, name: section.name }).collect(),
    })
}

/// Changes a block, or adds one where no id is given.
pub async fn save_block(db: &Db, by: &Administrator, id: &str, title: &str, section: &str, length: &str) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let title = fields.needed("title", "Tên khối", title, 100);
    let length = length.trim().parse().unwrap_or(0);
    if !(1..=LONGEST_BLOCK).contains(&length) {
        fields.say("length", format!("Số bài phải từ 1 đến {LONGEST_BLOCK}"));
    }
    let section = list_sections(db, by.site).await?.into_iter().find(|line| line.slug == section);
    if section.is_none() {
        fields.say("section", "Hãy chọn chuyên mục".into());
    }
    fields.judge()?;
    let section = parse_id(&section.ok_or(AppError::NotFound)?.id)?;
    let (id, is_new) = if id.is_empty() { (Uuid::now_v7(), true) } else { (parse_id(id)?, false) };
    let (site, change) = (by.site, Change::new(by, "block_changed", "block", &title, if is_new { "thêm" } else { "sửa" }));
    let statement = if is_new { include_str!("sql/add_block.sql") } else { include_str!("sql/save_block.sql") };
    in_tx!(db, tx => {
        let saved = sqlx::query(statement).bind(id).bind(site).bind(title).bind(section).bind(length).execute(&mut *tx).await?;
        require_found(saved.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

/// Changes a link, or adds one where no id is given.
pub async fn save_link(db: &Db, by: &Administrator, id: &str, name: &str, url: &str) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let name = fields.needed("name", "Tên trang", name, 150);
    let url = fields.address("url", url);
    if url.starts_with('/') || url.is_empty() {
        fields.say("url", "Hãy nhập địa chỉ bắt đầu bằng https:// hoặc http://".into());
    }
    fields.judge()?;
    let (id, is_new) = if id.is_empty() { (Uuid::now_v7(), true) } else { (parse_id(id)?, false) };
    let (site, change) = (by.site, Change::new(by, "web_link_changed", "web_link", &name, url.clone()));
    let statement = if is_new { include_str!("sql/add_web_link.sql") } else { include_str!("sql/save_web_link.sql") };
    in_tx!(db, tx => {
        let saved = sqlx::query(statement).bind(id).bind(site).bind(name).bind(url).execute(&mut *tx).await?;
        require_found(saved.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

pub async fn delete_block(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    delete(db, by, id, include_str!("sql/delete_block.sql"), Change::new(by, "block_changed", "block", "khối", "xóa")).await
}

pub async fn delete_link(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    delete(db, by, id, include_str!("sql/delete_web_link.sql"), Change::new(by, "web_link_changed", "web_link", "liên kết", "xóa"))
        .await
}

async fn delete(db: &Db, by: &Administrator, id: &str, statement: &'static str, change: Change) -> Result<(), AppError> {
    let (id, site) = (parse_id(id)?, by.site);
    in_tx!(db, tx => {
        let gone = sqlx::query(statement).bind(id).bind(site).execute(&mut *tx).await?;
        require_found(gone.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
