//! `/trang/{slug}`: a page without a date.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use super::model::Page;
use crate::{
    content::render::ContentView,
    section::breadcrumb::Breadcrumb,
    text::addresses::percent_encoded,
    ui::{head::Head, loaded::page, page_data::page_data},
};

#[component]
pub fn PlainPage() -> impl IntoView {
    let params = use_params_map();
    page(
        page_data(move || format!("/api/page/read?slug={}", percent_encoded(&params.read().get("slug").unwrap_or_default()))),
        show,
    )
}

fn show(page: Page) -> AnyView {
    let description = page.content.first_paragraph();
    Head { title: page.title.clone(), description, path: use_location().pathname.get_untracked(), ..Head::default() }.say();
    view! {
        <article class="article">
            <Breadcrumb/>
            <header><h1>{page.title}</h1></header>
            <div class="article-body"><ContentView content=page.content media=page.media/></div>
        </article>
    }
    .into_any()
}
