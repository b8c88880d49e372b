//! `/bai-viet/{slug}/phien-ban`: when an article was published and corrected, and why, page by page. Only the server knows it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    model::{HistoryView, PublicationView},
    publishing::read_history,
};
use crate::{
    context::Request,
    section::breadcrumb::Breadcrumb,
    text::dates,
    ui::{
        head::Head,
        paging::{page_number, paging},
        served::served,
    },
};

#[component]
pub fn HistoryPage() -> impl IntoView {
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let Request { db, site, .. } = request?;
        Ok(show(read_history(&db, site.id, &slug, page).await?))
    })
}

fn show(history: HistoryView) -> AnyView {
    let (page, pages) = (history.page, history.pages());
    let href = format!("/bai-viet/{}", history.slug);
    let address = {
        let first = format!("{href}/phien-ban");
        move |page: i64| if page == 1 { first.clone() } else { format!("{first}?trang={page}") }
    };
    let title = format!("Lịch sử đính chính: {}", history.title);
    Head {
        title: if page == 1 { title } else { format!("{title}, trang {page}") },
        description: format!("Những lần đăng và đính chính bài “{}”.", history.title),
        path: address(page),
        ..Head::default()
    }
    .say();
    let is_empty = history.entries.is_empty();
    let entries: Vec<_> = history.entries.into_iter().map(entry).collect();
    view! {
        <article class="article">
            <Breadcrumb/>
            <header>
                <h1>"Lịch sử đính chính"</h1>
                <p class="lead"><a href=href>{history.title}</a></p>
            </header>
            <div class="article-body">
                {if is_empty {
                    view! { <p>"Bài được đăng trước khi cổng ghi lịch sử, và chưa đính chính lần nào."</p> }.into_any()
                } else {
                    view! { <ol class="content history" role="list">{entries}</ol> }.into_any()
                }}
                {paging(page, pages, ["Mới hơn", "Cũ hơn"], address)}
                <p class="meta">"Mỗi lần đăng mang một mã băm nối với lần trước của cả cổng, nên không ai sửa được lịch sử này mà không để lại dấu vết."</p>
            </div>
        </article>
    }
    .into_any()
}

fn entry(entry: PublicationView) -> AnyView {
    let title = if entry.erased_at.is_some() { String::new() } else { entry.title };
    view! {
        <li>
            <p>
                <strong>{entry.kind.name()}</strong> " · "
                <time datetime=dates::rfc3339(entry.at)>{dates::date_time(entry.at)}</time>
                <br/>
                {title}
            </p>
            {(!entry.note.is_empty()).then(|| view! { <p>{format!("Lý do: {}", entry.note)}</p> })}
            {entry.note_erased_at.map(|at| view! { <p>{format!("Lý do của lần này đã được xóa ngày {} để bảo vệ dữ liệu cá nhân; mã băm được giữ lại.", dates::date(at))}</p> })}
            {entry.erased_at.map(|at| view! { <p>{format!("Nội dung của lần này đã được xóa ngày {} để bảo vệ dữ liệu cá nhân; mã băm được giữ lại.", dates::date(at))}</p> })}
            <p class="meta">{format!("Mã băm: {}", entry.hash)}</p>
        </li>
    }
    .into_any()
}
