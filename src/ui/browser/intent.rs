//! Prefetch on intent: whoever points at a link, touches it or tabs to it will probably follow it.

use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use crate::ui::{page_data, warm};

/// Listens as long as the page lives. `data_behind` says where the data of a path is asked for.
pub fn follow(data_behind: fn(&str) -> Option<String>) {
    for listener in [
        window_event_listener(ev::pointerover, move |event| point_at(event.target(), data_behind)),
        window_event_listener(ev::touchstart, move |event| point_at(event.target(), data_behind)),
        window_event_listener(ev::focusin, move |event| point_at(event.target(), data_behind)),
    ] {
        std::mem::forget(listener);
    }
}

fn point_at(target: Option<web_sys::EventTarget>, data_behind: fn(&str) -> Option<String>) {
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
