//! The two gates: a piece is written, submitted, approved and published by different people. `stages.rs` is the one table of who may do
//! what; everything else follows it.

#[cfg(feature = "ssr")]
pub mod acting;
#[cfg(feature = "newsroom")]
pub mod api;
#[cfg(feature = "newsroom")]
mod beside;
#[cfg(feature = "ssr")]
mod checks;
#[cfg(feature = "newsroom")]
pub mod comparing;
#[cfg(feature = "newsroom")]
mod conflict;
#[cfg(feature = "ssr")]
mod desk;
#[cfg(feature = "ssr")]
mod details;
#[cfg(feature = "ssr")]
mod dropping;
#[cfg(feature = "ssr")]
mod keeping;
#[cfg(feature = "ssr")]
pub mod kept_page;
#[cfg(feature = "ssr")]
mod links;
#[cfg(feature = "ssr")]
mod lists;
#[cfg(feature = "ssr")]
pub mod live;
pub mod model;
#[cfg(feature = "newsroom")]
pub mod newest;
#[cfg(feature = "newsroom")]
pub mod newsroom;
#[cfg(feature = "ssr")]
mod notes;
pub mod past;
#[cfg(feature = "ssr")]
pub mod past_pages;
#[cfg(feature = "ssr")]
mod pieces;
#[cfg(feature = "ssr")]
pub mod presence;
#[cfg(feature = "ssr")]
pub mod previewing;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
mod saving;
#[cfg(feature = "ssr")]
pub mod scheduling;
#[cfg(feature = "ssr")]
mod searching;
#[cfg(feature = "ssr")]
mod setting_aside;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
pub mod settings_page;
#[cfg(feature = "newsroom")]
pub mod sheet;
pub mod stages;
#[cfg(feature = "newsroom")]
mod steps;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
#[cfg(feature = "ssr")]
mod typing;
#[cfg(feature = "ssr")]
mod versions;
#[cfg(feature = "newsroom")]
mod writing;
