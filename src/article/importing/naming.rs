//! Which address an article gets. A title may come back: in another file of the same import, or on another day ("Lịch tiếp công dân").

use std::collections::HashMap;

use uuid::Uuid;

use super::landing::{self, NewArticle};
use crate::{
    db::Db,
    error::AppError,
    text::{self, dates},
};

/// More articles of one title than an agency has.
const MOST: usize = 10_000;

/// The addresses that this import has given, and to which file. Files come in a fixed order, so each gets its own again.
#[derive(Default)]
pub struct Given(HashMap<String, String>);

impl Given {
    /// Gives the article of `file` its address: among those of its title the one that has just this text, else the first that is free, or is that of
    /// an article of the same day. Tells whose title it has, where that keeps it from its own address.
    ///
    /// # Errors
    /// `Unavailable` where the database fails.
    pub async fn give(&mut self, db: &Db, site: Uuid, article: &mut NewArticle, file: &str) -> Result<Option<String>, AppError> {
        let wanted = article.slug.clone();
        let (mut chosen, mut other) = (None, None);
        for number in 1..MOST {
            let slug = if number == 1 { wanted.clone() } else { text::slug(&format!("{wanted} {number}")) };
            if let Some(before) = self.0.get(&slug) {
                other.get_or_insert_with(|| before.clone());
                continue;
            }
            let Some(known) = landing::find(db, site, &slug).await? else {
                chosen.get_or_insert(slug);
                break;
            };
            article.slug.clone_from(&slug);
            if known.imported_hash.is_some_and(|before| landing::hash(article).is_ok_and(|now| now == before)) {
                chosen = Some(slug);
                break;
            }
            match (article.published_at.map(dates::date), known.published_at.map(dates::date)) {
                (Some(stated), Some(day)) if day != stated => drop(other.get_or_insert_with(|| format!("bài đăng ngày {day}"))),
                _ => drop(chosen.get_or_insert(slug)),
            }
        }
        article.slug = chosen.unwrap_or(wanted.clone());
        self.0.insert(article.slug.clone(), file.to_owned());
        let is_moved = article.slug != wanted;
        Ok(other.filter(|_| is_moved).map(|other| format!("trùng tiêu đề với {other}; địa chỉ thành /bai-viet/{}", article.slug)))
    }
}
