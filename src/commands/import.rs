//! `congdan import html`: articles from HTML files, while the server runs or not.

use std::{io::IsTerminal, path::PathBuf, time::Duration};

use anyhow::bail;
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    article::importing::{Landing, Progress, Report, ReportKind, import_html},
    config::StoreOptions,
    db::Db,
    error::AppError,
    site::{self, model::CurrentSite},
    text::numbers::grouped,
};

/// Lines of progress where there is no terminal: every so many files.
const EVERY: usize = 50;

#[derive(Debug, Args)]
pub struct Import {
    #[command(subcommand)]
    source: Source,
}

#[derive(Debug, Subcommand)]
enum Source {
    /// Nhập tin bài từ tệp HTML và ảnh đặt cạnh tệp; nhập lại chỉ thay đổi những gì đã thay đổi
    Html {
        /// Đăng ngay (mặc định: nhập thành bản nháp)
        #[arg(long)]
        publish: bool,
        /// Cổng thành phần, theo tên miền (mặc định: cổng đầu tiên)
        #[arg(long, value_name = "HOST")]
        site: Option<String>,
        #[command(flatten)]
        store: StoreOptions,
        /// Tệp .html, hoặc thư mục chứa chúng
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
}

impl Import {
    pub async fn run(self) -> anyhow::Result<()> {
        let Source::Html { publish, site, store, paths } = self.source;
        let db = super::open(&store).await?;
        let storage = store.open_media()?;
        let into = find_site(&db, site).await?;
        let landing = if publish { Landing::Publish } else { Landing::Draft };
        let bar = bar();
        let report = import_html(&db, &storage, into.id, &paths, landing, |progress| show(bar.as_ref(), progress)).await;
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        db.close().await;
        summarise(&report, landing);
        if let Some(halted) = report.lines.iter().find(|line| line.kind == ReportKind::Halted) {
            bail!(
                "{}. Việc nhập đã dừng, còn {} tệp chưa nhập; chạy lại lệnh này sau khi xử lý, tệp đã nhập không bị nhập hai lần",
                halted.detail,
                grouped_count(report.not_tried)
            );
        }
        if report.failed > 0 {
            bail!("{} tệp không nhập được; các tệp khác đã nhập xong", grouped_count(report.failed));
        }
        Ok(())
    }
}

/// The site that was named, or the first.
pub(super) async fn find_site(db: &Db, host: Option<String>) -> anyhow::Result<CurrentSite> {
    match site::store::find_site(db, host.as_deref()).await {
        Err(AppError::NotFound) => match host {
            Some(host) => bail!("Không có cổng {host}; xem danh sách bằng: congdan site list"),
            None => bail!("Chưa có cổng nào; hãy thêm bằng: congdan site add HOST NAME"),
        },
        found => Ok(found?),
    }
}

/// Only where someone looks at it.
fn bar() -> Option<ProgressBar> {
    if !std::io::stderr().is_terminal() {
        return None;
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("Đang nhập {bar:30} {pos}/{len} tệp, còn khoảng {eta}  {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    Some(bar)
}

fn show(bar: Option<&ProgressBar>, progress: &Progress) {
    match bar {
        Some(bar) => {
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
            bar.set_message(progress.file.clone());
        }
        None if progress.done.is_multiple_of(EVERY) => say!("Đã xong {}/{} tệp", progress.done, progress.total),
        None => {}
    }
}

fn summarise(report: &Report, landing: Landing) {
    // What halted it is the last word.
    let mut lines: Vec<_> = report.lines.iter().filter(|line| line.kind != ReportKind::Halted).collect();
    lines.sort_by(|a, b| (a.kind, &a.file).cmp(&(b.kind, &b.file)));
    if !lines.is_empty() {
        say!("Cần xem lại:");
    }
    for of_kind in lines.chunk_by(|a, b| a.kind == b.kind) {
        say!("  {} ({}):", of_kind[0].kind.wording(), of_kind.len());
        for line in of_kind {
            say!("    {}: {}", line.file, line.detail);
        }
    }
    let new = match landing {
        Landing::Publish => "Đăng mới",
        Landing::Draft => "Bản nháp mới",
    };
    say!("Kết quả:");
    let rows = [
        (new, report.created),
        ("Phiên bản mới", report.revised),
        ("Không đổi", report.unchanged),
        ("Không nhập được", report.failed),
    ];
    for (label, count) in rows {
        // `{:<17}` counts characters, and the labels are composed: one character a letter.
        say!("  {label:<17}{:>7}", grouped_count(count));
    }
}

fn grouped_count(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}
