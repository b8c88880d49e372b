//! The top of the home page: which articles, in which order; and with it all that its screen shows.

use uuid::Uuid;

use super::{
    changing::{Change, parse_id, require_found},
    home_parts::list_parts,
    model::{FeaturedLine, FeaturedView},
    sections::list_sections,
};
use crate::{
    accounts::actors::Administrator,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
    section::model::SectionLink,
};

/// More than this the home page does not show.
pub const PLACES: i64 = 4;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    published_at: i64,
}

impl Row {
    fn line(self) -> FeaturedLine {
        FeaturedLine { id: self.id.to_string(), slug: self.slug, title: self.title, published_at: self.published_at }
    }
}

pub async fn read_featured(db: &Db, site: Uuid) -> Result<FeaturedView, AppError> {
    let featured: Vec<Row> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_featured.sql")).bind(site).fetch_all(pool).await)?;
    let others: Vec<Row> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_newest.sql")).bind(site).fetch_all(pool).await)?;
    let sections = list_sections(db, site).await?;
    Ok(FeaturedView {
        featured: featured.into_iter().map(Row::line).collect(),
        others: others.into_iter().map(Row::line).collect(),
        parts: list_parts(db, site).await?,
        sections: sections.into_iter().map(|section| SectionLink { slug: section.slug, name: section.name }).collect(),
    })
}

/// Puts a published article at the end of the top, by its address: "/bai-viet/…" or the slug alone.
///
/// # Errors
/// `Invalid` where there is no such article, or no place left.
pub async fn add_featured(db: &Db, by: &Administrator, article: &str) -> Result<(), AppError> {
    let slug = article.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let places = read_featured(db, by.site).await?.featured.len();
    if i64::try_from(places).unwrap_or(PLACES) >= PLACES {
        return Err(AppError::invalid("article", format!("Đầu trang chủ chỉ có {PLACES} chỗ. Hãy bỏ bớt một bài trước")));
    }
    let (site, change) = (by.site, Change::new(by, "home_changed", "home", &slug, "đưa lên đầu trang chủ"));
    in_tx!(db, tx => {
        let placed = sqlx::query(include_str!("sql/add_featured.sql")).bind(site).bind(slug).execute(&mut *tx).await?;
        if placed.rows_affected() == 0 {
            return Err(AppError::invalid("article", "Không có bài đã đăng nào ở địa chỉ này, hoặc bài đã ở đầu trang chủ"));
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}

pub async fn remove_featured(db: &Db, by: &Administrator, id: &str) -> Result<(), AppError> {
    let (id, site) = (parse_id(id)?, by.site);
    let change = Change::new(by, "home_changed", "home", "đầu trang chủ", "bỏ một bài");
    in_tx!(db, tx => {
        let removed = sqlx::query(include_str!("sql/remove_featured.sql")).bind(id).bind(site).execute(&mut *tx).await?;
        require_found(removed.rows_affected())?;
        change.write(&mut Tx::from(&mut *tx)).await?;
    })
}
