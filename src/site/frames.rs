//! What stands around each page, in memory: read once after each change of its site, and written as text once for all pages that
//! share it.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{model::Frame, store::read_frame};
use crate::{db::Db, error::AppError, framed::FrameText, reading::model::ReadingPreferences};

type Slot = Arc<OnceCell<Arc<KeptFrame>>>;

/// Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Frames(Arc<Mutex<HashMap<Uuid, Slot>>>);

/// A frame, and what has been written of it: one text for each set of preferences and each place in the menu.
#[derive(Debug)]
pub struct KeptFrame {
    frame: Frame,
    texts: Mutex<HashMap<(ReadingPreferences, String), Arc<FrameText>>>,
}

impl Frames {
    /// Forgets all. One that is being read is not kept: it may be what was before.
    pub fn clear(&self) {
        lock(&self.0).clear();
    }

    pub fn clear_site(&self, site: Uuid) {
        lock(&self.0).remove(&site);
    }

    /// # Errors
    /// `Unavailable` where it is not there and the database fails.
    pub async fn get(&self, db: &Db, site: Uuid) -> Result<Arc<KeptFrame>, AppError> {
        let slot = Arc::clone(lock(&self.0).entry(site).or_default());
        let read = || async { Ok(Arc::new(KeptFrame { frame: read_frame(db, site).await?, texts: Mutex::default() })) };
        slot.get_or_try_init(read).await.cloned()
    }
}

impl KeptFrame {
    /// As it stands around the page at `path`.
    pub fn text(&self, preferences: ReadingPreferences, path: &str) -> Arc<FrameText> {
        let is_in_menu = path == "/" || self.menu.iter().any(|section| section.href() == path);
        let current = if is_in_menu { path } else { "" };
        let write = || Arc::new(FrameText::write(&self.frame, preferences, current));
        Arc::clone(lock(&self.texts).entry((preferences, current.to_owned())).or_insert_with(write))
    }
}

impl Deref for KeptFrame {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
