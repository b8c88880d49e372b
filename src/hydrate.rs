//! The browser's entrance: called by the start script once the page has been painted.

#[cfg(feature = "newsroom")]
mod newsroom {
    use leptos::{mount::hydrate_body, prelude::*};
    use wasm_bindgen::prelude::wasm_bindgen;

    use crate::{
        newsroom::NewsroomApp,
        ui::{browser::sending::page_state, form::FormState},
    };

    #[wasm_bindgen]
    pub fn hydrate() {
        hydrate_body(|| {
            FormState::provide(page_state());
            view! { <NewsroomApp/> }
        });
    }
}

/// What stands in `<main>`; the frame around it stays as the server wrote it (decision 0023).
#[cfg(not(feature = "newsroom"))]
mod reader {
    use leptos::{mount::hydrate_from, prelude::*};
    use leptos_router::{components::Router, hooks::use_location};
    use wasm_bindgen::{JsCast, prelude::wasm_bindgen};

    use crate::{
        app::{Pages, SiteName},
        article::{self, corrected},
        home, section,
        site::browser::{show_place, show_progress},
        ui::browser::{arrival, intent},
        visits::live,
    };

    #[wasm_bindgen]
    pub fn hydrate() {
        let main = document().get_element_by_id("noi-dung").and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok());
        let Some(main) = main else { return };
        let name = main.dataset().get("site").unwrap_or_default();
        arrival::follow(name.clone());
        hydrate_from(main, move || reader_pages(name)).forget();
    }

    /// What listens beside the pages: a task of its own, so that neither keeps the reader waiting long.
    #[wasm_bindgen]
    pub fn follow() {
        intent::follow(data_behind);
        live::follow(corrected::tell, corrected::look);
    }

    /// Where the data of a page is asked for; None for pages that the app does not show, or only with more than a path.
    fn data_behind(path: &str) -> Option<String> {
        // An article's history stands below it, and is no article; nor is a section's feed a section.
        let slug = |place: &str| path.strip_prefix(place).filter(|slug| !slug.contains(['/', '?', '#']));
        if path == "/" {
            return Some(home::pages::ADDRESS.to_owned());
        }
        slug("/bai-viet/")
            .map(article::pages::address)
            .or_else(|| slug("/chuyen-muc/").map(|slug| section::pages::address(slug, 1)))
    }

    fn reader_pages(name: String) -> AnyView {
        let (is_routing, set_is_routing) = signal(false);
        provide_context(SiteName(name));
        Effect::new(move |_| show_progress(is_routing.get()));
        view! { <Router set_is_routing>{located_pages()}</Router> }.into_any()
    }

    /// The pages, and the frame told where the reader is.
    fn located_pages() -> AnyView {
        let location = use_location();
        Effect::new(move |before: Option<()>| {
            let path = location.pathname.get();
            if before.is_some() {
                show_place(&path);
            }
        });
        view! { <Pages/> }.into_any()
    }
}
