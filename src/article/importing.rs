//! Articles from HTML files of other systems: read, their pictures taken in, each landed in one transaction.

mod charset;
mod dates;
mod files;
mod landing;
mod pictures;
mod reading;
mod report;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, path::PathBuf};

use futures_util::{StreamExt, stream};
use uuid::Uuid;

pub use report::{Outcome, Progress, Report, ReportKind, ReportLine};

use crate::{db::Db, media::storage::Storage, text};

/// Files read ahead while one lands: decoding pictures is what takes the time, and two are decoded at once.
const READ_AHEAD: usize = 3;

/// What becomes of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    Draft,
    Publish,
}

/// Imports HTML files, and folders of them, into a site. A file that fails does not stop the others; files that say what
/// they said at the last import change nothing.
pub async fn import_html(
    db: &Db,
    storage: &Storage,
    site: Uuid,
    paths: &[PathBuf],
    landing: Landing,
    mut on_progress: impl FnMut(&Progress),
) -> Report {
    let mut report = Report::default();
    let files = files::list(paths, &mut report);
    let total = files.len();
    let mut slugs = Slugs::default();
    let read = |file: files::HtmlFile| async move {
        let name = file.name();
        (name, reading::read(db, storage, site, file).await)
    };
    let mut articles = stream::iter(files).map(read).buffered(READ_AHEAD);
    let mut done = 0;
    while let Some((file, read)) = articles.next().await {
        let outcome = match read {
            Ok((mut article, lines)) => {
                report.lines.extend(lines);
                let first = slugs.give(&mut article, &file);
                if let Some(first) = first {
                    report.add(
                        &file,
                        ReportKind::SameTitle,
                        format!("trùng tiêu đề với {first}; địa chỉ thành /bai-viet/{}", article.slug),
                    );
                }
                let taken = landing::move_aside(db, site, &mut article).await;
                if let Ok(Some(other)) = &taken {
                    report.add(
                        &file,
                        ReportKind::SameTitle,
                        format!("trùng tiêu đề với bài đăng ngày {other}; địa chỉ thành /bai-viet/{}", article.slug),
                    );
                }
                let landed = match taken {
                    Ok(_) => landing::land(db, site, article, landing).await,
                    Err(error) => Err(error),
                };
                landed.map_err(|error| report::of_error(&error))
            }
            Err(line) => Err(line),
        };
        report.count(&file, &outcome);
        done += 1;
        on_progress(&Progress { done, total, file });
    }
    report
}

/// Two files of one import with the same title are two articles. Files come in a fixed order, so each keeps its number.
#[derive(Default)]
struct Slugs(HashMap<String, (String, usize)>);

impl Slugs {
    fn give(&mut self, article: &mut landing::NewArticle, file: &str) -> Option<String> {
        match self.0.get_mut(&article.slug) {
            None => {
                self.0.insert(article.slug.clone(), (file.to_owned(), 1));
                None
            }
            Some((first, count)) => {
                *count += 1;
                let first = first.clone();
                article.slug = text::slug(&format!("{} {count}", article.slug));
                self.0.entry(article.slug.clone()).or_insert((file.to_owned(), 1));
                Some(first)
            }
        }
    }
}
