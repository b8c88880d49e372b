//! The steps of the two gates that are open on a sheet. What is being typed for one of them stays while the sheet is read anew.

use leptos::prelude::*;

use super::{
    model::PieceView,
    stages::{Action, Stage},
};
use crate::{
    text::dates,
    ui::{
        fields::{Area, Field, Hidden},
        form::{Form, part},
    },
};

type Latest = RwSignal<PieceView>;

/// For a piece that may not be written now.
pub fn steps_only(latest: Latest) -> AnyView {
    let idle = Memo::new(move |_| {
        let piece = latest.read();
        piece.actions.is_empty().then_some(piece.stage)
    });
    view! {
        {move || match idle.get() {
            Some(stage) => nothing_to_do(stage),
            None => steps_alone(latest),
        }}
    }
    .into_any()
}

fn nothing_to_do(stage: Stage) -> AnyView {
    let says = match stage {
        Stage::Submitted => "Bài đang chờ biên tập viên duyệt. Muốn sửa, hãy nhờ biên tập viên trả lại.",
        Stage::Approved | Stage::Scheduled => "Bài đã qua sơ duyệt, đang chờ người duyệt đăng.",
        _ => "Bạn xem được bài này nhưng không có việc cần làm.",
    };
    view! { <p class="notice">{says}</p> }.into_any()
}

fn steps_alone(latest: Latest) -> AnyView {
    let id = latest.read_untracked().id.clone();
    let done = RwSignal::new(0);
    view! {
        <Form action="work/act" label="Duyệt bài" on_done=count(done)>
            <Hidden name="id" value=id/>
            <Base latest/>
            {steps(latest, done)}
        </Form>
        {scheduling(latest)}
    }
    .into_any()
}

/// The version that is shown, also after a refusal: whoever sees it may go on with it.
#[component]
fn Base(latest: Latest) -> impl IntoView {
    view! { <input type="hidden" name="base" value=move || latest.read().number.to_string()/> }
}

/// Counts how often a form has done something.
pub fn count(done: RwSignal<u32>) -> Callback<()> {
    Callback::new(move |()| {
        done.try_update(|done| *done += 1);
    })
}

/// Exactly the buttons that the table of stages opens, with the reason that some of them need. It is drawn anew, and empty, once the form
/// has `done` something; not when a colleague has, nor another form of the page.
pub fn steps(latest: Latest, done: RwSignal<u32>) -> AnyView {
    let label = Memo::new(move |_| note_label(&latest.read()));
    let needs_note = Memo::new(move |_| !label.read().is_empty());
    let actions = Memo::new(move |_| latest.read().actions.clone());
    let told = Memo::new(move |_| by_another(&latest.read()));
    view! {
        {part(move || {
            done.track();
            needs_note.get().then(|| view! { <Area label=label name="note" rows=2/> })
        })}
        {move || told.get().map(|says| view! { <p class="hint">{says}</p> })}
        {move || buttons(&actions.read())}
    }
    .into_any()
}

fn note_label(piece: &PieceView) -> String {
    let has = |action| piece.actions.contains(&action);
    let mut note_for = Vec::new();
    if has(Action::Return) {
        note_for.push("trả lại (người viết thấy)");
    }
    if piece.live_href.is_some() && (has(Action::Publish) || has(Action::PublishUrgently)) {
        note_for.push("đính chính (người đọc thấy)");
    }
    if has(Action::Withdraw) {
        note_for.push("gỡ bài (người đọc thấy)");
    }
    if note_for.is_empty() { String::new() } else { format!("Lý do {}", note_for.join(", ")) }
}

/// The rule on one's own words, told before it stands in the way.
fn by_another(piece: &PieceView) -> Option<&'static str> {
    let has = |action| piece.actions.contains(&action);
    match piece.stage {
        Stage::Submitted if has(Action::Save) && has(Action::Approve) => Some(
            "Bạn sửa bài này rồi thì một biên tập viên khác phải duyệt. Muốn tự duyệt, hãy ghi chú hoặc trả lại để người viết sửa.",
        ),
        Stage::Submitted if has(Action::Save) => Some("Bạn đã viết vào bài này, nên một biên tập viên khác phải duyệt."),
        Stage::Approved | Stage::Scheduled if has(Action::Return) && !has(Action::Publish) => {
            Some("Bạn đã viết vào bài này, nên một người duyệt đăng khác phải đăng.")
        }
        _ => None,
    }
}

fn buttons(actions: &[Action]) -> AnyView {
    let first = actions.first().copied();
    let buttons = actions.iter().copied().filter(|action| *action != Action::Schedule).map(|action| {
        let class = match action {
            action if Some(action) == first => "button button-main",
            Action::Return | Action::Withdraw | Action::PublishUrgently => "button button-grave",
            _ => "button",
        };
        view! { <button type="submit" class=class name="then" value=action.as_str()>{action.name()}</button> }
    });
    view! { <p class="buttons">{buttons.collect_view()}</p> }.into_any()
}

/// A form of its own: whoever presses Enter in the field for the time must not publish at once.
fn scheduling(latest: Latest) -> AnyView {
    let shown = Memo::new(move |_| {
        let piece = latest.read();
        piece.actions.contains(&Action::Schedule).then(|| piece.scheduled_at.map(dates::field_value).unwrap_or_default())
    });
    view! { {move || shown.get().map(|at| schedule_form(latest, at))} }.into_any()
}

fn schedule_form(latest: Latest, at: String) -> AnyView {
    let id = latest.read_untracked().id.clone();
    view! {
        <Form action="work/act" key="schedule" label="Hẹn giờ đăng">
            <Hidden name="id" value=id/>
            <Base latest/>
            <Field label="Giờ đăng" name="at" kind="datetime-local" value=at required=true hint="Giờ Việt Nam."/>
            <p class="buttons"><button type="submit" class="button" name="then" value=Action::Schedule.as_str()>{Action::Schedule.name()}</button></p>
        </Form>
    }
    .into_any()
}
