//! What stands around each page, in memory: read once after each change of its site.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{model::Frame, store::read_frame};
use crate::{db::Db, error::AppError};

type Slot = Arc<OnceCell<Arc<Frame>>>;

/// Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Frames(Arc<Mutex<HashMap<Uuid, Slot>>>);

impl Frames {
    /// Forgets all. One that is being read is not kept: it may be what was before.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub fn clear_site(&self, site: Uuid) {
        self.lock().remove(&site);
    }

    /// # Errors
    /// `Unavailable` where it is not there and the database fails.
    pub async fn get(&self, db: &Db, site: Uuid) -> Result<Arc<Frame>, AppError> {
        let slot = Arc::clone(self.lock().entry(site).or_default());
        slot.get_or_try_init(|| async { Ok(Arc::new(read_frame(db, site).await?)) }).await.cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
