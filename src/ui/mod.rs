//! Pieces of the interface that know no feature.

#[cfg(feature = "hydrate")]
pub mod browser;
pub mod head;
pub mod icons;
pub mod loaded;
pub mod stop;
pub mod warm;
