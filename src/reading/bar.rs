//! The reading bar: a form that works without scripts, and at once where there are some.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use super::model::{Change, ReadingPreferences};

/// The reader's preferences, for the bar and the settings page.
#[derive(Clone, Copy)]
pub struct Preferences(pub RwSignal<ReadingPreferences>);

#[component]
pub fn ReadingBar() -> impl IntoView {
    let Preferences(preferences) = expect_context();
    let status = RwSignal::new(String::new());
    let location = use_location();
    let here = move || format!("{}{}", location.pathname.get(), query(&location.search.get()));

    let on_submit = move |event: ev::SubmitEvent| {
        if let Some(change) = pressed(&event) {
            event.prevent_default();
            let after = preferences.get_untracked().after(change);
            preferences.set(after);
            status.set(after.announcement(change));
            keep(after);
        }
    };
    let button = move |change: Change, seen: &'static str, rest: &'static str, hidden: &'static str| {
        view! {
            <button name="change" value=change.value() aria-disabled=move || preferences.get().is_at_end(change).then_some("true")>
                {seen} " " <span class=hidden>{rest}</span>
            </button>
        }
    };

    view! {
        <section class="reading-bar" aria-label="Tùy chọn đọc">
            <form method="post" action="/tiep-can" aria-label="Cỡ chữ và tương phản" on:submit=on_submit>
                <input type="hidden" name="return" value=here/>
                <p role="status">{move || status.get()}</p>
                <fieldset>
                    <legend class="visually-hidden">"Cỡ chữ"</legend>
                    {button(Change::TextSmaller, "A-", "Giảm cỡ chữ", "visually-hidden")}
                    {button(Change::TextNormal, "A", "Cỡ chữ mặc định", "visually-hidden")}
                    {button(Change::TextLarger, "A+", "Tăng cỡ chữ", "visually-hidden")}
                </fieldset>
                <fieldset>
                    <legend class="visually-hidden">"Tương phản"</legend>
                    {button(Change::ContrastMore, "Tăng", "tương phản", "")}
                    {button(Change::ContrastLess, "Giảm", "tương phản", "")}
                </fieldset>
            </form>
        </section>
    }
}

fn query(search: &str) -> String {
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

#[cfg(feature = "hydrate")]
use super::browser::{keep, pressed};

#[cfg(not(feature = "hydrate"))]
use on_server::{keep, pressed};

/// Nothing is pressed on the server.
#[cfg(not(feature = "hydrate"))]
mod on_server {
    use leptos::ev;

    use crate::reading::model::{Change, ReadingPreferences};

    pub fn pressed(_event: &ev::SubmitEvent) -> Option<Change> {
        None
    }

    pub fn keep(_preferences: ReadingPreferences) {}
}
