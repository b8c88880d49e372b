//! Rendered pages in memory, and the frames around them. A change of anything a reader could see empties it; a stampede renders a page once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::page::RenderedPage;
use crate::{reading::model::ReadingPreferences, site::frames::Frames};

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
pub struct PageCache {
    pages: Arc<Mutex<HashMap<PageKey, Kept>>>,
    pub frames: Frames,
}

/// A page that is there or being rendered.
#[derive(Debug)]
struct Kept {
    turn: i64,
    slot: Slot,
}

impl PageCache {
    /// Forgets every page. Renderings under way are not kept: they may have read what was before.
    pub fn clear(&self) {
        // First: whoever has taken a frame of before is rendering a page that the next line forgets.
        self.frames.clear();
        self.lock().clear();
    }

    /// Forgets the pages of one site, as [`Self::clear`] does those of all.
    pub fn clear_site(&self, site: Uuid) {
        self.frames.clear_site(site);
        self.lock().retain(|key, _| key.site != site);
    }

    /// The page, rendered now if it is not there, or is of another turn and can be rendered. Only one caller renders; the others wait.
    pub async fn get_or_render<F, Fut>(&self, key: PageKey, turn: i64, render: F) -> Arc<RenderedPage>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = RenderedPage>,
    {
        let (slot, before) = self.slot(&key, turn);
        let render = || async {
            metrics::counter!("congdan_pages_rendered_total").increment(1);
            let page = Arc::new(render().await);
            // Readers are served whatever the database does.
            before.filter(|_| page.status >= 500).unwrap_or(page)
        };
        let page = Arc::clone(slot.get_or_init(render).await);
        // Errors pass, and addresses that do not exist are without number.
        if page.status != 200 {
            let mut pages = self.lock();
            if pages.get(&key).is_some_and(|kept| Arc::ptr_eq(&kept.slot, &slot)) {
                pages.remove(&key);
            }
        }
        page
    }

    /// The page, where it has been rendered in this turn and nothing has changed since.
    pub fn find(&self, key: &PageKey, turn: i64) -> Option<Arc<RenderedPage>> {
        let pages = self.lock();
        let kept = pages.get(key).filter(|kept| kept.turn == turn)?;
        kept.slot.get().filter(|page| page.status == 200 && page.moved_to.is_none()).cloned()
    }

    /// Where the page is or will be, and the page of an earlier turn.
    fn slot(&self, key: &PageKey, turn: i64) -> (Slot, Option<Arc<RenderedPage>>) {
        let mut pages = self.lock();
        let kept = pages.get(key);
        if let Some(kept) = kept.filter(|kept| kept.turn == turn) {
            return (Arc::clone(&kept.slot), None);
        }
        let before = kept.and_then(|kept| kept.slot.get().cloned());
        if pages.len() >= MOST_PAGES {
            pages.clear();
        }
        let slot = Slot::default();
        pages.insert(key.clone(), Kept { turn, slot: Arc::clone(&slot) });
        (slot, before)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PageKey, Kept>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> PageKey {
        PageKey {
            site: Uuid::nil(),
            base: String::new(),
            path: "/".into(),
            preferences: ReadingPreferences::default(),
            is_sparing: false,
        }
    }

    async fn ask(pages: &PageCache, turn: i64, status: u16) -> (u16, bool) {
        let mut is_rendered = false;
        let page = pages
            .get_or_render(key(), turn, || {
                is_rendered = true;
                async move { RenderedPage::new(status, None, "/", "<p></p>") }
            })
            .await;
        (page.status, is_rendered)
    }

    #[tokio::test]
    async fn a_page_of_an_earlier_turn_is_made_anew_and_stands_in_while_it_cannot() {
        let pages = PageCache::default();
        assert_eq!(ask(&pages, 1, 200).await, (200, true));
        assert_eq!(ask(&pages, 1, 200).await, (200, false));
        assert!(pages.find(&key(), 2).is_none());
        assert_eq!(ask(&pages, 2, 503).await, (200, true));
        assert!(pages.find(&key(), 2).is_some());
        assert_eq!(ask(&pages, 3, 404).await, (404, true));
        assert_eq!(ask(&pages, 3, 200).await, (200, true));
        pages.clear_site(Uuid::nil());
        assert_eq!(ask(&pages, 3, 503).await, (503, true));
    }
}
