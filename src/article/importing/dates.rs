//! When an article was published, as files of many systems write it.

use jiff::{Timestamp, civil::DateTime};

use crate::text::dates::day_number;

const VIETNAM: i64 = 7 * 3600;

/// UTC microseconds of RFC 3339, yyyy-mm-dd or dd/MM/yyyy, with or without a time; Vietnam's time where no zone is named.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_microsecond());
    }
    text.parse::<DateTime>().ok().or_else(|| parse_vietnamese(text)).map(in_vietnam)
}

/// "17/06/2024", "17-6-2024 07:30", "07:30, 17/06/2024", "Thứ Hai, 17/06/2024 07:30:15".
fn parse_vietnamese(text: &str) -> Option<DateTime> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').collect();
    let date: Vec<i16> = words.iter().find_map(|word| numbers(word, &['/', '-', '.']).filter(|date| date.len() == 3))?;
    let time: Vec<i16> = words.iter().find_map(|word| numbers(word, &[':']).filter(|time| time.len() >= 2)).unwrap_or_default();
    let [day, month, year] = date[..] else { return None };
    let part = |at: usize| i8::try_from(time.get(at).copied().unwrap_or_default()).ok();
    DateTime::new(year, month.try_into().ok()?, day.try_into().ok()?, part(0)?, part(1)?, part(2)?, 0).ok()
}

fn numbers(word: &str, separators: &[char]) -> Option<Vec<i16>> {
    word.split(separators).map(|part| part.parse().ok()).collect()
}

fn in_vietnam(local: DateTime) -> i64 {
    let days = day_number(local.year().into(), local.month().unsigned_abs(), local.day().unsigned_abs());
    let seconds = i64::from(local.hour()) * 3600 + i64::from(local.minute()) * 60 + i64::from(local.second());
    (days * 86_400 + seconds - VIETNAM) * 1_000_000
}
