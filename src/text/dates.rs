//! Times as Vietnamese readers read them. Asia/Ho_Chi_Minh is +07:00 the whole year, so no zone database is needed.

const OFFSET: i64 = 7 * 3600;
const WEEKDAYS: [&str; 7] = ["Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư"];

/// A civil date and time in Vietnam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    pub year: i64,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    /// Days since 1 January 1970, in Vietnam.
    pub day_number: i64,
}

/// From UTC microseconds.
pub fn local(micros: i64) -> LocalTime {
    let seconds = micros.div_euclid(1_000_000) + OFFSET;
    let day_number = seconds.div_euclid(86_400);
    let within = seconds.rem_euclid(86_400);
    let (year, month, day) = civil(day_number);
    LocalTime {
        year,
        month,
        day,
        hour: (within / 3600) as u8,
        minute: (within / 60 % 60) as u8,
        second: (within % 60) as u8,
        day_number,
    }
}

/// The number of a day, counted from 1 January 1970 (proleptic Gregorian).
pub fn day_number(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day's number.
pub fn civil(day_number: i64) -> (i64, u8, u8) {
    let days = day_number + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u8;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// When a day begins in Vietnam, in UTC microseconds.
#[cfg(feature = "ssr")]
pub fn midnight(day_number: i64) -> i64 {
    (day_number * 86_400 - OFFSET) * 1_000_000
}

/// "23/11/2026"
pub fn date(micros: i64) -> String {
    let t = local(micros);
    format!("{:02}/{:02}/{}", t.day, t.month, t.year)
}

/// "23/11/2026" of a day number.
pub fn date_of_day(day_number: i64) -> String {
    let (year, month, day) = civil(day_number);
    format!("{day:02}/{month:02}/{year}")
}

/// "07:30, 23/11/2026"
pub fn date_time(micros: i64) -> String {
    let t = local(micros);
    format!("{:02}:{:02}, {}", t.hour, t.minute, date(micros))
}

/// "Thứ Hai, 23/11/2026"
pub fn weekday_date(micros: i64) -> String {
    let day = local(micros).day_number.rem_euclid(7) as usize;
    format!("{}, {}", WEEKDAYS[day], date(micros))
}

/// "2026-11-23T07:30", as a browser's field for date and time holds it.
pub fn field_value(micros: i64) -> String {
    rfc3339(micros).chars().take(16).collect()
}

/// Reads what such a field gives: a civil time in Vietnam, with seconds or without, or a day alone, whose last minute is meant.
pub fn parse_local(text: &str) -> Option<i64> {
    let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, "23:59"));
    let digits = |part: &str, length: usize| {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<i64>().ok()).flatten()
    };
    let mut parts = day.split('-');
    let (year, month, day) = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let mut clock = time.split(':');
    let (hour, minute) = (digits(clock.next()?, 2)?, digits(clock.next()?, 2)?);
    let second = clock.next().map_or(Some(0), |second| digits(second, 2))?;
    if parts.next().is_some() || clock.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let number = day_number(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    // 30 February would come back as another day.
    if civil(number) != (year, month as u8, day as u8) {
        return None;
    }
    Some((number * 86_400 + hour * 3600 + minute * 60 + second - OFFSET) * 1_000_000)
}

/// "Mon, 23 Nov 2026 07:30:00 +0700", for feeds.
#[cfg(feature = "ssr")]
pub fn rfc2822(micros: i64) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let t = local(micros);
    let (day, month) = (DAYS[t.day_number.rem_euclid(7) as usize], MONTHS[usize::from(t.month) - 1]);
    format!("{day}, {:02} {month} {:04} {:02}:{:02}:{:02} +0700", t.day, t.year, t.hour, t.minute, t.second)
}

/// "2026-11-23T07:30:00+07:00", for machines.
pub fn rfc3339(micros: i64) -> String {
    let t = local(micros);
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+07:00", t.year, t.month, t.day, t.hour, t.minute, t.second)
}
