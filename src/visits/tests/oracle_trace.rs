//! A trace: readers in bursts of some seconds, silences of chosen lengths between them, restarts, samples.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    oracle_count::{Deed, Event},
    world::*,
};
use crate::{
    db::Db,
    site::model::CurrentSite,
    text::dates,
    visits::{model::Figures, state::VisitsState, token::Token},
};

pub(super) const BURST: i64 = 20 * SECOND;
pub(super) const BURSTS: usize = 150;
const AWAY_SECONDS: [i64; 14] = [2, 14, 16, 90, 299, 301, 600, 1700, 1790, 1799, 1801, 2400, 7200, 30_000];

/// The same numbers for the same seed, anywhere.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, end: i64) -> i64 {
        (self.roll() % end as u64) as i64
    }

    pub(super) fn seconds(&mut self, from: i64, to: i64) -> i64 {
        from * SECOND + self.below((to - from) * SECOND)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Scripts,
    NoScripts,
    NoCookies,
    Robot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Arrive,
    Tabs,
    OpenSocket,
    Picture,
    GoOn,
    ComeBack,
    Stop,
    Kill,
}

pub(super) struct Reader {
    pub(super) kind: Kind,
    pub(super) site: usize,
    pub(super) views_left: i64,
    pub(super) jar: Browser,
    pub(super) sockets: Vec<Token>,
    pub(super) history: Vec<Event>,
}

pub(super) struct Trace {
    pub(super) db: Db,
    pub(super) dice: Dice,
    pub(super) sites: [CurrentSite; 2],
    pub(super) visits: VisitsState,
    pub(super) bursts: Vec<i64>,
    pub(super) readers: Vec<Reader>,
    pub(super) steps: BinaryHeap<Reverse<(i64, usize, Step)>>,
    pub(super) now: i64,
    pub(super) flushed_at: i64,
    pub(super) unflushed: Vec<(usize, usize)>,
    pub(super) samples: Vec<(i64, usize, Figures)>,
    pub(super) views: usize,
    pub(super) flushes: usize,
    pub(super) restarts: Vec<i64>,
}

pub(super) fn bursts(dice: &mut Dice) -> Vec<i64> {
    let mut start = at(2026, 11, 29) + 20 * 60 * MINUTE;
    let mut bursts = Vec::new();
    while bursts.len() < BURSTS {
        bursts.push(start);
        let silence = [15, 40, 280, 300, 600, 900, 1500, 1700, 1780, 1801, 2600][dice.below(11) as usize] * SECOND;
        // Every midnight lies in the middle of a burst.
        let midnight = midnight_after(start);
        let next = start + BURST + silence;
        start = if start < midnight - BURST && next > midnight - BURST { midnight - BURST / 2 } else { next };
    }
    bursts
}

pub(super) fn midnight_after(time: i64) -> i64 {
    ((dates::local(time).day_number + 1) * 24 - 7) * 60 * MINUTE
}

impl Trace {
    /// Into the burst at or after a time.
    pub(super) fn snap(&mut self, at: i64) -> Option<i64> {
        let next = self.bursts.partition_point(|burst| burst + BURST <= at);
        let burst = *self.bursts.get(next)?;
        Some(if burst <= at { at } else { burst + self.dice.below(BURST) })
    }

    pub(super) fn later(&mut self, reader: usize, wait: i64, step: Step) {
        if let Some(at) = self.snap(self.now + wait) {
            self.steps.push(Reverse((at, reader, step)));
        }
    }

    pub(super) fn away(&mut self) -> i64 {
        AWAY_SECONDS[self.dice.below(AWAY_SECONDS.len() as i64) as usize] * SECOND + self.dice.below(SECOND)
    }

    pub(super) fn log(&mut self, reader: usize, deed: Deed) {
        let history = &mut self.readers[reader].history;
        self.unflushed.push((reader, history.len()));
        history.push(Event { at: self.now, deed, lost_at: i64::MAX });
    }

    pub(super) async fn restart(&mut self, step: Step) {
        if step == Step::Stop {
            self.visits.stop(self.now).await.unwrap();
        } else {
            for (reader, event) in self.unflushed.drain(..) {
                self.readers[reader].history[event].lost_at = self.now;
            }
        }
        self.unflushed.clear();
        self.restarts.push(self.now);
        let now = self.now;
        for reader in &mut self.readers {
            if !reader.history.is_empty() {
                reader.history.push(Event { at: now, deed: Deed::Restart, lost_at: i64::MAX });
            }
        }
        self.visits = open(&self.db, self.now).await;
        self.now += 1;
        for reader in 0..self.readers.len() {
            let lost = std::mem::take(&mut self.readers[reader].sockets).len();
            let comes_back = self.readers[reader].kind == Kind::NoCookies || self.readers[reader].jar.has_cookie(self.now);
            for _ in 0..if comes_back { lost } else { 0 } {
                self.open_socket(reader);
                self.now += 1;
            }
        }
        self.flushed_at = self.now;
    }

    pub(super) async fn run(&mut self) {
        while let Some(Reverse((at, reader, step))) = self.steps.pop() {
            // Some samples between one burst and the next, some in the middle of one.
            while self.samples.len() < 1000 * BURSTS
                && let Some(sample) = self.next_sample(at)
            {
                self.sample(sample);
            }
            self.now = at.max(self.now + 1);
            if self.now / SECOND > self.flushed_at / SECOND && !self.unflushed.is_empty() {
                self.visits.flush(self.now).await.unwrap();
                self.flushes += 1;
                self.flushed_at = self.now;
                self.unflushed.clear();
            }
            match step {
                Step::Stop | Step::Kill => self.restart(step).await,
                _ => self.step(reader, step),
            }
        }
        self.visits.flush(self.now).await.unwrap();
        self.unflushed.clear();
    }

    /// Once in some hundred milliseconds of a burst; in a silence after 1, 14, 16, 299, 301 seconds and so on.
    pub(super) fn next_sample(&mut self, at: i64) -> Option<i64> {
        let last = self.samples.last().map_or(self.bursts[0], |(at, ..)| *at).max(self.now);
        let gap = at - last;
        if gap > SECOND {
            let wait = [1, 14, 16, 30, 200, 299, 301][self.dice.below(7) as usize] * SECOND + self.dice.below(SECOND);
            return (wait < gap).then_some(last + wait);
        }
        (gap > 0 && at / (SECOND / 2) > last / (SECOND / 2)).then_some(last + (at - last) / 2).filter(|sample| *sample > last)
    }

    pub(super) fn sample(&mut self, at: i64) {
        for site in 0..2 {
            self.samples.push((at, site, self.visits.figures(&self.sites[site], at)));
        }
    }
}
