//! `/tac-gia/{slug}`: the articles under one author line, page by page. Only the server knows it.

use leptos::prelude::*;

use super::{
    authors::{href, read_author},
    listing::listing_page,
};
use crate::text::numbers::grouped;

#[component]
pub fn AuthorPage() -> impl IntoView {
    listing_page(
        |request, slug, page| async move { read_author(&request.db, request.site.id, &slug, page).await },
        href,
        |listing| {
            [
                format!("{} tin bài ghi tên này ở dòng tác giả.", grouped(listing.total)),
                format!("Tin bài của {} trên cổng.", listing.name),
            ]
        },
    )
}
