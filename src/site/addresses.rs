//! The addresses of a site: those that the program answers itself, those that lead somewhere, and where those that are gone have moved.

use std::collections::HashSet;

use uuid::Uuid;

use crate::{
    db::Db,
    error::AppError,
    on_db,
    text::{addresses::percent_decoded, nfc},
};

/// The first parts of the addresses that readers have on every site.
pub const FOR_READERS: [&str; 13] = [
    "",
    "atom.xml",
    "feed.json",
    "luu-tru",
    "rss.xml",
    "sitemap",
    "sitemap-tin-moi.xml",
    "sitemap.xml",
    "tac-gia",
    "tap-tin",
    "thong-ke-truy-cap",
    "tiep-can",
    "tim-kiem",
];
/// Under it stand the articles of a tag.
pub const TAGS: &str = "tu-khoa";
/// What is not for readers, or not to be opened by itself.
pub const NOT_FOR_READERS: [&str; 10] =
    ["api", "bien-tap", "dang-nhap", "healthz", "kich-hoat", "mau", "pkg", "readyz", "robots.txt", "ws"];
/// Under these each site has its own: articles, sections, pages.
pub const OF_THE_SITE: [&str; 3] = ["bai-viet", "chuyen-muc", "trang"];
/// Characters of a query that is looked up.
const LONGEST_QUERY: usize = 500;
/// How many paths are looked up at a time: the number of parameters in list_known.sql.
pub const AT_ONCE: usize = 64;

/// The first part of a path: "bai-viet" of "/bai-viet/le-khai-giang".
pub fn first_part(path: &str) -> &str {
    path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// Whether the program itself answers all that stands under the first part of a path, whatever the site holds.
pub fn is_own(path: &str) -> bool {
    let first = first_part(path);
    FOR_READERS.contains(&first) || NOT_FOR_READERS.contains(&first) || first == TAGS
}

/// The address as old ones are kept, where its query tells it from others of the same path ("/index.php?nv=news&id=12"): the parameters as
/// they were written, decoded. None without a query, and with one that is too long or no text.
pub fn kept_with_query(address: &str) -> Option<String> {
    let (_, query) = address.split('#').next()?.split_once('?')?;
    let query = nfc(&percent_decoded(query));
    let is_text = !query.is_empty() && query.chars().count() <= LONGEST_QUERY && !query.chars().any(char::is_control);
    is_text.then(|| format!("{}?{query}", kept(address)))
}

/// The path of an address as old ones are kept: decoded, without query, fragment and slash at its end.
pub fn kept(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = nfc(&percent_decoded(path));
    let path = path.trim_end_matches('/');
    if path.is_empty() { "/".to_owned() } else { path.to_owned() }
}

/// The page behind a path: an article's history stands and falls with the article.
pub fn page_of(path: &str) -> &str {
    let end = path.match_indices('/').nth(2).filter(|_| OF_THE_SITE.contains(&first_part(path)));
    end.map_or(path, |(end, _)| &path[..end])
}

/// Where an address at which nothing stands has moved for good; None where it never was. With its query first, then by its path alone.
pub async fn find_moved(db: &Db, site: Uuid, address: &str) -> Result<Option<String>, AppError> {
    let path = kept(address);
    // What stands below an article, its history, has moved with it.
    let (slug, below) = match path.strip_prefix("/bai-viet/") {
        Some(rest) => rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash)),
        None => ("", ""),
    };
    let target: Option<String> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/find_moved.sql"))
        .bind(site)
        .bind(&path)
        .bind(slug)
        .bind(below)
        .bind(kept_with_query(address).unwrap_or_default())
        .fetch_optional(pool)
        .await)?;
    Ok(target)
}

/// Which of these paths lead a reader somewhere, if only by a redirect, in one statement. No more than [`AT_ONCE`] are looked up.
pub async fn list_known(db: &Db, site: Uuid, paths: &[String]) -> Result<HashSet<String>, AppError> {
    let Some(first) = paths.first() else { return Ok(HashSet::new()) };
    let known: Vec<String> = on_db!(db, pool => {
        let mut query = sqlx::query_scalar(include_str!("sql/list_known.sql")).bind(site);
        for place in 0..AT_ONCE {
            query = query.bind(paths.get(place).unwrap_or(first));
        }
        query.fetch_all(pool).await
    })?;
    Ok(known.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permissions::RULES;

    #[test]
    fn every_address_of_the_program_is_known_as_its_own_or_as_the_sites() {
        for rule in RULES {
            let first = first_part(rule.path);
            assert!(is_own(rule.path) || OF_THE_SITE.contains(&first), "{} is missing", rule.path);
        }
    }

    #[test]
    fn what_stands_below_an_article_is_looked_up_as_the_article() {
        for (path, page) in [
            ("/bai-viet/le-khai-giang/phien-ban", "/bai-viet/le-khai-giang"),
            ("/chuyen-muc/tin/rss.xml", "/chuyen-muc/tin"),
            ("/trang/gioi-thieu", "/trang/gioi-thieu"),
            ("/tin-tuc/2019/abc.html", "/tin-tuc/2019/abc.html"),
            ("/", "/"),
        ] {
            assert_eq!(page_of(path), page);
        }
    }

    #[test]
    fn one_address_is_kept_in_one_way() {
        for (typed, path) in [
            ("/tin-tuc/abc.html", "/tin-tuc/abc.html"),
            ("/tin-tuc/", "/tin-tuc"),
            ("/tin-t%E1%BB%A9c/a%20b?id=1#d", "/tin-tức/a b"),
            ("/", "/"),
            ("", "/"),
        ] {
            assert_eq!(kept(typed), path);
        }
    }

    #[test]
    fn a_query_is_kept_as_it_was_written_and_only_as_text() {
        let (longest, longer) = (format!("/a?{}", "x".repeat(500)), format!("/a?{}", "x".repeat(501)));
        for (typed, whole) in [
            ("/index.php?nv=news&id=12", Some("/index.php?nv=news&id=12")),
            ("/index.php?id=12&nv=news", Some("/index.php?id=12&nv=news")),
            ("/Tin/?t%E1%BB%AB=a+b&c=%26#d", Some("/Tin?từ=a+b&c=&")),
            ("/a?", None),
            ("/a", None),
            ("/a#b?c", None),
            ("/a?b=%00", None),
            ("/a?b=%0d%0aSet-Cookie", None),
            (&longest, Some(longest.as_str())),
            (&longer, None),
        ] {
            assert_eq!(kept_with_query(typed).as_deref(), whole, "{typed}");
        }
    }
}
