//! The reader's pages: every address that server and browser know, on one screen.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route},
    path,
};

use crate::{
    article::pages::ArticlePage,
    error::AppError,
    home::pages::HomePage,
    page::pages::PlainPage,
    search::pages::SearchPage,
    section::pages::SectionPage,
    ui::{head::Head, stop::Stop},
    visits::pages::StatisticsPage,
};

/// The name that stands in the title of each page.
#[derive(Clone)]
pub struct SiteName(pub String);

/// "Bài – Cổng thông tin điện tử xã Hoa Đào"; the home page has the site's name alone.
pub fn full_title(title: &str, site: &str) -> String {
    if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") }
}

/// What stands in `<main>`.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=missing>
            <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
            <Route path=path!("/bai-viet/:slug") view=ArticlePage ssr=SsrMode::Async/>
            <Route path=path!("/chuyen-muc/:section") view=SectionPage ssr=SsrMode::Async/>
            <Route path=path!("/trang/:slug") view=PlainPage ssr=SsrMode::Async/>
            <Route path=path!("/tim-kiem") view=SearchPage ssr=SsrMode::Async/>
            <Route path=path!("/thong-ke-truy-cap") view=StatisticsPage ssr=SsrMode::Async/>
        </FlatRoutes>
    }
}

fn missing() -> AnyView {
    Head::of_error(&AppError::NotFound).say();
    view! { <Stop error=AppError::NotFound/> }.into_any()
}
