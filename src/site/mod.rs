//! A site is one agency's portal, found by its host name: its identity, and the frame around each of its pages.

pub mod api;
#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "ssr")]
pub mod changes;
pub mod frame;
#[cfg(feature = "ssr")]
pub mod frames;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
