//! What other processes have written: heard at once where the database tells (PostgreSQL), asked for in any case.
//!
//! A notice says only that something is new. What it is, is asked of the database: a lost notice costs a moment.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::postgres::PgListener;
use tokio::{sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;

use super::DatabaseUrl;

const CHANNEL: &str = "congdan";
/// A line on which nothing was heard for so long is tried.
const SILENCE: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(3);
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// While notices come, the question is only for those that were lost.
const ASK_WHILE_LISTENING: Duration = Duration::from_secs(1);

/// What a notice can be about; its word is the notice's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Something that a reader could see.
    Changes,
    /// A step in the newsroom, or someone who has opened a piece or left it.
    Newsroom,
    /// Who is online on another node.
    Figures,
}

const TOPICS: [(Topic, &str); 3] = [(Topic::Changes, "changes"), (Topic::Newsroom, "newsroom"), (Topic::Figures, "figures")];

/// Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct News(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    bells: [watch::Sender<u64>; TOPICS.len()],
    is_listening: AtomicBool,
}

/// Waits for news about one thing.
#[derive(Debug)]
pub struct Ear {
    news: News,
    bell: watch::Receiver<u64>,
    ask_every: Duration,
}

impl News {
    /// An ear for a topic that asks every so often while nobody tells.
    pub fn about(&self, topic: Topic, ask_every: Duration) -> Ear {
        Ear { news: self.clone(), bell: self.bell(topic).subscribe(), ask_every }
    }

    /// Listens until it is told to stop; on SQLite there is nothing to hear. A lost line is taken up again, and then everything may be new.
    pub async fn listen(self, url: DatabaseUrl, stop: CancellationToken) {
        let DatabaseUrl::Postgres(url) = url else { return };
        while !stop.is_cancelled() {
            if let Ok(Ok(line)) = timeout(ANSWER, open(&url)).await {
                tokio::select! {
                    () = self.hear(line) => tracing::warn!("the line for notices of other nodes is lost"),
                    () = stop.cancelled() => return,
                }
            }
            self.0.is_listening.store(false, Ordering::Relaxed);
            tokio::select! {
                () = tokio::time::sleep(BETWEEN_TRIES) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Until the line is lost.
    async fn hear(&self, mut line: PgListener) {
        self.0.is_listening.store(true, Ordering::Relaxed);
        for (topic, _) in TOPICS {
            self.ring(topic);
        }
        loop {
            match timeout(SILENCE, line.try_recv()).await {
                Ok(Ok(Some(notice))) => {
                    if let Some((topic, _)) = TOPICS.iter().find(|(_, word)| *word == notice.payload()) {
                        self.ring(*topic);
                    }
                }
                Ok(Ok(None) | Err(_)) => return,
                Err(_) => {
                    if !matches!(timeout(ANSWER, sqlx::query("select 1").execute(&mut line)).await, Ok(Ok(_))) {
                        return;
                    }
                }
            }
        }
    }

    fn ring(&self, topic: Topic) {
        self.bell(topic).send_modify(|rings| *rings += 1);
    }

    fn bell(&self, topic: Topic) -> &watch::Sender<u64> {
        &self.0.bells[topic as usize]
    }
}

impl Ear {
    /// Until there may be something new.
    pub async fn wait(&mut self) {
        let is_listening = self.news.0.is_listening.load(Ordering::Relaxed);
        let ask_every = if is_listening { self.ask_every.max(ASK_WHILE_LISTENING) } else { self.ask_every };
        // A bell is never taken away: the ear holds it.
        let _ = timeout(ask_every, self.bell.changed()).await;
    }
}

async fn open(url: &str) -> Result<PgListener, sqlx::Error> {
    let mut line = PgListener::connect(url).await?;
    line.eager_reconnect(false);
    line.listen(CHANNEL).await?;
    Ok(line)
}
