//! Maps of the site (sitemaps.org): an index, its parts with pictures, and the news of the last two days.

use std::fmt::Write;

use super::{
    model::{Entry, picture},
    store::Address,
};
use crate::{
    media::model::MediaView,
    text::{dates::rfc3339, xml::escaped},
};

pub const TYPE: &str = "application/xml; charset=utf-8";
/// Addresses in one part; fifty thousand are allowed, which would be much to make at once.
pub const PART: i64 = 5_000;

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Part 0 holds sections and pages, each further one articles.
pub fn index(base: &str, articles: i64, changed_at: i64) -> String {
    let mut xml = format!("{START}<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..=parts(articles) {
        let changed =
            if part == 0 || changed_at == 0 { String::new() } else { format!("<lastmod>{}</lastmod>", rfc3339(changed_at)) };
        let _ = writeln!(xml, "<sitemap><loc>{}/sitemap/{part}</loc>{changed}</sitemap>", escaped(base));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

pub fn parts(articles: i64) -> i64 {
    (articles + PART - 1) / PART
}

pub fn part(base: &str, addresses: &[Address], covers: &[MediaView]) -> String {
    let mut xml = format!(
        "{START}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n"
    );
    for address in addresses {
        let _ = write!(xml, "<url><loc>{}{}</loc>", escaped(base), escaped(&address.path));
        if address.changed_at > 0 {
            let _ = write!(xml, "<lastmod>{}</lastmod>", rfc3339(address.changed_at));
        }
        let id = address.cover_id.map(|id| id.to_string());
        let cover = covers.iter().find(|cover| Some(&cover.id) == id.as_ref());
        if let Some((url, ..)) = cover.and_then(|cover| picture(cover, base)) {
            let _ = write!(xml, "<image:image><image:loc>{}</image:loc></image:image>", escaped(&url));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Only what is new may be called news. Where nothing is, the map names the home page as what it is: a map without an address is none by
/// its schema, and one that comes and goes is reported as an error where it was handed in.
pub fn news(base: &str, name: &str, entries: &[Entry]) -> String {
    let mut xml = format!(
        "{START}<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"
    );
    for entry in entries {
        let _ = writeln!(
            xml,
            "<url><loc>{}</loc><news:news><news:publication><news:name>{}</news:name><news:language>vi</news:language></news:publication>\
             <news:publication_date>{}</news:publication_date><news:title>{}</news:title></news:news></url>",
            escaped(&entry.link(base)),
            escaped(name),
            rfc3339(entry.published_at),
            escaped(&entry.title),
        );
    }
    if entries.is_empty() {
        let _ = writeln!(xml, "<url><loc>{}/</loc></url>", escaped(base));
    }
    xml.push_str("</urlset>\n");
    xml
}
