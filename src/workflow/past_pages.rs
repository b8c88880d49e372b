//! All versions of a piece, and all notes on it, page by page: `/bien-tap/tin-bai/{id}/cac-phien-ban`, `/bien-tap/tin-bai/{id}/ghi-chu`.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    beside::{any_two, note_line, version_line},
    past::{NoteView, PastPage, RevisionLine, notes_href, page_href, versions_href},
};
use crate::ui::{
    form::FormState,
    head::titled,
    loaded::loaded,
    paging::{page_number, paging},
};

#[component]
pub fn VersionsPage() -> impl IntoView {
    loaded(Resource::new(asked(), |(id, page, _)| api::list_versions(id, page)), versions)
}

#[component]
pub fn NotesPage() -> impl IntoView {
    loaded(Resource::new(asked(), |(id, page, _)| api::list_notes(id, page)), notes)
}

/// Of which piece, and which page of it.
fn asked() -> impl Fn() -> (String, i64, u32) + Send + Sync + 'static {
    let (params, query, state) = (use_params_map(), use_query_map(), FormState::current());
    move || (params.read().get("id").unwrap_or_default(), page_number(query.read().get_str("trang")), state.changes.get())
}

fn versions(past: PastPage<RevisionLine>) -> AnyView {
    let lines = past.lines.iter().map(|line| version_line(&past.piece, past.number, line)).collect_view();
    let list = versions_href(&past.piece);
    view! {
        {head(&past, "Các phiên bản")}
        <ol role="list" class="revisions">{lines}</ol>
        {paging(past.page, past.pages, ["Mới hơn", "Cũ hơn"], |page| page_href(list.clone(), page))}
        {(past.number > 1).then(|| view! { <section class="panel"><h2>"So sánh hai phiên bản"</h2>{any_two(&past.piece, past.number)}</section> })}
    }
    .into_any()
}

fn notes(past: PastPage<NoteView>) -> AnyView {
    let lines = past.lines.iter().map(|note| note_line(&past.piece, note, past.page)).collect_view();
    let list = notes_href(&past.piece);
    let shown = if past.lines.is_empty() {
        view! { <p class="empty">"Bài này chưa có ghi chú nào."</p> }.into_any()
    } else {
        view! { <ul role="list" class="notes">{lines}</ul> }.into_any()
    };
    view! {
        {head(&past, "Ghi chú")}
        {shown}
        {paging(past.page, past.pages, ["Trang trước", "Trang sau"], |page| page_href(list.clone(), page))}
    }
    .into_any()
}

fn head<T>(past: &PastPage<T>, words: &'static str) -> AnyView {
    titled(&format!("{words}: {}", past.title));
    let back = format!("/bien-tap/tin-bai/{}", past.piece);
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a> " › " <a href=back>{past.title.clone()}</a></p>
        <h1>{words}</h1>
    }
    .into_any()
}
