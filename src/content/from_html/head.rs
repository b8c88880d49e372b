//! What a file says about itself in its head.

use super::dom;
use super::line::one_line;
use markup5ever_rcdom::Handle;

#[derive(Default)]
pub struct Head {
    pub title: String,
    pub description: String,
    pub section: Option<String>,
    pub date: Option<String>,
    pub author: String,
    pub source: String,
    pub source_url: String,
    pub keywords: String,
    pub language: String,
}

pub fn read(document: &Handle) -> Head {
    let mut head = Head::default();
    let all = dom::descendants(document);
    let metas: Vec<(String, String)> = all.iter().filter(|node| dom::tag(node) == "meta").filter_map(meta).collect();
    let find = |names: &[&str]| {
        let named = |wanted: &&str| metas.iter().find(|(name, content)| name == wanted && !content.is_empty());
        names.iter().find_map(named).map(|(_, content)| content.clone())
    };
    if let Some(html) = all.iter().find(|node| dom::tag(node) == "html") {
        head.language = dom::attr(html, "lang").unwrap_or_default();
    }
    if let Some(title) = all.iter().find(|node| dom::tag(node) == "title") {
        head.title = one_line(&dom::text(title));
    }
    if head.title.is_empty() {
        head.title = find(&["og:title"]).unwrap_or_default();
    }
    head.description = find(&["description", "og:description"]).unwrap_or_default();
    head.section = find(&["section", "article:section"]);
    head.date = find(&["date", "article:published_time", "pubdate"]);
    head.author = find(&["author", "article:author"]).unwrap_or_default();
    head.source = find(&["source"]).unwrap_or_default();
    head.source_url = find(&["source-url"]).unwrap_or_default();
    head.keywords = find(&["keywords", "news_keywords"]).unwrap_or_default();
    head
}

fn meta(node: &Handle) -> Option<(String, String)> {
    let name = dom::attr(node, "name").or_else(|| dom::attr(node, "property"))?;
    Some((name.to_ascii_lowercase(), one_line(&dom::attr(node, "content")?)))
}
