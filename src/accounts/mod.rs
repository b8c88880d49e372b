//! Who may do what: accounts of the installation, their roles on each site, sessions, and the one table of permissions.
//!
//! A request passes `recognise`, which turns the cookie into an [`Actor`] and asks `permissions` whether the address is open to it; a
//! server function then takes the typed actor it needs (`require_editor`), which the store functions that change things demand.

#[cfg(feature = "ssr")]
pub mod actors;
#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "newsroom")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod cookie;
#[cfg(feature = "ssr")]
pub mod credentials;
#[cfg(feature = "ssr")]
pub mod grants;
#[cfg(feature = "ssr")]
pub mod links;
pub mod model;
#[cfg(feature = "ssr")]
pub mod newsroom;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "newsroom")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod password;
#[cfg(feature = "ssr")]
pub mod permissions;
#[cfg(feature = "ssr")]
pub mod recognise;
#[cfg(feature = "ssr")]
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(feature = "ssr")]
pub mod sign_in;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(all(test, feature = "ssr"))]
mod tests;
