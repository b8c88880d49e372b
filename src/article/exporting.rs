//! A site's published articles as HTML files with their pictures beside them: for another system, an archive, or `congdan import html`.

use std::{collections::BTreeSet, fmt::Write, path::Path};

use anyhow::Context;
use uuid::Uuid;

use super::tags;
use crate::{
    config::explain,
    content::Content,
    db::Db,
    error::AppError,
    media::{
        self,
        model::{Format, MediaView, RenditionView},
        storage::{ContentHash, Storage},
    },
    on_db,
    text::{dates, xml::escaped},
};

/// Read at once.
const PART: i64 = 100;
const FILES: &str = "tep";

/// How many articles of how many are written.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    pub articles: i64,
    pub files: usize,
}

#[derive(sqlx::FromRow)]
struct ExportedRow {
    id: Uuid,
    slug: String,
    published_at: i64,
    section: String,
    title: String,
    lead: String,
    content: String,
    schema_version: i64,
    author_line: String,
    source_name: String,
    source_url: String,
    tags: String,
}

/// Writes each published article as `{slug}.html` into a folder, and what it shows into `tep/` beside it. What is withdrawn or in work stays.
///
/// # Errors
/// In words for the administrator: the folder holds something already or cannot be written, the database does not answer, a file is damaged.
pub async fn export_html(
    db: &Db,
    storage: &Storage,
    site: Uuid,
    folder: &Path,
    on_progress: impl FnMut(Progress),
) -> anyhow::Result<Exported> {
    make_empty(folder)?;
    let exported = write_all(db, storage, site, folder, on_progress).await;
    if exported.is_err() {
        // It was empty before: half of it would only stand in the way of the next try.
        clear(folder);
    }
    exported
}

async fn write_all(
    db: &Db,
    storage: &Storage,
    site: Uuid,
    folder: &Path,
    mut on_progress: impl FnMut(Progress),
) -> anyhow::Result<Exported> {
    let total: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_exported.sql")).bind(site).fetch_one(pool).await)
            .map_err(AppError::from)?;
    let (mut exported, mut written, mut after) = (Exported::default(), BTreeSet::new(), Uuid::nil());
    loop {
        let rows: Vec<ExportedRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_exported.sql"))
            .bind(site)
            .bind(after)
            .bind(PART)
            .fetch_all(pool)
            .await)
        .map_err(AppError::from)?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        for row in rows {
            let content = Content::read_stored(&row.content, row.schema_version)?;
            let mut shown = media::store::list_views(db, site, &content.media_ids()).await?;
            for view in &mut shown {
                if let Some((hash, name)) = keep_one(view)
                    && written.insert(name.clone())
                {
                    let bytes = storage.read_verified(&hash).await.with_context(|| {
                        format!("Tệp {} của bài {} bị hỏng hoặc mất, xem: congdan doctor --media", hash.as_str(), row.slug)
                    })?;
                    write(&folder.join(FILES).join(name), &bytes)?;
                }
            }
            write(&folder.join(format!("{}.html", row.slug)), page(&row, &content, &shown).as_bytes())?;
            exported.articles += 1;
            on_progress(Progress { done: exported.articles, total });
        }
    }
    exported.files = written.len();
    Ok(exported)
}

fn make_empty(folder: &Path) -> anyhow::Result<()> {
    let failed = || format!("Không ghi được vào thư mục {}", folder.display());
    std::fs::create_dir_all(folder.join(FILES)).map_err(|error| explain(&error, folder)).with_context(failed)?;
    let others = std::fs::read_dir(folder).with_context(failed)?.flatten().any(|entry| entry.file_name() != FILES);
    let files = std::fs::read_dir(folder.join(FILES)).with_context(failed)?.next().is_some();
    anyhow::ensure!(!others && !files, "Thư mục {} không trống. Hãy chọn một thư mục mới.", folder.display());
    Ok(())
}

fn clear(folder: &Path) {
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        // What cannot be removed is told at the next try.
        let _ = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
    }
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).map_err(|error| explain(&error, path)).with_context(|| format!("Không ghi được {}", path.display()))
}

/// Leaves one file of a picture, the widest that every program can show, or the file itself; says which, and what it is called from now on.
fn keep_one(view: &mut MediaView) -> Option<(ContentHash, String)> {
    let kept = view.original().or_else(|| view.share_picture())?.clone();
    let hash = ContentHash::parse(kept.url.split('/').nth(2)?)?;
    let ending = match kept.format {
        Format::Original => view.name.rsplit_once('.').map_or("bin", |(_, ending)| ending).to_owned(),
        _ => "jpg".to_owned(),
    };
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = format!("{}.{ending}", &hash.as_str()[..20]);
    view.renditions = vec![RenditionView { url: format!("{FILES}/{name}"), ..kept }];
    Some((hash, name))
}

fn page(row: &ExportedRow, content: &Content, shown: &[MediaView]) -> String {
    let title = escaped(&row.title);
    let mut html = format!("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n");
    let tags = tags::names(&row.tags).join(", ");
    let date = dates::rfc3339(row.published_at);
    let metas = [
        ("section", &row.section),
        ("date", &date),
        ("author", &row.author_line),
        ("source", &row.source_name),
        ("source-url", &row.source_url),
        ("keywords", &tags),
    ];
    for (name, value) in metas.into_iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(html, "<meta name=\"{name}\" content=\"{}\">", escaped(value));
    }
    let _ = writeln!(html, "</head>\n<body>\n<article>\n<h1>{title}</h1>");
    if !row.lead.is_empty() {
        let _ = writeln!(html, "<p class=\"lead\">{}</p>", escaped(&row.lead));
    }
    let _ = writeln!(html, "{}\n</article>\n</body>\n</html>", content.to_html(shown));
    html
}
