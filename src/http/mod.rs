//! The way of a request into the program and of its answer out: everything between the socket and the router.
//!
//! [`serve`] accepts connections, within caps, and lets them finish when the program stops. [`layers`] puts one entry before the
//! router: who asks, which site is meant, what is refused, and what every answer carries.

mod accept;
mod caps;
mod connection;
mod cookies;
mod front;
mod request_head;
mod settings;
mod stream;
mod takeover;
mod tls;
mod worded;

mod client;
mod entry;
mod errors;
mod gate;
mod headers;
mod health;
mod host;
mod limits;
pub mod metrics;
mod sending;

mod assets;
mod compress;

#[cfg(test)]
pub(crate) mod tests;

pub use accept::{bind, serve};
pub use assets::{Assets, Sheet, find_site_package};
pub use client::{Client, TrustedProxies};
pub use compress::{Encoding, compress, negotiate};
pub use connection::Answers;
pub use cookies::{cookie, says_cookie};
pub use entry::{Entry, layers};
pub use errors::{Wants, error_answer, error_page, refuse};
pub use front::{Asked, AtHand, Front, Ready, head_of};
pub use headers::{Framing, page_csp, protect, script_hash};
pub use health::Writes;
pub use host::{Host, SiteDirectory};
pub use sending::{base_address, etag, etag_of, is_known, send, send_text};
pub use settings::Settings;
pub use stream::Held;
pub use takeover::{RawSocket, Takeover};
pub use tls::TlsFiles;
