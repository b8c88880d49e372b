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
        .and_then(|element| element.closest("main a[href], aside a[href]").ok().flatten())
    else {
        return;
    };
    let path = link.get_attribute("href").unwrap_or_default();
    // An article's history stands below it, and is no article.
    if let Some(slug) = path.strip_prefix("/bai-viet/")
        && !slug.contains('/')
        && path != location().pathname().unwrap_or_default()
    {
        let address = crate::article::pages::address(slug);
        if !warm::holds(&address) {
            spawn_local(async move {
                let data = page_data::ask(address.clone()).await;
                warm::keep(address, warm::now(), data);
            });
        }
    }
}
