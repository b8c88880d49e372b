//! `/`: the home page.

use leptos::prelude::*;

use super::model::{Home, SectionRow};
use crate::{
    app::SiteName,
    article::{
        card::{CardSize, card, headlines},
        model::ArticleCard,
    },
    ui::{head::Head, loaded::page, page_data::page_data},
};

#[component]
pub fn HomePage() -> impl IntoView {
    page(page_data(|| "/api/home/read".into()), show)
}

fn show(home: Home) -> AnyView {
    let SiteName(name) = expect_context();
    let name = name.get_untracked();
    Head {
        description: format!("{name}: tin hoạt động, chỉ đạo điều hành và thông tin cho người dân."),
        path: "/".into(),
        ..Head::default()
    }
    .say();
    let mut featured = home.featured.into_iter();
    let lead = featured.next();
    let is_empty = lead.is_none() && home.latest.is_empty();
    view! {
        <h1 class="visually-hidden">{name}</h1>
        {is_empty.then(|| view! { <p class="empty">"Cổng chưa có tin bài nào."</p> })}
        {lead.map(|lead| view! {
            <section class="front" aria-label="Tin nổi bật">
                {card(lead, CardSize::Large, 2)}
                {entries(featured.collect(), CardSize::Small, "entries entries-small")}
            </section>
        })}
        {(!home.latest.is_empty()).then(|| view! {
            <section class="latest">
                <div class="list-heading"><h2>"Tin mới"</h2></div>
                {entries(home.latest, CardSize::Full, "entries")}
            </section>
        })}
        {headlines(home.most_read).map(|list| view! {
            <section>
                <div class="list-heading"><h2>"Đọc nhiều trong 7 ngày"</h2><a href="/thong-ke-truy-cap"><small>"Cách đếm"</small></a></div>
                {list}
            </section>
        })}
        {home.sections.into_iter().map(section_row).collect_view()}
    }
    .into_any()
}

fn section_row(row: SectionRow) -> AnyView {
    let (href, name) = (row.section.href(), row.section.name);
    let mut articles = row.articles.into_iter();
    let first = articles.next();
    view! {
        <section>
            <div class="list-heading">
                <h2>{name.clone()}</h2>
                <a href=href><small>"Xem tất cả" <span class="visually-hidden">" " {name}</span></small></a>
            </div>
            <div class="section-row">
                {first.map(|article| card(article, CardSize::Tile, 3))}
                {headlines(articles.collect())}
            </div>
        </section>
    }
    .into_any()
}

fn entries(articles: Vec<ArticleCard>, size: CardSize, class: &'static str) -> AnyView {
    let items = articles.into_iter().map(|article| view! { <li>{card(article, size, 3)}</li> });
    view! { <ul class=class role="list">{items.collect_view()}</ul> }.into_any()
}
