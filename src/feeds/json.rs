//! JSON Feed 1.1.

use serde_json::json;

use super::model::Feed;
use crate::text::dates::rfc3339;

pub const TYPE: &str = "application/feed+json; charset=utf-8";
pub const FILE: &str = "feed.json";

pub fn json(feed: &Feed) -> String {
    let items: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| {
            let mut item = json!({
                "id": entry.urn(),
                "url": entry.link(&feed.base),
                "title": entry.title,
                // The format asks for some text.
                "content_text": if entry.lead.is_empty() { &entry.title } else { &entry.lead },
                "date_published": rfc3339(entry.published_at),
                "date_modified": rfc3339(entry.changed_at()),
                "tags": [entry.section],
                "language": "vi",
            });
            if let Some((url, ..)) = entry.picture(&feed.base) {
                item["image"] = url.into();
            }
            if !entry.author.is_empty() {
                item["authors"] = json!([{ "name": entry.author }]);
            }
            item
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.link(),
        "feed_url": feed.own(FILE),
        "language": "vi",
        "items": items,
    })
    .to_string()
}
