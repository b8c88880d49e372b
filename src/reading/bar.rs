//! The reading bar: a form that works without scripts, and at once where there are some (`preferences.ts`).

use leptos::prelude::*;

use super::model::{Change, ReadingPreferences};

/// `here`: where it leads back to without scripts.
#[component]
pub fn ReadingBar(preferences: ReadingPreferences, here: String) -> impl IntoView {
    let button = move |change: Change, seen: &'static str, rest: &'static str, hidden: &'static str| {
        view! {
            <button name="change" value=change.value() aria-disabled=preferences.is_at_end(change).then_some("true")>
                {seen} " " <span class=hidden>{rest}</span>
            </button>
        }
    };

    view! {
        <section class="reading-bar" aria-label="Tùy chọn đọc">
            <form method="post" action="/tiep-can" aria-label="Cỡ chữ và tương phản">
                <input type="hidden" name="return" value=here/>
                <p role="status"></p>
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
