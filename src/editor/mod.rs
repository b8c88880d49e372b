//! The editing surface: ProseMirror in a node that Leptos never renders again. `bridge.rs` is the only place where Rust and JavaScript
//! touch; what stands beside it in TypeScript makes one bundle of its own, which readers never fetch.

#[cfg(feature = "hydrate")]
mod bridge;
pub mod surface;
