//! A page that is told when something has changed: one socket while it is shown, opened again when it is lost.

use std::{cell::RefCell, rc::Rc};

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{CloseEvent, WebSocket};

const FIRST_WAIT: u32 = 1_000;
const LONGEST_WAIT: u32 = 60_000;
/// How the server closes when the session is over.
const SIGNED_OUT: u16 = 1008;

/// Calls `on_change` whenever the server says so, and after each time the line was lost: what happened meanwhile is not known.
/// Ends with the component that calls it.
pub fn listen(address: &'static str, on_change: impl Fn() + 'static) {
    let line = Rc::new(Line { address, on_change: Box::new(on_change), open: RefCell::default(), failures: RefCell::new(0) });
    Line::open(&line);
    let (leaving, coming) = (Rc::clone(&line), Rc::clone(&line));
    let hidden = window_event_listener(ev::pagehide, move |_| leaving.close());
    let shown = window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            (coming.on_change)();
            Line::open(&coming);
        }
    });
    let held = StoredValue::new_local(Some((line, hidden, shown)));
    on_cleanup(move || {
        if let Some((line, hidden, shown)) = held.try_update_value(Option::take).flatten() {
            line.close();
            *line.failures.borrow_mut() = u32::MAX;
            hidden.remove();
            shown.remove();
        }
    });
}

struct Line {
    address: &'static str,
    on_change: Box<dyn Fn()>,
    open: RefCell<Option<Open>>,
    /// In a row; the highest number means that nobody listens any more.
    failures: RefCell<u32>,
}

struct Open {
    socket: WebSocket,
    _on_message: Closure<dyn FnMut()>,
    _on_close: Closure<dyn FnMut(CloseEvent)>,
}

impl Line {
    fn open(line: &Rc<Self>) {
        if line.open.borrow().is_some() || *line.failures.borrow() == u32::MAX {
            return;
        }
        let Ok(socket) = WebSocket::new(line.address) else { return };
        let at_message = Rc::clone(line);
        let on_message = Closure::<dyn FnMut()>::new(move || {
            *at_message.failures.borrow_mut() = 0;
            (at_message.on_change)();
        });
        let at_close = Rc::clone(line);
        let on_close = Closure::<dyn FnMut(CloseEvent)>::new(move |event: CloseEvent| {
            if event.code() == SIGNED_OUT {
                // No line will be opened any more; what is asked now says so on the page.
                at_close.close();
                (at_close.on_change)();
            } else {
                Self::lost(&at_close);
            }
        });
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        *line.open.borrow_mut() = Some(Open { socket, _on_message: on_message, _on_close: on_close });
    }

    fn close(&self) {
        if let Some(open) = self.open.borrow_mut().take() {
            open.socket.set_onclose(None);
            open.socket.set_onmessage(None);
            super::close_quietly(&open.socket);
            // The browser may be in one of the closures; they live a moment longer than the socket.
            std::mem::forget(open);
        }
    }

    fn lost(line: &Rc<Self>) {
        line.close();
        let failures = *line.failures.borrow();
        if failures == u32::MAX {
            return;
        }
        *line.failures.borrow_mut() = failures + 1;
        let longest = FIRST_WAIT.saturating_mul(1 << failures.min(6)).min(LONGEST_WAIT);
        let wait = f64::from(longest) * (0.5 + js_sys::Math::random() / 2.0);
        let again = Rc::clone(line);
        let reopen = move || {
            // Nobody listens any more where the page was left meanwhile.
            if *again.failures.borrow() < u32::MAX {
                Self::open(&again);
                (again.on_change)();
            }
        };
        let _ = set_timeout(reopen, std::time::Duration::from_millis(wait as u64));
    }
}
