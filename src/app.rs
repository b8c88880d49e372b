//! The reader's app: every page address, on one screen.

use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    article::pages::ArticlePage,
    error::AppError,
    home::pages::HomePage,
    page::pages::PlainPage,
    reading::bar::{Preferences, ReadingBar},
    search::pages::{SearchField, SearchPage},
    section::pages::SectionPage,
    site::{
        frame::{Footer, Masthead, Menu, NoticeBar, Side, SkipLink},
        model::Frame,
    },
    ui::{head::Head, page_data::frame_data, stop::Stop},
    visits::{block::LiveFigures, pages::StatisticsPage},
};

/// The name that stands in the title of each page.
#[derive(Clone, Copy)]
pub struct SiteName(pub RwSignal<String>);

/// "Bài – Cổng thông tin điện tử xã Hoa Đào"; the home page has the site's name alone.
pub fn full_title(title: &str, site: &str) -> String {
    if title.is_empty() { site.to_owned() } else { format!("{title} – {site}") }
}

#[component]
pub fn ReaderApp(preferences: RwSignal<crate::reading::model::ReadingPreferences>, live: LiveFigures) -> impl IntoView {
    let (is_routing, set_is_routing) = signal(false);
    let site_name = RwSignal::new(String::new());
    provide_context(Preferences(preferences));
    provide_context(live);
    provide_context(SiteName(site_name));
    let frame = frame_data("/api/site/frame");

    let framed = move |frame: Frame| {
        site_name.set(frame.site.name.clone());
        started(&frame.site.name, live);
        framed(frame, view! { <Pages/> }.into_any())
    };
    view! {
        <Router set_is_routing>
            <SkipLink/>
            <ReadingBar/>
            {move || is_routing.get().then(|| view! { <div class="route-progress"></div> })}
            <Suspense fallback=|| ()>
                {move || Suspend::new(async move {
                    match frame.await.read() {
                        Ok(frame) => framed(frame),
                        Err(error) => unframed(error),
                    }
                })}
            </Suspense>
        </Router>
    }
}

/// A page in its frame.
pub(crate) fn framed(frame: Frame, page: AnyView) -> AnyView {
    view! {
        <NoticeBar notice=frame.notice.clone()/>
        <Masthead site=frame.site.clone()><SearchField/></Masthead>
        <Menu sections=frame.menu.clone()/>
        <div class="page">
            <main id="noi-dung" tabindex="-1">{page}</main>
            <Side blocks=frame.blocks.clone() web_links=frame.web_links.clone()/>
        </div>
        <Footer frame/>
    }
    .into_any()
}

#[component]
fn Pages() -> impl IntoView {
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

/// Without its frame (the database does not answer) a page can only say so.
pub(crate) fn unframed(error: AppError) -> AnyView {
    Head::of_error(&error).say();
    view! { <div class="page"><main id="noi-dung" tabindex="-1"><Stop error/></main></div> }.into_any()
}

#[cfg(feature = "hydrate")]
use browser::started;

#[cfg(not(feature = "hydrate"))]
fn started(_name: &str, _live: LiveFigures) {}

#[cfg(feature = "hydrate")]
mod browser {
    use std::sync::Once;

    use crate::{
        search::typing,
        ui::browser::{arrival, intent},
        visits::{block::LiveFigures, live},
    };

    static STARTED: Once = Once::new();

    /// Once the page stands: sockets, navigation, prefetch.
    pub fn started(name: &str, figures: LiveFigures) {
        let name = name.to_owned();
        STARTED.call_once(|| {
            let _ = leptos::prelude::request_animation_frame(move || {
                arrival::follow(name);
                intent::follow();
                typing::follow();
                live::follow(figures);
            });
        });
    }
}
