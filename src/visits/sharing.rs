//! Who is online, told from node to node through the database (PostgreSQL): what has changed, at once but once a second at most, and now and then
//! the whole, so that a node that comes later needs no more than the last minute.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    online::{Online, Sign},
    store::{self, Told},
};
use crate::{db::Db, error::AppError};

const SECOND: i64 = 1_000_000;
/// A node that has not been seen to live for so long, by the database's clock, counts no one any more.
const GONE_AFTER: i64 = 6 * SECOND;
/// Rows of nodes that are long gone.
const SWEEP_AFTER: i64 = 3600 * SECOND;
/// Steps after which the whole is told again.
const STEPS: u32 = 60;
/// Who has lost the database has not seen the others live either: it gives them this time.
const GRACE: Duration = Duration::from_secs(6);
/// After so long without the database the figures are those of this node only.
const LIVE_FOR: Duration = Duration::from_secs(4);

pub struct Sharing {
    /// New with each start: what an earlier process told is not ours.
    name: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    seq: i64,
    steps: u32,
    /// Whether others may be without something that was told: after a failure, and at first.
    needs_whole: bool,
    /// How far each other node was heard.
    heard: HashMap<String, i64>,
    /// Since when every question was answered.
    well_since: Option<Instant>,
    /// When the others were last heard.
    seen_well: Option<Instant>,
}

impl Sharing {
    pub fn new() -> Self {
        let state = State { needs_whole: true, seen_well: Some(Instant::now()), ..State::default() };
        Self { name: Uuid::now_v7().simple().to_string(), state: Mutex::new(state) }
    }

    /// Tells the others what is new here. Called after news, once a second at most: each call rings them.
    ///
    /// # Errors
    /// The database fails; the next call of any kind tells the whole.
    pub async fn tell(&self, db: &Db, online: &Online) -> Result<(), AppError> {
        self.say(db, online, || match online.take_news() {
            news if news.is_empty() => Told::Alive,
            news => Told::Step(write(&news)),
        })
        .await
    }

    /// Tells the others that this node lives, and now and then all it knows. Called once a second.
    ///
    /// # Errors
    /// As [`Self::tell`].
    pub async fn beat(&self, db: &Db, online: &Online) -> Result<(), AppError> {
        self.say(db, online, || Told::Alive).await
    }

    async fn say(&self, db: &Db, online: &Online, what: impl FnOnce() -> Told) -> Result<(), AppError> {
        let mut state = self.state.lock().await;
        let told = match state.needs_whole || state.steps >= STEPS {
            true => Told::Whole(write(&online.take_whole())),
            false => what(),
        };
        // Until the database has said that it is in, it may be in or not.
        state.needs_whole = true;
        let is_whole = matches!(told, Told::Whole(_));
        match told {
            Told::Whole(_) => (state.seq, state.steps) = (state.seq + 1, 0),
            Told::Step(_) => (state.seq, state.steps) = (state.seq + 1, state.steps + 1),
            Told::Alive => {}
        }
        state.needs_whole = !store::tell(db, &self.name, state.seq, told).await?;
        if is_whole {
            store::delete_gone_nodes(db, SWEEP_AFTER).await?;
        }
        Ok(())
    }

    /// Hears what the others have told since the last time.
    ///
    /// # Errors
    /// The database fails; what was not heard is heard the next time.
    pub async fn hear(&self, db: &Db, online: &Online, now: i64) -> Result<(), AppError> {
        let mut state = self.state.lock().await;
        state.hear(db, &self.name, online, now).await?;
        state.seen_well = Some(Instant::now());
        state.well_since.get_or_insert_with(Instant::now);
        Ok(())
    }

    /// The database has failed or has not answered in time.
    pub async fn lose(&self) {
        self.state.lock().await.well_since = None;
    }

    /// Whether the figures are those of all nodes.
    pub async fn is_live(&self) -> bool {
        self.state.lock().await.seen_well.is_some_and(|at| at.elapsed() < LIVE_FOR)
    }
}

#[cfg(test)]
impl Sharing {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As if the database had answered for long.
    pub async fn trust_the_clock(&self) {
        self.state.lock().await.well_since = Instant::now().checked_sub(GRACE);
    }
}

impl State {
    async fn hear(&mut self, db: &Db, name: &str, online: &Online, now: i64) -> Result<(), AppError> {
        let nodes = store::list_nodes(db, name).await?;
        let is_patient = self.well_since.is_none_or(|since| since.elapsed() < GRACE);
        let is_alive = |node: &store::NodeRow| node.age <= GONE_AFTER;
        let gone: Vec<String> = self
            .heard
            .keys()
            .filter(|known| !nodes.iter().any(|node| node.name == **known && (is_alive(node) || is_patient)))
            .cloned()
            .collect();
        for node in gone {
            self.heard.remove(&node);
            online.forget(&node);
        }
        for node in nodes.into_iter().filter(is_alive) {
            self.hear_one(db, &node, online, now).await?;
        }
        Ok(())
    }

    async fn hear_one(&mut self, db: &Db, node: &store::NodeRow, online: &Online, now: i64) -> Result<(), AppError> {
        let mut heard = match self.heard.get(&node.name) {
            Some(heard) if *heard == node.seq => return Ok(()),
            Some(heard) if *heard >= node.whole_seq && *heard < node.seq => *heard,
            _ => {
                let Some((seq, whole)) = store::find_whole(db, &node.name).await? else { return Ok(()) };
                online.hear_whole(&node.name, &read(&whole), now);
                seq
            }
        };
        for (seq, step) in store::list_steps(db, &node.name, heard).await? {
            if seq != heard + 1 {
                // The whole was told again between two questions.
                break;
            }
            online.hear_news(&node.name, &read(&step), now);
            heard = seq;
        }
        self.heard.insert(node.name.clone(), heard);
        Ok(())
    }
}

const SIGN: usize = 16 + 8 + 1 + 8 + 8;

fn write(signs: &[Sign]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(signs.len() * SIGN);
    for sign in signs {
        bytes.extend(sign.site.as_bytes());
        bytes.extend(sign.browser.to_be_bytes());
        bytes.push(u8::from(sign.is_connected));
        bytes.extend(sign.socket_at.to_be_bytes());
        bytes.extend(sign.viewed_at.to_be_bytes());
    }
    bytes
}

fn read(bytes: &[u8]) -> Vec<Sign> {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |sum: i64, byte| (sum << 8) | i64::from(*byte));
    bytes
        .chunks_exact(SIGN)
        .filter_map(|sign| {
            Some(Sign {
                site: Uuid::from_slice(&sign[..16]).ok()?,
                browser: number(&sign[16..24]),
                is_connected: sign[24] == 1,
                socket_at: number(&sign[25..33]),
                viewed_at: number(&sign[33..]),
            })
        })
        .collect()
}
