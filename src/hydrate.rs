//! The browser's entrance: called by the start script once the page has been painted.

use leptos::{mount::hydrate_body, prelude::*};
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(not(feature = "newsroom"))]
#[wasm_bindgen]
pub fn hydrate() {
    use crate::{
        app::ReaderApp,
        reading,
        visits::{block::LiveFigures, live},
    };
    hydrate_body(|| {
        let preferences = RwSignal::new(reading::browser::current());
        let figures = LiveFigures::new(live::figures_in_page());
        view! { <ReaderApp preferences live=figures/> }
    });
}

#[cfg(feature = "newsroom")]
#[wasm_bindgen]
pub fn hydrate() {
    use crate::{
        newsroom::NewsroomApp,
        ui::{browser::sending::page_state, form::FormState},
    };
    hydrate_body(|| {
        FormState::provide(page_state());
        view! { <NewsroomApp/> }
    });
}
