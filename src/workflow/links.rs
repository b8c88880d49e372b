//! Links into the site itself that lead nowhere.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::{
    content::Content,
    db::Db,
    error::AppError,
    site::addresses::{AT_ONCE, is_own, kept, list_known, page_of},
};

/// Dead links with their blocks, in one statement: to articles, sections and pages that readers do not find, and to addresses that the site
/// never had and that lead nowhere. Of a text with very many of them the first are looked up.
pub async fn list_dead_links(db: &Db, site: Uuid, content: &Content) -> Result<Vec<(usize, String)>, AppError> {
    let links = content.list_internal_links().into_iter().map(|(block, href)| {
        let path = kept(&href);
        (block, href, page_of(&path).to_owned())
    });
    let links: Vec<(usize, String, String)> = links.filter(|(_, _, path)| !is_own(path)).collect();
    let mut seen = BTreeSet::new();
    let paths: Vec<String> =
        links.iter().map(|(_, _, path)| path).filter(|path| seen.insert(*path)).take(AT_ONCE).cloned().collect();
    let known = list_known(db, site, &paths).await?;
    let is_dead = |path: &String| paths.contains(path) && !known.contains(path);
    Ok(links.iter().filter(|(_, _, path)| is_dead(path)).map(|(block, href, _)| (*block, href.clone())).collect())
}
