//! `/tu-khoa/{slug}`: the articles under one tag, page by page. Only the server knows it.

use leptos::prelude::*;

use super::{
    listing::listing_page,
    tags::{href, read_tag},
};
use crate::text::numbers::grouped;

#[component]
pub fn TagPage() -> impl IntoView {
    listing_page(
        |request, slug, page| async move { read_tag(&request.db, request.site.id, &slug, page).await },
        href,
        |listing| {
            [format!("{} tin bài có từ khóa này.", grouped(listing.total)), format!("Tin bài về {} trên cổng.", listing.name)]
        },
    )
}
