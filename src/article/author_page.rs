//! `/tac-gia/{slug}`: the articles under one author line, page by page. Only the server knows it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    authors::{AuthorView, href, read_author},
    card::{CardSize, card},
};
use crate::{
    context::Request,
    site::frame::breadcrumb,
    text::numbers::grouped,
    ui::{
        head::Head,
        paging::{page_number, paging},
        served::served,
    },
};

#[component]
pub fn AuthorPage() -> impl IntoView {
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let Request { db, site, .. } = request?;
        Ok(show(read_author(&db, site.id, &slug, page).await?, &href(&slug), page))
    })
}

fn show(view: AuthorView, href: &str, page: i64) -> AnyView {
    let (title, path) = match page {
        1 => (view.line.clone(), href.to_owned()),
        _ => (format!("{}, trang {page}", view.line), format!("{href}?trang={page}")),
    };
    Head { title, description: format!("Tin bài của {} trên cổng.", view.line), path, ..Head::default() }.say();
    let pages = view.pages();
    let items = view.articles.into_iter().map(|article| view! { <li>{card(article, CardSize::Full, 2)}</li> });
    view! {
        {breadcrumb(Vec::new())}
        <header class="section-intro">
            <h1>{view.line}</h1>
            <p>{grouped(view.total)} " tin bài ghi tên này ở dòng tác giả."</p>
        </header>
        <ul class="entries" role="list">{items.collect_view()}</ul>
        {paging(page, pages, ["Tin mới hơn", "Tin cũ hơn"], |number| if number == 1 { href.to_owned() } else { format!("{href}?trang={number}") })}
    }
    .into_any()
}
