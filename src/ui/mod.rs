//! Pieces of the interface that know no feature.

#[cfg(feature = "hydrate")]
pub mod browser;
#[cfg(feature = "newsroom")]
pub mod fields;
#[cfg(feature = "newsroom")]
pub mod form;
pub mod head;
pub mod icons;
pub mod loaded;
pub mod page_data;
pub mod paging;
#[cfg(feature = "ssr")]
pub mod served;
#[cfg(feature = "newsroom")]
pub mod skip_link;
pub mod stop;
#[cfg(feature = "newsroom")]
pub mod told;
#[cfg(feature = "hydrate")]
pub mod warm;
