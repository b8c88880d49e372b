//! Search over published articles: an index of each node's own (Tantivy), fed from the change log, thrown away and built anew at will.
//!
//! A text's words are indexed without diacritics and, apart, with them: whoever types none finds all, whoever types them finds the exact words first.

#[cfg(feature = "ssr")]
pub mod abbreviations;
#[cfg(feature = "ssr")]
mod alike;
pub mod api;
#[cfg(feature = "ssr")]
pub mod asking;
#[cfg(feature = "ssr")]
mod correcting;
#[cfg(feature = "ssr")]
pub mod fallback;
#[cfg(feature = "ssr")]
pub mod finding;
#[cfg(feature = "ssr")]
pub mod following;
#[cfg(feature = "ssr")]
pub mod index;
pub mod model;
#[cfg(feature = "ssr")]
mod own;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod question;
#[cfg(feature = "ssr")]
mod ranking;
#[cfg(feature = "ssr")]
mod remembered;
#[cfg(feature = "ssr")]
pub mod slips;
#[cfg(feature = "ssr")]
pub mod snippet;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod suggesting;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
#[cfg(feature = "ssr")]
mod together;
#[cfg(feature = "ssr")]
mod ways;
