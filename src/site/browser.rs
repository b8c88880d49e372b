//! The frame in the browser: the server wrote it; where the reader goes, a few marks in it follow.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Marks the entry of the menu that leads to the page that is shown, and folds the menu, which has led there.
pub fn show_place(path: &str) {
    if let Ok(Some(fold)) = document().query_selector(".menu details[open]") {
        let _ = fold.remove_attribute("open");
    }
    let Ok(links) = document().query_selector_all(".menu a") else { return };
    for link in (0..links.length()).filter_map(|index| links.get(index)?.dyn_into::<Element>().ok()) {
        let _ = match link.get_attribute("href").as_deref() == Some(path) {
            true => link.set_attribute("aria-current", "page"),
            false => link.remove_attribute("aria-current"),
        };
    }
}

/// Shows that a page is being fetched, as long as it is.
pub fn show_progress(is_fetching: bool) {
    let document = document();
    let shown = document.query_selector(".route-progress").ok().flatten();
    match (is_fetching, shown) {
        (true, None) => {
            if let (Ok(line), Some(body)) = (document.create_element("div"), document.body()) {
                line.set_class_name("route-progress");
                let _ = body.append_child(&line);
            }
        }
        (false, Some(line)) => line.remove(),
        _ => {}
    }
}
