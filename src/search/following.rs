//! Keeps this node's index at the state of the database: change by change, or from nothing where there is none that can be used.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use anyhow::Context;
use tantivy::IndexWriter;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    abbreviations::Lists,
    index::{Indexed, OpenIndex},
    remembered::Remembered,
    store,
};
use crate::{
    db::{Db, Ear},
    error::AppError,
    site::{self, changes::Reading},
};

const AFTER_FAILURE: Duration = Duration::from_secs(5);
const BATCH: i64 = 500;
/// No building takes this long.
const ABANDONED: Duration = Duration::from_secs(3600);
const FOLDER: &str = "search";
const CURRENT: &str = "current";

/// Where the index is, and the one that is in use now. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Search(Arc<Inner>);

struct Inner {
    folder: PathBuf,
    open: RwLock<Option<Arc<OpenIndex>>>,
    alike: Remembered,
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Search").field(&self.0.folder).finish()
    }
}

impl Search {
    /// Of a data folder; nothing is opened yet.
    pub fn at(data: &Path) -> Self {
        Self(Arc::new(Inner { folder: data.join(FOLDER), open: RwLock::default(), alike: Remembered::default() }))
    }

    /// None while it is built, or cannot be: then the database answers.
    pub fn index(&self) -> Option<Arc<OpenIndex>> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// An index cannot be read: the database answers until there is a new one. One that has been replaced already is nobody's concern.
    pub fn put_away(&self, index: &OpenIndex) {
        let mut open = self.0.open.write().unwrap_or_else(PoisonError::into_inner);
        open.take_if(|open| open.folder == index.folder);
        if current(&self.0.folder).as_ref() == Some(&index.folder) {
            let _ = fs::remove_file(self.0.folder.join(CURRENT));
        }
    }

    pub(super) fn remembered(&self) -> &Remembered {
        &self.0.alike
    }

    fn replace(&self, index: Option<Arc<OpenIndex>>) {
        self.0.alike.clear();
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// Follows the database until it is told to stop; whatever fails is tried again.
    pub async fn follow(self, db: Db, mut ear: Ear, stop: CancellationToken) {
        let mut state = State::default();
        loop {
            let pause = match self.look(&db, &mut state, &stop).await {
                Ok(()) => Duration::ZERO,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the search index does not follow the database");
                    AFTER_FAILURE
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = state.built() => {}
                () = async { tokio::join!(ear.wait(), tokio::time::sleep(pause)); } => {}
            }
        }
    }

    pub(super) async fn look(&self, db: &Db, state: &mut State, stop: &CancellationToken) -> anyhow::Result<()> {
        // What could not be built leaves the index in use as it is, and is tried again.
        state.outcome.take().transpose()?;
        if state.follower.as_ref().is_none_or(|follower| current(&self.0.folder) != Some(follower.index.folder.clone())) {
            // The writer of the one goes before that of the other.
            state.follower = None;
            state.follower = self.open(db).await?;
        }
        let is_wanted = match &mut state.follower {
            Some(follower) => {
                if let Err(error) = follower.catch_up(db).await {
                    self.put_away(&follower.index);
                    state.follower = None;
                    return Err(error);
                }
                follower.is_outdated
            }
            None => true,
        };
        if is_wanted && state.building.is_none() {
            // The database says nothing now: the next look does it.
            let Ok(lists) = store::list_abbreviations(db).await else { return Ok(()) };
            let (folder, db, stop) = (self.0.folder.clone(), db.clone(), stop.clone());
            let building = async move { rebuild(&folder, &db, Arc::new(Lists::of(&lists)), &stop, |_, _| {}).await.map(drop) };
            state.building = Some(tokio::spawn(building));
        }
        Ok(())
    }

    /// The index on disk, in use from now on, with its writer; None where there is none that can be used.
    async fn open(&self, db: &Db) -> anyhow::Result<Option<Follower>> {
        let Some(folder) = current(&self.0.folder) else { return Ok(None) };
        let abbreviations = Arc::new(Lists::of(&store::list_abbreviations(db).await?));
        let opened = tokio::task::spawn_blocking(move || OpenIndex::open(&folder, abbreviations)).await?;
        let index = match opened {
            Ok(index) => Arc::new(index),
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be used");
                let _ = fs::remove_file(self.0.folder.join(CURRENT));
                return Ok(None);
            }
        };
        self.replace(Some(Arc::clone(&index)));
        sweep(&self.0.folder, &index.folder);
        let writer = index.writer().context("no second program can serve from one data folder")?;
        let (last, is_outdated) = (index.last_change(), !index.is_up_to_date());
        Ok(Some(Follower { writer: Some(writer), index, reading: Reading::after(last), is_outdated }))
    }
}

/// What is kept between two looks.
#[derive(Default)]
pub(super) struct State {
    follower: Option<Follower>,
    /// An index that is being made beside the one in use.
    building: Option<JoinHandle<anyhow::Result<()>>>,
    outcome: Option<anyhow::Result<()>>,
}

impl State {
    /// Ready once what is being built is, or could not be; it may be given up meanwhile.
    async fn built(&mut self) {
        match &mut self.building {
            Some(building) => self.outcome = Some(building.await.unwrap_or_else(|error| Err(error.into()))),
            None => std::future::pending().await,
        }
        self.building = None;
    }
}

/// The one writer of a node's index.
struct Follower {
    index: Arc<OpenIndex>,
    /// Away only while another thread works with it.
    writer: Option<IndexWriter>,
    reading: Reading,
    /// Of another list of abbreviations: it answers and takes in what is new until a better one stands.
    is_outdated: bool,
}

impl Follower {
    /// # Errors
    /// Only what is wrong with the index: a database that does not answer is no fault of it, and is asked again.
    async fn catch_up(&mut self, db: &Db) -> anyhow::Result<()> {
        while let Ok(Some((reading, new))) = self.read(db).await {
            self.reading = reading;
            if !new.is_empty() {
                self.write(new).await?;
            }
        }
        Ok(())
    }

    /// The next changes and the articles that they are about, as they are now; None where there are none.
    async fn read(&mut self, db: &Db) -> Result<Option<(Reading, Vec<(Uuid, Option<Indexed>)>)>, AppError> {
        let mut reading = self.reading.clone();
        let new = reading.read_on(db).await?;
        if new.is_empty() {
            return Ok(None);
        }
        if new.iter().any(|change| change.subject == "site") {
            let abbreviations = Lists::of(&store::list_abbreviations(db).await?);
            self.is_outdated |= abbreviations.hash() != self.index.abbreviations.hash();
        }
        let articles: BTreeSet<Uuid> =
            new.iter().filter(|change| change.subject == "article").map(|change| change.subject_id).collect();
        let mut read = Vec::new();
        for id in articles {
            read.push((id, store::find_indexed(db, id).await?));
        }
        Ok(Some((reading, read)))
    }

    async fn write(&mut self, articles: Vec<(Uuid, Option<Indexed>)>) -> anyhow::Result<()> {
        let (index, last, writer) = (Arc::clone(&self.index), self.reading.last(), self.writer.take());
        let mut writer = writer.ok_or_else(|| anyhow::anyhow!("the writer is gone"))?;
        self.writer = Some(
            tokio::task::spawn_blocking(move || {
                for (id, article) in articles {
                    index.remove(&writer, id);
                    if let Some(article) = article {
                        index.add(&writer, &article)?;
                    }
                }
                index.commit(&mut writer, last)?;
                Ok::<_, tantivy::TantivyError>(writer)
            })
            .await??,
        );
        Ok(())
    }
}

/// Builds an index from nothing beside the one in use, and puts it in its place. `progress` hears how many of how many are in.
/// None where it was told to stop.
///
/// # Errors
/// The database or the disk fails; the index in use stays.
pub async fn rebuild(
    folder: &Path,
    db: &Db,
    abbreviations: Arc<Lists>,
    stop: &CancellationToken,
    progress: impl Fn(i64, i64),
) -> anyhow::Result<Option<Arc<OpenIndex>>> {
    let fresh = folder.join(Uuid::now_v7().simple().to_string());
    let built = build(&fresh, db, abbreviations, stop, progress).await;
    let Ok(Some(index)) = built else {
        // A full disk must get back what was written in vain.
        let _ = fs::remove_dir_all(&fresh);
        return built;
    };
    let pointer = folder.join(format!("{CURRENT}.new"));
    fs::write(&pointer, index.folder.file_name().unwrap_or_default().as_encoded_bytes())?;
    fs::File::open(&pointer)?.sync_all()?;
    fs::rename(&pointer, folder.join(CURRENT))?;
    Ok(Some(index))
}

async fn build(
    fresh: &Path,
    db: &Db,
    abbreviations: Arc<Lists>,
    stop: &CancellationToken,
    progress: impl Fn(i64, i64),
) -> anyhow::Result<Option<Arc<OpenIndex>>> {
    let all = store::count_indexed(db).await?;
    // Whatever changes from here on is taken in again from the log.
    let change = site::store::last_change(db).await?;
    let index = Arc::new(OpenIndex::create(fresh, abbreviations)?);
    let (mut writer, mut after, mut done) = (index.writer()?, Uuid::nil(), 0);
    tracing::info!(articles = all, "building the search index");
    loop {
        let articles = store::list_indexed(db, after, BATCH).await?;
        let Some(last) = articles.last() else { break };
        (after, done) = (last.id, done + articles.len() as i64);
        let adding = Arc::clone(&index);
        writer = tokio::task::spawn_blocking(move || {
            articles.iter().try_for_each(|article| adding.add(&writer, article))?;
            Ok::<_, tantivy::TantivyError>(writer)
        })
        .await??;
        progress(done, all);
        if stop.is_cancelled() {
            return Ok(None);
        }
    }
    let finishing = Arc::clone(&index);
    tokio::task::spawn_blocking(move || {
        finishing.commit(&mut writer, change)?;
        finishing.merge(&mut writer)?;
        finishing.commit(&mut writer, change)?;
        writer.wait_merging_threads()
    })
    .await??;
    tracing::info!(articles = done, "the search index stands");
    Ok(Some(index))
}

/// As [`rebuild`], for the command line.
///
/// # Errors
/// As there.
pub async fn reindex(data: &Path, db: &Db, progress: impl Fn(i64, i64)) -> anyhow::Result<()> {
    let abbreviations = Arc::new(Lists::of(&store::list_abbreviations(db).await?));
    rebuild(&data.join(FOLDER), db, abbreviations, &CancellationToken::new(), progress).await?;
    Ok(())
}

fn current(folder: &Path) -> Option<PathBuf> {
    let name = fs::read_to_string(folder.join(CURRENT)).ok()?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| folder.join(name))
}

/// Indexes that are not in use any more, if nobody can be building them. Readers that still search one keep its files open.
fn sweep(folder: &Path, in_use: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|at| at.elapsed().ok()).unwrap_or_default();
        if entry.path() != in_use && entry.path().is_dir() && age > ABANDONED {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
