//! The pages that only the server knows, in the reader's frame. They bring no app with them, and links to them are full loads.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route},
    path,
};

use crate::{
    archive::pages::ArchivePage,
    article::{author_page::AuthorPage, history::HistoryPage, tag_page::TagPage},
    reading::pages::AccessibilityPage,
    workflow::previewing::PreviewPage,
};

/// How the addresses of these pages begin, or end; `start.ts` knows the same.
const PLACES: [&str; 4] = ["/luu-tru", "/tac-gia/", "/tiep-can", "/tu-khoa/"];
const HISTORY: &str = "/phien-ban";

/// Whether an address, given by its template, is a page that no app in the browser knows.
pub fn is_served(template: &str) -> bool {
    PLACES.iter().any(|place| template.starts_with(place)) || is_history(template)
}

/// Whether a path is that of an article's history.
pub fn is_history(path: &str) -> bool {
    path.ends_with(HISTORY)
}

/// What stands in `<main>`.
#[component]
pub fn ServedPages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| ()>
            <Route path=path!("/bai-viet/:slug/phien-ban") view=HistoryPage ssr=SsrMode::Async/>
            <Route path=path!("/tiep-can") view=AccessibilityPage ssr=SsrMode::Async/>
            <Route path=path!("/tac-gia/:slug") view=AuthorPage ssr=SsrMode::Async/>
            <Route path=path!("/tu-khoa/:slug") view=TagPage ssr=SsrMode::Async/>
            <Route path=path!("/bien-tap/xem-truoc/:id") view=PreviewPage ssr=SsrMode::Async/>
            <Route path=path!("/luu-tru") view=ArchivePage ssr=SsrMode::Async/>
            <Route path=path!("/luu-tru/:year") view=ArchivePage ssr=SsrMode::Async/>
            <Route path=path!("/luu-tru/:year/:month") view=ArchivePage ssr=SsrMode::Async/>
            <Route path=path!("/luu-tru/:year/:month/:day") view=ArchivePage ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}
