//! Prefetch on intent: whoever points at a link, touches it or tabs to it will probably follow it.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::ui::{page_data, warm};

/// Listens as long as the page lives.
pub fn follow() {
    for listener in [
        window_event_listener(ev::pointerover, |event| point_at(event.target())),
        window_event_listener(ev::touchstart, |event| point_at(event.target())),
        window_event_listener(ev::focusin, |event| point_at(event.target())),
    ] {
        std::mem::forget(listener);
    }
}

fn point_at(target: Option<web_sys::EventTarget>) {
    let Some(link) = target
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| element.closest("a[href^='/']").ok().flatten())
    else {
        return;
    };
    let path = link.get_attribute("href").unwrap_or_default();
    if path == location().pathname().unwrap_or_default() {
        return;
    }
    let Some(address) = data_behind(&path).filter(|address| !warm::holds(address, warm::now())) else { return };
    spawn_local(async move {
        let data = page_data::ask(address.clone()).await;
        // What failed is asked for again when it is wanted.
        if !data.is_error() {
            warm::keep(address, warm::now(), data);
        }
    });
}

/// Where the data of a page is asked for; None for pages that the app does not show, or only with more than a path.
fn data_behind(path: &str) -> Option<String> {
    // An article's history stands below it, and is no article; nor is a section's feed a section.
    let slug = |place: &str| path.strip_prefix(place).filter(|slug| !slug.contains(['/', '?', '#']));
    if path == "/" {
        return Some(crate::home::pages::ADDRESS.to_owned());
    }
    slug("/bai-viet/")
        .map(crate::article::pages::address)
        .or_else(|| slug("/chuyen-muc/").map(|slug| crate::section::pages::address(slug, 1)))
}
