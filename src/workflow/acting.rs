//! The steps of a piece through the two gates: one function for all, judged by the table, written together with its entry in the log.

use uuid::Uuid;

use super::{
    checks::list_checks,
    links::list_dead_links,
    model::LONGEST_NOTE,
    saving::{entry, fields_of, taken},
    stages::{Action, Stage},
    store::{self, PieceRow},
};
use crate::{
    accounts::actors::Writer,
    article::{
        model::PublicationKind,
        publishing::{self, Publication},
    },
    audit::store::{Entry, record},
    clock::now,
    db::{Db, Tx},
    error::{AppError, Problem},
    in_tx, on_tx, text,
};

/// What the log says of a reason that readers are told.
const GIVEN_TO_READERS: &str = "lý do ghi ở lịch sử đăng";
/// How far ahead a piece may be scheduled.
const LONGEST_WAIT: i64 = 366 * 86_400 * 1_000_000;

/// What is wanted of a piece besides the action itself.
#[derive(Debug, Clone, Default)]
pub struct With {
    /// Why it is returned, withdrawn or corrected.
    pub note: String,
    /// When it is to be published, in UTC microseconds.
    pub at: Option<i64>,
}

/// Does a step. The piece must be as it was read: anything a colleague did in between is a conflict.
///
/// # Errors
/// `NotAllowed` where the table or the rule on one's own pieces says no, `Invalid` for a missing reason or time and for checks that
/// block, `Conflict` where a colleague was faster.
pub async fn act(db: &Db, writer: &Writer, row: &PieceRow, action: Action, with: With) -> Result<(), AppError> {
    let settings = store::read_settings(db, writer.site).await?;
    let standing = row.standing(writer, settings.one_person_mode);
    let Some(stage) = standing.next(action, &writer.roles_in(row.section_id)) else { return Err(AppError::NotAllowed) };
    let with = check(action, with)?;
    let publishes = matches!(action, Action::Publish | Action::PublishUrgently | Action::Schedule);
    if publishes && row.details.withdraw_at.is_some_and(|end| end <= with.at.unwrap_or_else(now)) {
        let says = "Giờ gỡ bài đến trước giờ đăng. Hãy đổi giờ gỡ bài, hoặc bỏ trống, rồi lưu lại";
        return Err(AppError::invalid("withdraw_at", says));
    }
    if publishes && !settings.blocking.is_empty() {
        let content = row.content()?;
        let dead = list_dead_links(db, writer.site, &content).await?;
        let blocking =
            list_checks(&fields_of(row), &content, &dead, &settings.blocking).into_iter().filter(|check| check.is_blocking);
        let problems: Vec<Problem> = blocking.map(|check| Problem::new("", check.says)).collect();
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
    }
    let entry = entry(writer, action.audited(), row.id, &row.title, detail(action, &with));
    match action {
        Action::Publish | Action::PublishUrgently => {
            let owed_by = (action == Action::PublishUrgently && !settings.one_person_mode).then_some(writer.account);
            publish(db, Going::of(row, writer.site, Some(writer.account), with.note, owed_by), entry).await
        }
        Action::Withdraw => withdraw(db, writer, row, stage, with.note, entry).await,
        Action::Review => settle_review(db, row, (!settings.one_person_mode).then_some(writer.account), entry).await,
        _ => move_to(db, row, stage, with, entry).await,
    }
}

fn check(action: Action, with: With) -> Result<With, AppError> {
    let note = text::nfc(with.note.trim());
    if note.chars().count() > LONGEST_NOTE {
        return Err(AppError::invalid("note", format!("Lý do dài quá {LONGEST_NOTE} ký tự")));
    }
    match action {
        Action::Return if note.is_empty() => Err(AppError::invalid("note", "Hãy ghi lý do trả lại, để người viết biết cần sửa gì")),
        Action::Withdraw if note.is_empty() => Err(AppError::invalid("note", "Hãy ghi lý do gỡ bài: người đọc sẽ thấy lý do này")),
        Action::Schedule => {
            let at = with.at.ok_or_else(|| AppError::invalid("at", "Hãy chọn ngày và giờ đăng"))?;
            if at <= now() {
                return Err(AppError::invalid("at", "Giờ đăng đã qua. Hãy chọn một giờ sau bây giờ, hoặc đăng ngay"));
            }
            if at - now() > LONGEST_WAIT {
                return Err(AppError::invalid("at", "Chỉ hẹn được trong vòng một năm"));
            }
            Ok(With { note, at: Some(at) })
        }
        _ => Ok(With { note, at: None }),
    }
}

fn detail(action: Action, with: &With) -> String {
    match (action, with.at) {
        (Action::Schedule, Some(at)) => format!("đăng lúc {}", text::dates::date_time(at)),
        // It stands with the publication, where it can be erased; the log keeps its words for ever.
        (Action::Publish | Action::PublishUrgently | Action::Withdraw, _) if !with.note.is_empty() => GIVEN_TO_READERS.into(),
        _ => with.note.chars().take(500).collect(),
    }
}

async fn move_to(db: &Db, row: &PieceRow, stage: Stage, with: With, entry: Entry) -> Result<(), AppError> {
    let (id, revision, from, published) = (row.id, row.revision_id, row.stage(), row.published_revision_id);
    let note = if stage == Stage::Draft { with.note } else { String::new() };
    in_tx!(db, tx => {
        let moved = sqlx::query(include_str!("sql/set_stage.sql"))
            .bind(id)
            .bind(revision)
            .bind(from.as_str())
            .bind(published)
            .bind(stage.as_str())
            .bind(note)
            .bind(with.at)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        require_one(moved.rows_affected())?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// A version on its way to the readers.
#[derive(Debug, Clone)]
pub struct Going {
    site: Uuid,
    article: Uuid,
    revision: Uuid,
    from: &'static str,
    section: Option<Uuid>,
    slug: String,
    old_slug: String,
    kind: PublicationKind,
    account: Option<Uuid>,
    note: String,
    owed_by: Option<Uuid>,
}

impl Going {
    pub fn of(row: &PieceRow, site: Uuid, account: Option<Uuid>, note: String, owed_by: Option<Uuid>) -> Self {
        Self {
            site,
            article: row.id,
            revision: row.revision_id,
            from: row.stage().as_str(),
            section: row.wanted_section_id,
            slug: if row.wanted_slug.is_empty() { row.slug.clone() } else { row.wanted_slug.clone() },
            old_slug: row.slug.clone(),
            kind: if row.published_revision_id.is_some() { PublicationKind::Corrected } else { PublicationKind::Published },
            account,
            note,
            owed_by,
        }
    }

    /// The address it will have.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Whether another article has taken the address since the version was saved.
    pub async fn is_taken(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        let others: i64 = on_tx!(tx, run => sqlx::query_scalar(include_str!("sql/count_slug_of_others.sql"))
            .bind(self.site)
            .bind(&self.slug)
            .bind(self.article)
            .fetch_one(run)
            .await)?;
        Ok(others > 0)
    }

    /// Stays where it is.
    pub fn keep_slug(&mut self) {
        self.slug.clone_from(&self.old_slug);
    }
}

/// Makes a version the one that readers see: article, chain of publications, redirect of an old address, log of changes, all or nothing.
///
/// # Errors
/// `Invalid` where another article has taken its new address, `Conflict` where a colleague was faster.
pub async fn publish(db: &Db, going: Going, entry: Entry) -> Result<(), AppError> {
    in_tx!(db, tx => {
        let at = now();
        if going.is_taken(&mut Tx::from(&mut *tx)).await? {
            return Err(taken());
        }
        if let Some(owed_by) = going.owed_by {
            sqlx::query(include_str!("sql/owe_review.sql"))
                .bind(going.article)
                .bind(going.revision)
                .bind(owed_by)
                .bind(at)
                .execute(&mut *tx)
                .await?;
        }
        let published = sqlx::query(include_str!("sql/publish.sql"))
            .bind(going.article)
            .bind(going.revision)
            .bind(going.from)
            .bind(at)
            .bind(going.section)
            .bind(&going.slug)
            .bind(going.owed_by)
            .execute(&mut *tx)
            .await?;
        require_one(published.rows_affected())?;
        finish(&mut Tx::from(&mut *tx), going, entry, at).await?;
    })
}

/// What follows once the article's row says that it is published.
pub async fn finish(tx: &mut Tx<'_>, going: Going, entry: Entry, at: i64) -> Result<(), AppError> {
    if going.slug != going.old_slug {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_redirect.sql"))
            .bind(going.site)
            .bind(&going.old_slug)
            .bind(going.article)
            .execute(run)
            .await
            .map(|_| ()))?;
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_redirect.sql"))
            .bind(going.site)
            .bind(&going.slug)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    let publication = Publication {
        site: going.site,
        article: going.article,
        revision: going.revision,
        kind: going.kind,
        at,
        account: going.account,
        note: going.note,
    };
    publishing::record(tx, publication).await?;
    record(tx, entry).await?;
    log_change(tx, going.site, going.article, at).await
}

async fn withdraw(db: &Db, writer: &Writer, row: &PieceRow, stage: Stage, note: String, entry: Entry) -> Result<(), AppError> {
    let (id, site, account, revision, from) = (row.id, writer.site, writer.account, row.published_revision_id, row.stage());
    let revision = revision.ok_or(AppError::NotAllowed)?;
    in_tx!(db, tx => {
        let at = now();
        let withdrawn = sqlx::query(include_str!("sql/withdraw.sql"))
            .bind(id)
            .bind(revision)
            .bind(from.as_str())
            .bind(stage.as_str())
            .bind(at)
            .bind(&note)
            .execute(&mut *tx)
            .await?;
        require_one(withdrawn.rows_affected())?;
        let publication = Publication { site, article: id, revision, kind: PublicationKind::Withdrawn, at, account: Some(account), note };
        publishing::record(&mut Tx::from(&mut *tx), publication).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
        log_change(&mut Tx::from(&mut *tx), site, id, at).await?;
    })
}

/// `by`: who had no hand in what he settles; None settles all that is owed.
async fn settle_review(db: &Db, row: &PieceRow, by: Option<Uuid>, entry: Entry) -> Result<(), AppError> {
    let (id, reviewed) = (row.id, row.published_revision_id);
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/settle_review.sql")).bind(id).bind(by).execute(&mut *tx).await?;
        let named =
            sqlx::query(include_str!("sql/name_who_owes.sql")).bind(id).bind(reviewed).bind(now()).execute(&mut *tx).await?;
        require_one(named.rows_affected())?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// Part of what readers can see: caches, search and feeds follow.
pub async fn log_change(tx: &mut Tx<'_>, site: Uuid, article: Uuid, at: i64) -> Result<(), AppError> {
    on_tx!(tx, run => sqlx::query(include_str!("../db/sql/log_change.sql"))
        .bind(site)
        .bind("article")
        .bind(article)
        .bind(at)
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// A colleague was faster: nothing is written.
pub fn require_one(rows: u64) -> Result<(), AppError> {
    if rows == 1 { Ok(()) } else { Err(AppError::Conflict) }
}
