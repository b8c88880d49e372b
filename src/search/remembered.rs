//! What was found alike a while ago: finding it takes as long as rendering the page that shows it, and each publication has all pages
//! rendered anew.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use uuid::Uuid;

/// For so long a new article may be missing among what is alike. Whether an article may still be shown, the database says each time.
const LONGEST: Duration = Duration::from_secs(10 * 60);
/// Twice as many are remembered at most: the young ones and the old ones, which go once there are so many young.
const MOST_YOUNG: usize = 5_000;

/// What an article says, and the article: said otherwise it is another question.
pub type Asked = (Uuid, String);

#[derive(Debug, Default)]
pub struct Remembered(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Asked, Found>,
    old: HashMap<Asked, Found>,
}

#[derive(Debug, Clone)]
struct Found {
    at: Instant,
    ids: Arc<[Uuid]>,
}

impl Remembered {
    pub fn get(&self, asked: &Asked) -> Option<Arc<[Uuid]>> {
        let mut kept = self.lock();
        if let Some((asked, found)) = kept.old.remove_entry(asked) {
            kept.insert(asked, found);
        }
        kept.young.get(asked).filter(|found| found.at.elapsed() < LONGEST).map(|found| Arc::clone(&found.ids))
    }

    pub fn keep(&self, asked: Asked, ids: &[Uuid]) {
        self.lock().insert(asked, Found { at: Instant::now(), ids: ids.into() });
    }

    pub fn clear(&self) {
        *self.lock() = Generations::default();
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, asked: Asked, found: Found) {
        if self.young.len() >= MOST_YOUNG {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(asked, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_for_is_remembered_while_thousands_of_others_come_and_go() {
        let remembered = Remembered::default();
        let asked = |number: usize| (Uuid::nil(), number.to_string());
        let id = Uuid::from_u128(7);
        remembered.keep(asked(0), &[id]);
        for number in 1..3 * MOST_YOUNG {
            remembered.keep(asked(number), &[]);
            assert_eq!(remembered.get(&asked(0)).as_deref(), Some(&[id][..]), "after {number} others");
        }
        assert!(remembered.get(&asked(3 * MOST_YOUNG - 1)).is_some() && remembered.get(&asked(1)).is_none());
        let kept = remembered.lock();
        assert!(kept.young.len() <= MOST_YOUNG && kept.old.len() <= MOST_YOUNG);
    }

    #[test]
    fn what_is_said_otherwise_is_another_question() {
        let (remembered, article) = (Remembered::default(), Uuid::from_u128(1));
        remembered.keep((article, "Nước sạch".into()), &[article]);
        assert!(remembered.get(&(article, "Nước sạch về bản".into())).is_none());
        assert!(remembered.get(&(Uuid::nil(), "Nước sạch".into())).is_none());
        remembered.clear();
        assert!(remembered.get(&(article, "Nước sạch".into())).is_none());
    }
}
