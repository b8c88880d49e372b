//! How the site works: one-person mode, and the checks that block publishing.

use leptos::prelude::*;

use super::{
    api::read_settings,
    model::{CheckKind, WorkflowSettings},
};
use crate::ui::{
    fields::{Confirm, Tick},
    form::{Form, FormState},
    head::titled,
    loaded::loaded,
};

#[component]
pub fn WorkflowPage() -> impl IntoView {
    let state = FormState::current();
    let settings = Resource::new(move || state.changes.get(), |_| read_settings());
    titled("Quy trình");
    loaded(settings, workflow_form)
}

fn workflow_form(settings: WorkflowSettings) -> AnyView {
    let ticks = CheckKind::ALL.into_iter().map(|kind| {
        let checked = settings.blocking.contains(&kind);
        view! { <Tick label=kind.name() name=kind.as_str() checked/> }
    });
    let ticks = ticks.collect_view();
    view! {
        <h1>"Quy trình"</h1>
        <Form action="work/save-settings">
            <fieldset class="fieldset">
                <legend>"Hai khâu duyệt"</legend>
                <Tick
                    label="Chế độ một người" name="one_person_mode" checked=settings.one_person_mode
                    hint="Cho phép một người tự duyệt và đăng bài của chính mình. Chỉ bật khi cơ quan không có người thứ hai; mỗi lần bật, tắt đều ghi vào nhật ký."
                />
            </fieldset>
            <fieldset class="fieldset">
                <legend>"Chặn đăng khi chưa đạt"</legend>
                {ticks}
            </fieldset>
            <Confirm/>
            <p class="buttons"><button type="submit" class="button button-main">"Lưu quy trình"</button></p>
        </Form>
    }
    .into_any()
}
