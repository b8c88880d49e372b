//! From a route to the bytes of a page: rendered once by Leptos, kept in memory, sent with the figures of the moment.

mod cache;
mod handler;
mod page;
mod shell;

pub use cache::PageCache;
pub use handler::{show_page, show_server_function};
