//! Search, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::{SearchView, Suggestions};
use crate::{error::AppError, wire::JsonText};

/// One page of what a question finds among the published articles of the site. Anyone may ask. What is wrong with the question is said in
/// the answer, with the status that the page has.
///
/// # Errors
/// `Unavailable` where neither index nor database answers.
#[server(prefix = "/api", endpoint = "search/find", input = GetUrl, output = Post<JsonText>)]
pub async fn find(
    q: String,
    section: String,
    #[server(default)] kind: String,
    from: String,
    to: String,
    order: String,
    page: i64,
) -> Result<SearchView, AppError> {
    let request = crate::context::Request::current()?;
    let asking = super::model::Asking { q, section, kind, from, to, order, page };
    super::asking::answer(&request.db, &request.search, request.site.id, asking).await
}

/// Titles that hold what is being typed. Anyone may ask; none for what is too long to be a title.
///
/// # Errors
/// `Unavailable` where the database does not answer.
#[server(prefix = "/api", endpoint = "search/suggest", input = GetUrl, output = Post<JsonText>)]
pub async fn suggest(q: String) -> Result<Suggestions, AppError> {
    let request = crate::context::Request::current()?;
    super::asking::suggest(&request.db, &request.search, request.site.id, &q).await
}
