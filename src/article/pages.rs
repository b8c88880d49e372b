//! `/bai-viet/{slug}`: what a reader sees of an article.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    card::headlines,
    model::{Article, ArticleCard},
};
use crate::{
    content::render::ContentView,
    media::model::MediaView,
    section::{breadcrumb::Breadcrumb, model::SectionLink},
    text::{addresses::percent_encoded, dates},
    ui::{
        head::{ArticleHead, Head, HeadPicture},
        icons::{Icon, icon},
        loaded::page,
        page_data::page_data,
    },
};

#[component]
pub fn ArticlePage() -> impl IntoView {
    let params = use_params_map();
    let article = page_data(move || address(&params.read().get("slug").unwrap_or_default()));
    page(article, show)
}

/// Where an article's data is asked for.
pub fn address(slug: &str) -> String {
    format!("/api/article/read?slug={}", percent_encoded(slug))
}

pub(crate) fn show(article: Article) -> AnyView {
    head_of(&article).say();
    view! {
        <article class="article">
            <Breadcrumb parents=sections(&article)/>
            <ArticleHeader article=article.clone()/>
            <div class="article-body">
                <ContentView content=article.content media=article.media/>
                <Source name=article.source_name url=article.source_url/>
            </div>
            <div class="article-end">
                <ContentView content=article.links media=Vec::new()/>
                <p class="buttons needs-script">
                    <button type="button" class="button needs-share" data-share="">"Chia sẻ"</button>
                    <button type="button" class="button" data-print="">{icon(Icon::Print)} "In bài"</button>
                </p>
                {(!article.related.is_empty()).then(|| related(article.related))}
            </div>
        </article>
    }
    .into_any()
}

#[component]
fn ArticleHeader(article: Article) -> impl IntoView {
    let history = format!("{}/phien-ban", article.href());
    view! {
        <header>
            <h1>{article.title}</h1>
            <p class="meta">
                {(!article.author_line.is_empty()).then(|| view! { {author(article.author_line, &article.author_slug)} " " })}
                <time datetime=dates::rfc3339(article.published_at)>{dates::date_time(article.published_at)}</time>
                " "
                <span>{article.reading_minutes} " phút đọc"</span>
                <button type="button" class="button needs-voice" data-aloud="">"Nghe đọc bài"</button>
            </p>
        </header>
        {article.corrected_at.map(|at| view! {
            <div class="notice" role="note">
                <p>"Bài đã được cập nhật lúc " {dates::date_time(at)} ". " <a href=history.clone()>"Lịch sử đính chính"</a></p>
            </div>
        })}
        <CorrectedMeanwhile slug=article.slug shown=article.corrected_at/>
        {(!article.lead.is_empty()).then(|| view! { <p class="lead">{article.lead}</p> })}
    }
}

fn author(line: String, slug: &str) -> AnyView {
    match slug {
        "" => view! { <span>{line}</span> }.into_any(),
        slug => view! { <a href=format!("/tac-gia/{slug}")>{line}</a> }.into_any(),
    }
}

/// Told while the page is open (`corrected.rs`), once, and nothing is asked: what is being read stays until the reader wants the new text.
#[component]
fn CorrectedMeanwhile(slug: String, shown: Option<i64>) -> impl IntoView {
    listen();
    view! { <div role="status" data-corrected=slug data-shown=shown></div> }
}

#[cfg(feature = "hydrate")]
use super::corrected::listen;

/// Nothing is open on the server.
#[cfg(not(feature = "hydrate"))]
fn listen() {}

#[component]
fn Source(name: String, url: String) -> impl IntoView {
    let href = url.clone();
    let shown = if url.is_empty() {
        (!name.is_empty()).then(|| name.into_any())
    } else {
        Some(view! { <a href=href rel="external noopener">{url}</a> }.into_any())
    };
    shown.map(|shown| view! { <p class="source">"Nguồn: " {shown}</p> })
}

fn related(articles: Vec<ArticleCard>) -> AnyView {
    view! {
        <section class="related">
            <div class="list-heading"><h2>"Bài liên quan"</h2></div>
            {headlines(articles)}
        </section>
    }
    .into_any()
}

fn said(elsewhere: &str, here: &str) -> String {
    if elsewhere.is_empty() { here } else { elsewhere }.to_owned()
}

/// What was written for elsewhere, else its lead, else how it begins.
fn description(article: &Article) -> String {
    let said = said(&article.seo_description, &article.lead);
    if said.is_empty() { article.content.first_paragraph() } else { said }
}

/// From the top to its own.
fn sections(article: &Article) -> Vec<SectionLink> {
    article.parents.iter().chain([&article.section]).cloned().collect()
}

fn head_of(article: &Article) -> Head {
    let picture = article.cover.as_ref().and_then(MediaView::share_picture).map(|largest| HeadPicture {
        path: largest.url.clone(),
        width: largest.width,
        height: largest.height,
    });
    Head {
        title: said(&article.seo_title, &article.title),
        description: description(article),
        path: article.href(),
        article: Some(ArticleHead {
            sections: sections(article).into_iter().map(|section| (section.href(), section.name)).collect(),
            author: article.author_line.clone(),
            published_at: article.published_at,
            modified_at: article.corrected_at.unwrap_or(article.published_at),
            picture,
        }),
        ..Head::default()
    }
}
