//! Rendered pages in memory. A change of anything a reader could see empties it; a stampede renders a page once.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::page::RenderedPage;
use crate::reading::model::ReadingPreferences;

const MOST_PAGES: usize = 4_000;

/// What makes one rendered page differ from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub site: Uuid,
    pub base: String,
    pub path: String,
    pub preferences: ReadingPreferences,
    pub is_sparing: bool,
}

type Slot = Arc<OnceCell<Arc<RenderedPage>>>;

/// Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct PageCache(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    generation: AtomicU64,
    pages: Mutex<HashMap<PageKey, (u64, Slot)>>,
}

impl PageCache {
    /// Forgets every page. Renderings under way are not kept: they may have read what was before.
    pub fn clear(&self) {
        self.0.generation.fetch_add(1, Ordering::SeqCst);
        self.lock().clear();
    }

    /// The page, rendered now if it is not there. Only one caller renders; the others wait for it.
    pub async fn get_or_render<F, Fut>(&self, key: PageKey, render: F) -> Arc<RenderedPage>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = RenderedPage>,
    {
        let slot = self.slot(&key);
        let page = Arc::clone(slot.get_or_init(|| async { Arc::new(render().await) }).await);
        // Errors pass, and addresses that do not exist are without number.
        if page.status != 200 {
            let mut pages = self.lock();
            if pages.get(&key).is_some_and(|(_, kept)| Arc::ptr_eq(kept, &slot)) {
                pages.remove(&key);
            }
        }
        page
    }

    /// The page, where it has been rendered and nothing has changed since.
    pub fn find(&self, key: &PageKey) -> Option<Arc<RenderedPage>> {
        let generation = self.0.generation.load(Ordering::SeqCst);
        let pages = self.lock();
        let (_, slot) = pages.get(key).filter(|(made, _)| *made == generation)?;
        slot.get().filter(|page| page.status == 200 && page.moved_to.is_none()).cloned()
    }

    fn slot(&self, key: &PageKey) -> Slot {
        let generation = self.0.generation.load(Ordering::SeqCst);
        let mut pages = self.lock();
        if let Some((made, slot)) = pages.get(key)
            && *made == generation
        {
            return Arc::clone(slot);
        }
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        let slot = Slot::default();
        pages.insert(key.clone(), (generation, Arc::clone(&slot)));
        slot
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PageKey, (u64, Slot)>> {
        self.0.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
