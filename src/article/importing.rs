//! Articles from HTML files of other systems: read, their pictures taken in, each landed in one transaction.

mod charset;
mod dates;
mod files;
mod landing;
mod naming;
mod pictures;
mod reading;
mod report;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use futures_util::{StreamExt, stream};
use uuid::Uuid;

pub use report::{Outcome, Progress, Report, ReportKind, ReportLine};

use crate::{db::Db, media::storage::Storage};

/// Files read ahead while one lands: decoding pictures is what takes the time, and two are decoded at once.
const READ_AHEAD: usize = 3;

/// What becomes of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    Draft,
    Publish,
}

/// Imports HTML files, and folders of them, into a site. A file that fails does not stop the others, unless the disk or the
/// database failed; files that say what they said at the last import change nothing.
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
    let mut given = naming::Given::default();
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
                let landed = match given.give(db, site, &mut article, &file).await {
                    Ok(same) => {
                        if let Some(detail) = same {
                            report.add(&file, ReportKind::SameTitle, detail);
                        }
                        landing::land(db, site, article, landing).await
                    }
                    Err(error) => Err(error),
                };
                landed.map_err(|error| report::of_error(&error))
            }
            Err(line) => Err(line),
        };
        report.count(&file, &outcome);
        done += 1;
        on_progress(&Progress { done, total, file });
        if matches!(outcome, Err((ReportKind::Halted, _))) {
            report.not_tried = total - done;
            break;
        }
    }
    report
}
