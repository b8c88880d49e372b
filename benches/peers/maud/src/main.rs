//! The article page of a portal as one would write it by hand with axum and maud: the same database, the same statements, the same
//! visible text, and nothing that needs scripts. `maud-page DATABASE PORT HOST`

mod content;
mod database;
mod page;

use std::{env, net::Ipv4Addr};

use anyhow::Context;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};

use database::Database;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut given = env::args().skip(1);
    let mut next = || given.next().context("maud-page DATABASE PORT HOST");
    let (file, port, host) = (next()?, next()?.parse()?, next()?);
    let database = Database::open(&file, host).await?;
    let router = Router::new().route("/healthz", get(async || "ok")).route("/bai-viet/{slug}", get(article)).with_state(database);
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

async fn article(State(database): State<Database>, Path(slug): Path<String>) -> Response {
    match show(&database, &slug).await {
        Ok(Some(page)) => page.into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn show(database: &Database, slug: &str) -> anyhow::Result<Option<maud::Markup>> {
    let Some(article) = database.find_article(slug).await? else { return Ok(None) };
    let frame = database.read_frame().await?;
    let media = database.list_media(&article).await?;
    let related = database.list_related(&article).await?;
    let blocks = serde_json::from_str::<content::Node>(&article.content)?.content;
    Ok(Some(page::page(&page::Shown {
        host: &database.host,
        article: &article,
        blocks: &blocks,
        media: &media,
        related: &related,
        frame: &frame,
    })))
}
