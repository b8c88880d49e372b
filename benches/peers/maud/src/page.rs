//! The whole page: head, masthead, menu, article, side column, footer.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::json;

use crate::{
    content::{Node, content, words},
    database::{Article, Frame, Headline, Rendition},
};

/// Words a minute of quiet reading.
const READING_SPEED: usize = 220;
/// Vietnam is UTC+7, in microseconds.
const OFFSET: i64 = 7 * 3600 * 1_000_000;
const PETAL: &str = "M32 29c-9-6-8-17 0-19 8 2 9 13 0 19z";
/// Of a description, in characters.
const LONGEST: usize = 200;

pub struct Shown<'a> {
    pub host: &'a str,
    pub article: &'a Article,
    pub blocks: &'a [Node<'a>],
    pub media: &'a [Rendition],
    pub related: &'a [Headline],
    pub frame: &'a Frame,
}

pub fn page(shown: &Shown) -> Markup {
    let frame = shown.frame;
    html! {
        (DOCTYPE)
        html lang="vi" {
            head { (head(shown)) }
            body {
                a.skip-link href="#noi-dung" { "Đến nội dung chính" }
                (reading_bar(&shown.article.slug))
                (masthead(frame))
                nav.menu aria-label="Chuyên mục" {
                    div.menu-inner {
                        details {
                            summary { (icon("M4 6.5h16M4 12h16M4 17.5h16")) "Chuyên mục" }
                            ul role="list" {
                                li { a href="/" { "Trang chủ" } }
                                @for section in &frame.menu { li { a href={ "/chuyen-muc/" (section.slug) } { (section.name) } } }
                            }
                        }
                    }
                }
                div.page {
                    main id="noi-dung" tabindex="-1" { (article(shown)) }
                    (side(frame))
                }
                (footer(frame))
                noscript { img src="/api/visits/pixel.gif" width="1" height="1" alt=""; }
            }
        }
    }
}

fn head(shown: &Shown) -> Markup {
    let Shown { article, frame, .. } = shown;
    let base = format!("http://{}", shown.host);
    let address = format!("{base}/bai-viet/{}", article.slug);
    let (title, description) = (format!("{} – {}", article.title, frame.site.name), shortened(&article.lead));
    let (published, modified) = (rfc3339(article.published_at), rfc3339(article.corrected_at.unwrap_or(article.published_at)));
    let largest = shown.media.iter().filter(|one| Some(one.id) == article.cover_id && one.format == "jpeg").next_back();
    let picture = largest.map(|one| format!("{base}{}", one.address()));
    let place = |position: u8, name: &str, path: &str| json!({ "@type": "ListItem", "position": position, "name": name, "item": format!("{base}{path}") });
    let author = if article.author_line.is_empty() {
        json!({ "@type": "Organization", "name": frame.site.name })
    } else {
        json!({ "@type": "Person", "name": article.author_line })
    };
    let data = json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle", "headline": article.title, "description": article.lead, "datePublished": published,
                "dateModified": modified, "inLanguage": "vi", "mainEntityOfPage": address, "image": Vec::from_iter(&picture),
                "articleSection": article.section_name, "author": author,
                "publisher": { "@type": "GovernmentOrganization", "name": frame.site.name, "url": format!("{base}/") },
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    place(1, "Trang chủ", "/"),
                    place(2, &article.section_name, &format!("/chuyen-muc/{}", article.section_slug)),
                    place(3, &article.title, &format!("/bai-viet/{}", article.slug)),
                ],
            },
        ],
    });
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        title { (title) }
        link rel="stylesheet" href="/pkg/main.css";
        link rel="icon" href="/favicon.svg" type="image/svg+xml";
        link rel="alternate" type="application/rss+xml" href="/rss.xml";
        meta name="description" content=(description);
        link rel="canonical" href=(address);
        meta property="og:type" content="article";
        meta property="og:title" content=(title);
        meta property="og:description" content=(description);
        meta property="og:url" content=(address);
        meta property="og:site_name" content=(frame.site.name);
        meta property="og:locale" content="vi_VN";
        meta property="article:published_time" content=(published);
        meta property="article:modified_time" content=(modified);
        meta property="article:section" content=(article.section_name);
        @if let (Some(picture), Some(largest)) = (&picture, largest) {
            meta property="og:image" content=(picture);
            meta property="og:image:width" content=(largest.rendition_width);
            meta property="og:image:height" content=(largest.rendition_height);
            meta name="twitter:card" content="summary_large_image";
        }
        script type="application/ld+json" { (PreEscaped(data.to_string().replace('<', "\\u003c"))) }
    }
}

fn reading_bar(slug: &str) -> Markup {
    let button = |change: &str, seen: &str, class: &str, rest: &str| html! { button name="change" value=(change) { (seen) " " span class=(class) { (rest) } } };
    html! {
        section.reading-bar aria-label="Tùy chọn đọc" {
            form method="post" action="/tiep-can" aria-label="Cỡ chữ và tương phản" {
                input type="hidden" name="return" value={ "/bai-viet/" (slug) };
                fieldset {
                    legend.visually-hidden { "Cỡ chữ" }
                    (button("text-smaller", "A-", "visually-hidden", "Giảm cỡ chữ"))
                    (button("text-normal", "A", "visually-hidden", "Cỡ chữ mặc định"))
                    (button("text-larger", "A+", "visually-hidden", "Tăng cỡ chữ"))
                }
                fieldset {
                    legend.visually-hidden { "Tương phản" }
                    (button("contrast-more", "Tăng", "", "tương phản"))
                    (button("contrast-less", "Giảm", "", "tương phản"))
                }
            }
        }
    }
}

fn masthead(frame: &Frame) -> Markup {
    html! {
        header.masthead {
            div.masthead-inner {
                a.masthead-name href="/" {
                    svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" {
                        circle cx="32" cy="32" r="30.5" {}
                        circle cx="32" cy="32" r="26.5" stroke-width=".75" {}
                        @for turn in [0, 72, 144, 216, 288] { path d=(PETAL) transform={ "rotate(" (turn) " 32 32)" } {} }
                        circle cx="32" cy="32" r="2.5" fill="currentColor" stroke="none" {}
                    }
                    span { small { (frame.site.parent) } " " (frame.site.name) }
                }
                form.search-field role="search" action="/tim-kiem" method="get" aria-label="Tìm trên cổng" {
                    label.visually-hidden for="tim-nhanh" { "Tìm tin bài" }
                    input id="tim-nhanh" name="q" type="search" placeholder="Tìm tin bài…" maxlength="200" autocomplete="off";
                    button type="submit" { "Tìm" }
                }
            }
            span.masthead-teeth {}
        }
    }
}

fn article(shown: &Shown) -> Markup {
    let Shown { article, blocks, media, related, .. } = shown;
    let minutes = (words(blocks) + article.lead.split_whitespace().count()).div_ceil(READING_SPEED).max(1);
    html! {
        article.article {
            nav.breadcrumb aria-label="Đường dẫn" {
                ol role="list" {
                    li { a href="/" { "Trang chủ" } }
                    li { a href={ "/chuyen-muc/" (article.section_slug) } { (article.section_name) } }
                }
            }
            header {
                h1 { (article.title) }
                p.meta {
                    @if !article.author_line.is_empty() { span { (article.author_line) } " " }
                    time datetime=(rfc3339(article.published_at)) { (date_time(article.published_at)) }
                    " " span { (minutes) " phút đọc" }
                    button.button.needs-voice type="button" { "Nghe đọc bài" }
                }
            }
            @if let Some(at) = article.corrected_at {
                div.notice role="note" {
                    p {
                        "Bài đã được cập nhật lúc " (date_time(at)) ". "
                        a href={ "/bai-viet/" (article.slug) "/phien-ban" } { "Lịch sử đính chính" }
                    }
                }
            }
            @if !article.lead.is_empty() { p.lead { (article.lead) } }
            div.article-body {
                div.content { (content(blocks, media)) }
                (source(article))
            }
            div.article-end {
                (sharing(shown))
                p.buttons.needs-script {
                    button.button.needs-share type="button" { "Chia sẻ" }
                    button.button type="button" { "In bài" }
                }
                @if !related.is_empty() {
                    section.related {
                        div.list-heading { h2 { "Bài liên quan" } }
                        (headlines(related))
                    }
                }
            }
        }
    }
}

fn source(article: &Article) -> Markup {
    let Article { source_name, source_url, .. } = article;
    html! {
        @if !source_url.is_empty() {
            p.source { "Nguồn: " a href=(source_url) rel="external noopener" { (source_url) } }
        } @else if !source_name.is_empty() {
            p.source { "Nguồn: " (source_name) }
        }
    }
}

fn sharing(shown: &Shown) -> Markup {
    let address = format!("http://{}/bai-viet/{}", shown.host, shown.article.slug);
    let Frame { site, pages, .. } = shown.frame;
    html! {
        div.content {
            p {
                "Chia sẻ: "
                a href={ "https://www.facebook.com/sharer/sharer.php?u=" (address) } rel="noopener" { "Facebook" }
                " · "
                a href={ "mailto:?body=" (address) } { "Thư điện tử" }
                @if !site.email.is_empty() {
                    " · "
                    a href={ "mailto:" (site.email) "?subject=G%C3%B3p%20%C3%BD&body=" (address) } { "Gửi góp ý về bài này" }
                } @else if pages.iter().any(|page| page.slug == "lien-he") {
                    " · "
                    a href="/trang/lien-he" { "Gửi góp ý về bài này" }
                }
            }
        }
    }
}

fn headlines(articles: &[Headline]) -> Markup {
    html! {
        ul.headlines role="list" {
            @for one in articles {
                li {
                    a href={ "/bai-viet/" (one.slug) } { (one.title) }
                    " "
                    time datetime=(rfc3339(one.published_at)) { (date(one.published_at)) }
                }
            }
        }
    }
}

fn side(frame: &Frame) -> Markup {
    html! {
        aside.side aria-label="Thông tin bên lề" {
            @for block in &frame.blocks {
                section {
                    div.list-heading { h2 { (block.title) } }
                    (headlines(&block.items))
                }
            }
            @if !frame.web_links.is_empty() {
                section {
                    div.list-heading { h2 { "Liên kết website" } }
                    ul.headlines role="list" {
                        @for link in &frame.web_links { li { a href=(link.url) rel="external noopener" { (link.name) } } }
                    }
                }
            }
            section.visits aria-labelledby="truy-cap" {
                h2 id="truy-cap" { "Thống kê truy cập" }
                // Their values are no part of the comparison: here nobody is counted.
                dl {
                    @for (figure, name) in [("online", "Đang online"), ("today", "Hôm nay"), ("month", "Trong tháng"), ("all", "Tất cả")] {
                        div { dt { (name) } dd data-figure=(figure) { "0" } }
                    }
                }
                p.visits-foot { a href="/thong-ke-truy-cap" { "Cách đếm" } }
            }
        }
    }
}

fn footer(frame: &Frame) -> Markup {
    let Frame { site, pages, .. } = frame;
    let line = |label: &str, value: &str| html! { @if !value.is_empty() { p { (label) (value) } } };
    let dialled: String = site.phone.chars().filter(char::is_ascii_digit).collect();
    html! {
        footer.site-footer {
            div.site-footer-inner {
                div {
                    strong { (site.name) }
                    (line("Cơ quan chủ quản: ", &site.governing_body))
                    (line("Chịu trách nhiệm: ", &site.responsible))
                    (line("", &site.licence))
                }
                div {
                    strong { "Liên hệ" }
                    (line("Trụ sở: ", &site.address))
                    @if !dialled.is_empty() { p { "Điện thoại: " a href={ "tel:" (dialled) } { (site.phone) } } }
                    @if !site.email.is_empty() { p { "Thư điện tử: " a href={ "mailto:" (site.email) } { (site.email) } } }
                }
                nav aria-label="Chân trang" {
                    ul role="list" {
                        @for page in pages { li { a href={ "/trang/" (page.slug) } { (page.title) } } }
                        @for (href, name) in [("/luu-tru", "Lưu trữ theo ngày"), ("/tiep-can", "Hỗ trợ tiếp cận"), ("/thong-ke-truy-cap", "Thống kê truy cập")] {
                            li { a href=(href) { (name) } }
                        }
                    }
                }
            }
        }
    }
}

fn icon(path: &str) -> Markup {
    html! { svg.icon viewBox="0 0 24 24" aria-hidden="true" { path d=(path) {} } }
}

/// Year, month, day, hour, minute, second in Vietnam (civil-from-days, proleptic Gregorian).
fn local(micros: i64) -> [i64; 6] {
    let seconds = (micros + OFFSET).div_euclid(1_000_000);
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let (day, second) = (day_of_year - (153 * from_march + 2) / 5 + 1, seconds.rem_euclid(86_400));
    [year_of_era + era * 400 + i64::from(month <= 2), month, day, second / 3600, second / 60 % 60, second % 60]
}

fn date(micros: i64) -> String {
    let [year, month, day, ..] = local(micros);
    format!("{day:02}/{month:02}/{year}")
}

fn date_time(micros: i64) -> String {
    let [.., hour, minute, _] = local(micros);
    format!("{hour:02}:{minute:02}, {}", date(micros))
}

fn rfc3339(micros: i64) -> String {
    let [year, month, day, hour, minute, second] = local(micros);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+07:00")
}

/// Cut at a word.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..text[..end].rfind(' ').unwrap_or(end)]),
    }
}
