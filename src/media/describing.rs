//! What is kept with a file: description, caption, credit and album.

use uuid::Uuid;

use super::{albums::spelled, items::Description, store};
use crate::{
    accounts::actors::Writer,
    audit::store::{Entry, record},
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
};

/// So many files of an earlier version are folded at a time.
const AT_ONCE: i64 = 500;

/// Changes what is kept with a file of the writer's site, and gives its id.
///
/// # Errors
/// `NotFound` for what the site does not have.
pub async fn describe(db: &Db, writer: &Writer, id: &str, description: Description) -> Result<Uuid, AppError> {
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let Description { alt, caption, credit, album } = description;
    let site = writer.site;
    let album = match album {
        Some(album) => Some(spelled(db, site, &album).await?),
        None => None,
    };
    let by = writer.clone();
    in_tx!(db, tx => {
        let found: Option<(String, String)> =
            sqlx::query_as(include_str!("sql/find_name.sql")).bind(site).bind(id).fetch_optional(&mut *tx).await?;
        let (name, before) = found.ok_or(AppError::NotFound)?;
        let album = album.unwrap_or_else(|| before.clone());
        let detail = moved(&before, &album);
        let folded = store::folded(&name, &alt, &caption, &credit);
        sqlx::query(include_str!("sql/describe.sql"))
            .bind(site)
            .bind(id)
            .bind(alt)
            .bind(caption)
            .bind(credit)
            .bind(folded)
            .bind(album)
            .execute(&mut *tx)
            .await?;
        record(&mut Tx::from(&mut *tx), entry(&by, "media_described", id, &name, detail)).await?;
        id
    })
}

/// What the log says of a file that was filed elsewhere.
fn moved(before: &str, album: &str) -> String {
    match (before, album) {
        (before, album) if before == album => String::new(),
        (before, "") => format!("ra khỏi thư mục {before}"),
        (_, album) => format!("vào thư mục {album}"),
    }
}

pub(super) fn entry(by: &Writer, action: &'static str, id: Uuid, name: &str, detail: String) -> Entry {
    Entry {
        site: by.site,
        account: Some(by.account),
        actor: by.name.clone(),
        action,
        subject: name.chars().take(200).collect(),
        subject_id: Some(id),
        detail,
    }
}

/// Makes the files of an earlier version findable. Gives how many it has folded; fewer than at other times when it has come to the end.
pub async fn fold_some(db: &Db) -> Result<usize, AppError> {
    let rows: Vec<(Uuid, String, String, String, String)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_unfolded.sql"))
        .bind(AT_ONCE)
        .fetch_all(pool)
        .await)?;
    let count = rows.len();
    if count > 0 {
        in_tx!(db, tx => {
            for (id, name, alt, caption, credit) in rows {
                sqlx::query(include_str!("sql/set_folded.sql"))
                    .bind(id)
                    .bind(store::folded(&name, &alt, &caption, &credit))
                    .execute(&mut *tx)
                    .await?;
            }
        })?;
    }
    Ok(count)
}
