//! What a server function or a page on the server may use of its request.

use leptos::prelude::use_context;

use crate::{
    accounts::{actors::Actor, sessions::Session},
    db::Db,
    error::AppError,
    http::Client,
    media::storage::Storage,
    search::following::Search,
    site::{frames::Frames, model::CurrentSite},
};

/// Given by the router to every page and server function.
#[derive(Clone, Debug)]
pub struct Request {
    pub db: Db,
    pub site: CurrentSite,
    /// The address under which the asker knows the site: "https://xa.example.vn".
    pub base: String,
    pub storage: Storage,
    pub search: Search,
    pub frames: Frames,
    /// None on readers' pages, which are rendered once for all.
    pub actor: Option<Actor>,
    /// A session that is open, or still waits for a code.
    pub session: Option<Session>,
    pub client: Option<Client>,
    /// What the browser calls itself; kept in the list of sessions only.
    pub browser: String,
}

impl Request {
    /// A reader's request: the same for everyone.
    pub fn of_reader(db: Db, site: CurrentSite, base: String, storage: Storage, search: Search, frames: Frames) -> Self {
        Self { db, site, base, storage, search, frames, actor: None, session: None, client: None, browser: String::new() }
    }

    /// # Errors
    /// `Unavailable` outside of a request.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::Unavailable)
    }

    /// Where the request comes from.
    ///
    /// # Errors
    /// `Unavailable` where nobody asks.
    pub fn client(&self) -> Result<Client, AppError> {
        self.client.ok_or(AppError::Unavailable)
    }
}
