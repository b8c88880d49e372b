//! A page has arrived: its title, the focus on its heading, the place where the reader was.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::head::Head;

thread_local! {
    static HYDRATED: Cell<bool> = const { Cell::new(false) };
    static RETURNING: Cell<bool> = const { Cell::new(false) };
    static SCROLL: RefCell<HashMap<String, f64>> = RefCell::default();
    /// What was last arrived at, by the page's own word, and the address it was shown under.
    static SHOWN: RefCell<(String, String)> = RefCell::default();
    static NAME: RefCell<String> = RefCell::default();
}

/// Begins to follow navigations; call once, after hydration. `name` is the site's, for titles.
pub fn follow(name: String) {
    NAME.set(name);
    HYDRATED.set(true);
    SHOWN.set((first(), here()));
    restore_scroll_ourselves(true);
    // Whoever leaves the app comes back with the browser's own scroll restoration.
    window_event_listener(ev::pagehide, |_| restore_scroll_ourselves(false)).forget_listener();
    window_event_listener(ev::pageshow, |_| restore_scroll_ourselves(true)).forget_listener();
    window_event_listener(ev::popstate, |_| RETURNING.set(true)).forget_listener();
    window_event_listener(ev::scroll, |_| {
        let y = window().scroll_y().unwrap_or_default();
        SHOWN.with_borrow(|(_, path)| {
            // Between a click and the new page the address is ahead of what is shown.
            if *path == here() {
                SCROLL.with_borrow_mut(|scroll| scroll.insert(path.clone(), y));
            }
        });
    })
    .forget_listener();
}

/// Title at once; after the first page also the visit, the focus and the scroll position.
pub fn arrive(head: &Head) {
    if !HYDRATED.get() {
        return;
    }
    let page = head.path.clone();
    let title = head.title.clone();
    let description = head.description.clone();
    let is_missing = head.status == 404;
    // Two frames: the router swaps the page, completes the address and scrolls before the first is painted.
    let _ = request_animation_frame(move || {
        let _ = request_animation_frame(move || {
            // The server knows where an address has moved. A page that it could not find itself is not asked for again.
            if is_missing && SHOWN.with_borrow(|(_, path)| *path != here()) {
                let _ = location().reload();
                return;
            }
            show_title(&title);
            describe(&description);
            settle(page);
        });
    });
}

fn settle(page: String) {
    let path = here();
    let arrived = (page, path.clone());
    if SHOWN.with_borrow(|shown| *shown == arrived) {
        return;
    }
    // Whoever goes back twice in a row is on the way to another page already: that one gets the scroll position.
    let is_here =
        arrived.0.is_empty() || location().pathname().is_ok_and(|now| now == arrived.0.split('?').next().unwrap_or_default());
    SHOWN.set(arrived);
    let _ = window().navigator().send_beacon("/api/visits/view");
    if let Some(heading) =
        document().query_selector("main h1").ok().flatten().and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = heading.set_attribute("tabindex", "-1");
        let _ = heading.focus();
    }
    if !is_here {
        return;
    }
    let y =
        if RETURNING.replace(false) { SCROLL.with_borrow(|scroll| scroll.get(&path).copied()).unwrap_or_default() } else { 0.0 };
    if location().hash().unwrap_or_default().is_empty() {
        window().scroll_to_with_x_and_y(0.0, y);
    }
}

fn show_title(title: &str) {
    let name = NAME.with_borrow(Clone::clone);
    document().set_title(&crate::app::full_title(title, &name));
}

fn describe(text: &str) {
    if let Ok(Some(meta)) = document().query_selector("meta[name=description]") {
        let _ = meta.set_attribute("content", text);
    }
    if let Ok(Some(link)) = document().query_selector("link[rel=canonical]") {
        let origin = location().origin().unwrap_or_default();
        let _ = link.set_attribute("href", &format!("{origin}{}", here()));
    }
}

/// What the page said of itself on the server; a page of an error says nothing.
fn first() -> String {
    let canonical = document().query_selector("link[rel=canonical]").ok().flatten().and_then(|link| link.get_attribute("href"));
    let address = canonical.unwrap_or_default();
    let after_host = address.split_once("//").and_then(|(_, rest)| rest.split_once('/'));
    after_host.map(|(_, path)| format!("/{path}")).unwrap_or_default()
}

fn here() -> String {
    let location = location();
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

fn restore_scroll_ourselves(ours: bool) {
    if let Ok(history) = window().history() {
        let mode = if ours { web_sys::ScrollRestoration::Manual } else { web_sys::ScrollRestoration::Auto };
        let _ = history.set_scroll_restoration(mode);
    }
}

trait ForgetListener {
    fn forget_listener(self);
}

impl ForgetListener for WindowListenerHandle {
    /// Listens as long as the page lives.
    fn forget_listener(self) {
        std::mem::forget(self);
    }
}
