//! The router: pages, server functions, plain routes, in one place.

use crate::{
    db::Db,
    http::{Assets, SiteDirectory},
    media, reading,
    rendering::{PageCache, show_page, show_server_function},
    visits::{self, VisitsState},
};
use axum::{
    Router,
    extract::FromRef,
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
}

/// Every route, for a process that has called [`start_rendering`]. The layers around it (site, gate, limits, headers, logs) are `http::layers`.
pub fn router(state: AppState) -> Router {
    // The app's own routes are not known before its frame is read, so its addresses are listed here too.
    let mut router = Router::new().route("/tiep-can", get(show_page).post(reading::routes::change_preferences));
    for page in ["/", "/bai-viet/{slug}", "/chuyen-muc/{section}", "/trang/{slug}", "/thong-ke-truy-cap"] {
        router = router.route(page, get(show_page));
    }
    router
        .route("/tap-tin/{hash}/{name}", get(media::routes::show_file))
        .route("/api/{*rest}", any(show_server_function))
        .fallback(show_page)
        .with_state(state.clone())
        .merge(visits::routes::router(state.visits))
        .merge(state.assets.router())
}

/// Lets Leptos run its futures on tokio. Once a process.
pub fn start_rendering() {
    // A second call changes nothing and says so.
    let _ = any_spawner::Executor::init_tokio();
}

impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

impl FromRef<AppState> for media::storage::Storage {
    fn from_ref(state: &AppState) -> Self {
        state.storage.clone()
    }
}
