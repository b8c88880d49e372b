//! Lists of work, the sheet of a new piece, and how the site works.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api::{list_sections, list_work, read_settings},
    model::{CheckKind, PieceFields, PieceLine, SOCKET, Tab, WorkList, WorkflowSettings},
    sheet::WritingFields,
    stages::Action,
};
use crate::{
    section::model::SectionLink,
    text::dates,
    ui::{
        fields::{Confirm, Tick},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
        told::listen,
    },
};

/// Việc cần xử lý: what waits, by stage.
#[component]
pub fn WorkPage() -> impl IntoView {
    let query = use_query_map();
    let state = FormState::current();
    let asked = move || {
        let query = query.read();
        let before = query.get("truoc").and_then(|before| before.parse().ok()).unwrap_or(0);
        (query.get("muc").unwrap_or_default(), before, state.changes.get())
    };
    let work = Resource::new(asked, |(tab, before, _)| list_work(tab, before));
    titled("Việc cần xử lý");
    listen(SOCKET, move || state.changes.update(|changes| *changes += 1));
    loaded(work, work_list)
}

fn work_list(work: WorkList) -> AnyView {
    let here = work.tab;
    let count = |tab: Tab| work.counts.iter().find(|(counted, _)| *counted == tab).map(|(_, pieces)| *pieces);
    let tabs = Tab::ALL.into_iter().map(|tab| {
        let count = count(tab).filter(|pieces| *pieces > 0).map(|pieces| format!(" ({pieces})"));
        view! {
            <li>
                <a href=format!("/bien-tap?muc={}", tab.as_str()) aria-current=(tab == here).then_some("page")>{tab.name()} {count}</a>
            </li>
        }
    });
    let next = (work.before > 0).then(|| {
        let href = format!("/bien-tap?muc={}&truoc={}", here.as_str(), work.before);
        view! { <p class="buttons"><a class="button" href=href>"Xem các bài cũ hơn"</a></p> }
    });
    let pieces = if work.pieces.is_empty() {
        view! { <p class="empty">{here.empty()}</p> }.into_any()
    } else {
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-label=here.name()>
                <table class="work">
                    <thead>
                        <tr>
                            <th scope="col">"Tin bài"</th>
                            <th scope="col" class="work-wide">"Chuyên mục"</th>
                            <th scope="col">"Trạng thái"</th>
                            <th scope="col" class="work-wide">"Cập nhật"</th>
                        </tr>
                    </thead>
                    <tbody>{work.pieces.iter().map(piece_row).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="desk-head">
            <h1>"Việc cần xử lý"</h1>
            {work.may_write.then(|| view! { <p><a class="button button-main" href="/bien-tap/tin-bai/moi">"Viết tin mới"</a></p> })}
        </div>
        <nav aria-label="Trạng thái"><ul role="list" class="tabs">{tabs.collect_view()}</ul></nav>
        {pieces}
        {next}
    }
    .into_any()
}

fn piece_row(piece: &PieceLine) -> impl IntoView + use<> {
    let mut about = Vec::new();
    if !piece.author.is_empty() {
        about.push(format!("Người viết: {}", piece.author));
    }
    if !piece.assigned.is_empty() {
        about.push(format!("giao: {}", piece.assigned));
    }
    if piece.is_correction {
        about.push("bản sửa của bài đã đăng".into());
    }
    let due = piece.due_at.map(|due| view! { <br/><small>"Hạn " {dates::date_time(due)}</small> });
    let stage = match (piece.is_returned, piece.scheduled_at) {
        (true, _) => "Trả lại".to_owned(),
        (false, Some(at)) => format!("Hẹn {}", dates::date_time(at)),
        _ => piece.stage.name().to_owned(),
    };
    let kind = if piece.is_returned { "returned" } else { piece.stage.as_str() };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/bien-tap/tin-bai/{}", piece.id)>{piece.title.clone()}</a><br/>
                <small>{about.join(" · ")}</small>
                <small class="work-narrow">{format!(" {} · {}", piece.section, dates::date_time(piece.updated_at))}</small>
            </th>
            <td class="work-wide">{piece.section.clone()}</td>
            <td><span class="stage" data-stage=kind>{stage}</span></td>
            <td class="work-wide">{dates::date_time(piece.updated_at)} {due}</td>
        </tr>
    }
}

#[component]
pub fn NewPiecePage() -> impl IntoView {
    let sections = Resource::new(|| (), |()| list_sections());
    loaded(sections, new_piece)
}

fn new_piece(sections: Vec<SectionLink>) -> AnyView {
    titled("Viết tin mới");
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a></p>
        <h1>"Viết tin mới"</h1>
        <Form action="work/save">
            <WritingFields fields=PieceFields::default() sections/>
            <p class="buttons">
                <button type="submit" class="button button-main">"Lưu bản nháp"</button>
                <button type="submit" class="button" name="then" value=Action::Submit.as_str()>{Action::Submit.name()}</button>
            </p>
        </Form>
    }
    .into_any()
}

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
