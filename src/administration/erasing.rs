//! Personal data that must not be kept: the text and files of a version are blanked, its hash stays, and the public history says so.

use std::collections::HashSet;

use uuid::Uuid;

use super::changing::{Change, Fields};
use crate::{
    accounts::actors::Administrator,
    clock::now,
    content::{Content, SCHEMA_VERSION},
    db::{Db, Tx},
    error::AppError,
    in_tx,
    media::storage::{ContentHash, Storage},
    on_db,
};

#[derive(sqlx::FromRow)]
struct VersionRow {
    id: Uuid,
    article_id: Uuid,
    in_use: i64,
}

/// Blanks one version of an article and deletes the files that nothing else shows. Backups made before keep them until they expire.
///
/// # Errors
/// `Invalid` for a version that is not there, that readers see or that is in work: it has to be corrected first; and without a reason.
pub async fn erase(
    db: &Db,
    storage: &Storage,
    by: &Administrator,
    article: &str,
    number: &str,
    reason: &str,
) -> Result<(), AppError> {
    let mut fields = Fields::default();
    let reason = fields.needed("reason", "Lý do xóa", reason, 300);
    let slug = article.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let number: i64 = number.trim().parse().unwrap_or(0);
    let found: Option<VersionRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_version.sql"))
        .bind(by.site)
        .bind(&slug)
        .bind(number)
        .fetch_optional(pool)
        .await)?;
    match &found {
        None => fields.say("article", "Không có bài hoặc phiên bản này".into()),
        Some(row) if row.in_use > 0 => fields.say(
            "number",
            "Người đọc đang thấy phiên bản này, hoặc Ban biên tập đang soạn nó. Hãy đăng bản đính chính trước rồi xóa bản cũ"
                .into(),
        ),
        Some(_) => {}
    }
    fields.judge()?;
    let row = found.ok_or(AppError::NotFound)?;
    let change = Change::new(by, "revision_erased", "article", &slug, format!("phiên bản {number}: {reason}"));
    let (site, id, article, at, empty) = (by.site, row.id, row.article_id, now(), Content::default().to_json());
    let files: Vec<String> = in_tx!(db, tx => {
        sqlx::query(include_str!("sql/blank_version.sql")).bind(id).bind(empty).bind(SCHEMA_VERSION).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/mark_erased.sql")).bind(id).bind(at).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/erase_notes.sql")).bind(article).execute(&mut *tx).await?;
        // What was typed over this version or an earlier one holds the same words.
        sqlx::query(include_str!("sql/erase_working_copies.sql")).bind(article).bind(number).execute(&mut *tx).await?;
        let media: Vec<Uuid> = sqlx::query_scalar(include_str!("sql/list_version_media.sql")).bind(id).fetch_all(&mut *tx).await?;
        sqlx::query(include_str!("sql/delete_version_media.sql")).bind(id).execute(&mut *tx).await?;
        let mut files = Vec::new();
        for file in media {
            let uses: i64 = sqlx::query_scalar(include_str!("sql/count_media_uses.sql"))
                .bind(file)
                .bind(format!("%\"{file}\"%"))
                .fetch_one(&mut *tx)
                .await?;
            if uses == 0 {
                let hashes: Vec<String> =
                    sqlx::query_scalar(include_str!("sql/list_media_files.sql")).bind(file).bind(site).fetch_all(&mut *tx).await?;
                files.extend(hashes);
                sqlx::query(include_str!("sql/delete_renditions.sql")).bind(file).execute(&mut *tx).await?;
                sqlx::query(include_str!("sql/delete_media.sql")).bind(file).bind(site).execute(&mut *tx).await?;
            }
        }
        change.write(&mut Tx::from(&mut *tx)).await?;
        files
    })?;
    // Only once nothing in the database names them; the same bytes may belong to another site.
    let mut gone = HashSet::new();
    for file in files {
        let left: i64 =
            on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_file_uses.sql")).bind(&file).fetch_one(pool).await)?;
        if left == 0
            && let Some(hash) = ContentHash::parse(&file)
        {
            gone.insert(hash);
        }
    }
    storage.remove(gone.into_iter().collect()).await
}
