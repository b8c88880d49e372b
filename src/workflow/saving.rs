//! A new piece, and a new version of one: an immutable revision each time something has changed.

use uuid::Uuid;

use super::{
    details::chosen_cover,
    keeping::{self, Writing},
    model::PieceFields,
    stages::{Action, Stage},
    store::{PieceRow, SectionRow},
    typing::{Before, Version, check, hash},
};
use crate::{
    accounts::{actors::Writer, model::Role},
    audit::store::{Entry, record},
    clock::now,
    content::{Content, SCHEMA_VERSION},
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

/// How many addresses are tried for a title that is taken.
const SLUGS: usize = 100;
const LONGEST_REASON: usize = 300;
pub const LONGEST_KEY: usize = 64;

/// What is sent of a piece.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub fields: PieceFields,
    pub body: Body,
    /// The colleague's version that the writer was told of and replaces by his own text; a later one he has not seen.
    pub overwrites: Option<i64>,
    /// Why, where it is not plain.
    pub reason: String,
    /// The earlier version that is made the newest again: its words are in the text once more, whoever wrote them.
    pub restores: Option<i64>,
    /// The working copy that is being saved, from the editor.
    pub writing: Option<Writing>,
    /// Of the plain form that it was typed in: what the same form has saved before is no colleague's. That of a new piece is the piece's id.
    pub form_key: String,
}

/// The text of a piece, in one of the ways in which it is written.
#[derive(Debug, Clone)]
pub enum Body {
    /// In the plain form, as `fields.text`. `drops`: pictures and tables whose line was taken out are meant to go.
    Plain { drops: bool },
    /// As the editor writes it.
    Document { json: String, schema: i64 },
    /// As it was saved before.
    Stored(Content),
}

impl Default for Body {
    fn default() -> Self {
        Self::Plain { drops: false }
    }
}

impl Draft {
    /// What the editor sends.
    pub fn of_editor(writing: Writing) -> Self {
        Self {
            fields: writing.fields.clone(),
            body: Body::Document { json: writing.content.clone(), schema: writing.schema },
            writing: Some(writing),
            ..Self::default()
        }
    }

    fn key(&self) -> &str {
        self.writing.as_ref().and_then(|writing| writing.keys.last()).map_or(self.form_key.as_str(), String::as_str)
    }

    /// Whether this, or an earlier send of it, is what stands there.
    fn made(&self, key: &str) -> bool {
        !key.is_empty() && (self.form_key == key || self.writing.as_ref().is_some_and(|writing| writing.made(key)))
    }

    /// The editor, and a plain form, name a new piece before the server knows of it.
    fn new_id(&self) -> Uuid {
        let named = self.writing.as_ref().map(|writing| writing.piece);
        named.or_else(|| Uuid::parse_str(&self.form_key).ok()).unwrap_or_else(Uuid::now_v7)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub id: Uuid,
    pub number: i64,
    pub is_new: bool,
    /// Paragraphs that lost their bold text or links.
    pub unformatted: usize,
}

/// Begins a piece. For authors and editors of its section.
///
/// # Errors
/// `Invalid` for fields that cannot be kept, `NotAllowed` outside of one's sections, `Conflict` where it is there already or another piece
/// has taken its address in between.
pub async fn create(db: &Db, writer: &Writer, draft: Draft) -> Result<Saved, AppError> {
    let (id, writing, made) = (draft.new_id(), draft.writing.clone(), Made::of(&draft));
    let version = check(db, writer, draft, &Before::default()).await?;
    require_may_write(writer, &version.section)?;
    let slug = free_slug(db, writer.site, Uuid::nil(), &version.fields).await?;
    let (at, site, account) = (now(), writer.site, writer.account);
    let entry = entry(writer, "article_created", id, &version.fields.title, String::new());
    let unformatted = version.unformatted;
    in_tx!(db, tx => {
        let created = sqlx::query(include_str!("sql/create_article.sql"))
            .bind(id)
            .bind(site)
            .bind(version.section.id)
            .bind(slug)
            .bind(at)
            .bind(account)
            .execute(&mut *tx)
            .await?;
        if created.rows_affected() != 1 {
            return Err(AppError::Conflict);
        }
        let (revision, _) = write_revision(&mut Tx::from(&mut *tx), id, &version, &made, account, at).await?;
        sqlx::query(include_str!("sql/set_first_work.sql")).bind(id).bind(revision).execute(&mut *tx).await?;
        if let Some(writing) = &writing {
            keeping::settle(&mut Tx::from(&mut *tx), (account, site), writing).await?;
        }
        record(&mut Tx::from(&mut *tx), entry).await?;
    })?;
    Ok(Saved { id, number: 1, is_new: true, unformatted })
}

/// Saves a new version of a piece, over the version that the writer had before him. Nothing changed: nothing is written.
///
/// # Errors
/// `Conflict` where a colleague has saved another version in between, `NotAllowed` where the table of stages says so,
/// `Invalid` for fields that cannot be kept or blocks that would be lost unasked.
pub async fn save(db: &Db, writer: &Writer, row: &PieceRow, base: i64, draft: Draft) -> Result<Saved, AppError> {
    let before = before(row)?;
    let (overwrites, writing, made) = (draft.overwrites, draft.writing.clone(), Made::of(&draft));
    // A form that is sent twice is no conflict with itself, nor a save whose answer did not arrive.
    let is_own = draft.made(&row.save_key);
    let version = check(db, writer, draft, &before).await?;
    if version.hash == hash(&fields_of(row), &before.content) {
        if let Some(writing) = writing {
            let owner = (writer.account, writer.site);
            in_tx!(db, tx => { keeping::settle(&mut Tx::from(&mut *tx), owner, &writing).await?; })?;
        }
        return Ok(Saved { id: row.id, number: row.number, is_new: false, unformatted: 0 });
    }
    let stage = require_may_save(writer, row, &version.section)?;
    if base != row.number && overwrites != Some(row.number) && !is_own {
        return Err(AppError::Conflict);
    }
    let slug = match (row.published_revision_id, version.fields.slug == row.slug) {
        (None, false) => Some(free_slug(db, writer.site, row.id, &version.fields).await?),
        (Some(_), false) if free_slug(db, writer.site, row.id, &version.fields).await? != version.fields.slug => {
            return Err(taken());
        }
        _ => None,
    };
    let (id, at, account, site, before_id) = (row.id, now(), writer.account, writer.site, row.revision_id);
    let is_unpublished = row.published_revision_id.is_none();
    let mut entry = entry(writer, Action::Save.audited(), id, &version.fields.title, String::new());
    let (unformatted, section, from) = (version.unformatted, version.section.id, row.stage());
    let returned = if row.stage() == Stage::Draft { row.returned_note.clone() } else { String::new() };
    let number = in_tx!(db, tx => {
        let (revision, number) = write_revision(&mut Tx::from(&mut *tx), id, &version, &made, account, at).await?;
        entry.detail = format!("phiên bản {number}");
        let moved = sqlx::query(include_str!("sql/set_work.sql"))
            .bind(id)
            .bind(before_id)
            .bind(revision)
            .bind(stage.as_str())
            .bind(at)
            .bind(returned)
            .bind(from.as_str())
            .execute(&mut *tx)
            .await?;
        if moved.rows_affected() != 1 {
            return Err(AppError::Conflict);
        }
        if is_unpublished {
            sqlx::query(include_str!("sql/move_unpublished.sql")).bind(id).bind(section).bind(slug).execute(&mut *tx).await?;
        }
        if let Some(writing) = &writing {
            keeping::settle(&mut Tx::from(&mut *tx), (account, site), writing).await?;
        }
        record(&mut Tx::from(&mut *tx), entry).await?;
        number
    })?;
    Ok(Saved { id, number, is_new: true, unformatted })
}

/// What the version in work says, as it would be typed.
pub fn fields_of(row: &PieceRow) -> PieceFields {
    let slug = if row.wanted_slug.is_empty() { row.slug.clone() } else { row.wanted_slug.clone() };
    let cover = row.content().map_or(row.cover_id, |content| chosen_cover(row.cover_id, &content));
    let mut fields = PieceFields {
        title: row.title.clone(),
        lead: row.lead.clone(),
        section: row.section_slug.clone(),
        text: String::new(),
        author_line: row.author_line.clone(),
        source_name: row.source_name.clone(),
        source_url: row.source_url.clone(),
        slug,
        ..PieceFields::default()
    };
    row.details.write(cover, &mut fields);
    fields
}

pub(super) fn before(row: &PieceRow) -> Result<Before, AppError> {
    Ok(Before { content: row.content()?, details: row.details.clone() })
}

/// By the table of stages, and where the piece is moved, by the section it goes to. Gives the stage that saving leads to.
pub(super) fn require_may_save(writer: &Writer, row: &PieceRow, section: &SectionRow) -> Result<Stage, AppError> {
    let stage = row.standing(writer, false).next(Action::Save, &writer.roles_in(row.section_id)).ok_or(AppError::NotAllowed)?;
    if section.id != row.section_id {
        require_may_write(writer, section)?;
    }
    Ok(stage)
}

fn require_may_write(writer: &Writer, section: &SectionRow) -> Result<(), AppError> {
    if writer.holds_in(Role::Author, section.id) || writer.holds_in(Role::Editor, section.id) {
        return Ok(());
    }
    Err(AppError::invalid("section", "Bạn không có quyền viết ở chuyên mục này"))
}

pub fn taken() -> AppError {
    AppError::invalid("slug", "Địa chỉ này đã có bài khác dùng")
}

/// The slug that was asked for, or the first one after it that no other article has or had.
async fn free_slug(db: &Db, site: Uuid, article: Uuid, fields: &PieceFields) -> Result<String, AppError> {
    let taken: Vec<String> = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_slugs_like.sql"))
        .bind(site)
        .bind(&fields.slug)
        .bind(article)
        .fetch_all(pool)
        .await)?;
    let numbered = (2..SLUGS).map(|number| format!("{}-{number}", fields.slug));
    std::iter::once(fields.slug.clone())
        .chain(numbered)
        .find(|slug| !taken.contains(slug))
        .ok_or_else(|| AppError::invalid("title", "Đã có quá nhiều bài cùng tiêu đề. Hãy đổi tiêu đề"))
}

/// What a revision keeps of how it came about.
pub(super) struct Made {
    reason: String,
    key: String,
    restores: Option<i64>,
    is_aside: bool,
}

impl Made {
    pub fn of(draft: &Draft) -> Self {
        let reason = draft.reason.chars().take(LONGEST_REASON).collect();
        Self { reason, key: draft.key().to_owned(), restores: draft.restores, is_aside: false }
    }

    /// Of a version that is no part of the work.
    pub fn aside(draft: &Draft) -> Self {
        Self { is_aside: true, ..Self::of(draft) }
    }
}

pub(super) async fn write_revision(
    tx: &mut Tx<'_>,
    article: Uuid,
    version: &Version,
    made: &Made,
    account: Uuid,
    at: i64,
) -> Result<(Uuid, i64), AppError> {
    let id = Uuid::now_v7();
    let in_text = version.content.media_ids();
    let mut media: Vec<Uuid> = in_text.iter().filter_map(|id| Uuid::parse_str(id).ok()).chain(version.cover).collect();
    media.sort();
    media.dedup();
    let number: Option<i64> = on_tx!(&mut *tx, run => sqlx::query_scalar(include_str!("sql/create_revision.sql"))
        .bind(id)
        .bind(article)
        .bind(&version.fields.title)
        .bind(&version.fields.lead)
        .bind(version.content.to_json())
        .bind(SCHEMA_VERSION)
        .bind(&version.fields.author_line)
        .bind(&version.fields.source_name)
        .bind(&version.fields.source_url)
        .bind(version.cover)
        .bind(&version.hash)
        .bind(at)
        .bind(account)
        .bind(version.section.id)
        .bind(&version.fields.slug)
        .bind(&made.reason)
        .bind(&made.key)
        .bind(&version.details.tags)
        .bind(&version.details.related)
        .bind(&version.details.seo_title)
        .bind(&version.details.seo_description)
        .bind(&version.details.focus)
        .bind(version.details.withdraw_at)
        .bind(i64::from(made.is_aside))
        .fetch_optional(run)
        .await)?;
    let number = number.ok_or(AppError::Conflict)?;
    if let Some(restored) = made.restores {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/take_up_revision.sql"))
            .bind(article)
            .bind(restored)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    for file in media {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/create_revision_media.sql"))
            .bind(id)
            .bind(file)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok((id, number))
}

pub fn entry(writer: &Writer, action: &'static str, article: Uuid, title: &str, detail: String) -> Entry {
    Entry {
        site: writer.site,
        account: Some(writer.account),
        actor: writer.name.clone(),
        action,
        subject: title.chars().take(200).collect(),
        subject_id: Some(article),
        detail,
    }
}
