//! Personal data that must not be kept: the text and files of a version are blanked, and the reasons that were given to readers with it. Their
//! hashes stay, and the public history says so.

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
    on_db, on_tx,
};

#[derive(sqlx::FromRow)]
struct VersionRow {
    id: Uuid,
    article_id: Uuid,
    in_use: i64,
    /// How many of its publications have a reason.
    reasons: i64,
}

/// What is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    /// The words, the files, and the reasons given with them.
    Version,
    /// The reasons alone, why it was published, corrected or withdrawn: also of a version that readers see.
    Reasons,
}

impl Erased {
    pub fn parse(text: &str) -> Self {
        if text == "reasons" { Self::Reasons } else { Self::Version }
    }
}

/// Where readers of a withdrawn article were told why.
const REASON_ERASED: &str = "đã xóa để bảo vệ dữ liệu cá nhân";

/// Blanks one version of an article, or what readers were told of why, and deletes the files that nothing else shows. Backups made before keep them until they expire.
///
/// # Errors
/// `Invalid` for a version that is not there, that readers see or that is in work: it has to be corrected first; where there is nothing of
/// the kind; and without a reason.
pub async fn erase(
    db: &Db,
    storage: &Storage,
    by: &Administrator,
    article: &str,
    number: &str,
    what: Erased,
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
        Some(row) if what == Erased::Reasons && row.reasons == 0 => {
            fields.say("number", "Phiên bản này không có lý do đăng, đính chính hay gỡ nào được ghi".into());
        }
        Some(row) if what == Erased::Version && row.in_use > 0 => fields.say(
            "number",
            "Người đọc đang thấy phiên bản này, hoặc Ban biên tập đang soạn nó. Hãy đăng bản đính chính trước rồi xóa bản cũ"
                .into(),
        ),
        Some(_) => {}
    }
    fields.judge()?;
    let row = found.ok_or(AppError::NotFound)?;
    let part = if what == Erased::Reasons { ", chỉ lý do" } else { "" };
    let change = Change::new(by, "revision_erased", "article", &slug, format!("phiên bản {number}{part}: {reason}"));
    if what == Erased::Reasons {
        let (id, article) = (row.id, row.article_id);
        return in_tx!(db, tx => {
            erase_reasons(&mut Tx::from(&mut *tx), article, id).await?;
            change.write(&mut Tx::from(&mut *tx)).await?;
        });
    }
    let (site, id, article, at, empty) = (by.site, row.id, row.article_id, now(), Content::default().to_json());
    let files: Vec<String> = in_tx!(db, tx => {
        sqlx::query(include_str!("sql/blank_version.sql")).bind(id).bind(empty).bind(SCHEMA_VERSION).execute(&mut *tx).await?;
        sqlx::query(include_str!("sql/mark_erased.sql")).bind(id).bind(at).execute(&mut *tx).await?;
        erase_reasons(&mut Tx::from(&mut *tx), article, id).await?;
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

/// What readers were told of why this version was published, corrected or withdrawn: in the history, and where it was withdrawn.
async fn erase_reasons(tx: &mut Tx<'_>, article: Uuid, version: Uuid) -> Result<(), AppError> {
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/erase_reasons.sql")).bind(version).bind(now()).execute(run).await.map(|_| ()))?;
    on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/erase_withdrawn_note.sql"))
        .bind(article)
        .bind(version)
        .bind(REASON_ERASED)
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(())
}
