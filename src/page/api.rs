//! Plain pages, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::Page;
use crate::{error::AppError, wire::JsonText};

/// A page without a date. Anyone may read it.
///
/// # Errors
/// `NotFound` for an unknown slug.
#[server(prefix = "/api", endpoint = "page/read", input = GetUrl, output = Post<JsonText>)]
pub async fn read_page(slug: String) -> Result<Page, AppError> {
    let request = crate::context::Request::current()?;
    super::store::find_page(&request.db, request.site.id, &slug).await
}
