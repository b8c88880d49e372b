//! Search without an index, while it is being built: over titles and leads of the newest articles, straight from the database.

use super::{
    abbreviations::Abbreviations,
    finding::{Found, FoundArticle, Limits},
    model::{LAST_PAGE, PAGE_LENGTH},
    question::Question,
    snippet::mark,
    store,
};
use crate::{db::Db, error::AppError, text::words::words};

const ARTICLES: i64 = 5_000;

/// Said beside what is found this way.
pub const CAUTION: &str =
    "Chỉ mục tìm kiếm đang được dựng lại. Kết quả dưới đây chỉ tìm trong tiêu đề và đoạn mở đầu của các tin mới nhất.";

/// The newest first; every word must stand in title or lead.
///
/// # Errors
/// The database does not answer.
pub async fn find(db: &Db, typed: &str, limits: &Limits) -> Result<Found, AppError> {
    let question = Question::parse(typed, &Abbreviations::default());
    let asked = question.marked();
    if asked.is_empty() {
        return Ok(Found::default());
    }
    let rows = store::list_titles(db, limits.site, limits.kind, ARTICLES).await?;
    let found: Vec<_> = rows
        .into_iter()
        .filter(|row| limits.sections.is_empty() || limits.sections.contains(&row.section_id))
        .filter(|row| limits.from.is_none_or(|from| row.published_at >= from) && limits.to.is_none_or(|to| row.published_at <= to))
        .filter(|row| {
            let held: Vec<String> = words(&row.title).chain(words(&row.lead)).map(|word| word.folded()).collect();
            asked.iter().all(|word| held.contains(word))
        })
        .collect();
    let skip = (limits.page.clamp(1, LAST_PAGE) - 1) * PAGE_LENGTH;
    let hits = found.iter().skip(skip as usize).take(PAGE_LENGTH as usize).map(|row| FoundArticle {
        id: row.id,
        title: mark(&row.title, &asked),
        excerpt: String::new(),
    });
    Ok(Found { total: found.len() as i64, hits: hits.collect(), ..Found::default() })
}
