//! What the single-page app does around a navigation: title, focus, scroll position, prefetch on intent.

pub mod arrival;
pub mod intent;
#[cfg(feature = "newsroom")]
pub mod sending;
#[cfg(feature = "newsroom")]
pub mod told;
