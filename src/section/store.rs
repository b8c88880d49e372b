//! Sections in the database.

use uuid::Uuid;

use super::model::{PAGE_LENGTH, SectionLink, SectionPageView};
use crate::{article, db::Db, error::AppError, in_tx, on_db};

#[derive(sqlx::FromRow)]
struct SectionRow {
    id: Uuid,
    slug: String,
    name: String,
    description: String,
    parent_slug: Option<String>,
    parent_name: Option<String>,
    below: i64,
}

/// The menu of a site.
pub async fn list_menu(db: &Db, site: Uuid) -> Result<Vec<SectionLink>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_menu.sql")).bind(site).fetch_all(pool).await)?)
}

/// A section and one page of its articles.
///
/// # Errors
/// `NotFound` for an unknown section or a page that is not there.
pub async fn read_section(db: &Db, site: Uuid, slug: &str, page: i64) -> Result<SectionPageView, AppError> {
    let section: SectionRow = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_section.sql"))
        .bind(site)
        .bind(slug)
        .fetch_optional(pool)
        .await)?
    .ok_or(AppError::NotFound)?;
    let total: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_published.sql")).bind(section.id).fetch_one(pool).await)?;
    let below: Vec<SectionLink> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_below.sql")).bind(section.id).fetch_all(pool).await)?;
    let parent = section.parent_slug.zip(section.parent_name).map(|(slug, name)| SectionLink { slug, name });
    let mut view = SectionPageView {
        section: SectionLink { slug: section.slug, name: section.name },
        parents: parent.into_iter().collect(),
        below,
        description: section.description,
        articles: Vec::new(),
        total,
        page,
    };
    if page < 1 || page > view.pages() {
        return Err(AppError::NotFound);
    }
    let skip = (page - 1) * PAGE_LENGTH;
    view.articles = if section.below == 0 {
        article::store::list_in_section(db, site, section.id, skip, PAGE_LENGTH).await?
    } else {
        article::store::list_in_family(db, site, section.id, skip, PAGE_LENGTH).await?
    };
    Ok(view)
}

/// Adds a section at the end of the menu, unless its slug is there already.
pub async fn create_section(db: &Db, site: Uuid, link: &SectionLink, description: &str, in_menu: i64) -> Result<(), AppError> {
    let (link, description) = (link.clone(), description.to_owned());
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_section.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(link.slug)
            .bind(link.name)
            .bind(description)
            .bind(in_menu)
            .execute(&mut *tx)
            .await?;
    })
}
