//! One article into the database: created, revised or left alone, in one transaction.

use serde::Serialize;
use uuid::Uuid;

use super::{Landing, report::Outcome};
use crate::{
    article::{
        model::PublicationKind,
        publishing::{self, Publication},
    },
    clock::now,
    content::SCHEMA_VERSION,
    db::{Db, Tx},
    error::AppError,
    in_tx,
    media::storage::ContentHash,
    on_db,
    section::model::SectionLink,
};

/// Tells imported revisions from those of the newsroom.
const REASON: &str = "Nhập từ tệp";
/// Another process may write the same article between the look and the write.
const ATTEMPTS: usize = 4;

/// An article as its file says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewArticle {
    pub slug: String,
    pub title: String,
    pub lead: String,
    pub section: SectionLink,
    /// As the file says.
    pub published_at: Option<i64>,
    /// Where it does not. No part of the article's identity: copying files changes it.
    #[serde(skip)]
    pub otherwise_at: i64,
    pub author_line: String,
    pub source_name: String,
    pub source_url: String,
    /// In one line. Files of before tags were read keep their identity.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tags: String,
    pub content: String,
    /// Of the pictures in the content, the first; so what follows adds nothing to the article's identity.
    #[serde(skip)]
    pub cover: Option<Uuid>,
    #[serde(skip)]
    pub media: Vec<Uuid>,
}

/// What the site has under the slug.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Known {
    pub id: Uuid,
    /// When it was published, or of a draft when it was elsewhere.
    pub published_at: Option<i64>,
    pub withdrawn_at: Option<i64>,
    pub last_number: i64,
    pub published_id: Option<Uuid>,
    pub published_number: Option<i64>,
    pub published_hash: Option<String>,
    /// The last revision that came from a file.
    pub imported_id: Option<Uuid>,
    pub imported_number: Option<i64>,
    pub imported_hash: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Leave(Outcome),
    Create,
    Revise,
    /// Imported as a draft before, wanted published now.
    Publish(Uuid),
}

/// What the site has under a slug.
///
/// # Errors
/// `Unavailable` where the database fails.
pub(super) async fn find(db: &Db, site: Uuid, slug: &str) -> Result<Option<Known>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("../sql/import_find_article.sql"))
        .bind(site)
        .bind(slug)
        .bind(REASON)
        .fetch_optional(pool)
        .await)?)
}

/// Brings an article in.
///
/// # Errors
/// `Unavailable` where the database fails, `Conflict` where others keep changing the same article. Nothing is written then.
pub async fn land(db: &Db, site: Uuid, article: NewArticle, landing: Landing) -> Result<Outcome, AppError> {
    let hash = hash(&article)?;
    for _ in 0..ATTEMPTS {
        let known = find(db, site, &article.slug).await?;
        let step = next_step(known.as_ref(), &hash, landing);
        if let Step::Leave(outcome) = step {
            return Ok(outcome);
        }
        match write(db, site, article.clone(), hash.clone(), known, step, landing).await {
            Err(AppError::Conflict) => {}
            Ok(()) => return Ok(if step == Step::Create { Outcome::Created } else { Outcome::Revised }),
            Err(error) => return Err(error),
        }
    }
    Err(AppError::Conflict)
}

/// A file that says what it said at its last import changes nothing, even if the newsroom has corrected the article since.
pub(super) fn next_step(known: Option<&Known>, hash: &str, landing: Landing) -> Step {
    let Some(known) = known else { return Step::Create };
    if known.withdrawn_at.is_some() {
        return Step::Leave(Outcome::Withdrawn);
    }
    if known.published_hash.as_deref() == Some(hash) {
        return Step::Leave(Outcome::Unchanged);
    }
    match (known.imported_id, known.imported_hash.as_deref() == Some(hash)) {
        (Some(imported), true) if landing == Landing::Publish && known.published_number < known.imported_number => {
            Step::Publish(imported)
        }
        (_, true) => Step::Leave(Outcome::Unchanged),
        (_, false) => Step::Revise,
    }
}

/// What tells whether a file says what it said before.
///
/// # Errors
/// None that a reader could cause.
pub(super) fn hash(article: &NewArticle) -> Result<String, AppError> {
    let said = serde_json::to_vec(article).map_err(|error| {
        tracing::error!(%error, "an imported article cannot be written as JSON");
        AppError::Unavailable
    })?;
    Ok(ContentHash::of(&said).as_str().to_owned())
}

async fn write(
    db: &Db,
    site: Uuid,
    article: NewArticle,
    hash: String,
    known: Option<Known>,
    step: Step,
    landing: Landing,
) -> Result<(), AppError> {
    let at = now();
    let id = known.as_ref().map_or_else(Uuid::now_v7, |known| known.id);
    let number = known.as_ref().map_or(0, |known| known.last_number) + 1;
    let published_id = known.as_ref().and_then(|known| known.published_id);
    let corrected_at = published_id.map(|_| at);
    in_tx!(db, tx => {
        let created = sqlx::query(include_str!("../sql/import_create_section.sql"))
            .bind(Uuid::now_v7())
            .bind(site)
            .bind(&article.section.slug)
            .bind(article.section.name)
            .execute(&mut *tx)
            .await?;
        let section: Uuid = sqlx::query_scalar(include_str!("../sql/import_find_section.sql"))
            .bind(site)
            .bind(article.section.slug)
            .fetch_one(&mut *tx)
            .await?;
        if created.rows_affected() > 0 {
            sqlx::query(include_str!("../../db/sql/log_change.sql"))
                .bind(site).bind("section").bind(section).bind(at).execute(&mut *tx).await?;
        }
        if step == Step::Create {
            let created = sqlx::query(include_str!("../sql/import_create_article.sql"))
                .bind(id).bind(site).bind(section).bind(article.slug).bind(at)
                .execute(&mut *tx)
                .await?;
            require_one(created.rows_affected())?;
        }
        let revision = match step {
            Step::Publish(imported) => imported,
            _ => {
                let revision = Uuid::now_v7();
                let created = sqlx::query(include_str!("../sql/import_create_revision.sql"))
                    .bind(revision)
                    .bind(id)
                    .bind(number)
                    .bind(article.title)
                    .bind(article.lead)
                    .bind(article.content)
                    .bind(SCHEMA_VERSION)
                    .bind(article.author_line)
                    .bind(article.source_name)
                    .bind(article.source_url)
                    .bind(article.cover)
                    .bind(REASON)
                    .bind(hash)
                    .bind(at)
                    .bind(published_id)
                    .bind(article.tags)
                    .execute(&mut *tx)
                    .await?;
                require_one(created.rows_affected())?;
                for media in article.media {
                    sqlx::query(include_str!("../sql/import_create_revision_media.sql"))
                        .bind(revision).bind(media).execute(&mut *tx).await?;
                }
                revision
            }
        };
        match landing {
            Landing::Draft => {
                let updated = sqlx::query(include_str!("../sql/import_redraft.sql"))
                    .bind(id).bind(section).bind(revision).bind(at).bind(article.published_at).execute(&mut *tx).await?;
                require_one(updated.rows_affected())?;
            }
            Landing::Publish => {
                let published = sqlx::query(include_str!("../sql/import_publish.sql"))
                    .bind(id)
                    .bind(revision)
                    .bind(section)
                    .bind(article.published_at)
                    .bind(article.otherwise_at)
                    .bind(corrected_at)
                    .bind(published_id)
                    .bind(at)
                    .execute(&mut *tx)
                    .await?;
                require_one(published.rows_affected())?;
                let kind = if published_id.is_some() { PublicationKind::Corrected } else { PublicationKind::Published };
                let publication = Publication { site, article: id, revision, kind, at, account: None, note: String::new() };
                publishing::record(&mut Tx::from(&mut *tx), publication).await?;
                sqlx::query(include_str!("../../db/sql/log_change.sql"))
                    .bind(site).bind("article").bind(id).bind(at).execute(&mut *tx).await?;
            }
        }
    })
}

/// Someone else was faster: everything is rolled back and looked at afresh.
fn require_one(rows: u64) -> Result<(), AppError> {
    if rows == 1 { Ok(()) } else { Err(AppError::Conflict) }
}
