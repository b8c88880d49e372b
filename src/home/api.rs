//! The home page, for server and browser.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post},
};

use super::model::Home;
use crate::{error::AppError, wire::JsonText};

/// What the home page shows. Anyone may read it.
#[server(prefix = "/api", endpoint = "home/read", input = GetUrl, output = Post<JsonText>)]
pub async fn read_home() -> Result<Home, AppError> {
    let request = crate::context::Request::current()?;
    super::store::read_home(&request.db, request.site.id).await
}
