//! The frame of each page: masthead, menu, side column, footer.

use leptos::prelude::*;

use super::model::{Frame, Notice, SiteView};
use crate::{
    blocks::model::{BlockView, WebLink},
    section::model::SectionLink,
    text::dates,
    ui::icons::{Icon, icon},
    visits::block::VisitsBlock,
};

/// What must be read first, above everything.
#[component]
pub fn NoticeBar(notice: Notice) -> impl IntoView {
    (!notice.text.is_empty()).then(|| {
        let says = match notice.url.is_empty() {
            true => view! { <p><strong>{notice.text}</strong></p> }.into_any(),
            false => view! { <p><a href=notice.url><strong>{notice.text}</strong></a></p> }.into_any(),
        };
        view! { <section class="notice-bar" aria-label="Thông báo khẩn">{says}</section> }
    })
}

#[component]
pub fn Masthead(site: SiteView, children: Children) -> impl IntoView {
    view! {
        <header class="masthead">
            <div class="masthead-inner">
                <a class="masthead-name" href="/">
                    {mark(site.mark)}
                    <span><small>{site.parent}</small> " " {site.name}</span>
                </a>
                {children()}
            </div>
            <span class="masthead-teeth"></span>
        </header>
    }
}

/// The agency's own, else a flower of five petals.
fn mark(address: String) -> AnyView {
    if !address.is_empty() {
        return view! { <img src=address alt="" width="64" height="64"/> }.into_any();
    }
    view! {
                    <svg viewBox="0 0 64 64" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
                        <circle cx="32" cy="32" r="30.5"></circle>
                        <circle cx="32" cy="32" r="26.5" stroke-width=".75"></circle>
                        {["", "rotate(72 32 32)", "rotate(144 32 32)", "rotate(216 32 32)", "rotate(288 32 32)"]
                            .map(|turn| view! { <path d="M32 29c-9-6-8-17 0-19 8 2 9 13 0 19z" transform=turn></path> })
                            .collect_view()}
                        <circle cx="32" cy="32" r="2.5" fill="currentColor" stroke="none"></circle>
                    </svg>
    }
    .into_any()
}

#[component]
pub fn Menu(sections: Vec<SectionLink>, current: String) -> impl IntoView {
    let entry = move |href: String, name: String| {
        let current = (current == href).then_some("page");
        view! { <li><a href=href aria-current=current>{name}</a></li> }
    };
    view! {
        <nav class="menu" aria-label="Chuyên mục">
            <div class="menu-inner">
                <details>
                    <summary>{icon(Icon::Menu)} "Chuyên mục"</summary>
                    <ul role="list">
                        {entry("/".into(), "Trang chủ".into())}
                        {sections.into_iter().map(|section| entry(section.href(), section.name)).collect_view()}
                    </ul>
                </details>
            </div>
        </nav>
    }
}

#[component]
pub fn Side(blocks: Vec<BlockView>, web_links: Vec<WebLink>) -> impl IntoView {
    view! {
        <aside class="side" aria-label="Thông tin bên lề">
            {blocks.into_iter().map(block).collect_view()}
            {(!web_links.is_empty()).then(|| links(web_links))}
            <VisitsBlock/>
        </aside>
    }
}

fn block(block: BlockView) -> AnyView {
    let items = block.items.into_iter().map(|item| {
        view! {
            <li>
                <a href=format!("/bai-viet/{}", item.slug)>{item.title}</a>
                " "
                <time datetime=dates::rfc3339(item.published_at)>{dates::date(item.published_at)}</time>
            </li>
        }
    });
    view! {
        <section>
            <div class="list-heading"><h2>{block.title}</h2></div>
            <ul class="headlines" role="list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn links(links: Vec<WebLink>) -> AnyView {
    let items = links.into_iter().map(|link| view! { <li><a href=link.url rel="external noopener">{link.name}</a></li> });
    view! {
        <section>
            <div class="list-heading"><h2>"Liên kết website"</h2></div>
            <ul class="headlines" role="list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
pub fn Footer(frame: Frame) -> impl IntoView {
    let site = frame.site;
    let line = |label: &'static str, value: String| (!value.is_empty()).then(|| view! { <p>{label} {value}</p> });
    let dialled: String = site.phone.chars().filter(char::is_ascii_digit).collect();
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <div>
                    <strong>{site.name}</strong>
                    {line("Cơ quan chủ quản: ", site.governing_body)}
                    {line("Chịu trách nhiệm: ", site.responsible)}
                    {line("", site.licence)}
                </div>
                <div>
                    <strong>"Liên hệ"</strong>
                    {line("Trụ sở: ", site.address)}
                    {(!dialled.is_empty()).then(|| view! { <p>"Điện thoại: " <a href=format!("tel:{dialled}")>{site.phone}</a></p> })}
                    {(!site.email.is_empty()).then(|| view! { <p>"Thư điện tử: " <a href=format!("mailto:{}", site.email)>{site.email.clone()}</a></p> })}
                </div>
                <nav aria-label="Chân trang">
                    <ul role="list">
                        {frame.footer.into_iter().map(|to| link(to.href, to.name)).collect_view()}
                    </ul>
                </nav>
            </div>
        </footer>
    }
}

fn link(href: String, name: String) -> AnyView {
    view! { <li><a href=href>{name}</a></li> }.into_any()
}
