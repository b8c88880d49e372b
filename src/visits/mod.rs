//! Visits and browsers online: counted one by one, in memory, and written once a second.
//!
//! A page view passes `state::VisitsState::on_page`: `robots` decides whether it counts, `token` reads the signed cookie,
//! `counter` applies the thirty-minute rule and keeps the deltas (`first_views`: of which article), `ledger` merges them into the database,
//! `online` knows who has a page open, `telling` passes it on, to other nodes through `sharing`, and `hub` has one frame a second written to
//! every `line` by the one thread of the `crowd`.

pub mod api;
pub mod block;
#[cfg(feature = "ssr")]
pub mod counter;
#[cfg(feature = "ssr")]
mod crowd;
#[cfg(feature = "ssr")]
mod explaining;
#[cfg(feature = "ssr")]
mod figures;
#[cfg(feature = "ssr")]
mod first_views;
#[cfg(feature = "ssr")]
pub mod hub;
#[cfg(feature = "ssr")]
pub mod ledger;
#[cfg(feature = "ssr")]
mod line;
#[cfg(feature = "hydrate")]
pub mod live;
pub mod model;
#[cfg(feature = "ssr")]
pub mod online;
pub mod pages;
#[cfg(feature = "ssr")]
mod recent;
#[cfg(feature = "ssr")]
pub mod robots;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod sharing;
#[cfg(feature = "ssr")]
pub mod state;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
mod telling;
#[cfg(feature = "ssr")]
pub mod token;

#[cfg(feature = "ssr")]
pub use hub::Caps;
#[cfg(feature = "ssr")]
pub use state::{NotCounted, PageVisit, VisitsSettings, VisitsState};

#[cfg(all(test, feature = "ssr"))]
mod tests;
