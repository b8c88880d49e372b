//! Pieces by words of their titles, and published ones by all that readers find them by.

use uuid::Uuid;

use super::{
    lists::{LineRow, count_waiting, may_begin},
    model::{LONGEST_SEARCH, PieceLine, WorkList},
    presence,
};
use crate::{
    accounts::actors::Writer,
    clock::now,
    db::Db,
    error::AppError,
    on_db,
    search::{
        asking,
        finding::{Found, Limits},
        following::Search,
    },
    text::{nfc, words::folded},
};

/// Titles that are looked through, the last changed first.
const TITLES: i64 = 5_000;
/// Of what is in work or one's own; as many as search finds on its first page.
const MOST: usize = 10;
const MORE: &str = "Còn bài khác có những từ này. Hãy gõ thêm từ để thu hẹp.";

/// What an asker may see of what he names: first what is in work or his own, the last changed first, then what is published, the best
/// first. At most ten statements.
///
/// # Errors
/// `Unavailable` where neither index nor database answers.
pub async fn find_pieces(db: &Db, search: &Search, writer: &Writer, asked: &str) -> Result<WorkList, AppError> {
    let asked: String = nfc(asked.trim()).chars().take(LONGEST_SEARCH).collect();
    let words = folded(&asked);
    let (mut ids, mut cautions) = (Vec::new(), Vec::new());
    if !words.is_empty() {
        ids = list_by_title(db, writer, &words).await?;
        let (published, caution) = find_published(db, search, writer, &asked).await?;
        if ids.len() > MOST || published.total > published.hits.len() as i64 {
            cautions.push(MORE.to_owned());
        }
        if !published.corrected.is_empty() {
            cautions
                .push(format!("Bài đã đăng: không có bài nào có đúng những từ ấy, đang hiện bài có “{}”.", published.corrected));
        }
        cautions.extend(Some(caution).filter(|caution| !caution.is_empty()));
        ids.truncate(MOST);
        ids.extend(published.hits.into_iter().map(|hit| hit.id));
    }
    let pieces = list_pieces(db, writer, &ids).await?;
    let counts = count_waiting(db, writer).await?;
    Ok(WorkList { counts, pieces, may_write: may_begin(writer), asked, cautions, ..WorkList::default() })
}

/// One more than are shown, of titles in which each word that is asked for stands, or begins one, with or without its diacritics.
async fn list_by_title(db: &Db, writer: &Writer, asked: &[String]) -> Result<Vec<Uuid>, AppError> {
    let titles: Vec<(Uuid, String)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_titles.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .bind(TITLES)
        .fetch_all(pool)
        .await)?;
    let holds = |title: &str| {
        let title = folded(title);
        asked.iter().all(|word| title.iter().any(|there| there.starts_with(word.as_str())))
    };
    Ok(titles.into_iter().filter(|(_, title)| holds(title)).map(|(id, _)| id).take(MOST + 1).collect())
}

async fn find_published(db: &Db, search: &Search, writer: &Writer, asked: &str) -> Result<(Found, String), AppError> {
    let sections: Vec<Uuid> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_held_sections.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .fetch_all(pool)
        .await)?;
    if sections.is_empty() {
        return Ok((Found::default(), String::new()));
    }
    let limits = Limits { site: writer.site, sections, page: 1, now: now(), ..Limits::default() };
    asking::find(db, search, asked, &limits).await
}

/// In the order of their ids; without those that the asker may not see.
async fn list_pieces(db: &Db, writer: &Writer, ids: &[Uuid]) -> Result<Vec<PieceLine>, AppError> {
    let rows: Vec<LineRow> = on_db!(db, pool => {
        let mut query = sqlx::query_as(include_str!("sql/list_pieces.sql")).bind(writer.site).bind(writer.account);
        for place in 0..2 * MOST {
            query = query.bind(ids.get(place).copied().unwrap_or_default());
        }
        query.fetch_all(pool).await
    })?;
    let present = presence::list(db).await?;
    let mut lines: Vec<_> = rows.into_iter().map(|row| row.line(&present, writer.account)).collect();
    lines.sort_by_key(|line| ids.iter().position(|id| id.to_string() == line.id));
    Ok(lines)
}
