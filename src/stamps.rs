//! The time of now as text, formatted once a second.

use std::sync::{Mutex, PoisonError};

use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

use crate::clock;

const SECOND: i64 = 1_000_000;

/// What was formatted last, and for which second.
struct Stamp<const N: usize> {
    last: Mutex<(i64, [u8; N])>,
    format: fn(i64) -> Option<[u8; N]>,
}

/// The field Date: "Sun, 06 Nov 1994 08:49:37 GMT"
static DATE: Stamp<29> = Stamp::new(*b"Thu, 01 Jan 1970 00:00:00 GMT", format_date);
/// A line of the log: "2026-11-26T09:53:11"
static LOG: Stamp<19> = Stamp::new(*b"1970-01-01T00:00:00", format_log);

impl<const N: usize> Stamp<N> {
    const fn new(first: [u8; N], format: fn(i64) -> Option<[u8; N]>) -> Self {
        Self { last: Mutex::new((0, first)), format }
    }

    fn at(&self, second: i64) -> [u8; N] {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.0 != second
            && let Some(text) = (self.format)(second)
        {
            *last = (second, text);
        }
        last.1
    }
}

/// As HTTP wants it.
pub fn http_date() -> [u8; 29] {
    DATE.at(clock::now().div_euclid(SECOND))
}

/// As the log has it, and the microseconds beside.
pub fn log_time() -> ([u8; 19], u32) {
    let micros = clock::now();
    (LOG.at(micros.div_euclid(SECOND)), micros.rem_euclid(SECOND) as u32)
}

fn format_date(second: i64) -> Option<[u8; 29]> {
    let timestamp = Timestamp::from_second(second).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).ok()?.into_bytes().try_into().ok()
}

fn format_log(second: i64) -> Option<[u8; 19]> {
    let text = Timestamp::from_second(second).ok()?.to_string();
    text.as_bytes().get(..19)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{format_date, format_log};

    #[test]
    fn a_date_is_what_http_asks_for() {
        assert_eq!(&format_date(784_111_777).unwrap(), b"Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(format_date(i64::MAX), None);
    }

    #[test]
    fn the_log_has_the_second() {
        assert_eq!(&format_log(784_111_777).unwrap(), b"1994-11-06T08:49:37");
    }
}
