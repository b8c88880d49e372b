//! `/`: the home page.

use leptos::prelude::*;

use super::model::{Home, HomePart, PartKind};
use crate::{
    app::SiteName,
    article::{
        card::{CardSize, card, headlines},
        model::ArticleCard,
    },
    ui::{head::Head, loaded::page, page_data::page_data},
};

/// Where its data is asked for.
pub const ADDRESS: &str = "/api/home/read";

#[component]
pub fn HomePage() -> impl IntoView {
    page(page_data(|| ADDRESS.into()), show)
}

fn show(home: Home) -> AnyView {
    let SiteName(name) = expect_context();
    Head {
        description: format!("{name}: tin hoạt động, chỉ đạo điều hành và thông tin cho người dân."),
        path: "/".into(),
        ..Head::default()
    }
    .say();
    let mut featured = home.featured.into_iter();
    let lead = featured.next();
    let is_empty = lead.is_none() && home.parts.is_empty();
    view! {
        <h1 class="visually-hidden">{name}</h1>
        {is_empty.then(|| view! { <p class="empty">"Cổng chưa có tin bài nào."</p> })}
        {lead.map(|lead| view! {
            <section class="front" aria-label="Tin nổi bật">
                {card(lead, CardSize::Large, 2)}
                {entries(featured.collect(), CardSize::Small, "entries entries-small")}
            </section>
        })}
        {home.parts.into_iter().map(part).collect_view()}
    }
    .into_any()
}

fn part(part: HomePart) -> AnyView {
    let HomePart { kind, section, articles } = part;
    let (href, name) = match kind {
        PartKind::Newest => (String::new(), kind.name().to_owned()),
        PartKind::MostRead => ("/thong-ke-truy-cap".to_owned(), kind.name().to_owned()),
        PartKind::Section => (section.href(), section.name),
    };
    let more = match kind {
        PartKind::Newest => None,
        PartKind::MostRead => Some(view! { <a href=href><small>"Cách đếm"</small></a> }.into_any()),
        PartKind::Section => {
            let name = name.clone();
            Some(view! { <a href=href><small>"Xem tất cả" <span class="visually-hidden">" " {name}</span></small></a> }.into_any())
        }
    };
    let list = match kind {
        PartKind::Newest => entries(articles, CardSize::Full, "entries"),
        PartKind::MostRead => headlines(articles).into_any(),
        PartKind::Section => {
            let mut articles = articles.into_iter();
            let first = articles.next();
            view! { <div class="section-row">{first.map(|article| card(article, CardSize::Tile, 3))} {headlines(articles.collect())}</div> }
                .into_any()
        }
    };
    let class = (kind == PartKind::Newest).then_some("latest");
    view! { <section class=class><div class="list-heading"><h2>{name}</h2> {more}</div> {list}</section> }.into_any()
}

fn entries(articles: Vec<ArticleCard>, size: CardSize, class: &'static str) -> AnyView {
    let items = articles.into_iter().map(|article| view! { <li>{card(article, size, 3)}</li> });
    view! { <ul class=class role="list">{items.collect_view()}</ul> }.into_any()
}
