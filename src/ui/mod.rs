//! Pieces of the interface that know no feature.

#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "newsroom")]
pub mod form;
pub mod head;
pub mod icons;
pub mod loaded;
pub mod stop;
#[cfg(feature = "newsroom")]
pub mod told;
pub mod warm;
