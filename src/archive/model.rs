//! Years, months and days, and what was published in them.

use std::ops::Range;

use crate::text::dates::{civil, day_number};

/// A year, month or day, as its address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Year(i64),
    Month(i64, u8),
    Day(i64, u8, u8),
}

/// A day on which something was published: its number since 1970 in Vietnam, and how many articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct DayCount {
    pub day: i64,
    pub articles: i64,
}

/// Every day of a site on which something was published, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive(pub Vec<DayCount>);

impl Period {
    /// None for what the calendar does not have: a thirteenth month, 30 February, letters.
    pub fn parse(year: &str, month: Option<&str>, day: Option<&str>) -> Option<Self> {
        let number = |text: &str, longest: usize| {
            let is_number = (1..=longest).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u8>().ok()).flatten()
        };
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        let year = is_year.then(|| year.parse::<i64>().ok()).flatten()?;
        let Some(month) = month else { return Some(Self::Year(year)) };
        let month = number(month, 2).filter(|month| (1..=12).contains(month))?;
        let Some(day) = day else { return Some(Self::Month(year, month)) };
        let day = number(day, 2)?;
        // 30 February would come back as another day.
        (civil(day_number(year, month, day)) == (year, month, day)).then_some(Self::Day(year, month, day))
    }

    pub fn href(self) -> String {
        match self {
            Self::Year(year) => format!("/luu-tru/{year:04}"),
            Self::Month(year, month) => format!("/luu-tru/{year:04}/{month:02}"),
            Self::Day(year, month, day) => format!("/luu-tru/{year:04}/{month:02}/{day:02}"),
        }
    }

    /// "năm 2026", "tháng 11/2026", "ngày 23/11/2026".
    pub fn name(self) -> String {
        match self {
            Self::Year(year) => format!("năm {year:04}"),
            Self::Month(year, month) => format!("tháng {month:02}/{year:04}"),
            Self::Day(year, month, day) => format!("ngày {day:02}/{month:02}/{year:04}"),
        }
    }

    /// The numbers of its days.
    pub fn days(self) -> Range<i64> {
        let first = |year, month| day_number(year, month, 1);
        match self {
            Self::Year(year) => first(year, 1)..first(year + 1, 1),
            Self::Month(year, 12) => first(year, 12)..first(year + 1, 1),
            Self::Month(year, month) => first(year, month)..first(year, month + 1),
            Self::Day(year, month, day) => day_number(year, month, day)..day_number(year, month, day) + 1,
        }
    }

    /// What it lies in.
    pub fn around(self) -> Option<Self> {
        match self {
            Self::Year(_) => None,
            Self::Month(year, _) => Some(Self::Year(year)),
            Self::Day(year, month, _) => Some(Self::Month(year, month)),
        }
    }

    /// The period of the same kind that a day lies in.
    fn of(self, day: i64) -> Self {
        let (year, month, day) = civil(day);
        match self {
            Self::Year(_) => Self::Year(year),
            Self::Month(..) => Self::Month(year, month),
            Self::Day(..) => Self::Day(year, month, day),
        }
    }
}

impl Archive {
    /// The days of a period on which something was published.
    pub fn within(&self, period: Period) -> &[DayCount] {
        let Range { start, end } = period.days();
        let from = self.0.partition_point(|count| count.day < start);
        let to = self.0.partition_point(|count| count.day < end);
        &self.0[from..to]
    }

    pub fn count(&self, period: Period) -> i64 {
        self.within(period).iter().map(|count| count.articles).sum()
    }

    /// The years in which something was published, the newest first.
    pub fn years(&self) -> Vec<Period> {
        let mut years: Vec<Period> = self.0.iter().rev().map(|count| Period::Year(civil(count.day).0)).collect();
        years.dedup();
        years
    }

    /// The months of a year in which something was published.
    pub fn months(&self, year: Period) -> Vec<Period> {
        let mut months: Vec<Period> = self.within(year).iter().map(|count| Period::Month(1970, 1).of(count.day)).collect();
        months.dedup();
        months
    }

    /// The nearest period of the same kind before, in which something was published.
    pub fn before(&self, period: Period) -> Option<Period> {
        let before = self.0.partition_point(|count| count.day < period.days().start);
        before.checked_sub(1).map(|at| period.of(self.0[at].day))
    }

    /// The nearest period of the same kind after it, in which something was published.
    pub fn after(&self, period: Period) -> Option<Period> {
        let after = self.0.partition_point(|count| count.day < period.days().end);
        self.0.get(after).map(|count| period.of(count.day))
    }

    /// Every year, month and day that has something.
    pub fn periods(&self) -> Vec<Period> {
        let mut all = self.years();
        let months: Vec<Period> = all.iter().flat_map(|year| self.months(*year)).collect();
        all.extend(months);
        all.extend(self.0.iter().map(|count| Period::Day(1970, 1, 1).of(count.day)));
        all
    }
}
