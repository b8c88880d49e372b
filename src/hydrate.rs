//! The browser's entrance: called by the start script once the page has been painted.

use leptos::{mount::hydrate_body, prelude::*};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    app::ReaderApp,
    reading,
    visits::{
        block::{LiveFigures, LiveState},
        live,
    },
};

#[wasm_bindgen]
pub fn hydrate() {
    hydrate_body(|| {
        let preferences = RwSignal::new(reading::browser::current());
        let figures = LiveFigures { figures: RwSignal::new(live::figures_in_page()), state: RwSignal::new(LiveState::default()) };
        view! { <ReaderApp preferences live=figures/> }
    });
}
