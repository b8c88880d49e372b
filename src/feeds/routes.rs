//! `/rss.xml`, `/atom.xml`, `/feed.json` of the site and of each section; `/sitemap.xml` and its parts; `/robots.txt`.

use axum::{
    Router,
    extract::{FromRef, FromRequestParts, Path, State},
    http::{HeaderMap, StatusCode, request::Parts},
    response::Response,
    routing::get,
};

use super::{
    atom, json,
    model::Feed,
    robots, rss,
    sitemap::{self, PART},
    store,
};
use crate::{
    clock::now,
    db::Db,
    error::AppError,
    http::{Client, Host, Wants, base_address, error_answer, send_text},
    site::model::CurrentSite,
};

const LENGTH: i64 = 50;
/// What a news sitemap may list, in microseconds and number.
const NEWS_AGE: i64 = 2 * 86_400 * 1_000_000;
const NEWS: i64 = 1_000;

pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Db: FromRef<S>,
{
    Router::new()
        .route("/rss.xml", get(async |asked: Asked| asked.site_feed(rss::rss, rss::TYPE).await))
        .route("/atom.xml", get(async |asked: Asked| asked.site_feed(atom::atom, atom::TYPE).await))
        .route("/feed.json", get(async |asked: Asked| asked.site_feed(json::json, json::TYPE).await))
        .route(
            "/chuyen-muc/{section}/rss.xml",
            get(async |Path(slug): Path<String>, asked: Asked| asked.section_feed(&slug, rss::rss, rss::TYPE).await),
        )
        .route(
            "/chuyen-muc/{section}/atom.xml",
            get(async |Path(slug): Path<String>, asked: Asked| asked.section_feed(&slug, atom::atom, atom::TYPE).await),
        )
        .route(
            "/chuyen-muc/{section}/feed.json",
            get(async |Path(slug): Path<String>, asked: Asked| asked.section_feed(&slug, json::json, json::TYPE).await),
        )
        .route("/sitemap.xml", get(async |asked: Asked| asked.sitemap_index().await))
        .route("/sitemap/{part}", get(async |Path(part): Path<String>, asked: Asked| asked.sitemap_part(&part).await))
        .route("/sitemap-tin-moi.xml", get(async |asked: Asked| asked.sitemap_news().await))
        .route("/robots.txt", get(async |asked: Asked| asked.sent(Ok(robots::robots(&asked.base)), "text/plain; charset=utf-8")))
}

/// Who asks for which site, under which address.
pub struct Asked {
    db: Db,
    site: CurrentSite,
    base: String,
    headers: HeaderMap,
}

impl<S> FromRequestParts<S> for Asked
where
    S: Send + Sync,
    Db: FromRef<S>,
{
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let State(db) = State::<Db>::from_request_parts(parts, state).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let extensions = &parts.extensions;
        let (site, client, host) = (extensions.get::<CurrentSite>(), extensions.get::<Client>(), extensions.get::<Host>());
        let (Some(site), Some(client), Some(host)) = (site, client, host) else { return Err(StatusCode::INTERNAL_SERVER_ERROR) };
        Ok(Self { db, base: base_address(site, *client, host), site: site.clone(), headers: parts.headers.clone() })
    }
}

impl Asked {
    async fn site_feed(&self, write: fn(&Feed) -> String, content_type: &'static str) -> Response {
        let entries = store::list_entries(&self.db, self.site.id, LENGTH).await;
        let feed = entries.map(|entries| Feed {
            base: self.base.clone(),
            path: "/".into(),
            title: self.site.name.clone(),
            description: format!("Tin bài mới của {}", self.site.name),
            entries,
        });
        self.sent(feed.map(|feed| write(&feed)), content_type)
    }

    async fn section_feed(&self, slug: &str, write: fn(&Feed) -> String, content_type: &'static str) -> Response {
        let feed = async {
            let section = store::find_section(&self.db, self.site.id, slug).await?;
            let entries = store::list_section_entries(&self.db, self.site.id, section.id, LENGTH).await?;
            let description = if section.description.is_empty() {
                format!("Tin bài mới của chuyên mục {}", section.name)
            } else {
                section.description
            };
            Ok(Feed {
                base: self.base.clone(),
                path: format!("/chuyen-muc/{}", section.slug),
                title: format!("{} – {}", section.name, self.site.name),
                description,
                entries,
            })
        };
        self.sent(feed.await.map(|feed| write(&feed)), content_type)
    }

    async fn sitemap_index(&self) -> Response {
        let counted = store::count_addresses(&self.db, self.site.id).await;
        self.sent(counted.map(|(articles, changed_at)| sitemap::index(&self.base, articles, changed_at)), sitemap::TYPE)
    }

    async fn sitemap_part(&self, part: &str) -> Response {
        let made = async {
            let part: i64 = part.parse().ok().filter(|part| (0..=1_000_000).contains(part)).ok_or(AppError::NotFound)?;
            if part == 0 {
                return Ok(sitemap::part(&self.base, &store::list_pages(&self.db, self.site.id).await?, &[]));
            }
            let (addresses, covers) = store::list_addresses(&self.db, self.site.id, PART, (part - 1) * PART).await?;
            if addresses.is_empty() { Err(AppError::NotFound) } else { Ok(sitemap::part(&self.base, &addresses, &covers)) }
        };
        self.sent(made.await, sitemap::TYPE)
    }

    async fn sitemap_news(&self) -> Response {
        let fresh = store::list_fresh(&self.db, self.site.id, now() - NEWS_AGE, NEWS).await;
        self.sent(fresh.map(|entries| sitemap::news(&self.base, &self.site.name, &entries)), sitemap::TYPE)
    }

    fn sent(&self, made: Result<String, AppError>, content_type: &'static str) -> Response {
        match made {
            Ok(text) => send_text(text, content_type, &self.headers),
            Err(error) => {
                let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let title =
                    if error == AppError::NotFound { "Không có nội dung này" } else { "Chưa lấy được nội dung này" };
                error_answer(Wants::of(&self.headers), status, title, &error.wording())
            }
        }
    }
}
