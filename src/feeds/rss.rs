//! RSS 2.0.

use std::fmt::Write;

use super::model::Feed;
use crate::text::{dates::rfc2822, xml::escaped};

pub const TYPE: &str = "application/rss+xml; charset=utf-8";
pub const FILE: &str = "rss.xml";

pub fn rss(feed: &Feed) -> String {
    let mut xml = String::new();
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\n\
         <channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>vi</language>\n\
         <atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escaped(&feed.title),
        escaped(&feed.link()),
        escaped(&feed.description),
        escaped(&feed.own(FILE)),
    );
    if !feed.entries.is_empty() {
        let _ = writeln!(xml, "<lastBuildDate>{}</lastBuildDate>", rfc2822(feed.changed_at()));
    }
    for entry in &feed.entries {
        let _ = write!(
            xml,
            "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">{}</guid>\n<pubDate>{}</pubDate>\n<category>{}</category>\n",
            escaped(&entry.title),
            escaped(&entry.link(&feed.base)),
            entry.urn(),
            rfc2822(entry.published_at),
            escaped(&entry.section),
        );
        if !entry.lead.is_empty() {
            let _ = writeln!(xml, "<description>{}</description>", escaped(&entry.lead));
        }
        if !entry.author.is_empty() {
            let _ = writeln!(xml, "<dc:creator>{}</dc:creator>", escaped(&entry.author));
        }
        if let Some((url, width, height)) = entry.picture(&feed.base) {
            let _ = writeln!(
                xml,
                "<media:content url=\"{}\" type=\"image/jpeg\" medium=\"image\" width=\"{width}\" height=\"{height}\"/>",
                escaped(&url)
            );
        }
        xml.push_str("</item>\n");
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}
