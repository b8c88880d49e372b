//! `/robots.txt`: everything for readers may be fetched; what is asked anew each time, and the newsroom, may not.

pub fn robots(base: &str) -> String {
    format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /bien-tap\nDisallow: /dang-nhap\nDisallow: /tim-kiem?\n\nSitemap: {base}/sitemap.xml\nSitemap: {base}/sitemap-tin-moi.xml\n"
    )
}
