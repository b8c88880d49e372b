//! What a form of the sheet asks for: a save, a step, or both, one after the other.

use super::{
    acting::{self, With},
    saving::{self, Draft, Saved},
    stages::{Action, Stage},
    store::{self, PieceRow},
};
use crate::{accounts::actors::Writer, db::Db, error::AppError, text::dates, ui::form::Next};

/// The step that a button stands for, with what belongs to it, as typed.
pub struct Step<'a> {
    pub action: &'a str,
    pub note: String,
    pub at: &'a str,
}

impl Step<'_> {
    /// None for saving alone.
    fn parse(self) -> Result<Option<(Action, With)>, AppError> {
        let action = match self.action {
            "" | "save" => return Ok(None),
            name => Action::parse(name).ok_or_else(|| AppError::invalid("", "Không rõ cần làm gì"))?,
        };
        let at = if action == Action::Schedule { parse_time("at", self.at)? } else { None };
        Ok(Some((action, With { note: self.note, at })))
    }
}

/// Saves first, so that nothing typed is lost when the step is refused.
pub async fn save(db: &Db, writer: &Writer, id: &str, base: i64, draft: Draft, step: Step<'_>) -> Result<Next, AppError> {
    let step = step.parse()?;
    let saved = match id {
        "" => begin(db, writer, draft).await?,
        id => {
            let row = store::find_piece(db, writer, id).await?;
            saving::save(db, writer, &row, base, draft).await?
        }
    };
    let to = format!("/bien-tap/tin-bai/{}", saved.id);
    let mut says = match (saved.is_new, &step) {
        (true, _) => format!("Đã lưu phiên bản {}.", saved.number),
        (false, None) => "Không có gì thay đổi từ lần lưu trước.".to_owned(),
        (false, Some(_)) => String::new(),
    };
    if saved.unformatted > 0 {
        says.push_str(&format!(
            " Có {} đoạn đã viết lại không còn chữ đậm, liên kết như trước; phiên bản cũ vẫn ở phần lịch sử.",
            saved.unformatted
        ));
    }
    if let Some((action, with)) = step {
        let row = store::find_piece(db, writer, &saved.id.to_string()).await?;
        if row.number != saved.number {
            return Err(AppError::Conflict);
        }
        let is_done = !saved.is_new && id.is_empty() && (action, row.stage()) == (Action::Submit, Stage::Submitted);
        let done = if is_done { Ok(()) } else { step_on(db, writer, &row, action, with).await };
        match done {
            Ok(()) => says = format!("{says} {}", action.done()).trim().to_owned(),
            // The form of a new piece must not begin it a second time.
            Err(error) if id.is_empty() => says = format!("{says} Nhưng chưa làm được “{}”. {}", action.name(), error.wording()),
            Err(error) => return Err(error),
        }
    }
    Ok(Next::new(to, says))
}

/// Begins a piece. A form that is sent twice begins one.
async fn begin(db: &Db, writer: &Writer, draft: Draft) -> Result<Saved, AppError> {
    if let Some(row) = find_begun(db, writer, &draft.form_key).await? {
        return go_on(db, writer, &row, draft).await;
    }
    match saving::create(db, writer, draft.clone()).await {
        // In the same moment: by the same form, or by another one that took the address.
        Err(AppError::Conflict) => match find_begun(db, writer, &draft.form_key).await? {
            Some(row) => go_on(db, writer, &row, draft).await,
            None => saving::create(db, writer, draft).await,
        },
        made => made,
    }
}

/// With the address that the piece was given, where the form left it open.
async fn go_on(db: &Db, writer: &Writer, row: &PieceRow, mut draft: Draft) -> Result<Saved, AppError> {
    if draft.fields.slug.trim().is_empty() {
        draft.fields.slug = saving::fields_of(row).slug;
    }
    saving::save(db, writer, row, 0, draft).await
}

async fn find_begun(db: &Db, writer: &Writer, key: &str) -> Result<Option<PieceRow>, AppError> {
    match store::find_piece(db, writer, key).await {
        Ok(row) => Ok(Some(row).filter(|row| row.author_id == Some(writer.account))),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Does a step, and says why where not the role but the rule on one's own words stands in its way.
async fn step_on(db: &Db, writer: &Writer, row: &PieceRow, action: Action, with: With) -> Result<(), AppError> {
    let done = acting::act(db, writer, row, action, with).await;
    let by_another = || row.standing(writer, true).next(action, &writer.roles_in(row.section_id)).is_some();
    match (done, action) {
        (Err(AppError::NotAllowed), Action::Approve) if by_another() => {
            Err(AppError::invalid("", "Bạn đã viết vào bài này, nên một biên tập viên khác phải duyệt"))
        }
        (Err(AppError::NotAllowed), Action::Publish | Action::Schedule) if by_another() => {
            Err(AppError::invalid("", "Bạn đã viết vào bài này, nên một người duyệt đăng khác phải đăng"))
        }
        (Err(AppError::NotAllowed), Action::Review) if by_another() => {
            Err(AppError::invalid("", "Bạn đã viết hoặc tự đăng khẩn bản này, nên một người khác phải duyệt lại"))
        }
        (done, _) => done,
    }
}

/// A step with the version that was read.
///
/// # Errors
/// `Conflict` where there is a newer one by now.
pub async fn act(db: &Db, writer: &Writer, id: &str, base: i64, step: Step<'_>) -> Result<Next, AppError> {
    let row = store::find_piece(db, writer, id).await?;
    let (action, with) = step.parse()?.ok_or_else(|| AppError::invalid("", "Không rõ cần làm gì"))?;
    if row.number != base {
        return Err(AppError::Conflict);
    }
    step_on(db, writer, &row, action, with).await?;
    Ok(Next::new(format!("/bien-tap/tin-bai/{}", row.id), action.done()))
}

/// A time as a browser's field gives it, in Vietnam: "2026-11-24T17:00", or a day alone, whose end is meant. Empty: none.
pub fn parse_time(field: &str, text: &str) -> Result<Option<i64>, AppError> {
    match text.trim() {
        "" => Ok(None),
        text => dates::parse_local(text)
            .map(Some)
            .ok_or_else(|| AppError::invalid(field, "Ngày giờ chưa đúng. Viết như 2026-11-24T17:00 (năm-tháng-ngày, giờ:phút)")),
    }
}
