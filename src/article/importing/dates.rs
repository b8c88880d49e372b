//! When an article was published, as files of many systems write it.

use jiff::{Timestamp, civil::DateTime, fmt::rfc2822};

use crate::text::dates::day_number;

const VIETNAM: i64 = 7 * 3600;
/// Before the first year nothing was published that is put on a portal, beyond the last nothing is.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2100;

/// UTC microseconds of RFC 3339 and 2822, of seconds or milliseconds since 1970, and of days as they are written in Vietnam or with the year first, with
/// or without a time; Vietnam's time where no zone is named.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let moment = text.parse::<Timestamp>().ok().or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    let at = match moment {
        Some(moment) => Some(moment.as_microsecond()),
        None => since_1970(text).or_else(|| text.parse::<DateTime>().ok().map(|local| at_zone(local, VIETNAM))),
    };
    at.filter(|at| is_sane(*at)).or_else(|| parse_vietnamese(&text.to_lowercase()))
}

fn is_sane(at: i64) -> bool {
    let begins = |year: i16| day_number(year.into(), 1, 1) * 86_400_000_000;
    (begins(*YEARS.start())..begins(YEARS.end() + 1)).contains(&at)
}

fn since_1970(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(number * 1_000_000),
        13 => Some(number * 1_000),
        _ => None,
    }
}

/// "17/06/2024", "17-6-24 07:30", "07h30, 17/06/2024", "Thứ Hai, 17/06/2024 5:00 CH", "Ngày 17 tháng 6 năm 2024", "2024/06/17 17:00:00 +0700".
fn parse_vietnamese(text: &str) -> Option<i64> {
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '|' | '\'');
    // "17-06-2024T17:00"
    let parted = text.replace('t', " t");
    let words: Vec<&str> = parted.split(is_gap).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    let date = words.iter().find_map(|word| three_numbers(word)).or_else(|| in_words(&words))?;
    let (day, month, year) = match date {
        [year, month, day] if year >= 1000 => (day, month, year),
        [day, month, year] => (day, month, year),
    };
    let time = words.iter().find_map(|word| time(word)).unwrap_or_default();
    let is_late = words.iter().any(|word| ends_in(word, &["ch", "pm", "chiều", "tối"]));
    let is_early = words.iter().any(|word| ends_in(word, &["sa", "am", "sáng"]));
    let hour = match time[0] {
        12 if is_early => 0,
        hour if is_late && hour < 12 => hour + 12,
        hour => hour,
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let part = |number: i16| i8::try_from(number).ok();
    let local = DateTime::new(year, part(month)?, part(day)?, part(hour)?, part(time[1])?, part(time[2])?, 0).ok()?;
    Some(at_zone(local, words.iter().find_map(|word| zone(word)).unwrap_or(VIETNAM)))
}

/// "ngày 17 tháng 6 năm 2024"
fn in_words(words: &[&str]) -> Option<[i16; 3]> {
    let after = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words.get(at + 1)?.parse::<i16>().ok()
    };
    Some([after("ngày")?, after("tháng")?, after("năm")?])
}

/// "17:00", "17:00:15", "17h30", "17h", "17g30", "5:00pm".
fn time(word: &str) -> Option<[i16; 3]> {
    let word = word.trim_start_matches('t').trim_end_matches(|c: char| c.is_alphabetic() && !matches!(c, 'h' | 'g'));
    let parts = word.split([':', 'h', 'g']).collect::<Vec<_>>();
    if parts.len() < 2 || parts.len() > 4 {
        return None;
    }
    let mut time = [0; 3];
    for (place, part) in parts.iter().take(3).enumerate() {
        time[place] = match part.split('.').next().unwrap_or_default() {
            "" if place > 0 => 0,
            digits => digits.parse().ok()?,
        };
    }
    Some(time)
}

fn ends_in(word: &str, marks: &[&str]) -> bool {
    marks.iter().any(|mark| word.strip_suffix(mark).is_some_and(|before| !before.ends_with(char::is_alphabetic)))
}

/// "+0700", "+07:00": seconds.
fn zone(word: &str) -> Option<i64> {
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = word[1..].chars().filter(|c| *c != ':').collect();
    let number: i64 = (digits.len() == 4).then(|| digits.parse().ok())??;
    Some(sign * (number / 100 * 3600 + number % 100 * 60))
}

/// "17/6/2024", "17-06-24" (of this century), "2024.06.17".
fn three_numbers(word: &str) -> Option<[i16; 3]> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else { return None };
    let century = if third.len() == 2 && first.len() <= 2 { 2000 } else { 0 };
    Some([first.parse().ok()?, second.parse().ok()?, century + third.parse::<i16>().ok()?])
}

/// `ahead`: seconds that the zone is ahead of UTC.
fn at_zone(local: DateTime, ahead: i64) -> i64 {
    let days = day_number(local.year().into(), local.month().unsigned_abs(), local.day().unsigned_abs());
    let seconds = i64::from(local.hour()) * 3600 + i64::from(local.minute()) * 60 + i64::from(local.second());
    (days * 86_400 + seconds - ahead) * 1_000_000
}
