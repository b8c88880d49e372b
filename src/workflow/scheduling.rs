//! Publishing and withdrawing at the hour that was set: each piece once, by the database's clock, whichever node is awake.

use uuid::Uuid;

use super::{
    acting::{Going, finish, log_change, require_one},
    stages::Action,
    store::PieceRow,
};
use crate::{
    article::{
        model::PublicationKind,
        publishing::{self, Publication},
    },
    audit::store::{Entry, record},
    db::{self, Db, Tx},
    error::AppError,
    in_tx, on_db,
};

/// Who does what no one does by hand.
const ACTOR: &str = "lịch hẹn";
/// Readers see it where the article was.
const ENDED: &str = "Bài đã hết thời hạn đăng";

#[derive(sqlx::FromRow)]
struct EndedRow {
    site_id: Uuid,
    id: Uuid,
    revision_id: Uuid,
    title: String,
    number: i64,
}

/// Publishes what is due; gives how many. One that a colleague took back or another node published in between is passed over, and one
/// that cannot be published does not hold up what is due after it.
///
/// # Errors
/// The last of those that failed; they stay due.
pub async fn publish_due(db: &Db) -> Result<usize, AppError> {
    let now = db::now(db).await?;
    let due: Vec<(Uuid, Uuid)> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_due.sql")).bind(now).fetch_all(pool).await)?;
    let mut done = Done::default();
    for (site, article) in due {
        done.note(article, publish_one(db, site, article, now).await);
    }
    done.judge()
}

/// What became of a list of pieces.
#[derive(Default)]
struct Done {
    number: usize,
    failed: Option<AppError>,
}

impl Done {
    fn note(&mut self, article: Uuid, outcome: Result<(), AppError>) {
        match outcome {
            Ok(()) => self.number += 1,
            Err(AppError::Conflict | AppError::NotFound) => {}
            Err(error) => {
                tracing::error!(%article, ?error, "what is due cannot be done");
                self.failed = Some(error);
            }
        }
    }

    fn judge(self) -> Result<usize, AppError> {
        self.failed.map_or(Ok(self.number), Err)
    }
}

async fn publish_one(db: &Db, site: Uuid, article: Uuid, now: i64) -> Result<(), AppError> {
    let row: Option<PieceRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/find_due.sql")).bind(article).bind(now).fetch_optional(pool).await)?;
    let row = row.ok_or(AppError::NotFound)?;
    let mut entry = Entry {
        site,
        account: None,
        actor: ACTOR.into(),
        action: Action::Publish.audited(),
        subject: row.title.clone(),
        subject_id: Some(row.id),
        detail: format!("phiên bản {}", row.number),
    };
    let mut going = Going::of(&row, site, None, String::new(), None);
    let (revision, section) = (row.revision_id, row.wanted_section_id);
    in_tx!(db, tx => {
        // The hour matters more than the address: nobody is there who could choose another one.
        if going.is_taken(&mut Tx::from(&mut *tx)).await? {
            entry.detail = format!("{}; giữ địa chỉ cũ vì {} đã có bài khác dùng", entry.detail, going.slug());
            going.keep_slug();
        }
        let done = sqlx::query(include_str!("sql/publish_due.sql"))
            .bind(article)
            .bind(revision)
            .bind(now)
            .bind(section)
            .bind(going.slug())
            .execute(&mut *tx)
            .await?;
        require_one(done.rows_affected())?;
        finish(&mut Tx::from(&mut *tx), going, entry, now).await?;
    })?;
    tracing::info!(article = %article, "published as scheduled");
    Ok(())
}

/// Withdraws what has come to its end; gives how many.
///
/// # Errors
/// As for [`publish_due`].
pub async fn withdraw_ended(db: &Db) -> Result<usize, AppError> {
    let now = db::now(db).await?;
    let ended: Vec<EndedRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_ended.sql")).bind(now).fetch_all(pool).await)?;
    let mut done = Done::default();
    for row in ended {
        done.note(row.id, withdraw_one(db, row, now).await);
    }
    done.judge()
}

async fn withdraw_one(db: &Db, row: EndedRow, at: i64) -> Result<(), AppError> {
    let EndedRow { site_id: site, id: article, revision_id: revision, title, number } = row;
    let entry = Entry {
        site,
        account: None,
        actor: ACTOR.into(),
        action: Action::Withdraw.audited(),
        subject: title,
        subject_id: Some(article),
        detail: format!("phiên bản {number}"),
    };
    let note = ENDED.to_owned();
    in_tx!(db, tx => {
        let done = sqlx::query(include_str!("sql/withdraw_ended.sql"))
            .bind(article)
            .bind(revision)
            .bind(at)
            .bind(&note)
            .execute(&mut *tx)
            .await?;
        require_one(done.rows_affected())?;
        let publication =
            Publication { site, article, revision, kind: PublicationKind::Withdrawn, at, account: None, note };
        publishing::record(&mut Tx::from(&mut *tx), publication).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
        log_change(&mut Tx::from(&mut *tx), site, article, at).await?;
    })?;
    tracing::info!(article = %article, "withdrawn at its end");
    Ok(())
}
