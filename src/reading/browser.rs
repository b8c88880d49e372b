//! Preferences in the browser: attributes of `<html>` and the cookie.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::model::{COOKIE, Change, ReadingPreferences};

const YEAR: u32 = 365 * 24 * 3600;

/// The button that sent the form.
pub fn pressed(event: &ev::SubmitEvent) -> Option<Change> {
    let button = event.submitter()?.dyn_into::<web_sys::HtmlButtonElement>().ok()?;
    Change::parse(&button.value())
}

/// What the server put on `<html>`.
pub fn current() -> ReadingPreferences {
    let attribute = |name: &str| document().document_element().and_then(|root| root.get_attribute(name)).unwrap_or_default();
    ReadingPreferences::from_fields(&attribute("data-text"), &attribute("data-contrast"), &attribute("data-spacing"))
}

/// Shows the preferences at once and keeps them for a year.
pub fn keep(preferences: ReadingPreferences) {
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
