//! The archive: what was published on which day, month by month, back to the first. Only the server knows these pages.

mod calendar;
pub mod model;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;
