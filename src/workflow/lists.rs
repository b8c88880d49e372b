//! Lists of work: what waits, by stage, for those whose sections it is.

use uuid::Uuid;

use super::{
    model::{PAGE_LENGTH, PieceLine, Tab, WorkList},
    presence::{self, Present},
    stages::Stage,
};
use crate::{
    accounts::{actors::Writer, model::Role},
    db::Db,
    error::AppError,
    on_db,
};

#[derive(sqlx::FromRow)]
pub struct LineRow {
    id: Uuid,
    title: String,
    section: String,
    author: String,
    assigned: String,
    stage: String,
    published_revision_id: Option<Uuid>,
    work_revision_id: Uuid,
    returned_note: String,
    updated_at: i64,
    due_at: Option<i64>,
    scheduled_at: Option<i64>,
    withdrawn_at: Option<i64>,
}

impl LineRow {
    pub fn line(self, present: &Present, reader: Uuid) -> PieceLine {
        let in_work = self.published_revision_id != Some(self.work_revision_id);
        PieceLine {
            id: self.id.to_string(),
            title: self.title,
            section: self.section,
            author: self.author,
            assigned: self.assigned,
            stage: match (in_work, self.withdrawn_at) {
                (true, _) => Stage::parse(&self.stage),
                (false, Some(_)) => Stage::Withdrawn,
                (false, None) => Stage::Published,
            },
            is_correction: in_work && self.published_revision_id.is_some(),
            is_returned: in_work && !self.returned_note.is_empty(),
            updated_at: self.updated_at,
            due_at: self.due_at,
            scheduled_at: self.scheduled_at,
            writing: presence::others(present, self.id, reader),
        }
    }
}

/// What someone begins with: what waits for him.
pub fn first_tab(writer: &Writer) -> Tab {
    if writer.holds(Role::Publisher) {
        Tab::Approved
    } else if writer.holds(Role::Editor) {
        Tab::Submitted
    } else {
        Tab::Drafts
    }
}

/// One page of a list, newest first, from before a moment: at most five statements.
pub async fn list_work(db: &Db, writer: &Writer, tab: Tab, before: i64) -> Result<WorkList, AppError> {
    let counts = count_waiting(db, writer).await?;
    let rows = list_rows(db, writer, tab, before).await?;
    let last = rows.get(PAGE_LENGTH - 1).filter(|_| rows.len() > PAGE_LENGTH);
    let before = last.map_or(0, |row| if tab == Tab::Withdrawn { row.withdrawn_at.unwrap_or(0) } else { row.updated_at });
    let present = presence::list(db).await?;
    let pieces = rows.into_iter().take(PAGE_LENGTH).map(|row| row.line(&present, writer.account)).collect();
    let drafts = super::keeping::list(db, writer).await?;
    Ok(WorkList { tab, counts, pieces, before, may_write: may_begin(writer), drafts, ..WorkList::default() })
}

/// Who writes new pieces.
pub fn may_begin(writer: &Writer) -> bool {
    writer.holds(Role::Author) || writer.holds(Role::Editor)
}

/// How much waits in each list.
pub async fn count_waiting(db: &Db, writer: &Writer) -> Result<Vec<(Tab, i64)>, AppError> {
    let mut counts = count_in_work(db, writer).await?;
    let owed: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_review_owed.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .fetch_one(pool)
        .await)?;
    counts.push((Tab::ReviewOwed, owed));
    Ok(counts)
}

async fn count_in_work(db: &Db, writer: &Writer) -> Result<Vec<(Tab, i64)>, AppError> {
    let rows: Vec<(String, i64, i64)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/count_in_work.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .fetch_all(pool)
        .await)?;
    let tabs = [
        (Tab::Drafts, Stage::Draft, 0),
        (Tab::Returned, Stage::Draft, 1),
        (Tab::Submitted, Stage::Submitted, 0),
        (Tab::Approved, Stage::Approved, 0),
        (Tab::Scheduled, Stage::Scheduled, 0),
    ];
    let count = |stage: Stage, returned: i64| {
        rows.iter().find(|row| row.0 == stage.as_str() && row.1 == returned).map_or(0, |(_, _, pieces)| *pieces)
    };
    Ok(tabs.into_iter().map(|(tab, stage, returned)| (tab, count(stage, returned))).collect())
}

async fn list_rows(db: &Db, writer: &Writer, tab: Tab, before: i64) -> Result<Vec<LineRow>, AppError> {
    let length = i64::try_from(PAGE_LENGTH + 1).unwrap_or(i64::MAX);
    let statement = match tab {
        Tab::ReviewOwed => include_str!("sql/list_review_owed.sql"),
        Tab::Published => match db {
            Db::Sqlite { .. } => include_str!("sql/list_published.sqlite.sql"),
            Db::Postgres { .. } => include_str!("sql/list_published.postgres.sql"),
        },
        Tab::Withdrawn => include_str!("sql/list_withdrawn.sql"),
        Tab::Drafts => return list_in_work(db, writer, Stage::Draft, 0, before).await,
        Tab::Returned => return list_in_work(db, writer, Stage::Draft, 1, before).await,
        Tab::Submitted => return list_in_work(db, writer, Stage::Submitted, 0, before).await,
        Tab::Approved => return list_in_work(db, writer, Stage::Approved, 0, before).await,
        Tab::Scheduled => return list_in_work(db, writer, Stage::Scheduled, 0, before).await,
    };
    Ok(on_db!(db, pool => sqlx::query_as(statement)
        .bind(writer.site)
        .bind(writer.account)
        .bind(before)
        .bind(length)
        .fetch_all(pool)
        .await)?)
}

async fn list_in_work(db: &Db, writer: &Writer, stage: Stage, returned: i64, before: i64) -> Result<Vec<LineRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_in_work.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .bind(stage.as_str())
        .bind(returned)
        .bind(before)
        .bind(i64::try_from(PAGE_LENGTH + 1).unwrap_or(i64::MAX))
        .fetch_all(pool)
        .await)?)
}
