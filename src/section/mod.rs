//! A section is a branch of the menu; articles belong to one.

pub mod api;
pub mod breadcrumb;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
