//! What other programs read of a portal: feeds of the newest articles, maps of every page, and what robots may fetch.

pub mod atom;
pub mod json;
pub mod model;
pub mod robots;
pub mod routes;
pub mod rss;
pub mod sitemap;
pub mod store;
#[cfg(test)]
mod tests;
