//! What the single-page app does around a navigation: title, focus, scroll position, prefetch on intent.

pub mod arrival;
pub mod intent;
pub mod kept;
#[cfg(feature = "newsroom")]
pub mod sending;
#[cfg(feature = "newsroom")]
pub mod told;

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::WebSocket;

/// Closes a socket without a complaint in the console: one that is still being opened closes once it is open.
pub fn close_quietly(socket: &WebSocket) {
    if socket.ready_state() == WebSocket::CONNECTING {
        let late = socket.clone();
        let close = Closure::once_into_js(move || {
            let _ = late.close();
        });
        socket.set_onopen(Some(close.unchecked_ref()));
    } else {
        let _ = socket.close();
    }
}
