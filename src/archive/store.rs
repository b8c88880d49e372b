//! The days of a site's articles, from the database.

use uuid::Uuid;

use super::model::Archive;
use crate::{db::Db, error::AppError, on_db};

/// Every day on which an article was published that readers may see.
pub async fn read_archive(db: &Db, site: Uuid) -> Result<Archive, AppError> {
    Ok(Archive(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_days.sql")).bind(site).fetch_all(pool).await)?))
}
