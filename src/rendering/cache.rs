//! Rendered pages in memory, and the frames around them. A change of anything a reader could see empties it; a stampede renders a page
//! once; whoever walks through all that a portal ever published pushes out what nobody else asks for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::OnceCell;
use uuid::Uuid;

use super::page::RenderedPage;
use crate::{reading::model::ReadingPreferences, site::frames::Frames};

/// What the pages take, roughly: about 700 articles.
const MOST_BYTES: usize = 64 * 1024 * 1024;

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
    pages: Arc<Mutex<Pages>>,
    pub frames: Frames,
}

/// Two generations: once the young ones take half of the room they become the old ones, and the old ones go. Who is asked for is young
/// again.
#[derive(Debug, Default)]
struct Pages {
    young: HashMap<PageKey, Kept>,
    old: HashMap<PageKey, Kept>,
    /// What the young ones take, without those that are being rendered.
    young_bytes: usize,
}

/// A page that is there or being rendered.
#[derive(Debug)]
struct Kept {
    turn: i64,
    slot: Slot,
}

impl Kept {
    fn page(&self) -> Option<&Arc<RenderedPage>> {
        self.slot.get()
    }
}

impl Pages {
    fn get(&mut self, key: &PageKey) -> Option<&Kept> {
        if !self.old.is_empty()
            && let Some((key, kept)) = self.old.remove_entry(key)
        {
            self.add_bytes(kept.page().map_or(0, |page| page.weight()));
            self.young.insert(key, kept);
        }
        self.young.get(key)
    }

    fn add_bytes(&mut self, bytes: usize) {
        self.young_bytes += bytes;
        if self.young_bytes > MOST_BYTES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }

    fn remove(&mut self, key: &PageKey, slot: &Slot) {
        for generation in [&mut self.young, &mut self.old] {
            if generation.get(key).is_some_and(|kept| Arc::ptr_eq(&kept.slot, slot)) {
                generation.remove(key);
            }
        }
    }
}

impl PageCache {
    /// Forgets every page. Renderings under way are not kept: they may have read what was before.
    pub fn clear(&self) {
        // First: whoever has taken a frame of before is rendering a page that the next line forgets.
        self.frames.clear();
        *self.lock() = Pages::default();
    }

    /// Forgets the pages of one site, as [`Self::clear`] does those of all.
    pub fn clear_site(&self, site: Uuid) {
        self.frames.clear_site(site);
        let mut pages = self.lock();
        pages.young.retain(|key, _| key.site != site);
        pages.old.retain(|key, _| key.site != site);
        pages.young_bytes = pages.young.values().filter_map(Kept::page).map(|page| page.weight()).sum();
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
            let page = before.filter(|_| page.status >= 500).unwrap_or(page);
            self.lock().add_bytes(page.weight());
            page
        };
        let page = Arc::clone(slot.get_or_init(render).await);
        // Errors pass, and addresses that do not exist are without number.
        if page.status != 200 {
            self.lock().remove(&key, &slot);
        }
        page
    }

    /// The page, where it has been rendered in this turn and nothing has changed since.
    pub fn find(&self, key: &PageKey, turn: i64) -> Option<Arc<RenderedPage>> {
        let mut pages = self.lock();
        let kept = pages.get(key).filter(|kept| kept.turn == turn)?;
        kept.page().filter(|page| page.status == 200 && page.moved_to.is_none()).cloned()
    }

    /// Where the page is or will be, and the page of an earlier turn.
    fn slot(&self, key: &PageKey, turn: i64) -> (Slot, Option<Arc<RenderedPage>>) {
        let mut pages = self.lock();
        let kept = pages.get(key);
        if let Some(kept) = kept.filter(|kept| kept.turn == turn) {
            return (Arc::clone(&kept.slot), None);
        }
        let before = kept.and_then(|kept| kept.page().cloned());
        let slot = Slot::default();
        pages.young.insert(key.clone(), Kept { turn, slot: Arc::clone(&slot) });
        (slot, before)
    }

    fn lock(&self) -> MutexGuard<'_, Pages> {
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
                async move { RenderedPage::new(status, None, "/", "<p></p>", &[]) }
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

    fn at(number: usize) -> PageKey {
        PageKey { path: format!("/bai-viet/{number}"), ..key() }
    }

    #[tokio::test]
    async fn a_walk_through_all_pages_takes_no_more_than_its_room_and_leaves_what_others_ask_for() {
        let pages = PageCache::default();
        let html = "x".repeat(500_000);
        let ask = async |number: usize| {
            let mut is_rendered = false;
            let render = || {
                is_rendered = true;
                async { RenderedPage::new(200, None, "/", &html, &[]) }
            };
            let page = pages.get_or_render(at(number), 0, render).await;
            (page.weight(), is_rendered)
        };
        let (weight, _) = ask(0).await;
        let room = MOST_BYTES / weight;
        for number in 1..3 * room {
            ask(number).await;
            assert_eq!(ask(0).await, (weight, false), "after {number} others");
        }
        let is_there = |number| pages.find(&at(number), 0).is_some();
        assert!(is_there(3 * room - 1) && !is_there(1));
        let kept = (0..3 * room)
            .filter(|number| pages.lock().young.contains_key(&at(*number)) || pages.lock().old.contains_key(&at(*number)));
        assert!((room / 2 - 1..=room + 1).contains(&kept.count()));
    }
}
