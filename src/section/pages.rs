//! `/chuyen-muc/{section}`: a section's articles, page by page.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::model::SectionPageView;
use crate::{
    article::card::{CardSize, card},
    site::frame::Breadcrumb,
    text::addresses::percent_encoded,
    ui::{
        head::Head,
        icons::{Icon, icon},
        loaded::page,
        page_data::page_data,
    },
};

#[component]
pub fn SectionPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let section = page_data(move || {
        let (slug, page) = (params.read().get("section").unwrap_or_default(), page_number(query.read().get("trang").as_deref()));
        format!("/api/section/read?slug={}&page={page}", percent_encoded(&slug))
    });
    page(section, show)
}

/// The first page where none is asked for; a page that cannot be where the number is none.
fn page_number(asked: Option<&str>) -> i64 {
    asked.map_or(1, |asked| asked.parse().unwrap_or(0))
}

fn show(view: SectionPageView) -> AnyView {
    let href = view.section.href();
    let pages = view.pages();
    let title = if view.page == 1 { view.section.name.clone() } else { format!("{}, trang {}", view.section.name, view.page) };
    let path = if view.page == 1 { href.clone() } else { format!("{href}?trang={}", view.page) };
    Head { title, description: view.description.clone(), path, ..Head::default() }.say();
    view! {
        <Breadcrumb/>
        <header class="section-intro">
            <h1>{view.section.name}</h1>
            {(!view.description.is_empty()).then(|| view! { <p>{view.description}</p> })}
        </header>
        {if view.articles.is_empty() {
            view! { <p class="empty">"Chuyên mục này chưa có tin bài nào."</p> }.into_any()
        } else {
            let items = view.articles.into_iter().map(|article| view! { <li>{card(article, CardSize::Full, 2)}</li> });
            view! { <ul class="entries" role="list">{items.collect_view()}</ul> }.into_any()
        }}
        {(pages > 1).then(|| paging(&href, view.page, pages))}
    }
    .into_any()
}

/// The first, the last, and the pages around this one.
fn paging(href: &str, page: i64, pages: i64) -> AnyView {
    let at = |number: i64| if number == 1 { href.to_owned() } else { format!("{href}?trang={number}") };
    let numbers = (1..=pages).filter(|number| *number == 1 || *number == pages || (number - page).abs() <= 2).map(|number| {
        let current = (number == page).then_some("page");
        view! { <li><a class="button" href=at(number) aria-current=current><span class="visually-hidden">"Trang "</span>{number}</a></li> }
    });
    view! {
        <nav class="paging" aria-label="Trang">
            <ul role="list">
                {(page > 1).then(|| view! { <li><a class="button" href=at(page - 1) rel="prev">{icon(Icon::Earlier)} "Tin mới hơn"</a></li> })}
                {numbers.collect_view()}
                {(page < pages).then(|| view! { <li><a class="button" href=at(page + 1) rel="next">"Tin cũ hơn" {icon(Icon::Later)}</a></li> })}
            </ul>
        </nav>
    }
    .into_any()
}
