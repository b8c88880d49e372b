//! `/tac-gia/{slug}`: the articles under one author line, page by page. Only the server knows it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    authors::{href, read_author},
    listing::show,
};
use crate::{
    context::Request,
    text::numbers::grouped,
    ui::{paging::page_number, served::served},
};

#[component]
pub fn AuthorPage() -> impl IntoView {
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let Request { db, site, .. } = request?;
        let listing = read_author(&db, site.id, &slug, page).await?;
        let about = format!("{} tin bài ghi tên này ở dòng tác giả.", grouped(listing.total));
        let description = format!("Tin bài của {} trên cổng.", listing.name);
        Ok(show(listing, about, description, &href(&slug), page))
    })
}
