//! From a route to the bytes of a page: rendered once by Leptos, kept in memory, sent with the figures of the moment.

mod answers;
mod author;
mod cache;
mod changes;
mod handler;
mod key;
mod metadata;
mod newsroom;
mod page;
mod shell;

pub use answers::answer;
pub use cache::PageCache;
pub use changes::show_server_function;
pub use handler::show_page;
pub use newsroom::show_newsroom;
