//! A page has no date: Giới thiệu, Liên hệ, chính sách.

pub mod api;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
