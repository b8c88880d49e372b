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
    let article = super::store::find_published(&request.db, request.site.id, &slug).await?;
    let sharing = super::sharing::read_sharing(&request, &article).await?;
    Ok(Article { sharing, ..article })
}
