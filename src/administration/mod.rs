//! What administrators set up around the articles: the site itself, menu, side column, home page, pages, redirects. Features show these
//! things to readers; here they are changed, each change together with its entry in the log and in the log of changes.

pub mod api;
#[cfg(feature = "ssr")]
mod appearance;
#[cfg(feature = "ssr")]
mod changing;
#[cfg(feature = "ssr")]
mod erasing;
#[cfg(feature = "ssr")]
mod home;
#[cfg(feature = "ssr")]
mod home_parts;
#[cfg(feature = "ssr")]
mod identity;
pub mod model;
pub mod newsroom;
#[cfg(feature = "ssr")]
mod ordering;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod redirects;
pub mod redirects_page;
pub mod screens;
#[cfg(feature = "ssr")]
mod sections;
#[cfg(feature = "ssr")]
mod side;
pub mod side_page;
#[cfg(all(test, feature = "ssr"))]
mod tests;
pub mod upkeep;
#[cfg(feature = "ssr")]
mod words;
