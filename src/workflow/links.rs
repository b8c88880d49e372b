//! Links into the site itself that lead nowhere.

use uuid::Uuid;

use crate::{content::Content, db::Db, error::AppError, on_db};

/// Links are looked up one by one; a text with more of them is looked at up to here.
const MOST: usize = 100;

/// Dead links with their blocks. Only articles, sections and pages are looked up: all else is taken for good.
pub async fn list_dead_links(db: &Db, site: Uuid, content: &Content) -> Result<Vec<(usize, String)>, AppError> {
    let mut dead = Vec::new();
    for (block, href) in content.list_internal_links().into_iter().take(MOST) {
        let path = href.split(['?', '#']).next().unwrap_or_default();
        let statement = match path.trim_start_matches('/').split_once('/') {
            Some(("bai-viet", _)) => include_str!("sql/count_articles.sql"),
            Some(("chuyen-muc", _)) => include_str!("sql/count_sections.sql"),
            Some(("trang", _)) => include_str!("sql/count_pages.sql"),
            _ => continue,
        };
        let slug = path.rsplit('/').next().unwrap_or_default();
        let found: i64 = on_db!(db, pool => sqlx::query_scalar(statement).bind(site).bind(slug).fetch_one(pool).await)?;
        if found == 0 {
            dead.push((block, href));
        }
    }
    Ok(dead)
}
