//! Links into the site itself that lead nowhere.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    content::Content,
    db::Db,
    error::AppError,
    site::addresses::{AT_ONCE, is_own, kept, kept_with_query, list_known, page_of},
};

/// Dead links with their blocks, in one statement: to articles, sections and pages that readers do not find, and to addresses that the site
/// never had and that lead nowhere. Of a text with very many of them the first are looked up.
pub async fn list_dead_links(db: &Db, site: Uuid, content: &Content) -> Result<Vec<(usize, String)>, AppError> {
    let links = content.list_internal_links().into_iter().map(|(block, href)| {
        let page = page_of(&kept(&href)).to_owned();
        // By its query an old address may lead on of which the path alone does not.
        let whole = kept_with_query(&href).unwrap_or_else(|| page.clone());
        (block, href, [page, whole])
    });
    let links: Vec<(usize, String, [String; 2])> = links.filter(|(_, _, [page, _])| !is_own(page)).collect();
    let mut seen = BTreeSet::new();
    let paths: Vec<String> =
        links.iter().flat_map(|(_, _, paths)| paths).filter(|path| seen.insert(*path)).take(AT_ONCE).cloned().collect();
    let known = list_known(db, site, &paths).await?;
    let is_dead = |asked: &[String; 2]| asked.iter().all(|path| paths.contains(path) && !known.contains(path));
    Ok(links.iter().filter(|(_, _, asked)| is_dead(asked)).map(|(block, href, _)| (*block, href.clone())).collect())
}
