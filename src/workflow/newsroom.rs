//! Lists of work, and the sheet of a new piece.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use super::{
    api::{begin_piece, list_work},
    model::{DraftLine, LISTS_SOCKET, LONGEST_SEARCH, NewPiece, PieceFields, PieceLine, Tab, WorkList},
    past::kept_href,
    sheet::{account_name, saved_words},
    stages::Action,
    writing::WritingFields,
};
use crate::{
    editor::surface::{Handle, LocalDrafts, Opened, Surface, Told},
    text::dates,
    ui::{
        fields::Hidden,
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
        told::listen,
    },
};

/// Of one's own unsaved texts, those that are seen at once.
const DRAFTS_SHOWN: usize = 10;

/// Việc cần xử lý: what waits, by stage.
#[component]
pub fn WorkPage() -> impl IntoView {
    let query = use_query_map();
    let state = FormState::current();
    let asked = move || {
        let query = query.read();
        let before = query.get("truoc").and_then(|before| before.parse().ok()).unwrap_or(0);
        (query.get("muc").unwrap_or_default(), before, query.get("tim").unwrap_or_default(), state.changes.get())
    };
    let work = Resource::new(asked, |(tab, before, find, _)| list_work(tab, before, find));
    let title = Memo::new(move |_| match query.read().get("tim").unwrap_or_default().trim() {
        "" => "Việc cần xử lý".to_owned(),
        words => format!("Tìm bài: {words}"),
    });
    titled(&title.read_untracked());
    Effect::new(move |before: Option<()>| {
        let title = title.read();
        if before.is_some() {
            titled(&title);
        }
    });
    listen(LISTS_SOCKET, move || state.changes.update(|changes| *changes += 1));
    loaded(work, work_list)
}

fn work_list(work: WorkList) -> AnyView {
    let here = work.asked.is_empty().then_some(work.tab);
    let count = |tab: Tab| work.counts.iter().find(|(counted, _)| *counted == tab).map(|(_, pieces)| *pieces);
    let tabs = Tab::ALL.into_iter().map(|tab| {
        let count = count(tab).filter(|pieces| *pieces > 0).map(|pieces| format!(" ({pieces})"));
        view! {
            <li>
                <a href=format!("/bien-tap?muc={}", tab.as_str()) aria-current=(Some(tab) == here).then_some("page")>{tab.name()} {count}</a>
            </li>
        }
    });
    let next = (work.before > 0).then(|| {
        let href = format!("/bien-tap?muc={}&truoc={}", work.tab.as_str(), work.before);
        view! { <p class="buttons"><a class="button" href=href>"Xem các bài cũ hơn"</a></p> }
    });
    let is_empty = work.pieces.is_empty();
    let (name, empty) = match here {
        Some(tab) => (tab.name(), tab.empty()),
        None => ("Kết quả tìm", "Không tìm thấy bài nào có những từ này trong phần việc của bạn."),
    };
    let found = here.is_none().then(|| {
        let words = format!("Bài có “{}”", work.asked);
        let hint = "Bài đang làm và bài của bạn: tìm theo tiêu đề. Bài đã đăng: tìm như người đọc cổng, bài sát nhất lên trước.";
        view! {
            <div class="found-head">
                <h2>{words}</h2>
                {(!is_empty).then(|| view! { <p class="hint">{hint}</p> })}
                {work.cautions.iter().map(|says| view! { <p class="hint">{says.clone()}</p> }).collect_view()}
            </div>
        }
    });
    let pieces = if is_empty {
        view! { <p class="empty">{empty}</p> }.into_any()
    } else {
        view! {
            <div class="table-frame" tabindex="0" role="region" aria-label=name>
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
        <form method="get" action="/bien-tap" class="filter" role="search" aria-label="Tìm trong tin bài">
            <label for="tim-bai">"Tìm bài"</label>
            <input id="tim-bai" name="tim" type="search" value=work.asked.clone() maxlength=LONGEST_SEARCH.to_string() placeholder="Vài từ trong tiêu đề" autocomplete="off"/>
            <button type="submit" class="button">"Tìm"</button>
            {here.is_none().then(|| view! { <a href="/bien-tap">"Bỏ tìm"</a> })}
        </form>
        {unsaved(&work.drafts)}
        <nav aria-label="Trạng thái"><ul role="list" class="tabs">{tabs.collect_view()}</ul></nav>
        {found}
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
    let writing = (!piece.writing.is_empty()).then(|| {
        view! { <small class="writing-now">{format!("{} đang soạn", piece.writing.join(", "))}</small> }
    });
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
                {writing}
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
    // Read once: the editor writes the id of the piece into the address.
    let id = use_query_map().with_untracked(|query| query.get("ban").unwrap_or_default());
    let begun = Resource::new(move || id.clone(), begin_piece);
    loaded(begun, new_piece)
}

fn new_piece(new: NewPiece) -> AnyView {
    titled("Viết tin mới");
    let opened = Opened {
        piece: String::new(),
        account: account_name(),
        number: 0,
        save_key: String::new(),
        content: new.content,
        media: new.media.clone(),
        kept: new.kept,
    };
    let (navigate, says) = (use_navigate(), FormState::current().says);
    let on_told = Callback::new(move |told| {
        if let Told::Created(id) = told {
            says.set(saved_words(1));
            navigate(&format!("/bien-tap/tin-bai/{id}"), NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a></p>
        <h1>"Viết tin mới"</h1>
        <Form action="work/save" class="form form-writing" label="Viết bài">
            <Hidden name="key" value=new.form_key/>
            <WritingFields fields=PieceFields::default() sections=new.sections media=new.media known_tags=new.known_tags><Surface opened handle=Handle::default() on_told/></WritingFields>
            <p class="buttons">
                <button type="submit" class="button button-main">"Lưu bản nháp"</button>
                <button type="submit" class="button" name="then" value=Action::Submit.as_str()>{Action::Submit.name()}</button>
            </p>
        </Form>
    }
    .into_any()
}

/// What someone has begun and not saved: on this machine alone, and on the server.
fn unsaved(drafts: &[DraftLine]) -> AnyView {
    let lines = drafts.iter().map(|draft| {
        let href = match (draft.is_new, draft.is_closed) {
            (true, _) => format!("/bien-tap/tin-bai/moi?ban={}", draft.piece),
            (false, true) => kept_href(&draft.piece),
            (false, false) => format!("/bien-tap/tin-bai/{}", draft.piece),
        };
        let closed = draft.is_closed.then_some(" · không còn giao cho bạn: mở để xem và chép chữ đã gõ");
        let title = if draft.title.is_empty() { "Chưa có tiêu đề".to_owned() } else { draft.title.clone() };
        view! { <li><a href=href>{title}</a> <small>{format!(" {}", dates::date_time(draft.at))} {closed}</small></li> }
    });
    let mut lines: Vec<_> = lines.collect();
    let others = lines.split_off(lines.len().min(DRAFTS_SHOWN));
    let others = (!others.is_empty()).then(|| {
        let summary = format!("{} bản cũ hơn", others.len());
        view! { <details class="more"><summary>{summary}</summary><ul role="list">{others}</ul></details> }
    });
    let list = (!drafts.is_empty()).then(|| {
        view! {
            <section class="notice unsaved" aria-labelledby="dang-soan-do">
                <h2 id="dang-soan-do">"Bạn đang soạn dở"</h2>
                <ul role="list">{lines}</ul>
                {others}
            </section>
        }
    });
    view! { {list} <LocalDrafts account=account_name()/> }.into_any()
}
