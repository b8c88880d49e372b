//! Sections, for server and browser.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::SectionPageView;
use crate::error::AppError;

/// One page of a section's articles, the first page being 1. Anyone may read it.
///
/// # Errors
/// `NotFound` for an unknown section or a page after the last.
#[server(prefix = "/api", endpoint = "section/read", input = GetUrl)]
pub async fn read_section(slug: String, page: i64) -> Result<SectionPageView, AppError> {
    let request = crate::context::Request::current()?;
    super::store::read_section(&request.db, request.site.id, &slug, page).await
}
