//! Atom (RFC 4287).

use std::fmt::Write;

use super::model::Feed;
use crate::text::{dates::rfc3339, xml::escaped};

pub const TYPE: &str = "application/atom+xml; charset=utf-8";
pub const FILE: &str = "atom.xml";

pub fn atom(feed: &Feed) -> String {
    let mut xml = String::new();
    let own = escaped(&feed.own(FILE));
    let _ = write!(
        xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n<id>{own}</id>\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<updated>{}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<author><name>{}</name></author>\n",
        escaped(&feed.title),
        escaped(&feed.description),
        rfc3339(feed.changed_at()),
        escaped(&feed.link()),
        escaped(&feed.title),
    );
    for entry in &feed.entries {
        let _ = write!(
            xml,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<published>{}</published>\n\
             <updated>{}</updated>\n<category term=\"{}\"/>\n",
            entry.urn(),
            escaped(&entry.title),
            escaped(&entry.link(&feed.base)),
            rfc3339(entry.published_at),
            rfc3339(entry.changed_at()),
            escaped(&entry.section),
        );
        if !entry.lead.is_empty() {
            let _ = writeln!(xml, "<summary>{}</summary>", escaped(&entry.lead));
        }
        if !entry.author.is_empty() {
            let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&entry.author));
        }
        xml.push_str("</entry>\n");
    }
    xml.push_str("</feed>\n");
    xml
}
