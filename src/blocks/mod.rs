//! Titled lists in the side column: the latest of a section, and links to other agencies.

pub mod model;
#[cfg(feature = "ssr")]
pub mod store;
