//! The HTML around the app: attributes from the cookie, metadata from the page, our own script tag.

use std::fmt::Write;

use crate::{
    app::full_title,
    http::{Assets, Sheet},
    look::{self, Colour, Palette},
    reading::model::ReadingPreferences,
    site::model::SiteRow,
    text::xml::escaped,
    ui::head::Head,
};

use super::{metadata, page::SHEET};

/// The built-in colour of the masthead.
const SEAL: &str = "821216";
const NOT_FOR_ROBOTS: &str = "<meta name=\"robots\" content=\"noindex, nofollow\">";

/// Which app a page belongs to: each has its own style sheet and download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    Reader,
    /// A reader's page without a download.
    Served,
    Newsroom,
    /// A screen of the newsroom without a download.
    Screen,
}

impl App {
    fn is_newsroom(self) -> bool {
        matches!(self, Self::Newsroom | Self::Screen)
    }

    fn styles(self) -> &'static [&'static str] {
        match self {
            Self::Reader => &["main.css"],
            Self::Served => &["main.css", "served.css"],
            Self::Newsroom | Self::Screen => &["newsroom.css"],
        }
    }

    fn download(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Reader => Some(["reader.js", "reader.wasm"]),
            Self::Served | Self::Screen => None,
            Self::Newsroom => Some(["newsroom.js", "newsroom.wasm"]),
        }
    }
}

/// What the shell needs besides the app's HTML.
pub struct Shell<'a> {
    pub assets: &'a Assets,
    pub app: App,
    pub base: &'a str,
    pub site: &'a SiteRow,
    pub preferences: ReadingPreferences,
    pub is_sparing: bool,
    pub head: &'a Head,
}

impl Shell<'_> {
    /// The whole document, with a place for each of `sheets`; without any, its style sheets are files.
    pub fn wrap(&self, app: &str, sheets: &[Sheet]) -> String {
        let mut html = String::with_capacity(app.len() + 4096);
        let title = escaped(&full_title(&self.head.title, &self.site.name));
        let _ = write!(
            html,
            "<!DOCTYPE html><html lang=\"vi\"{}{}><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>",
            self.preferences.attributes(),
            // A reader's browser says itself whether it has the letters.
            if self.app.is_newsroom() { " data-fonts" } else { "" },
        );
        if self.app.is_newsroom() {
            // A reader's text does not wait behind 60 kB of letters (decision 0023).
            for font in ["be-vietnam-pro-400.woff2", "be-vietnam-pro-600.woff2"] {
                let _ = write!(
                    html,
                    "<link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>",
                    self.assets.path(font)
                );
            }
        }
        for _ in sheets {
            let _ = write!(html, "<style>{SHEET}</style>");
        }
        if sheets.is_empty() {
            for style in self.app.styles() {
                let _ = write!(html, "<link rel=\"stylesheet\" href=\"{}\">", self.assets.path(style));
            }
        }
        self.write_look(&mut html, sheets.is_empty());
        self.write_start(&mut html);
        match self.app {
            App::Reader | App::Served => {
                self.write_feeds(&mut html);
                metadata::write(&mut html, self.head, &title, self.base, &self.site.name);
            }
            App::Newsroom => {
                html.push_str(NOT_FOR_ROBOTS);
                let _ = write!(
                    html,
                    "<script type=\"application/json\" data-editor-app=\"{}\" data-docx-app=\"{}\"></script>",
                    self.assets.path("editor.js"),
                    self.assets.path("docx.js"),
                );
            }
            App::Screen => {
                html.push_str(NOT_FOR_ROBOTS);
                // The second defines the element of the library's upload form.
                for script in ["screens.js", "library.js"] {
                    let _ = write!(html, "<script type=\"module\" src=\"{}\"></script>", self.assets.path(script));
                }
            }
        }
        html.push_str("</head><body>");
        html.push_str(app);
        if self.app.is_newsroom() {
            html.push_str("</body></html>");
            return html;
        }
        // Outside the app: browsers with scripts read it as text, which hydration would stumble over.
        html.push_str("<noscript><img src=\"/api/visits/pixel.gif\" width=\"1\" height=\"1\" alt=\"\"></noscript></body></html>");
        html
    }

    /// Where a feed reader finds the site's feed, and on a section's page the section's before it.
    fn write_feeds(&self, html: &mut String) {
        let path = self.head.path.split('?').next().unwrap_or_default();
        if path.starts_with("/chuyen-muc/") && self.head.status < 400 {
            let (path, title) = (escaped(path), escaped(&self.head.title));
            let _ = write!(html, "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{title}\" href=\"{path}/rss.xml\">");
        }
        html.push_str("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Tin mới\" href=\"/rss.xml\">");
    }

    /// The style sheets that stand in a reader's page itself, in their order: on a phone a file of its own is three round trips (decision
    /// 0025). Who saves data has them once for all pages.
    pub fn sheets(&self) -> Vec<Sheet> {
        if self.is_sparing {
            return Vec::new();
        }
        let built_in = self.app.styles().iter().filter_map(|style| self.assets.sheet(style).cloned());
        let own = Colour::parse(&self.site.colour).and_then(|colour| Palette::of(colour).ok());
        built_in.chain(own.map(|palette| Sheet::of(&palette.css()))).collect()
    }

    /// What scripts begin with. A reader's page asks for nothing before it is painted (decision 0028).
    fn write_start(&self, html: &mut String) {
        let [script, wasm] = self.app.download().map_or(["", ""], |files| files.map(|file| self.assets.path(file)));
        let [start, aloud] = ["start.js", "aloud.js"].map(|file| self.assets.path(file));
        let boot = if self.app.is_newsroom() { None } else { self.assets.content("boot.js") };
        let kind = if boot.is_some() { "data-start" } else { "type=\"module\" src" };
        let _ = write!(html, "<script {kind}=\"{start}\" data-app=\"{script}\" data-wasm=\"{wasm}\" data-aloud=\"{aloud}\"");
        match self.app {
            // No app keeps its figures moving.
            App::Served if !self.is_sparing => {
                let _ = write!(html, " data-figures=\"{}\"", self.assets.path("figures.js"));
            }
            _ if self.is_sparing || script.is_empty() => html.push_str(" data-sparing"),
            _ => {}
        }
        html.push('>');
        html.push_str(boot.as_deref().and_then(|boot| str::from_utf8(boot).ok()).unwrap_or_default());
        html.push_str("</script>");
    }

    /// The site's own colours, over the built-in ones, where they are a file; and its icon.
    fn write_look(&self, html: &mut String, as_file: bool) {
        let SiteRow { colour, mark, .. } = self.site;
        let own = Colour::parse(colour);
        if let Some(colour) = own.filter(|_| as_file) {
            let _ = write!(html, "<link rel=\"stylesheet\" href=\"{}\">", look::address(colour));
        }
        let colour = own.map_or_else(|| SEAL.to_owned(), |colour| colour.to_string());
        let icon = if mark.is_empty() { "/favicon.svg\" type=\"image/svg+xml" } else { mark };
        let _ = write!(html, "<link rel=\"icon\" href=\"{icon}\"><meta name=\"theme-color\" content=\"#{colour}\">");
    }
}
