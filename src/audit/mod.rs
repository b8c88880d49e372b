//! What was done, by whom and when: append-only, each entry's hash covering the one before, one chain a site.

#[cfg(feature = "ssr")]
pub mod chain;
pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
