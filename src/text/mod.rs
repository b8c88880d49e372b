//! Vietnamese text: folding, slugs, numbers, dates. One place, used everywhere.

pub mod addresses;
pub mod dates;
pub mod folding;
pub mod numbers;

pub use folding::{fold, nfc, slug};
