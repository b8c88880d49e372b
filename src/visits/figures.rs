//! What each site's ledger holds, in memory: written and unwritten visits together.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use crate::text::dates;

/// The sums of one site. `days` reaches back at least to the first of last month; what is older lies in `before`.
#[derive(Debug, Default, Clone)]
pub struct Sums {
    pub opening: i64,
    pub before: i64,
    pub days: BTreeMap<i64, i64>,
}

/// Today, this month, all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub today: i64,
    pub month: i64,
    pub all: i64,
}

#[derive(Debug, Default)]
pub struct Sites(pub HashMap<Uuid, Sums>);

impl Sites {
    pub fn add(&mut self, site: Uuid, day: i64, visits: i64) {
        *self.0.entry(site).or_default().days.entry(day).or_default() += visits;
    }

    pub fn totals(&self, site: Uuid, now: i64) -> Totals {
        let Some(sums) = self.0.get(&site) else { return Totals::default() };
        let today = dates::local(now).day_number;
        Totals {
            today: sums.days.get(&today).copied().unwrap_or_default(),
            month: sums.days.range(first_of_month(now)..=today).map(|(_, visits)| visits).sum(),
            all: sums.opening + sums.before + sums.days.values().sum::<i64>(),
        }
    }
}

/// The number of the first day of the month, in Vietnam.
pub fn first_of_month(now: i64) -> i64 {
    let local = dates::local(now);
    local.day_number - i64::from(local.day) + 1
}

/// The number of the first day of the month before.
pub fn first_of_last_month(now: i64) -> i64 {
    let local = dates::local(now);
    match local.month {
        1 => dates::day_number(local.year - 1, 12, 1),
        month => dates::day_number(local.year, month - 1, 1),
    }
}
