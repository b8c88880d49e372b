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
        escaped(section_name(article)),
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
    let sections = article.sections.iter().map(|(path, name)| (path.as_str(), name.as_str()));
    let steps = std::iter::once(("/", "Trang chủ")).chain(sections).chain([(head.path.as_str(), head.title.as_str())]);
    let place = |(position, (path, name))| json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{base}{path}") });
    let places: Vec<Value> = (1..).zip(steps).map(place).collect();
    let data = json!({
        "@context": "https://schema.org",
        "@graph": [news_article(head, article, base, site), { "@type": "BreadcrumbList", "itemListElement": places }],
    });
    let _ = write!(html, "<script type=\"application/ld+json\">{}</script>", data.to_string().replace('<', "\\u003c"));
}

fn section_name(article: &ArticleHead) -> &str {
    article.sections.last().map_or("", |(_, name)| name)
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
        "articleSection": section_name(article),
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
    #![allow(clippy::unwrap_used)]

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

    #[test]
    fn the_way_to_an_article_leads_through_all_sections_above_it() {
        let sections =
            [("/chuyen-muc/tin", "Tin"), ("/chuyen-muc/hop", "Họp")].map(|(path, name)| (path.to_owned(), name.to_owned()));
        let article = Some(ArticleHead { sections: sections.into(), ..ArticleHead::default() });
        let html = written(&Head { title: "Bài".into(), path: "/bai-viet/bai".into(), article, ..Head::default() });
        assert!(html.contains("<meta property=\"article:section\" content=\"Họp\">"), "{html}");
        let data = html.split_once("ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
        let data: Value = serde_json::from_str(data).unwrap();
        let steps = data["@graph"][1]["itemListElement"].as_array().unwrap();
        let shown: Vec<_> = steps.iter().map(|step| (step["position"].as_u64().unwrap(), step["item"].as_str().unwrap())).collect();
        let base = "https://xa.example";
        let paths = ["/", "/chuyen-muc/tin", "/chuyen-muc/hop", "/bai-viet/bai"].map(|path| format!("{base}{path}"));
        assert_eq!(shown, (1..).zip(paths.iter().map(String::as_str)).collect::<Vec<_>>());
    }
}
