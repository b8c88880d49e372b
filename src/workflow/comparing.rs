//! Two versions side by side: `/bien-tap/tin-bai/{id}/so-sanh?tu=2&den=4`.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    api,
    past::{Comparison, VersionLine},
};
use crate::{
    content::diff::{DiffKind, DiffRow, Run},
    text::dates,
    ui::{
        fields::{Field, Hidden},
        form::{Form, FormState},
        head::titled,
        loaded::loaded,
    },
};

#[component]
pub fn ComparePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let state = FormState::current();
    let asked = move || {
        let number = |name: &str| query.read().get(name).and_then(|number| number.parse().ok()).unwrap_or(0);
        (params.read().get("id").unwrap_or_default(), number("tu"), number("den"), state.changes.get())
    };
    let compared = Resource::new(asked, |(id, before, after, _)| api::compare(id, before, after));
    loaded(compared, page)
}

fn page(compared: Comparison) -> AnyView {
    titled(&format!("So sánh: {}", compared.title));
    let back = format!("/bien-tap/tin-bai/{}", compared.piece);
    let restoring = compared.may_restore.then(|| {
        let (piece, base, number) = (compared.piece.clone(), compared.base.to_string(), compared.before.number);
        view! {
            <Form action="work/restore" class="plain">
                <Hidden name="id" value=piece/>
                <Hidden name="base" value=base/>
                <Hidden name="number" value=number.to_string()/>
                <button type="submit" class="button">{format!("Khôi phục phiên bản {number}")}</button>
            </Form>
        }
    });
    let naming = (compared.before.number > 0).then(|| {
        let (piece, number, name) = (compared.piece.clone(), compared.before.number, compared.before.name.clone());
        view! {
            <details class="more">
                <summary>{format!("Đặt tên cho phiên bản {number}")}</summary>
                <Form action="work/name-version" label="Đặt tên phiên bản">
                    <Hidden name="id" value=piece/>
                    <Hidden name="number" value=number.to_string()/>
                    <Field label="Tên phiên bản" name="name" value=name/>
                    <p class="buttons"><button type="submit" class="button">"Lưu tên"</button></p>
                </Form>
            </details>
        }
    });
    view! {
        <p class="breadcrumb"><a href="/bien-tap">"Việc cần xử lý"</a> " › " <a href=back>{compared.title.clone()}</a></p>
        <h1>"So sánh hai phiên bản"</h1>
        {side_by_side(&compared)}
        <p class="buttons">{restoring}</p>
        {naming}
    }
    .into_any()
}

/// Both texts, block beside block; what is on one side alone is marked by more than colour.
pub fn side_by_side(compared: &Comparison) -> AnyView {
    let rows = compared.rows.iter().map(|row| {
        let (before, after) = (cell(row, &row.before, "removed"), cell(row, &row.after, "added"));
        view! { <tr data-kind=said(row.kind).0><td>{before}</td><td>{after}</td></tr> }
    });
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Hai bản cạnh nhau">
            <table class="compare">
                <thead><tr><th scope="col">{headed(&compared.before)}</th><th scope="col">{headed(&compared.after)}</th></tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn headed(line: &VersionLine) -> String {
    let what = match line.number {
        0 => "Bản đang soạn".to_owned(),
        number => format!("Phiên bản {number}"),
    };
    let parts = [what, line.name.clone(), line.by.clone(), dates::date_time(line.at), line.reason.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn cell(row: &DiffRow, runs: &[Run], side: &'static str) -> AnyView {
    if runs.is_empty() {
        return ().into_any();
    }
    let mut about = vec![row.name.clone(), said(row.kind).1.to_owned()];
    about.retain(|part| !part.is_empty());
    let about = (!about.is_empty()).then(|| view! { <small class="compare-name">{about.join(" · ")}</small> });
    let runs = runs.iter().map(|run| {
        let text = run.text.clone();
        match (run.is_changed, side) {
            (false, _) => text.into_any(),
            (true, "removed") => view! { <del>{text}</del> }.into_any(),
            (true, _) => view! { <ins>{text}</ins> }.into_any(),
        }
    });
    view! { {about} <p class="compare-text">{runs.collect_view()}</p> }.into_any()
}

fn said(kind: DiffKind) -> (&'static str, &'static str) {
    match kind {
        DiffKind::Same => ("same", ""),
        DiffKind::Added => ("added", "thêm"),
        DiffKind::Removed => ("removed", "bỏ"),
        DiffKind::Changed => ("changed", "sửa"),
        DiffKind::Formed => ("formed", "đổi định dạng"),
    }
}
