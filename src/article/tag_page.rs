//! `/tu-khoa/{slug}`: the articles under one tag, page by page. Only the server knows it.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{
    listing::show,
    tags::{href, read_tag},
};
use crate::{
    context::Request,
    text::numbers::grouped,
    ui::{paging::page_number, served::served},
};

#[component]
pub fn TagPage() -> impl IntoView {
    let slug = use_params_map().get_untracked().get("slug").unwrap_or_default();
    let page = page_number(use_query_map().get_untracked().get("trang").as_deref());
    let request = Request::current();
    served(async move {
        let Request { db, site, .. } = request?;
        let listing = read_tag(&db, site.id, &slug, page).await?;
        let about = format!("{} tin bài có từ khóa này.", grouped(listing.total));
        let description = format!("Tin bài về {} trên cổng.", listing.name);
        Ok(show(listing, about, description, &href(&slug), page))
    })
}
