//! Keeps this node's index at the state of the database: change by change, or from nothing where there is none that can be used.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tantivy::IndexWriter;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{abbreviations::Abbreviations, index::OpenIndex, store};
use crate::{
    db::{Db, Ear},
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
}

impl std::fmt::Debug for Search {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Search").field(&self.0.folder).finish()
    }
}

impl Search {
    /// Of a data folder; nothing is opened yet.
    pub fn at(data: &Path) -> Self {
        Self(Arc::new(Inner { folder: data.join(FOLDER), open: RwLock::default() }))
    }

    /// None while it is built, or cannot be: then the database answers.
    pub fn index(&self) -> Option<Arc<OpenIndex>> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The index cannot be read: the database answers until there is a new one.
    pub fn put_away(&self) {
        self.replace(None);
        let _ = fs::remove_file(self.0.folder.join(CURRENT));
    }

    fn replace(&self, index: Option<Arc<OpenIndex>>) {
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    /// Follows the database until it is told to stop; whatever fails is tried again.
    pub async fn follow(self, db: Db, mut ear: Ear, stop: CancellationToken) {
        let mut follower: Option<Follower> = None;
        loop {
            let mut pause = Duration::ZERO;
            if let Err(error) = self.look(&db, &mut follower, &stop).await {
                tracing::error!(error = format!("{error:#}"), "the search index is put away and made anew");
                self.put_away();
                follower = None;
                pause = AFTER_FAILURE;
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = async { tokio::join!(ear.wait(), tokio::time::sleep(pause)); } => {}
            }
        }
    }

    async fn look(&self, db: &Db, follower: &mut Option<Follower>, stop: &CancellationToken) -> anyhow::Result<()> {
        if follower.as_ref().is_none_or(|follower| current(&self.0.folder) != Some(follower.index.folder.clone())) {
            *follower = self.open(db, stop).await?;
        }
        if let Some(following) = follower {
            match following.catch_up(db).await? {
                Caught::Up => {}
                // The list of abbreviations is another one: the old index answers until the new one stands.
                Caught::Outdated => *follower = None,
            }
        }
        Ok(())
    }

    async fn open(&self, db: &Db, stop: &CancellationToken) -> anyhow::Result<Option<Follower>> {
        let Ok(lists) = store::list_abbreviations(db).await else { return Ok(None) };
        let abbreviations = Arc::new(Abbreviations::with(&lists));
        let opened = current(&self.0.folder).and_then(|folder| {
            OpenIndex::open(&folder, Arc::clone(&abbreviations))
                .inspect_err(|error| tracing::warn!(%error, "the search index cannot be used"))
                .ok()
        });
        let index = match opened {
            Some(index) if index.last_change().is_some() => Arc::new(index),
            outdated => {
                if let Some(outdated) = outdated {
                    self.replace(Some(Arc::new(outdated)));
                }
                let Some(index) = rebuild(&self.0.folder, db, abbreviations, stop, |_, _| {}).await? else { return Ok(None) };
                index
            }
        };
        self.replace(Some(Arc::clone(&index)));
        sweep(&self.0.folder, &index.folder);
        let last = index.last_change().unwrap_or(0);
        Ok(Some(Follower { writer: Some(index.writer()?), index, reading: Reading::after(last) }))
    }
}

/// The one writer of a node's index.
struct Follower {
    index: Arc<OpenIndex>,
    /// Away only while another thread works with it.
    writer: Option<IndexWriter>,
    reading: Reading,
}

enum Caught {
    Up,
    Outdated,
}

impl Follower {
    async fn catch_up(&mut self, db: &Db) -> anyhow::Result<Caught> {
        loop {
            let mut reading = self.reading.clone();
            // A database that does not answer is no fault of the index.
            let Ok(new) = reading.read_on(db).await else { return Ok(Caught::Up) };
            if new.is_empty() {
                return Ok(Caught::Up);
            }
            if new.iter().any(|change| change.subject == "site")
                && Abbreviations::with(&store::list_abbreviations(db).await?).hash() != self.index.abbreviations.hash()
            {
                return Ok(Caught::Outdated);
            }
            let articles: BTreeSet<Uuid> =
                new.iter().filter(|change| change.subject == "article").map(|change| change.subject_id).collect();
            let mut read = Vec::new();
            for id in articles {
                read.push((id, store::find_indexed(db, id).await?));
            }
            self.reading = reading;
            if !read.is_empty() {
                self.write(read).await?;
            }
        }
    }

    async fn write(&mut self, articles: Vec<(Uuid, Option<super::index::Indexed>)>) -> anyhow::Result<()> {
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
    abbreviations: Arc<Abbreviations>,
    stop: &CancellationToken,
    progress: impl Fn(i64, i64),
) -> anyhow::Result<Option<Arc<OpenIndex>>> {
    let fresh = folder.join(Uuid::now_v7().simple().to_string());
    let all = store::count_indexed(db).await?;
    // Whatever changes from here on is taken in again from the log.
    let change = site::store::last_change(db).await?;
    let index = Arc::new(OpenIndex::create(&fresh, abbreviations)?);
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
            drop(writer);
            fs::remove_dir_all(&fresh)?;
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
    let pointer = folder.join(format!("{CURRENT}.new"));
    fs::write(&pointer, index.folder.file_name().unwrap_or_default().as_encoded_bytes())?;
    fs::File::open(&pointer)?.sync_all()?;
    fs::rename(&pointer, folder.join(CURRENT))?;
    tracing::info!(articles = done, "the search index stands");
    Ok(Some(index))
}

/// As [`rebuild`], for the command line.
///
/// # Errors
/// As there.
pub async fn reindex(data: &Path, db: &Db, progress: impl Fn(i64, i64)) -> anyhow::Result<()> {
    let abbreviations = Arc::new(Abbreviations::with(&store::list_abbreviations(db).await?));
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
