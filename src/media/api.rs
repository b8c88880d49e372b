//! The library of files, for server and browser. Uploads go by plain routes: `uploading.rs`.

use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Post, PostUrl},
};

use super::items::{MediaItems, MediaPage, MediaSheet};
use crate::{error::AppError, ui::form::Next, wire::JsonText};

/// One page of the library: what has all these words in its name, description, caption or credit, with diacritics or without; of one album,
/// or of none ("-"). For writers.
#[server(prefix = "/api", endpoint = "media/list", input = GetUrl, output = Post<JsonText>)]
pub async fn list_media(
    #[server(default)] q: String,
    #[server(default)] kind: String,
    #[server(default)] album: String,
    #[server(default)] page: i64,
) -> Result<MediaPage, AppError> {
    use super::library::Search;
    let (request, writer) = crate::accounts::actors::require_writer()?;
    super::library::list_media(&request.db, &writer, Search { q: &q, kind: &kind, album: &album, page }).await
}

/// Files by their ids, separated by commas; at most 64. For writers.
#[server(prefix = "/api", endpoint = "media/views", input = GetUrl, output = Post<JsonText>)]
pub async fn list_views(#[server(default)] ids: String) -> Result<MediaItems, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    super::library::list_by_ids(&request.db, &writer, &ids).await
}

/// One file with where it is used. For writers.
#[server(prefix = "/api", endpoint = "media/sheet", input = GetUrl, output = Post<JsonText>)]
pub async fn read_sheet(id: String) -> Result<MediaSheet, AppError> {
    let (request, writer) = crate::accounts::actors::require_writer()?;
    super::library::read_sheet(&request.db, &writer, &id).await
}

/// Changes what is kept with a file, and, where one is given, its album; articles that show it keep their own words. For writers.
#[server(prefix = "/api", endpoint = "media/describe", input = PostUrl, output = Post<JsonText>)]
pub async fn describe(
    id: String,
    #[server(default)] alt: String,
    #[server(default)] caption: String,
    #[server(default)] credit: String,
    #[server(default)] album: Option<String>,
) -> Result<Next, AppError> {
    use super::items::Description;
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let description = Description::parse(&alt, &caption, &credit, album.as_deref())?;
    let id = super::describing::describe(&request.db, &writer, &id, description).await?;
    Ok(Next::new(format!("/bien-tap/thu-vien/{id}"), "Đã lưu mô tả."))
}

/// Gives an album another name, or, without one, leaves its files in none. For writers.
#[server(prefix = "/api", endpoint = "media/rename-album", input = PostUrl, output = Post<JsonText>)]
pub async fn rename_album(#[server(default)] from: String, #[server(default)] album: String) -> Result<Next, AppError> {
    use super::items::{AlbumName, UNFILED};
    let (request, writer) = crate::accounts::actors::require_writer()?;
    let name = super::albums::rename_album(&request.db, &writer, &from, AlbumName::parse(&album)?).await?;
    let (shown, says) = match name.as_str() {
        "" => (UNFILED, "Đã bỏ thư mục. Các tệp của thư mục vẫn còn trong thư viện."),
        name => (name, "Đã đổi tên thư mục."),
    };
    Ok(Next::new(super::newsroom::address("", None, shown, 1), says))
}
