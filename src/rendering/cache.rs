//! Rendered pages in memory. A change of anything a reader could see empties it; a stampede renders a page once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
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
pub struct PageCache(Arc<Mutex<HashMap<PageKey, Slot>>>);

impl PageCache {
    /// Forgets every page. Renderings under way are not kept: they may have read what was before.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Forgets the pages of one site, as [`Self::clear`] does those of all.
    pub fn clear_site(&self, site: Uuid) {
        self.lock().retain(|key, _| key.site != site);
    }

    /// The page, rendered now if it is not there. Only one caller renders; the others wait for it.
    pub async fn get_or_render<F, Fut>(&self, key: PageKey, render: F) -> Arc<RenderedPage>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = RenderedPage>,
    {
        let slot = self.slot(&key);
        let page = slot.get_or_init(|| async {
            metrics::counter!("congdan_pages_rendered_total").increment(1);
            Arc::new(render().await)
        });
        let page = Arc::clone(page.await);
        // Errors pass, and addresses that do not exist are without number.
        if page.status != 200 {
            let mut pages = self.lock();
            if pages.get(&key).is_some_and(|kept| Arc::ptr_eq(kept, &slot)) {
                pages.remove(&key);
            }
        }
        page
    }

    /// The page, where it has been rendered and nothing has changed since.
    pub fn find(&self, key: &PageKey) -> Option<Arc<RenderedPage>> {
        self.lock().get(key)?.get().filter(|page| page.status == 200 && page.moved_to.is_none()).cloned()
    }

    fn slot(&self, key: &PageKey) -> Slot {
        let mut pages = self.lock();
        if let Some(slot) = pages.get(key) {
            return Arc::clone(slot);
        }
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        let slot = Slot::default();
        pages.insert(key.clone(), Arc::clone(&slot));
        slot
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PageKey, Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
