//! Data fetched a moment before it is asked for: when a reader points at a link.

use std::{cell::RefCell, collections::HashMap};

use super::page_data::PageData;

thread_local! {
    static WARM: RefCell<HashMap<String, (f64, PageData)>> = RefCell::default();
}

/// How long fetched data may wait to be used, in milliseconds.
const WAITS: f64 = 10_000.0;

/// Keeps data under its address.
pub fn keep(address: String, now: f64, data: PageData) {
    WARM.with_borrow_mut(|warm| {
        warm.retain(|_, (at, _)| now - *at < WAITS);
        warm.insert(address, (now, data));
    });
}

/// Whether something fresh waits for an address.
pub fn holds(address: &str, now: f64) -> bool {
    WARM.with_borrow(|warm| warm.get(address).is_some_and(|(at, _)| now - at < WAITS))
}

/// Takes what was fetched for an address, if it is fresh.
pub fn take(address: &str, now: f64) -> Option<PageData> {
    let (at, data) = WARM.with_borrow_mut(|warm| warm.remove(address))?;
    (now - at < WAITS).then_some(data)
}

/// Milliseconds of the browser's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}
