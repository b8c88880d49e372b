//! The way of the counts into the database: one batch at a time, tried until it is in, never twice.

use std::collections::HashMap;

use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    counter::{Batch, Counter, Counts, day_of_hour, hour_of},
    figures::{Sums, first_of_last_month},
    recent::REMEMBERED_SECONDS,
    store::{self, Merged, Node},
};
use crate::{db::Db, error::AppError};

const SECOND: i64 = 1_000_000;
const CLEAN_EVERY: i64 = 60 * SECOND;
/// Sums of closed months change only by hands on the database; looked at again this often.
const WHOLE_READ_EVERY: i64 = 10 * 60 * SECOND;

pub struct Ledger {
    node: Node,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seq: i64,
    /// Kept until the database has said that it is in.
    in_flight: Option<Batch>,
    other_batches: (i64, i64),
    whole_read_at: i64,
    cleaned_at: i64,
    read_wanted: bool,
}

impl Ledger {
    /// Reads what is in the ledger, and the visits of the last half hour, into an empty counter.
    pub async fn open(db: &Db, counter: &Counter, now: i64) -> Result<Self, AppError> {
        let node = Node { name: Uuid::now_v7().simple().to_string(), epoch: now };
        store::delete_old_batches(db, now).await?;
        let other_batches = store::find_other_batches(db, &node).await?;
        let ledger = Self { node, state: Mutex::new(State { other_batches, cleaned_at: now, ..State::default() }) };
        for (site, token, begun) in store::list_begun(db, now / SECOND - REMEMBERED_SECONDS).await? {
            counter.lock().recent.insert(site, token, begun);
        }
        ledger.read_whole(db, counter, &mut *ledger.state.lock().await, now).await?;
        Ok(ledger)
    }

    /// Merges what has been counted since the last time and looks whether another node has counted.
    ///
    /// # Errors
    /// When the database cannot be reached: nothing is lost, the next call tries the same batch again.
    pub async fn flush(&self, db: &Db, counter: &Counter, now: i64) -> Result<(), AppError> {
        let mut state = self.state.lock().await;
        if state.in_flight.is_some() {
            // What was counted since a failed try goes into a batch of its own.
            self.merge(db, counter, &mut state, now).await?;
        }
        let pending = {
            let mut counts = counter.lock();
            counts.recent.forget_before(now / SECOND);
            counts.first_views.forget_before(now / SECOND);
            std::mem::take(&mut counts.pending)
        };
        if !pending.hours.is_empty() {
            state.seq += 1;
            state.in_flight = Some(pending);
            self.merge(db, counter, &mut state, now).await?;
        }
        if now - state.cleaned_at >= CLEAN_EVERY {
            store::delete_old_begun(db, now).await?;
            state.cleaned_at = now;
        }
        self.follow_others(db, counter, &mut state, now).await
    }

    async fn merge(&self, db: &Db, counter: &Counter, state: &mut State, now: i64) -> Result<(), AppError> {
        let Some(batch) = &state.in_flight else { return Ok(()) };
        match store::merge(db, &self.node, state.seq, batch, now).await? {
            Merged::Now { counted_elsewhere } => {
                let mut counts = counter.lock();
                for key in counted_elsewhere {
                    if let Some(begun) = batch.begun.get(&key) {
                        counts.sites.add(key.0, day_of_hour(hour_of(begun.seconds)), -begun.counted.visits);
                    }
                }
            }
            Merged::Before => state.read_wanted = true,
        }
        state.in_flight = None;
        Ok(())
    }

    async fn follow_others(&self, db: &Db, counter: &Counter, state: &mut State, now: i64) -> Result<(), AppError> {
        let other_batches = store::find_other_batches(db, &self.node).await?;
        if now - state.whole_read_at >= WHOLE_READ_EVERY {
            self.read_whole(db, counter, state, now).await?;
        } else if other_batches != state.other_batches || state.read_wanted {
            self.read_days(db, counter, first_of_last_month(state.whole_read_at)).await?;
        }
        state.other_batches = other_batches;
        state.read_wanted = false;
        Ok(())
    }

    async fn read_whole(&self, db: &Db, counter: &Counter, state: &mut State, now: i64) -> Result<(), AppError> {
        let since = first_of_last_month(now);
        let before: HashMap<_, _> = store::sum_days_before(db, since).await?.into_iter().collect();
        let sums = store::read_sums(db, since).await?;
        take_over(&mut counter.lock(), sums, |site, _| before.get(&site).copied().unwrap_or_default());
        state.whole_read_at = now;
        Ok(())
    }

    async fn read_days(&self, db: &Db, counter: &Counter, since: i64) -> Result<(), AppError> {
        let sums = store::read_sums(db, since).await?;
        take_over(&mut counter.lock(), sums, |_, known| known);
        Ok(())
    }
}

/// Puts what was read in the place of what was known. Only while no batch is in flight: the figures are then what was read and
/// what waits in `pending`.
fn take_over(counts: &mut Counts, read: Vec<(Uuid, Sums)>, before: impl Fn(Uuid, i64) -> i64) {
    for (site, sums) in read {
        let known = counts.sites.0.entry(site).or_default();
        *known = Sums { before: before(site, known.before), ..sums };
    }
    let Counts { sites, pending, .. } = counts;
    for ((site, hour), tally) in &pending.hours {
        sites.add(*site, day_of_hour(*hour), tally.visits);
    }
}
