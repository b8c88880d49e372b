//! Uploaded pictures and files: decoded with limits, kept by their content, served while a published article shows them.

#[cfg(feature = "ssr")]
pub mod creating;
#[cfg(feature = "ssr")]
mod decoding;
#[cfg(feature = "ssr")]
mod kinds;
pub mod model;
#[cfg(feature = "ssr")]
mod ranges;
#[cfg(feature = "ssr")]
mod renditions;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod storage;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
pub mod tests;

pub use model::{Format, MediaKind, MediaView, RenditionView};
