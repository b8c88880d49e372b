//! A page in its frame. The frame stands as the server wrote it: the browser's app is what is in `<main>` (decision 0023).

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::{
    app::{Pages, SiteName},
    error::AppError,
    reading::{
        bar::{Preferences, ReadingBar},
        model::ReadingPreferences,
    },
    search::pages::SearchField,
    site::{
        frame::{Footer, Masthead, Menu, NoticeBar, Side, SkipLink},
        model::Frame,
    },
    ui::{head::Head, stop::Stop},
};

/// A reader's page that the browser's app takes over.
#[component]
pub fn ReaderApp(preferences: ReadingPreferences, frame: Frame) -> impl IntoView {
    view! { <Framed preferences frame=Ok(frame) page=|| view! { <Pages/> }.into_any()/> }
}

/// Without its frame (the database does not answer) a page can only say so.
#[component]
pub fn Framed(preferences: ReadingPreferences, frame: Result<Frame, AppError>, page: fn() -> AnyView) -> impl IntoView {
    provide_context(Preferences(preferences));
    let inside = move || match frame {
        Ok(frame) => {
            provide_context(SiteName(frame.site.name.clone()));
            framed(frame, page())
        }
        Err(error) => unframed(error),
    };
    view! {
        <Router>
            <SkipLink/>
            <ReadingBar/>
            {inside()}
        </Router>
    }
}

fn framed(frame: Frame, page: AnyView) -> AnyView {
    view! {
        <NoticeBar notice=frame.notice.clone()/>
        <Masthead site=frame.site.clone()><SearchField/></Masthead>
        <Menu sections=frame.menu.clone()/>
        <div class="page">
            <main id="noi-dung" tabindex="-1" data-site=frame.site.name.clone()>{page}</main>
            <Side blocks=frame.blocks.clone() web_links=frame.web_links.clone()/>
        </div>
        <Footer frame/>
    }
    .into_any()
}

fn unframed(error: AppError) -> AnyView {
    Head::of_error(&error).say();
    view! { <div class="page"><main id="noi-dung" tabindex="-1"><Stop error/></main></div> }.into_any()
}
