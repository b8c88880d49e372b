//! Tags: what an article is about, in its newsroom's words. Spellings that fold to the same slug are the same tag.

use uuid::Uuid;

use super::{listing::Listing, model::PublicationKind, store::cards};
use crate::{
    db::{Db, Tx},
    error::AppError,
    on_db, on_tx,
    section::model::PAGE_LENGTH,
    text::{one_line, slug},
};

/// Of one article.
pub const MOST: usize = 10;
pub const LONGEST: usize = 50;
/// As they are written in one line.
const BETWEEN: &str = ", ";

/// A tag, and how many published articles have it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Tag {
    pub slug: String,
    pub name: String,
    pub articles: i64,
}

pub fn href(slug: &str) -> String {
    format!("/tu-khoa/{slug}")
}

/// The names in a line, each tag once; what has neither letter nor digit is none.
pub fn names(line: &str) -> Vec<String> {
    let mut slugs = Vec::new();
    let names = line.split([',', ';', '\n']).map(one_line).filter(|name| {
        let slug = slug(name);
        let is_new = !slug.is_empty() && !slugs.contains(&slug);
        slugs.push(slug);
        is_new
    });
    names.collect()
}

/// The line that holds them.
pub fn line(names: &[String]) -> String {
    names.join(BETWEEN)
}

/// What a file of another system names, as far as it can be kept.
pub fn imported(line_of_file: &str) -> String {
    let mut found = names(line_of_file);
    found.retain(|name| name.chars().count() <= LONGEST && !name.chars().any(char::is_control));
    found.truncate(MOST);
    line(&found)
}

/// Part of a publication: the article has the tags of the version that readers see, or none once it is withdrawn.
pub(super) async fn publish(
    tx: &mut Tx<'_>,
    site: Uuid,
    article: Uuid,
    revision: Uuid,
    kind: PublicationKind,
) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_tags.sql")).bind(article).execute(run).await.map(|_| ()))?;
    if kind == PublicationKind::Withdrawn {
        return Ok(());
    }
    let said: String = on_tx!(&mut *tx, run => sqlx::query_scalar(include_str!("sql/find_revision_tags.sql"))
        .bind(revision)
        .fetch_one(run)
        .await)?;
    for name in names(&said) {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_tag.sql"))
            .bind(article)
            .bind(slug(&name))
            .bind(site)
            .bind(&name)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Every tag of a site's published articles, each under the spelling that stands most often.
pub async fn list(db: &Db, site: Uuid) -> Result<Vec<Tag>, AppError> {
    let spellings: Vec<Tag> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_tags.sql")).bind(site).fetch_all(pool).await)?;
    let mut tags: Vec<Tag> = Vec::new();
    for spelling in spellings {
        match tags.last_mut().filter(|tag| tag.slug == spelling.slug) {
            Some(tag) => tag.articles += spelling.articles,
            None => tags.push(spelling),
        }
    }
    Ok(tags)
}

/// # Errors
/// `NotFound` for a tag that no published article has, and for a page that is not there.
pub async fn read_tag(db: &Db, site: Uuid, slug: &str, page: i64) -> Result<Listing, AppError> {
    let spellings: Vec<(String, i64)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_spellings.sql"))
        .bind(site)
        .bind(slug)
        .fetch_all(pool)
        .await)?;
    let (name, _) = spellings.first().cloned().ok_or(AppError::NotFound)?;
    let mut listing = Listing { name, total: spellings.iter().map(|(_, articles)| articles).sum(), articles: Vec::new() };
    listing.require_page(page)?;
    let rows = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_by_tag.sql"))
        .bind(site)
        .bind(slug)
        .bind(PAGE_LENGTH)
        .bind((page - 1) * PAGE_LENGTH)
        .fetch_all(pool)
        .await)?;
    listing.articles = cards(db, site, rows).await?;
    Ok(listing)
}

#[cfg(test)]
mod tests {
    use super::{imported, names};

    #[test]
    fn a_line_holds_each_tag_once() {
        assert_eq!(names(" Cải cách  hành chính, cai cach hanh chinh; Hoà An\nHòa An, ,!"), ["Cải cách hành chính", "Hoà An"]);
        assert_eq!(names(""), Vec::<String>::new());
    }

    #[test]
    fn a_file_may_name_too_many() {
        let many: Vec<String> = (0..30).map(|number| format!("thẻ {number}")).collect();
        assert_eq!(names(&imported(&many.join(","))).len(), 10);
        assert_eq!(imported(&"x".repeat(51)), "");
    }
}
