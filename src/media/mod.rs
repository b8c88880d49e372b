//! Uploaded pictures and files: decoded with limits, kept by their content, served while a published article shows them.

#[cfg(feature = "ssr")]
pub mod albums;
#[cfg(feature = "newsroom")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod creating;
#[cfg(feature = "ssr")]
mod decoding;
#[cfg(feature = "ssr")]
pub mod describing;
#[cfg(feature = "ssr")]
mod frames;
#[cfg(feature = "newsroom")]
pub mod items;
#[cfg(feature = "ssr")]
pub mod jail;
#[cfg(feature = "ssr")]
mod kinds;
#[cfg(feature = "ssr")]
pub mod library;
pub mod model;
#[cfg(feature = "ssr")]
pub mod newsroom;
#[cfg(feature = "ssr")]
mod ranges;
#[cfg(feature = "ssr")]
mod renditions;
#[cfg(feature = "ssr")]
mod replacing;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod storage;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod sweeping;
#[cfg(all(test, feature = "ssr"))]
pub mod tests;
#[cfg(feature = "ssr")]
pub mod uploading;
#[cfg(feature = "ssr")]
pub mod worker;

pub use model::{Format, MediaKind, MediaView, RenditionView};
