//! A piece with its version in work, as rows.

use uuid::Uuid;

use super::{
    details::Details,
    model::{CheckKind, WorkflowSettings},
    past::{A_PAGE, PastPage},
    stages::{Review, Stage, Standing},
};
use crate::{accounts::actors::Actor, content::Content, db::Db, error::AppError, on_db, section::model::SectionLink};

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PieceRow {
    pub id: Uuid,
    pub slug: String,
    stage: String,
    pub section_id: Uuid,
    pub revision_id: Uuid,
    pub number: i64,
    pub title: String,
    pub lead: String,
    pub content: String,
    pub schema_version: i64,
    pub author_line: String,
    pub source_name: String,
    pub source_url: String,
    pub cover_id: Option<Uuid>,
    #[sqlx(flatten)]
    pub details: Details,
    pub save_key: String,
    /// Where a correction wants to move the article, and its new address.
    pub wanted_section_id: Option<Uuid>,
    pub wanted_slug: String,
    pub section_slug: String,
    pub section_name: String,
    /// Who asks wrote a version since the one that readers see.
    has_written: i64,
    /// A review is owed of what who asks neither published nor wrote any of.
    owed_by_others: i64,
    pub author_id: Option<Uuid>,
    pub author: String,
    pub assigned_id: Option<Uuid>,
    pub assigned: String,
    pub assigned_name: String,
    pub due_at: Option<i64>,
    pub scheduled_at: Option<i64>,
    pub updated_at: i64,
    pub returned_note: String,
    pub withdrawn_at: Option<i64>,
    pub withdrawn_note: String,
    pub published_revision_id: Option<Uuid>,
    pub published_at: Option<i64>,
    pub review_owed_by: Option<Uuid>,
    pub review_owed_name: String,
}

impl PieceRow {
    pub fn content(&self) -> Result<Content, AppError> {
        Content::read_stored(&self.content, self.schema_version)
    }

    pub fn stage(&self) -> Stage {
        match (self.published_revision_id == Some(self.revision_id), self.withdrawn_at) {
            (true, Some(_)) => Stage::Withdrawn,
            (true, None) => Stage::Published,
            _ => Stage::parse(&self.stage),
        }
    }

    pub fn is_live(&self) -> bool {
        self.published_revision_id.is_some() && self.withdrawn_at.is_none()
    }

    /// One page of as many lines as there are of it, still without them.
    ///
    /// # Errors
    /// `NotFound` for a page that is not there.
    pub fn past_page<T>(&self, page: i64, total: i64) -> Result<PastPage<T>, AppError> {
        let pages = (total + A_PAGE - 1).div_euclid(A_PAGE).max(1);
        if page < 1 || page > pages {
            return Err(AppError::NotFound);
        }
        Ok(PastPage { piece: self.id.to_string(), title: self.title.clone(), number: self.number, page, pages, lines: Vec::new() })
    }

    pub fn standing(&self, actor: &Actor, one_person_mode: bool) -> Standing {
        let me = Some(actor.account);
        Standing {
            stage: self.stage(),
            is_live: self.is_live(),
            is_own: self.author_id == me || self.assigned_id == me,
            is_writer: self.author_id == me || self.has_written > 0,
            review: match (self.review_owed_by, self.owed_by_others > 0 && self.author_id != me) {
                (None, _) => Review::Done,
                (Some(_), false) => Review::OwedOfOwn,
                (Some(_), true) => Review::OwedOfOthers,
            },
            one_person_mode,
        }
    }
}

/// A piece that an account may see: its own ones, and those of the sections that it edits or publishes.
///
/// # Errors
/// `NotFound` for what is not there, is of another site or is not its to see.
pub async fn find_piece(db: &Db, actor: &Actor, id: &str) -> Result<PieceRow, AppError> {
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let row: Option<PieceRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_piece.sql"))
        .bind(actor.site)
        .bind(id)
        .bind(actor.account)
        .fetch_optional(pool)
        .await)?;
    row.ok_or(AppError::NotFound)
}

#[derive(sqlx::FromRow)]
struct SettingsRow {
    one_person_mode: i64,
    blocking_checks: String,
}

pub async fn read_settings(db: &Db, site: Uuid) -> Result<WorkflowSettings, AppError> {
    let row: SettingsRow =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_settings.sql")).bind(site).fetch_one(pool).await)?;
    let blocking = CheckKind::ALL.into_iter().filter(|kind| row.blocking_checks.split(',').any(|name| name == kind.as_str()));
    Ok(WorkflowSettings { one_person_mode: row.one_person_mode != 0, blocking: blocking.collect() })
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SectionRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub parent_id: Option<Uuid>,
}

impl SectionRow {
    pub fn link(self) -> SectionLink {
        SectionLink { slug: self.slug, name: self.name }
    }
}

/// Every section of a site, in the order of the menu.
pub async fn list_sections(db: &Db, site: Uuid) -> Result<Vec<SectionRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_sections.sql")).bind(site).fetch_all(pool).await)?)
}

/// Who writes on a site: id, name, display name.
pub type WriterRow = (Uuid, String, String);

/// The first of those who write on a site, by display name.
pub async fn list_writers(db: &Db, site: Uuid, most: i64) -> Result<Vec<WriterRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_writers.sql")).bind(site).bind(most).fetch_all(pool).await)?)
}

/// One of those who write on a site, by the name he signs in with.
pub async fn find_writer(db: &Db, site: Uuid, name: &str) -> Result<Option<WriterRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/find_writer.sql")).bind(site).bind(name).fetch_optional(pool).await)?)
}
