//! The versions of a piece: two side by side, an earlier one made the newest again, names to find them by.

use uuid::Uuid;

use super::{
    details::{Details, chosen_cover},
    keeping,
    model::PieceFields,
    past::{A_PAGE, Comparison, PastPage, RevisionLine, VersionLine},
    saving::{self, Body, Draft, Saved},
    stages::Action,
    store::PieceRow,
};
use crate::{
    accounts::actors::Writer,
    audit::store::record,
    content::{
        Content,
        comparing::{compare as compare_content, compare_lines},
    },
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db,
};

const LONGEST_NAME: usize = 100;

#[derive(sqlx::FromRow)]
struct RevisionRow {
    number: i64,
    title: String,
    lead: String,
    content: String,
    schema_version: i64,
    author_line: String,
    source_name: String,
    source_url: String,
    slug: String,
    cover_id: Option<Uuid>,
    #[sqlx(flatten)]
    details: Details,
    section_slug: String,
    name: String,
    reason: String,
    created_at: i64,
    by: String,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: Uuid,
    number: i64,
    by: String,
    reason: String,
    name: String,
    created_at: i64,
    is_aside: i64,
}

/// A version as it was written.
struct Version {
    line: VersionLine,
    fields: PieceFields,
    content: Content,
}

/// Versions of a piece, newest first.
pub async fn list(db: &Db, row: &PieceRow, skip: i64, length: i64) -> Result<Vec<RevisionLine>, AppError> {
    let lines: Vec<LineRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_revisions.sql"))
        .bind(row.id)
        .bind(length)
        .bind(skip)
        .fetch_all(pool)
        .await)?;
    let lines = lines.into_iter().map(|line| RevisionLine {
        is_live: row.is_live() && row.published_revision_id == Some(line.id),
        number: line.number,
        by: line.by,
        reason: line.reason,
        name: line.name,
        at: line.created_at,
        is_aside: line.is_aside > 0,
    });
    Ok(lines.collect())
}

/// # Errors
/// `NotFound` for a page that is not there.
pub async fn read_page(db: &Db, row: &PieceRow, page: i64) -> Result<PastPage<RevisionLine>, AppError> {
    let total: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_revisions.sql")).bind(row.id).fetch_one(pool).await)?;
    let mut past = row.past_page(page, total)?;
    past.lines = list(db, row, (page - 1) * A_PAGE, A_PAGE).await?;
    Ok(past)
}

pub async fn compare(db: &Db, writer: &Writer, row: &PieceRow, before: i64, after: i64) -> Result<Comparison, AppError> {
    let (old, new) = (find(db, writer, row, before).await?, find(db, writer, row, after).await?);
    let mut rows: Vec<_> = lines(&old.fields)
        .into_iter()
        .zip(lines(&new.fields))
        .filter(|((_, old), (_, new))| !(old.is_empty() && new.is_empty()))
        .map(|((name, old), (_, new))| compare_lines(name, old, new))
        .collect();
    rows.extend(compare_content(&old.content, &new.content));
    let may_save = row.standing(writer, false).next(Action::Save, &writer.roles_in(row.section_id)).is_some();
    Ok(Comparison {
        piece: row.id.to_string(),
        title: row.title.clone(),
        may_restore: may_save && old.line.number != row.number && before > 0,
        before: old.line,
        after: new.line,
        rows,
        base: row.number,
    })
}

/// Writes what an earlier version says as a new one.
///
/// # Errors
/// As for [`saving::save`], and `NotFound` for a version that is not there.
pub async fn restore(db: &Db, writer: &Writer, row: &PieceRow, base: i64, number: i64) -> Result<Saved, AppError> {
    let version = find_revision(db, row.id, number).await?;
    // A version of before may name what is no longer there, or a time that has come: of that today's stays.
    let PieceFields { section, slug, related, withdraw_at, .. } = saving::fields_of(row);
    let fields = PieceFields { section, slug, related, withdraw_at, ..version.fields };
    let reason = format!("Khôi phục phiên bản {number}");
    let draft = Draft { fields, body: Body::Stored(version.content), reason, restores: Some(number), ..Draft::default() };
    saving::save(db, writer, row, base, draft).await
}

/// # Errors
/// `Invalid` for a name that is too long, `NotFound` for a version that is not there.
pub async fn name(db: &Db, writer: &Writer, row: &PieceRow, number: i64, name: &str) -> Result<(), AppError> {
    let name = crate::text::one_line(name);
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(AppError::invalid("name", format!("Tên phiên bản dài nhất {LONGEST_NAME} ký tự")));
    }
    let id = row.id;
    let entry = saving::entry(writer, "version_named", id, &row.title, format!("phiên bản {number}: {name}"));
    in_tx!(db, tx => {
        let named = sqlx::query(include_str!("sql/name_revision.sql")).bind(id).bind(number).bind(name).execute(&mut *tx).await?;
        if named.rows_affected() != 1 {
            return Err(AppError::NotFound);
        }
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

async fn find(db: &Db, writer: &Writer, row: &PieceRow, number: i64) -> Result<Version, AppError> {
    if number > 0 {
        return find_revision(db, row.id, number).await;
    }
    let kept = keeping::find(db, writer, row.id).await?.ok_or(AppError::NotFound)?;
    Ok(Version {
        line: VersionLine { by: writer.display_name.clone(), at: kept.at, ..VersionLine::default() },
        // What was typed is shown as it is, also where it could not be saved.
        content: Content::read_stored(&kept.content, kept.schema)?,
        fields: kept.fields,
    })
}

async fn find_revision(db: &Db, article: Uuid, number: i64) -> Result<Version, AppError> {
    let row: Option<RevisionRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_revision_by_number.sql"))
        .bind(article)
        .bind(number)
        .fetch_optional(pool)
        .await)?;
    let row = row.ok_or(AppError::NotFound)?;
    let content = Content::read_stored(&row.content, row.schema_version)?;
    let mut fields = PieceFields {
        title: row.title,
        lead: row.lead,
        section: row.section_slug,
        author_line: row.author_line,
        source_name: row.source_name,
        source_url: row.source_url,
        slug: row.slug,
        ..PieceFields::default()
    };
    row.details.write(chosen_cover(row.cover_id, &content), &mut fields);
    Ok(Version {
        line: VersionLine { number: row.number, by: row.by, name: row.name, reason: row.reason, at: row.created_at },
        content,
        fields,
    })
}

fn lines(fields: &PieceFields) -> [(&'static str, &str); 11] {
    [
        ("tiêu đề", &fields.title),
        ("sapo", &fields.lead),
        ("tác giả", &fields.author_line),
        ("nguồn", &fields.source_name),
        ("địa chỉ nguồn", &fields.source_url),
        ("từ khóa", &fields.tags),
        ("điểm chính của ảnh bìa", &fields.focus),
        ("bài liên quan", &fields.related),
        ("tên bài khi chia sẻ", &fields.seo_title),
        ("mô tả khi chia sẻ", &fields.seo_description),
        ("giờ gỡ bài", &fields.withdraw_at),
    ]
}
