//! Reading preferences: text size, contrast and spacing, right in the first byte and without scripts.

#[cfg(feature = "ssr")]
pub mod bar;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(test)]
mod tests;
