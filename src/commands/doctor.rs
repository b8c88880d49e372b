//! `congdan doctor`: one line a check; fails where there is a problem.

use clap::Args;

use super::{backup::open_existing, progress::Counted};
use crate::{
    config::StoreOptions,
    doctor::{MediaDepth, Patient, State, checks},
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
    pub async fn run(self) -> anyhow::Result<()> {
        let db = open_existing(&self.store).await?;
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
            for finding in check.await {
                let word = match finding.state {
                    State::Good => "tốt   ",
                    State::Problem => "có lỗi",
                };
                say!("{word}  {}: {}", finding.subject, finding.says);
                problems += usize::from(finding.state == State::Problem);
            }
        }
        patient.db.close().await;
        anyhow::ensure!(problems == 0, "Có {problems} vấn đề cần xử lý");
        say!("Không thấy vấn đề nào.");
        Ok(())
    }
}
