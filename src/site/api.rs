//! The frame, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::Frame;
use crate::{error::AppError, wire::JsonText};

/// Masthead, menu, side blocks and footer of the site. Anyone may read it.
#[server(prefix = "/api", endpoint = "site/frame", input = GetUrl, output = Post<JsonText>)]
pub async fn read_frame() -> Result<Frame, AppError> {
    let request = crate::context::Request::current()?;
    request.frames.get(&request.db, request.site.id).await.map(std::sync::Arc::unwrap_or_clone)
}
