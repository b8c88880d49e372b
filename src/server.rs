//! The router: pages, server functions, plain routes, in one place.

use crate::{
    accounts::{
        permissions::Door,
        recognise::{FindRule, recognise},
    },
    context,
    db::{Db, News},
    feeds,
    following::Followed,
    http::{Assets, SiteDirectory},
    look, media,
    permissions::{RULES, find_rule},
    reading,
    rendering::{self, PageCache, show_newsroom, show_page, show_server_function},
    search::following::Search,
    site::model::CurrentSite,
    ui::page_data,
    visits::{self, VisitsState},
    workflow,
};
use axum::{
    Router,
    extract::FromRef,
    middleware,
    routing::{any, get},
};

/// What handlers share; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub assets: Assets,
    pub pages: PageCache,
    pub sites: SiteDirectory,
    pub visits: VisitsState,
    pub storage: media::storage::Storage,
    pub live: workflow::live::Live,
    pub search: Search,
    pub news: News,
    pub followed: Followed,
}

impl AppState {
    /// What a page or server function may use of a reader's request.
    pub fn reader_context(&self, site: &CurrentSite, base: String) -> context::Request {
        context::Request::of_reader(
            self.db.clone(),
            site.clone(),
            base,
            self.storage.clone(),
            self.search.clone(),
            self.pages.frames.clone(),
        )
    }
}

/// Every route, for a process that has called [`start_rendering`]. The layers around it (site, gate, limits, headers, logs) are `http::layers`.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    // The apps' own routes are not known before their frames are read: the table of permissions lists every address.
    for rule in RULES {
        router = match rule.door {
            Door::Page => router.route(rule.path, get(show_page)),
            Door::Newsroom => router.route(rule.path, get(show_newsroom)),
            Door::Read | Door::Change | Door::Plain => router,
        };
    }
    let find_rule: FindRule = find_rule;
    router
        .route("/tiep-can", get(show_page).post(reading::routes::change_preferences))
        .route("/tap-tin/{hash}/{name}", get(media::routes::show_file))
        .merge(media::uploading::router().with_state(state.clone()))
        .route(workflow::model::SOCKET, any(workflow::live::open_socket))
        .merge(workflow::routes::router())
        .route("/api/{*rest}", any(show_server_function))
        .fallback(show_page)
        .with_state(state.clone())
        .merge(look::routes::router())
        .merge(feeds::routes::router().with_state(state.clone()))
        .merge(visits::routes::router(state.visits.clone()))
        .layer(middleware::from_fn_with_state((state.db.clone(), find_rule), recognise))
        .merge(state.assets.router())
}

/// Lets Leptos run its futures on tokio. Once a process.
pub fn start_rendering() {
    // A second call changes nothing and says so.
    let _ = any_spawner::Executor::init_tokio();
    page_data::answer_with(rendering::answer);
}

impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

impl FromRef<AppState> for workflow::live::Live {
    fn from_ref(state: &AppState) -> Self {
        state.live.clone()
    }
}

impl FromRef<AppState> for media::storage::Storage {
    fn from_ref(state: &AppState) -> Self {
        state.storage.clone()
    }
}
