//! The figures in the browser: one socket while a page is shown, none while it waits in the back/forward cache.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, MessageEvent, WebSocket};

use super::{
    block::{SLOTS, in_order},
    model::{Corrected, Figures, NOT_LIVE},
};
use crate::{
    text::{numbers::grouped, shapes::FromJson},
    ui::browser::close_quietly,
};

const ADDRESS: &str = "/ws/truy-cap";
const FIRST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 60_000;

/// The figure that stands in the page.
pub fn shown(slot: usize) -> String {
    let place = document().query_selector(&place(slot)).ok().flatten();
    place.and_then(|place| place.text_content()).unwrap_or_default()
}

/// Opens the socket and keeps it as long as the page is shown. `on_corrected` hears of articles that were corrected meanwhile, `on_return`
/// that the socket is there again after it was not: what was told in between was not heard.
pub fn follow(on_corrected: fn(Corrected), on_return: fn()) {
    let line = Rc::new(Line {
        on_corrected,
        on_return,
        socket: RefCell::default(),
        failures: RefCell::default(),
        was_away: Cell::default(),
    });
    Line::open(&line);
    let leaving = Rc::clone(&line);
    let coming = Rc::clone(&line);
    // A page with an open socket could not go into the back/forward cache.
    std::mem::forget(window_event_listener(ev::pagehide, move |_| leaving.close()));
    std::mem::forget(window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            coming.was_away.set(true);
            Line::open(&coming);
        }
    }));
}

fn place(slot: usize) -> String {
    format!("[data-figure={}]", SLOTS[slot].0)
}

/// Writes the figures into every list of the page.
fn show(figures: &Figures) {
    for (slot, value) in in_order(figures).into_iter().enumerate() {
        let text = grouped(value);
        for_each(&place(slot), |place| {
            if place.text_content().as_deref() != Some(&text) {
                place.set_text_content(Some(&text));
            }
        });
    }
}

/// Whether the figures move.
fn tell(is_live: bool) {
    for_each(".visits-live", |word| {
        word.set_text_content(Some(if is_live { "trực tiếp" } else { "tạm dừng" }));
        let _ = if is_live { word.set_attribute("data-live", "") } else { word.remove_attribute("data-live") };
    });
}

fn for_each(selector: &str, change: impl Fn(&Element)) {
    if let Ok(found) = document().query_selector_all(selector) {
        (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).for_each(|element| change(&element));
    }
}

/// The one line of a page to the server, and the closures that the browser calls on it.
struct Line {
    on_corrected: fn(Corrected),
    on_return: fn(),
    socket: RefCell<Option<Open>>,
    failures: RefCell<u32>,
    was_away: Cell<bool>,
}

struct Open {
    socket: WebSocket,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_close: Closure<dyn FnMut()>,
}

impl Line {
    fn open(line: &Rc<Self>) {
        if line.socket.borrow().is_some() {
            return;
        }
        let Ok(socket) = WebSocket::new(ADDRESS) else {
            tell(false);
            return;
        };
        let at_message = Rc::clone(line);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(frame) = event.data().as_string() else { return };
            if frame == NOT_LIVE {
                tell(false);
            } else if let Some(corrected) = Corrected::from_text(&frame) {
                (at_message.on_corrected)(corrected);
            } else if let Some(figures) = Figures::from_text(&frame) {
                *at_message.failures.borrow_mut() = 0;
                show(&figures);
                tell(true);
                if at_message.was_away.take() {
                    (at_message.on_return)();
                }
            }
        });
        let at_close = Rc::clone(line);
        let on_close = Closure::<dyn FnMut()>::new(move || Self::lost(&at_close));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        *line.socket.borrow_mut() = Some(Open { socket, _on_message: on_message, _on_close: on_close });
    }

    /// Ours to close: nothing is said, nothing is tried again until the page comes back.
    fn close(&self) {
        if let Some(open) = self.socket.borrow_mut().take() {
            open.socket.set_onclose(None);
            open.socket.set_onmessage(None);
            close_quietly(&open.socket);
            // The browser may be in one of the closures; they live a moment longer than the socket.
            std::mem::forget(open);
        }
    }

    /// Lost: says so quietly and tries again, later each time, and each browser at its own moment.
    fn lost(line: &Rc<Self>) {
        line.close();
        line.was_away.set(true);
        tell(false);
        let failures = *line.failures.borrow();
        *line.failures.borrow_mut() = failures.saturating_add(1);
        let longest = FIRST_WAIT.saturating_mul(1 << failures.min(6)).min(LONGEST_WAIT);
        let wait = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        let again = Rc::clone(line);
        let _ = set_timeout(move || Self::open(&again), std::time::Duration::from_millis(wait as u64));
    }
}
