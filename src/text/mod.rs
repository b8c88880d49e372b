//! Vietnamese text: folding, slugs, numbers, dates. One place, used everywhere.

pub mod addresses;
pub mod dates;
pub mod folding;
#[cfg_attr(not(feature = "ssr"), allow(dead_code))]
pub mod json;
pub mod numbers;
pub mod shapes;
#[cfg(feature = "ssr")]
pub mod words;
#[cfg(feature = "ssr")]
pub mod xml;

pub use folding::{fold, nfc, one_line, shortened, slug};
