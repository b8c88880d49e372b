//! "Thống kê truy cập" in the side column: four figures, in the first HTML and then live (`live.rs`).

use leptos::prelude::*;

use super::model::Figures;

/// How each of the places begins.
#[cfg(feature = "ssr")]
pub const SLOT_BEGINS: char = '\u{e000}';
/// The places where a sent page gets its figures, since a rendered page is kept longer than a second; private-use characters, which
/// no text carries.
pub const SLOTS: [(&str, &str); 4] = [
    ("online", "\u{e000}online\u{e001}"),
    ("today", "\u{e000}today\u{e001}"),
    ("month", "\u{e000}month\u{e001}"),
    ("all", "\u{e000}all\u{e001}"),
];

#[component]
pub fn VisitsBlock() -> impl IntoView {
    view! {
        <section class="visits" aria-labelledby="truy-cap">
            <h2 id="truy-cap">"Thống kê truy cập"</h2>
            <FigureList/>
            <p class="visits-foot">
                <a href="/thong-ke-truy-cap">"Cách đếm"</a>
                " "
                <span class="visits-live"></span>
            </p>
        </section>
    }
}

/// The four figures with their names; a counter must not chatter, so it is no live region.
#[component]
pub fn FigureList(#[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <dl class=class>
            {["Đang online", "Hôm nay", "Trong tháng", "Tất cả"]
                .into_iter()
                .enumerate()
                .map(|(slot, name)| view! {
                    <div>
                        <dt>{name}</dt>
                        <dd data-figure=SLOTS[slot].0>{shown(slot)}</dd>
                    </div>
                })
                .collect_view()}
        </dl>
    }
}

/// As they stand in the list.
pub fn in_order(figures: &Figures) -> [i64; 4] {
    [figures.online, figures.today, figures.month, figures.all]
}

#[cfg(feature = "hydrate")]
use super::live::shown;

/// The place: the figure is put in when the page is sent.
#[cfg(not(feature = "hydrate"))]
fn shown(slot: usize) -> &'static str {
    SLOTS[slot].1
}
