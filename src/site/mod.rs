//! A site is one agency's portal, found by its host name: its identity, and the frame around each of its pages.

#[cfg(feature = "ssr")]
pub mod addresses;
#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "ssr")]
pub mod changes;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod frames;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
