//! Preferences in the browser: the bar's buttons, attributes of `<html>` and the cookie.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::model::{COOKIE, Change, ReadingPreferences};

const YEAR: u32 = 365 * 24 * 3600;
const FORM: &str = ".reading-bar form";

/// Answers the bar's buttons as long as the page lives.
pub fn follow() {
    std::mem::forget(window_event_listener(ev::submit, |event| {
        if let Some(change) = pressed(&event) {
            event.prevent_default();
            let after = current().after(change);
            keep(after);
            tell(after, change);
        }
    }));
}

/// Where the form leads back to without scripts: the page that is shown.
pub fn stay(path: &str) {
    if let Some(field) = find::<HtmlInputElement>(&format!("{FORM} [name=return]")) {
        field.set_value(path);
    }
}

/// The button that sent the form.
fn pressed(event: &ev::SubmitEvent) -> Option<Change> {
    let button = event.submitter()?.dyn_into::<web_sys::HtmlButtonElement>().ok()?;
    button.closest(FORM).ok()??;
    Change::parse(&button.value())
}

/// Says what has happened, and which buttons lead no further.
fn tell(preferences: ReadingPreferences, change: Change) {
    if let Some(status) = find::<web_sys::Element>(&format!("{FORM} [role=status]")) {
        status.set_text_content(Some(&preferences.announcement(change)));
    }
    for change in Change::ALL {
        if let Some(button) = find::<web_sys::Element>(&format!("{FORM} [value={}]", change.value())) {
            let _ = match preferences.is_at_end(change) {
                true => button.set_attribute("aria-disabled", "true"),
                false => button.remove_attribute("aria-disabled"),
            };
        }
    }
}

fn find<T: JsCast>(selector: &str) -> Option<T> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// What the server put on `<html>`.
fn current() -> ReadingPreferences {
    let attribute = |name: &str| document().document_element().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    ReadingPreferences::from_fields(&attribute("data-text"), &attribute("data-contrast"), &attribute("data-spacing"))
}

/// Shows the preferences at once and keeps them for a year.
fn keep(preferences: ReadingPreferences) {
    if let Some(root) = document().document_element() {
        for (name, value) in
            [("data-text", preferences.text), ("data-contrast", preferences.contrast), ("data-spacing", preferences.spacing)]
        {
            let _ = match value {
                Some(value) => root.set_attribute(name, value),
                None => root.remove_attribute(name),
            };
        }
    }
    let secure = if location().protocol().is_ok_and(|protocol| protocol == "https:") { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={YEAR}; SameSite=Lax{secure}", preferences.cookie_value());
    if let Ok(document) = document().dyn_into::<web_sys::HtmlDocument>() {
        let _ = document.set_cookie(&cookie);
    }
}
