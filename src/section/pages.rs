//! `/chuyen-muc/{section}`: a section's articles, page by page.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::model::SectionPageView;
use crate::{
    article::card::{CardSize, card},
    section::breadcrumb::Breadcrumb,
    text::addresses::percent_encoded,
    ui::{
        head::Head,
        loaded::page,
        page_data::page_data,
        paging::{page_number, paging},
    },
};

#[component]
pub fn SectionPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let section = page_data(move || {
        let (slug, page) = (params.read().get("section").unwrap_or_default(), page_number(query.read().get("trang").as_deref()));
        address(&slug, page)
    });
    page(section, show)
}

/// Where the data of a page of a section is asked for.
pub fn address(slug: &str, page: i64) -> String {
    format!("/api/section/read?slug={}&page={page}", percent_encoded(slug))
}

fn show(view: SectionPageView) -> AnyView {
    let href = view.section.href();
    let pages = view.pages();
    let title = if view.page == 1 { view.section.name.clone() } else { format!("{}, trang {}", view.section.name, view.page) };
    let path = if view.page == 1 { href.clone() } else { format!("{href}?trang={}", view.page) };
    let description = match view.description.as_str() {
        "" => format!("Tin bài mới của chuyên mục {}.", view.section.name),
        described => described.to_owned(),
    };
    Head { title, description, path, ..Head::default() }.say();
    let below = (!view.below.is_empty()).then(|| {
        let links = view.below.into_iter().map(|section| {
            let href = section.href();
            view! { <li><a href=href>{section.name}</a></li> }
        });
        view! { <nav class="below" aria-label="Chuyên mục con"><ul role="list">{links.collect_view()}</ul></nav> }
    });
    view! {
        <Breadcrumb parents=view.parents/>
        <header class="section-intro">
            <h1>{view.section.name}</h1>
            {(!view.description.is_empty()).then(|| view! { <p>{view.description}</p> })}
        </header>
        {below}
        {if view.articles.is_empty() {
            view! { <p class="empty">"Chuyên mục này chưa có tin bài nào."</p> }.into_any()
        } else {
            let items = view.articles.into_iter().map(|article| view! { <li>{card(article, CardSize::Full, 2)}</li> });
            view! { <ul class="entries" role="list">{items.collect_view()}</ul> }.into_any()
        }}
        {paging(view.page, pages, ["Tin mới hơn", "Tin cũ hơn"], |number| if number == 1 { href.clone() } else { format!("{href}?trang={number}") })}
    }
    .into_any()
}
