//! "Thống kê truy cập" in the side column: four figures, in the first HTML and then live.

use leptos::prelude::*;

use super::model::{Corrected, Figures};
use crate::text::numbers::grouped;

/// The figures as this page knows them, and whether they move.
#[derive(Clone, Copy)]
pub struct LiveFigures {
    /// None on the server, where the figures are put in when a page is sent, since a rendered page is kept longer than a second.
    pub figures: RwSignal<Option<Figures>>,
    pub state: RwSignal<LiveState>,
    /// The last article that was corrected while this page was open.
    pub corrected: RwSignal<Option<Corrected>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LiveState {
    #[default]
    NotStarted,
    Live,
    Interrupted,
}

impl LiveFigures {
    pub fn new(figures: Option<Figures>) -> Self {
        Self { figures: RwSignal::new(figures), state: RwSignal::new(LiveState::default()), corrected: RwSignal::new(None) }
    }
}

/// The places where a sent page gets its figures; private-use characters, which no text carries.
pub const SLOTS: [(&str, &str); 4] = [
    ("online", "\u{e000}online\u{e001}"),
    ("today", "\u{e000}today\u{e001}"),
    ("month", "\u{e000}month\u{e001}"),
    ("all", "\u{e000}all\u{e001}"),
];

#[component]
pub fn VisitsBlock() -> impl IntoView {
    let LiveFigures { state, .. } = expect_context();
    let word = move || match state.get() {
        LiveState::NotStarted => "",
        LiveState::Live => "trực tiếp",
        LiveState::Interrupted => "tạm dừng",
    };
    view! {
        <section class="visits" aria-labelledby="truy-cap">
            <h2 id="truy-cap">"Thống kê truy cập"</h2>
            <FigureList/>
            <p class="visits-foot">
                <a href="/thong-ke-truy-cap">"Cách đếm"</a>
                " "
                <span class="visits-live" data-live=move || (state.get() == LiveState::Live).then_some("")>{word}</span>
            </p>
        </section>
    }
}

/// The four figures with their names; a counter must not chatter, so it is no live region.
#[component]
pub fn FigureList(#[prop(optional)] class: &'static str) -> impl IntoView {
    let LiveFigures { figures, .. } = expect_context();
    let shown =
        move |slot: usize| figures.get().map_or_else(|| SLOTS[slot].1.to_owned(), |figures| grouped(in_order(&figures)[slot]));
    view! {
        <dl class=class>
            {["Đang online", "Hôm nay", "Trong tháng", "Tất cả"]
                .into_iter()
                .enumerate()
                .map(|(slot, name)| view! {
                    <div>
                        <dt>{name}</dt>
                        <dd data-figure=SLOTS[slot].0>{move || shown(slot)}</dd>
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
