//! The one table of the two gates: which action leads where, and for whom. Buttons, server checks and documentation all follow it.

use serde::{Deserialize, Serialize};

use crate::accounts::model::Role;

/// Where a piece stands. The first four are of its version in work; the last two say that nothing is in work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    Draft,
    Submitted,
    Approved,
    Scheduled,
    Published,
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    Save,
    Submit,
    Approve,
    Publish,
    Schedule,
    PublishUrgently,
    /// The second review that an urgent publication owes.
    Review,
    Return,
    Withdraw,
}

/// Where an action leads, or None where the role may not do it at this stage.
pub fn next(stage: Stage, action: Action, role: Role) -> Option<Stage> {
    use Action::{Approve, Publish, PublishUrgently, Return, Review, Save, Schedule, Submit, Withdraw};
    use Role::{Author, Editor, Publisher};
    use Stage::{Approved, Draft, Published, Scheduled, Submitted, Withdrawn};
    match (role, action, stage) {
        (Author | Editor, Save, Draft | Published | Withdrawn) => Some(Draft),
        (Editor, Save, Submitted) => Some(Submitted),
        (Author | Editor, Submit, Draft) => Some(Submitted),
        (Editor, Approve, Submitted) => Some(Approved),
        (Editor, Return, Submitted) | (Publisher, Return, Approved | Scheduled) => Some(Draft),
        (Publisher, Schedule, Approved | Scheduled) => Some(Scheduled),
        (Publisher, Publish, Approved | Scheduled) => Some(Published),
        (Publisher, PublishUrgently, Draft | Submitted) => Some(Published),
        (Editor | Publisher, Review, stage) => Some(stage),
        (Publisher, Withdraw, Published) => Some(Withdrawn),
        // What is withdrawn must not come back by itself.
        (Publisher, Withdraw, Scheduled) => Some(Approved),
        (Publisher, Withdraw, Draft | Submitted | Approved) => Some(stage),
        _ => None,
    }
}

/// What the table does not know of a piece and of who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub stage: Stage,
    /// Readers see a version of it.
    pub is_live: bool,
    /// Who asks is its author, or has it assigned.
    pub is_own: bool,
    /// Who asks is its author, or wrote any version since the one that readers see.
    pub is_writer: bool,
    pub review: Review,
    pub one_person_mode: bool,
}

/// The second review that each urgent publication owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    Done,
    /// Who asks has published or written of all that waits for it.
    OwedOfOwn,
    /// Of some of it others alone have.
    OwedOfOthers,
}

impl Standing {
    /// Where an action leads for someone with these roles: the table, the rule that no one passes his own piece, and what there is to
    /// withdraw or to review.
    pub fn next(self, action: Action, roles: &[Role]) -> Option<Stage> {
        let admits = |role: Role| match action {
            Action::Save | Action::Submit => role != Role::Author || self.is_own,
            Action::Approve | Action::Publish | Action::Schedule => !self.is_writer || self.one_person_mode,
            Action::Withdraw => self.is_live,
            Action::Review => match self.review {
                Review::Done => false,
                Review::OwedOfOwn => self.one_person_mode,
                Review::OwedOfOthers => true,
            },
            Action::Return | Action::PublishUrgently => true,
        };
        roles.iter().filter(|role| admits(**role)).find_map(|role| next(self.stage, action, *role))
    }

    /// The actions that are open, in the order of the buttons.
    pub fn actions(self, roles: &[Role]) -> Vec<Action> {
        Action::ALL.into_iter().filter(|action| self.next(*action, roles).is_some()).collect()
    }
}

impl Stage {
    pub const ALL: [Self; 6] = [Self::Draft, Self::Submitted, Self::Approved, Self::Scheduled, Self::Published, Self::Withdrawn];

    /// As the database keeps it; nothing in work stands there as a draft.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft | Self::Published | Self::Withdrawn => "draft",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
        }
    }

    /// Of a version in work.
    pub fn parse(text: &str) -> Self {
        [Self::Submitted, Self::Approved, Self::Scheduled].into_iter().find(|stage| stage.as_str() == text).unwrap_or(Self::Draft)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Bản nháp",
            Self::Submitted => "Chờ duyệt",
            Self::Approved => "Chờ đăng",
            Self::Scheduled => "Hẹn giờ đăng",
            Self::Published => "Đã đăng",
            Self::Withdrawn => "Đã gỡ",
        }
    }
}

impl Action {
    pub const ALL: [Self; 9] = [
        Self::Save,
        Self::Submit,
        Self::Approve,
        Self::Publish,
        Self::Schedule,
        Self::PublishUrgently,
        Self::Review,
        Self::Return,
        Self::Withdraw,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Submit => "submit",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::Schedule => "schedule",
            Self::PublishUrgently => "urgent",
            Self::Review => "review",
            Self::Return => "return",
            Self::Withdraw => "withdraw",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// What its button says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Save => "Lưu",
            Self::Submit => "Gửi duyệt",
            Self::Approve => "Duyệt",
            Self::Publish => "Đăng",
            Self::Schedule => "Hẹn giờ đăng",
            Self::PublishUrgently => "Đăng khẩn",
            Self::Review => "Đã duyệt lại",
            Self::Return => "Trả lại",
            Self::Withdraw => "Gỡ bài",
        }
    }

    /// As the log names it.
    pub fn audited(self) -> &'static str {
        match self {
            Self::Save => "article_saved",
            Self::Submit => "article_submitted",
            Self::Approve => "article_approved",
            Self::Publish => "article_published",
            Self::Schedule => "article_scheduled",
            Self::PublishUrgently => "article_urgent",
            Self::Review => "article_reviewed",
            Self::Return => "article_returned",
            Self::Withdraw => "article_withdrawn",
        }
    }

    /// What is said when it is done.
    pub fn done(self) -> &'static str {
        match self {
            Self::Save => "Đã lưu.",
            Self::Submit => "Đã gửi duyệt.",
            Self::Approve => "Đã duyệt. Bài chờ người duyệt đăng.",
            Self::Publish => "Đã đăng. Người đọc thấy bài ngay bây giờ.",
            Self::Schedule => "Đã hẹn giờ đăng.",
            Self::PublishUrgently => "Đã đăng khẩn. Bài còn nợ một lượt duyệt lại của người khác.",
            Self::Review => "Đã ghi nhận lượt duyệt lại.",
            Self::Return => "Đã trả lại cho người viết.",
            Self::Withdraw => "Đã gỡ bài. Người đọc mở địa chỉ này sẽ thấy thông báo bài đã gỡ.",
        }
    }
}
