//! Sections, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::SectionPageView;
use crate::{error::AppError, wire::JsonText};

/// One page of a section's articles, the first page being 1. Anyone may read it.
///
/// # Errors
/// `NotFound` for an unknown section or a page after the last.
#[server(prefix = "/api", endpoint = "section/read", input = GetUrl, output = Post<JsonText>)]
pub async fn read_section(slug: String, page: i64) -> Result<SectionPageView, AppError> {
    let request = crate::context::Request::current()?;
    super::store::read_section(&request.db, request.site.id, &slug, page).await
}
