//! What a reader's page says of itself to search engines and message apps. What nobody has written is left out: an empty description or
//! picture would be shown as one.

use std::fmt::Write;

use serde_json::{Value, json};

use super::author;
use crate::{
    text::{dates::rfc3339, shortened, xml::escaped},
    ui::head::{ArticleHead, Head},
};

/// `title` is escaped already; `base` is the site's address without a slash at the end, `site` its name.
pub(super) fn write(html: &mut String, head: &Head, title: &str, base: &str, site: &str) {
    let description = escaped(&shortened(&head.description));
    let describe = |html: &mut String, as_what: &str| {
        if !description.is_empty() {
            let _ = write!(html, "<meta {as_what}description\" content=\"{description}\">");
        }
    };
    describe(html, "name=\"");
    if head.status >= 400 {
        html.push_str("<meta name=\"robots\" content=\"noindex\">");
        return;
    }
    let address = escaped(&format!("{base}{}", head.path));
    let kind = if head.article.is_some() { "article" } else { "website" };
    let _ = write!(
        html,
        "<link rel=\"canonical\" href=\"{address}\"><link rel=\"alternate\" hreflang=\"vi\" href=\"{address}\"><meta property=\"og:type\" content=\"{kind}\"><meta property=\"og:title\" content=\"{title}\">",
    );
    describe(html, "property=\"og:");
    let _ = write!(
        html,
        "<meta property=\"og:url\" content=\"{address}\"><meta property=\"og:site_name\" content=\"{}\"><meta property=\"og:locale\" content=\"vi_VN\">",
        escaped(site),
    );
    if let Some(article) = &head.article {
        write_article(html, head, article, base, site);
    }
}

fn write_article(html: &mut String, head: &Head, article: &ArticleHead, base: &str, site: &str) {
    let (published, modified) = (rfc3339(article.published_at), rfc3339(article.modified_at));
    let _ = write!(
        html,
        "<meta property=\"article:published_time\" content=\"{published}\"><meta property=\"article:modified_time\" content=\"{modified}\">\
         <meta property=\"article:section\" content=\"{}\">",
        escaped(&article.section_name),
    );
    if let Some(picture) = &article.picture {
        let _ = write!(
            html,
            "<meta property=\"og:image\" content=\"{}\"><meta property=\"og:image:width\" content=\"{}\">\
             <meta property=\"og:image:height\" content=\"{}\"><meta name=\"twitter:card\" content=\"summary_large_image\">",
            escaped(&format!("{base}{}", picture.path)),
            picture.width,
            picture.height,
        );
    }
    let place = |position: u8, name: &str, path: &str| json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{base}{path}") });
    let places =
        [place(1, "Trang chủ", "/"), place(2, &article.section_name, &article.section_path), place(3, &head.title, &head.path)];
    let data = json!({
        "@context": "https://schema.org",
        "@graph": [news_article(head, article, base, site), { "@type": "BreadcrumbList", "itemListElement": places }],
    });
    let _ = write!(html, "<script type=\"application/ld+json\">{}</script>", data.to_string().replace('<', "\\u003c"));
}

fn news_article(head: &Head, article: &ArticleHead, base: &str, site: &str) -> Value {
    let author = if article.author.is_empty() { site } else { &article.author };
    let mut news = json!({
        "@type": "NewsArticle",
        "headline": head.title,
        "datePublished": rfc3339(article.published_at),
        "dateModified": rfc3339(article.modified_at),
        "inLanguage": "vi",
        "mainEntityOfPage": format!("{base}{}", head.path),
        "articleSection": article.section_name,
        "author": { "@type": author::kind(&article.author), "name": author },
        "publisher": { "@type": "GovernmentOrganization", "name": site, "url": format!("{base}/") },
    });
    if !head.description.is_empty() {
        news["description"] = head.description.as_str().into();
    }
    if let Some(picture) = &article.picture {
        news["image"] = json!([format!("{base}{}", picture.path)]);
    }
    news
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::head::HeadPicture;

    fn written(head: &Head) -> String {
        let mut html = String::new();
        write(&mut html, head, "Bài", "https://xa.example", "Xã");
        html
    }

    #[test]
    fn what_nobody_has_written_is_left_out() {
        let head = Head { article: Some(ArticleHead::default()), ..Head::default() };
        let bare = written(&head);
        assert!(bare.contains("NewsArticle") && !bare.contains("description") && !bare.contains("image"), "{bare}");
        assert!(!written(&Head { status: 404, ..Head::default() }).contains("description"));

        let picture = Some(HeadPicture { path: "/tap-tin/a.jpg".into(), width: 1200, height: 630 });
        let article = Some(ArticleHead { picture, ..ArticleHead::default() });
        let full = written(&Head { description: "Cầu \"mới\"".into(), article, ..head });
        for part in [
            "<meta name=\"description\" content=\"Cầu &quot;mới&quot;\">",
            "<meta property=\"og:description\" content=\"Cầu &quot;mới&quot;\">",
            "\"description\":\"Cầu \\\"mới\\\"\"",
            "\"image\":[\"https://xa.example/tap-tin/a.jpg\"]",
        ] {
            assert!(full.contains(part), "{part} in {full}");
        }
    }
}
