//! `congdan doctor`: one line a check; fails where there is a problem.

use std::path::PathBuf;

use clap::Args;

use super::{backup::open_existing, progress::Counted};
use crate::{
    config::StoreOptions,
    doctor::{Finding, MediaDepth, Patient, State, checks, without_database},
    search::following,
};

#[derive(Debug, Args)]
pub struct Doctor {
    /// Đọc lại toàn bộ từng tệp (lâu hơn; mặc định chỉ đọc một phần)
    #[arg(long)]
    media: bool,
    /// Dựng lại chỉ mục tìm kiếm từ đầu; cổng đang chạy tự chuyển sang chỉ mục mới
    #[arg(long)]
    reindex: bool,
    #[command(flatten)]
    store: StoreOptions,
}

impl Doctor {
    /// # Errors
    /// Something was found that someone has to look at.
    pub async fn run(self) -> anyhow::Result<()> {
        let db = match open_existing(&self.store).await {
            Ok(db) => db,
            Err(why) => return conclude(show(without_database(&why, &self.backups()).await)),
        };
        if self.reindex {
            let shown = Counted::start("Dựng chỉ mục tìm kiếm");
            following::reindex(&self.store.data, &db, |done, all| shown.show(done, all)).await?;
            shown.end();
            say!("Đã dựng lại chỉ mục tìm kiếm.");
        }
        let patient = Patient {
            storage: self.store.open_media()?,
            media_depth: if self.media { MediaDepth::Whole } else { MediaDepth::Sample },
            data: self.store.data,
            db,
        };
        let mut problems = 0;
        for check in checks(&patient) {
            problems += show(check.await);
        }
        patient.db.close().await;
        conclude(problems)
    }

    /// Where the daily backups are, as `serve` is told.
    fn backups(&self) -> PathBuf {
        let told = std::env::var_os("CONGDAN_BACKUP_TO").filter(|folder| !folder.is_empty());
        told.map_or_else(|| self.store.default_backup_folder(), PathBuf::from)
    }
}

/// A line each; gives how many are problems.
fn show(findings: Vec<Finding>) -> usize {
    for finding in &findings {
        let word = match finding.state {
            State::Good => "tốt   ",
            State::Problem => "có lỗi",
        };
        say!("{word}  {}: {}", finding.subject, finding.says);
    }
    findings.iter().filter(|finding| finding.state == State::Problem).count()
}

fn conclude(problems: usize) -> anyhow::Result<()> {
    anyhow::ensure!(problems == 0, "Có {problems} vấn đề cần xử lý");
    say!("Không thấy vấn đề nào.");
    Ok(())
}
