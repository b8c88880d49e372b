//! An article in a list: title, lead, date, and its cover where there is one.

use leptos::prelude::*;

use super::model::ArticleCard;
use crate::{
    media::model::{Format, MediaView},
    text::dates,
};

/// How much of the card is shown, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardSize {
    /// The lead story of the home page.
    Large,
    /// With the lead.
    Full,
    /// Title and date only.
    Small,
    /// With the lead, the picture above.
    Tile,
}

/// `level` is the heading's, so that lists stand rightly under what they belong to.
pub fn card(card: ArticleCard, size: CardSize, level: u8) -> AnyView {
    let heading = heading(&card, card.title.clone().into_any(), level);
    let lead = (size != CardSize::Small && !card.lead.is_empty()).then(|| view! { <p>{card.lead.clone()}</p> }.into_any());
    let words = view! {
        <div>
            {heading}
            {lead}
            {meta(&card, matches!(size, CardSize::Large | CardSize::Full))}
        </div>
    };
    let picture = card.cover.map(|cover| cover_picture(&cover, card.focus, size));
    let class = if size == CardSize::Large { "card card-large" } else { "card" };
    // The picture stands above the words or beside them; for the ear it is silent.
    if matches!(size, CardSize::Large | CardSize::Tile) {
        view! { <article class=class>{picture} {words}</article> }.into_any()
    } else {
        view! { <article class=class>{words} {picture}</article> }.into_any()
    }
}

/// Decoration beside the title, which names the link.
fn cover_picture(cover: &MediaView, focus: String, size: CardSize) -> AnyView {
    let large = size == CardSize::Large;
    let sizes = if large { "(min-width: 64rem) 36rem, 100vw" } else { "(min-width: 48rem) 12rem, 30vw" };
    let fallback = cover.fallback().map(|rendition| rendition.url.clone());
    view! {
        <picture>
            <source type="image/webp" srcset=cover.srcset(Format::Webp) sizes=sizes/>
            <img
                src=fallback
                width=cover.width
                height=cover.height
                alt=""
                data-focus=(!focus.is_empty()).then_some(focus)
                decoding="async"
                loading=(!large).then_some("lazy")
                fetchpriority=large.then_some("high")
            />
        </picture>
    }
    .into_any()
}

/// Titles with dates; nothing where there are none.
pub fn headlines(articles: Vec<ArticleCard>) -> Option<AnyView> {
    let items = |articles: Vec<ArticleCard>| {
        articles
            .into_iter()
            .map(|card| {
                let href = card.href();
                view! {
                    <li>
                        <a href=href>{card.title}</a>
                        " "
                        <time datetime=dates::rfc3339(card.published_at)>{dates::date(card.published_at)}</time>
                    </li>
                }
            })
            .collect_view()
    };
    (!articles.is_empty()).then(|| view! { <ul class="headlines" role="list">{items(articles)}</ul> }.into_any())
}

/// An article that was found: its title and excerpt come marked.
pub fn found(card: ArticleCard, title: AnyView, excerpt: AnyView) -> AnyView {
    let (heading, meta) = (heading(&card, title, 2), meta(&card, true));
    view! { <li><article class="card">{heading}<p>{excerpt}</p>{meta}</article></li> }.into_any()
}

fn heading(card: &ArticleCard, title: AnyView, level: u8) -> AnyView {
    let link = view! { <a href=card.href()>{title}</a> };
    if level == 2 { view! { <h2>{link}</h2> }.into_any() } else { view! { <h3>{link}</h3> }.into_any() }
}

fn meta(card: &ArticleCard, with_section: bool) -> AnyView {
    view! {
        <p class="meta">
            {with_section.then(|| view! { <span>{card.section.name.clone()}</span> " " })}
            <time datetime=dates::rfc3339(card.published_at)>{dates::date(card.published_at)}</time>
        </p>
    }
    .into_any()
}
