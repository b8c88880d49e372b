//! Puts a search to the index, or to the database while there is none, and says what is wrong with it.

use uuid::Uuid;

use super::{
    fallback,
    finding::{Found, Limits, NewestFirst},
    following::Search,
    model::{Asking, Hit, KINDS, LAST_PAGE, LONGEST_QUESTION, SearchView, Suggestion, Suggestions},
    question::Question,
    snippet::mark,
    store,
};
use crate::{
    clock::now,
    db::Db,
    error::AppError,
    section::model::SectionLink,
    text::{dates::parse_local, nfc},
};

/// Microseconds from the beginning of a second to its end.
const LAST_MOMENT: i64 = 999_999;
/// A Vietnamese letter with its marks apart has no more pieces.
const PIECES: usize = 3;

/// # Errors
/// `Unavailable` where neither index nor database answers.
pub async fn answer(db: &Db, search: &Search, site: Uuid, mut asking: Asking) -> Result<SearchView, AppError> {
    // As many as a reader sees: some keyboards send a letter and its marks apart.
    let typed = nfc(&asking.q.chars().filter(|c| !c.is_control()).take(PIECES * LONGEST_QUESTION).collect::<String>());
    let too_long = asking.q.chars().count() > PIECES * LONGEST_QUESTION || typed.trim().chars().count() > LONGEST_QUESTION;
    asking.q = typed.trim().chars().take(LONGEST_QUESTION).collect();
    let sections = store::list_sections(db, site).await?;
    let mut view =
        SearchView { sections: sections.iter().map(store::SectionRow::link).collect(), status: 200, ..SearchView::default() };
    let limits = read_limits(&asking, site, &sections);
    // A browser's field for dates takes nothing else.
    for day in [&mut asking.from, &mut asking.to] {
        if parse_local(day).is_none() || day.len() != 10 {
            day.clear();
        }
    }
    view.asking = asking;
    let (limits, problem) = match limits {
        _ if too_long => (Limits::default(), format!("Câu cần tìm dài quá {LONGEST_QUESTION} ký tự. Hãy rút ngắn rồi tìm lại.")),
        Ok(limits) => (limits, String::new()),
        Err(problem) => (Limits::default(), problem),
    };
    if !problem.is_empty() {
        return Ok(SearchView { problem, status: 422, ..view });
    }
    if view.asking.q.is_empty() && !view.asking.is_narrowed() {
        return Ok(view);
    }
    if Question::parse(&view.asking.q, &super::abbreviations::Abbreviations::default()).is_empty() {
        return Ok(SearchView {
            problem: "Hãy nhập ít nhất một từ hoặc một con số để tìm.".into(), status: 422, ..view
        });
    }
    let (found, caution) = find(db, search, &view.asking.q, &limits).await?;
    let page = view.asking.page;
    view.total = found.total;
    if page > view.pages() {
        let problem = if page > LAST_PAGE {
            format!("Chỉ xem được {LAST_PAGE} trang kết quả đầu. Hãy thêm từ hoặc chọn chuyên mục để thu hẹp.")
        } else {
            "Kết quả tìm kiếm không có trang này.".into()
        };
        return Ok(SearchView { problem, status: 404, ..view });
    }
    view.hits = show(db, site, &view.asking.q, found.hits).await?;
    Ok(SearchView { corrected: found.corrected, meant: found.meant, caution, ..view })
}

/// Titles that hold what is being typed.
///
/// # Errors
/// `Unavailable` where the database does not answer.
pub async fn suggest(db: &Db, search: &Search, site: Uuid, typed: &str) -> Result<Suggestions, AppError> {
    let Some(index) = search.index().filter(|_| typed.chars().count() <= LONGEST_QUESTION) else {
        return Ok(Suggestions::default());
    };
    let suggested = index.suggest(typed, site).map_err(|error| unreadable(&error))?;
    let ids: Vec<Uuid> = suggested.iter().map(|(id, _)| *id).collect();
    let rows = store::list_found(db, site, &ids).await?;
    // Only what readers may have by now.
    let titles = suggested.into_iter().filter_map(|(id, title)| {
        let row = rows.iter().find(|row| row.id == id)?;
        Some(Suggestion { title, slug: row.slug.clone() })
    });
    Ok(Suggestions { titles: titles.collect() })
}

/// What the index finds, or the database while there is none; with what is to be said of the latter.
///
/// # Errors
/// `Unavailable` where neither answers.
pub async fn find(db: &Db, search: &Search, typed: &str, limits: &Limits) -> Result<(Found, String), AppError> {
    if let Some(index) = search.index() {
        let (typed, limits, asked) = (typed.to_owned(), limits.clone(), index.clone());
        let found = tokio::task::spawn_blocking(move || asked.find(&typed, &limits)).await;
        match found {
            Ok(Ok(found)) => return Ok((found, String::new())),
            Ok(Err(error)) => {
                unreadable(&error);
                search.put_away(&index);
            }
            Err(error) => tracing::error!(%error, "a search ended badly"),
        }
    }
    Ok((fallback::find(db, typed, limits).await?, fallback::CAUTION.to_owned()))
}

fn unreadable(error: &tantivy::TantivyError) -> AppError {
    tracing::error!(%error, "the search index cannot be read");
    AppError::Unavailable
}

/// What was found, as it is now: an article that was withdrawn a moment ago does not show.
async fn show(db: &Db, site: Uuid, typed: &str, found: Vec<super::finding::FoundArticle>) -> Result<Vec<Hit>, AppError> {
    let ids: Vec<Uuid> = found.iter().map(|hit| hit.id).collect();
    let rows = store::list_found(db, site, &ids).await?;
    let marked = Question::parse(typed, &super::abbreviations::Abbreviations::default()).marked();
    let hits = found.into_iter().filter_map(|hit| {
        let row = rows.iter().find(|row| row.id == hit.id)?;
        Some(Hit {
            slug: row.slug.clone(),
            title: hit.title,
            excerpt: if hit.excerpt.contains(super::model::MARK) { hit.excerpt } else { mark(&row.lead, &marked) },
            section: SectionLink { slug: row.section_slug.clone(), name: row.section_name.clone() },
            published_at: row.published_at,
        })
    });
    Ok(hits.collect())
}

fn read_limits(asking: &Asking, site: Uuid, sections: &[store::SectionRow]) -> Result<Limits, String> {
    let within = match asking.section.as_str() {
        "" => Vec::new(),
        slug => {
            let chosen =
                sections.iter().find(|section| section.slug == slug).ok_or("Cổng không có chuyên mục này. Hãy chọn lại.")?;
            let below = sections.iter().filter(|section| section.parent_id == Some(chosen.id));
            std::iter::once(chosen).chain(below).map(|section| section.id).collect()
        }
    };
    let day = |text: &str, time: &str| match text {
        "" => Ok(None),
        text => parse_local(&format!("{text}T{time}")).map(Some).ok_or("Ngày chưa đúng. Hãy chọn lại, ví dụ 23/11/2026."),
    };
    let (from, to) = (day(&asking.from, "00:00:00")?, day(&asking.to, "23:59:59")?.map(|second| second + LAST_MOMENT));
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err("“Từ ngày” đang sau “đến ngày”. Hãy chọn lại.".into());
    }
    let newest_first = match asking.order.as_str() {
        "" => None,
        "moi" => Some(NewestFirst),
        _ => return Err("Cách sắp xếp chưa đúng. Hãy chọn lại.".into()),
    };
    let kind = match KINDS.into_iter().find(|(kind, _)| *kind == asking.kind) {
        Some((kind, _)) => Some(kind),
        None if asking.kind.is_empty() => None,
        None => return Err("Loại tin bài chưa đúng. Hãy chọn lại.".into()),
    };
    if asking.page < 1 {
        return Err("Số trang chưa đúng. Hãy chọn lại.".into());
    }
    Ok(Limits { site, sections: within, kind, from, to, newest_first, page: asking.page, now: now() })
}
