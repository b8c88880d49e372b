//! An article: title, lead, typed content, source, author line and dates. It belongs to a section.

pub mod api;
#[cfg(feature = "ssr")]
pub mod author_page;
#[cfg(feature = "ssr")]
pub mod authors;
pub mod card;
#[cfg(feature = "hydrate")]
pub mod corrected;
#[cfg(feature = "ssr")]
pub mod exporting;
#[cfg(feature = "ssr")]
pub mod generating;
#[cfg(feature = "ssr")]
pub mod history;
#[cfg(feature = "ssr")]
pub mod importing;
#[cfg(feature = "ssr")]
pub mod listing;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod publishing;
#[cfg(feature = "ssr")]
pub mod related;
#[cfg(feature = "ssr")]
pub mod sharing;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod tag_page;
#[cfg(feature = "ssr")]
pub mod tags;
#[cfg(all(test, feature = "ssr"))]
mod tests;
