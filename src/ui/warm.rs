//! Data fetched a moment before it is asked for: when a reader points at a link.

use std::{any::Any, cell::RefCell, collections::HashMap};

type Kept = HashMap<String, (f64, Box<dyn Any>)>;

thread_local! {
    static WARM: RefCell<Kept> = RefCell::default();
}

/// How long a fetched page may wait to be used, in milliseconds.
const WAITS: f64 = 10_000.0;

/// Keeps a value under its address.
pub fn keep<T: 'static>(path: String, now: f64, value: T) {
    WARM.with_borrow_mut(|warm| {
        warm.retain(|_, (at, _)| now - *at < WAITS);
        warm.insert(path, (now, Box::new(value)));
    });
}

/// Whether something waits for an address.
pub fn holds(path: &str) -> bool {
    WARM.with_borrow(|warm| warm.contains_key(path))
}

/// Takes what was fetched for an address, if it is fresh.
pub fn take<T: 'static>(path: &str, now: f64) -> Option<T> {
    let (at, value) = WARM.with_borrow_mut(|warm| warm.remove(path))?;
    if now - at >= WAITS {
        return None;
    }
    value.downcast().ok().map(|value| *value)
}

/// Milliseconds of the browser's clock.
pub fn now() -> f64 {
    place::now()
}

#[cfg(feature = "hydrate")]
mod place {
    pub fn now() -> f64 {
        js_sys::Date::now()
    }
}

/// Nothing is ever kept on the server, where every request reads the database.
#[cfg(not(feature = "hydrate"))]
mod place {
    pub fn now() -> f64 {
        0.0
    }
}
