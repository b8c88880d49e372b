//! How far a backup, a restore or a move has come.

/// What is being done, in the order it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    WritingRows,
    WritingMedia,
    Checking,
    LoadingMedia,
    LoadingRows,
    Comparing,
}

impl Stage {
    pub fn wording(self) -> &'static str {
        match self {
            Self::WritingRows => "Ghi dữ liệu",
            Self::WritingMedia => "Ghi tệp",
            Self::Checking => "Kiểm tra",
            Self::LoadingMedia => "Nạp tệp",
            Self::LoadingRows => "Nạp dữ liệu",
            Self::Comparing => "Đối chiếu",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    pub total: u64,
}

/// Whoever wants to know.
pub type Report<'a> = &'a (dyn Fn(Progress) + Send + Sync);

/// For those who do not.
pub fn silent(_: Progress) {}
