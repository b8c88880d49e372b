//! The field Date, formatted once a second.

use std::{
    sync::{Mutex, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

/// "Sun, 06 Nov 1994 08:49:37 GMT"
pub type Date = [u8; 29];

static LAST: Mutex<(u64, Date)> = Mutex::new((0, *b"Thu, 01 Jan 1970 00:00:00 GMT"));

pub fn now() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if last.0 != seconds
        && let Some(date) = format(seconds)
    {
        *last = (seconds, date);
    }
    last.1
}

fn format(seconds: u64) -> Option<Date> {
    let timestamp = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    DateTimePrinter::new().timestamp_to_rfc9110_string(&timestamp).ok()?.into_bytes().try_into().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::format;

    #[test]
    fn a_date_is_what_http_asks_for() {
        assert_eq!(&format(784_111_777).unwrap(), b"Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(format(u64::MAX), None);
    }
}
