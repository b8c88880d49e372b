//! The figures in the browser: one socket while a page is shown, none while it waits in the back/forward cache.

use std::{cell::RefCell, rc::Rc};

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{MessageEvent, WebSocket};

use super::{
    block::{LiveFigures, LiveState, SLOTS},
    model::{Corrected, Figures, NOT_LIVE},
};
use crate::{text::shapes::FromJson, ui::browser::close_quietly};

const ADDRESS: &str = "/ws/truy-cap";
const FIRST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 60_000;

/// What the server wrote into the page, before anything of it is hydrated.
pub fn figures_in_page() -> Option<Figures> {
    let read = |slot: usize| {
        let element = document().query_selector(&format!("[data-figure={}]", SLOTS[slot].0)).ok().flatten()?;
        let digits: String = element.text_content()?.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    Some(Figures { online: read(0)?, today: read(1)?, month: read(2)?, all: read(3)? })
}

/// Opens the socket and keeps it as long as the page is shown.
pub fn follow(live: LiveFigures) {
    let line = Rc::new(Line { live, socket: RefCell::default(), failures: RefCell::default() });
    Line::open(&line);
    let leaving = Rc::clone(&line);
    let coming = Rc::clone(&line);
    // A page with an open socket could not go into the back/forward cache.
    std::mem::forget(window_event_listener(ev::pagehide, move |_| leaving.close()));
    std::mem::forget(window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            Line::open(&coming);
        }
    }));
}

/// The one line of a page to the server, and the closures that the browser calls on it.
struct Line {
    live: LiveFigures,
    socket: RefCell<Option<Open>>,
    failures: RefCell<u32>,
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
            line.live.state.set(LiveState::Interrupted);
            return;
        };
        let at_message = Rc::clone(line);
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(frame) = event.data().as_string() else { return };
            if frame == NOT_LIVE {
                at_message.live.state.set(LiveState::Interrupted);
            } else if let Some(corrected) = Corrected::from_text(&frame) {
                at_message.live.corrected.set(Some(corrected));
            } else if let Some(figures) = Figures::from_text(&frame) {
                *at_message.failures.borrow_mut() = 0;
                at_message.live.figures.set(Some(figures));
                at_message.live.state.set(LiveState::Live);
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
        line.live.state.set(LiveState::Interrupted);
        let failures = *line.failures.borrow();
        *line.failures.borrow_mut() = failures.saturating_add(1);
        let longest = FIRST_WAIT.saturating_mul(1 << failures.min(6)).min(LONGEST_WAIT);
        let wait = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        let again = Rc::clone(line);
        let _ = set_timeout(move || Self::open(&again), std::time::Duration::from_millis(wait as u64));
    }
}
