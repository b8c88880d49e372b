//! Pages that are told when something has changed. On the server nobody is.

#[cfg(feature = "hydrate")]
pub use super::browser::told::listen;

#[cfg(not(feature = "hydrate"))]
pub fn listen(_address: &'static str, _on_change: impl Fn() + 'static) {}
