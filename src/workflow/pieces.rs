//! One piece with all that its sheet shows: text, steps that are open, checks, notes, history.

use uuid::Uuid;

use super::{
    checks::list_checks,
    dropping::may_drop,
    keeping,
    links::list_dead_links,
    model::{MOST_LISTED, NewPiece, NoteView, PieceFields, PieceView, RevisionLine},
    notes::{list_notes, may_assign},
    saving::fields_of,
    store::{self, PieceRow},
};
use crate::{
    accounts::actors::Writer, article::tags, content::Content, db::Db, error::AppError, media, on_db, section::model::SectionLink,
};

const KNOWN_TAGS: usize = 200;

#[derive(sqlx::FromRow)]
struct RevisionRow {
    id: Uuid,
    number: i64,
    by: String,
    reason: String,
    name: String,
    created_at: i64,
}

/// The sheet of a piece, for someone who may see it.
pub async fn read_piece(db: &Db, writer: &Writer, row: PieceRow) -> Result<PieceView, AppError> {
    let settings = store::read_settings(db, writer.site).await?;
    let content = row.content()?;
    let in_text = content.media_ids();
    let shown: Vec<String> = in_text.iter().cloned().chain(row.cover_id.map(|id| id.to_string())).collect();
    let media = media::store::list_views(db, writer.site, &shown).await?;
    let dead = list_dead_links(db, writer.site, &content).await?;
    let revisions: Vec<RevisionRow> =
        on_db!(db, pool => sqlx::query_as(include_str!("sql/list_revisions.sql")).bind(row.id).fetch_all(pool).await)?;
    let names = content.list_block_names();
    let notes = list_notes(db, row.id).await?.into_iter().map(|note| NoteView {
        id: note.id.to_string(),
        block: note.place(&names),
        by: note.by,
        quoted: note.quoted,
        text: note.text,
        at: note.created_at,
        is_settled: note.settled_at.is_some(),
    });
    let may_drop = may_drop(db, writer, &row).await?;
    let may_assign = may_assign(writer, &row);
    let people = if may_assign { store::list_writers(db, writer.site, MOST_LISTED + 1).await? } else { Vec::new() };
    let fields = PieceFields { text: content.to_plain(), ..fields_of(&row) };
    Ok(PieceView {
        id: row.id.to_string(),
        stage: row.stage(),
        live_href: row.is_live().then(|| format!("/bai-viet/{}", row.slug)),
        number: row.number,
        save_key: row.save_key.clone(),
        kept: keeping::find(db, writer, row.id).await?,
        checks: list_checks(&fields, &content, &dead, &settings.blocking),
        actions: row.standing(writer, settings.one_person_mode).actions(&writer.roles_in(row.section_id)),
        history: revisions
            .into_iter()
            .map(|revision| RevisionLine {
                is_live: row.is_live() && row.published_revision_id == Some(revision.id),
                number: revision.number,
                by: revision.by,
                reason: revision.reason,
                name: revision.name,
                at: revision.created_at,
            })
            .collect(),
        fields,
        content,
        media,
        section_name: row.section_name,
        author: row.author,
        assigned: row.assigned,
        assigned_name: row.assigned_name,
        due_at: row.due_at,
        scheduled_at: row.scheduled_at,
        updated_at: row.updated_at,
        published_at: row.published_at,
        withdrawn_at: row.withdrawn_at,
        returned_note: row.returned_note,
        withdrawn_note: row.withdrawn_note,
        review_owed_by: row.review_owed_by.map(|_| row.review_owed_name),
        may_assign,
        may_note: true,
        may_drop,
        notes: notes.collect(),
        sections: list_writable_sections(db, writer).await?,
        known_tags: list_known_tags(db, writer).await?,
        people: people.into_iter().map(|(_, name, display_name)| (name, display_name)).collect(),
    })
}

/// What a new piece begins with; what was typed of it before, where its id is known.
pub async fn begin_piece(db: &Db, writer: &Writer, id: &str) -> Result<NewPiece, AppError> {
    let sections = list_writable_sections(db, writer).await?;
    if sections.is_empty() {
        return Err(AppError::NotAllowed);
    }
    let kept = match Uuid::parse_str(id) {
        Ok(id) => keeping::find(db, writer, id).await?,
        Err(_) => None,
    };
    let known_tags = list_known_tags(db, writer).await?;
    Ok(NewPiece { sections, known_tags, content: Content::default(), kept, media: Vec::new() })
}

/// Proposed to whoever writes.
async fn list_known_tags(db: &Db, writer: &Writer) -> Result<Vec<String>, AppError> {
    let mut tags = tags::list(db, writer.site).await?;
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.articles));
    Ok(tags.into_iter().take(KNOWN_TAGS).map(|tag| tag.name).collect())
}

/// The sections that someone may write in.
pub async fn list_writable_sections(db: &Db, writer: &Writer) -> Result<Vec<SectionLink>, AppError> {
    use crate::accounts::model::Role::{Author, Editor};
    let sections = store::list_sections(db, writer.site).await?.into_iter();
    let open = sections.filter(|section| writer.holds_in(Author, section.id) || writer.holds_in(Editor, section.id));
    Ok(open.map(store::SectionRow::link).collect())
}
