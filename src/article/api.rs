//! Articles, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::Article;
use crate::{error::AppError, wire::JsonText};

/// A published article with all it shows. Anyone may read it.
///
/// # Errors
/// `NotFound` for an unknown slug, `Gone` for a withdrawn article.
#[server(prefix = "/api", endpoint = "article/read", input = GetUrl, output = Post<JsonText>)]
pub async fn read_article(slug: String) -> Result<Article, AppError> {
    let request = crate::context::Request::current()?;
    let search = Some(&request.search);
    let (article, tags) = super::store::find_published(&request.db, search, request.site.id, &slug).await?;
    let links = super::sharing::read_links(&request, &article, &tags).await?;
    Ok(Article { links, ..article })
}
