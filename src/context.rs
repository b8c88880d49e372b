//! What a server function or a page on the server may use of its request.

use leptos::prelude::use_context;

use crate::{db::Db, error::AppError, site::model::CurrentSite};

/// Given by the router to every page and server function.
#[derive(Clone, Debug)]
pub struct Request {
    pub db: Db,
    pub site: CurrentSite,
}

impl Request {
    /// # Errors
    /// `Unavailable` outside of a request.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::Unavailable)
    }
}
