//! A site's own colour: whether it can be read, and the style sheet that it makes.

mod colour;
mod modes;
mod palette;
pub mod routes;
#[cfg(test)]
mod tests;

pub use colour::Colour;
pub use palette::{Palette, Refusal, address};
