//! One piece with all that its sheet shows: text, steps that are open, checks, notes, history.

use uuid::Uuid;

use super::{
    checks::list_checks,
    dropping::may_drop,
    keeping,
    links::list_dead_links,
    model::{MOST_LISTED, NewPiece, PieceFields, PieceView},
    notes::{list_notes, may_assign},
    past::{NOTES_BESIDE, VERSIONS_BESIDE},
    saving::fields_of,
    store::{self, PieceRow},
    versions,
};
use crate::{
    accounts::actors::Writer, article::tags, content::Content, db::Db, error::AppError, media, section::model::SectionLink,
};

const KNOWN_TAGS: usize = 200;

/// The sheet of a piece, for someone who may see it.
pub async fn read_piece(db: &Db, writer: &Writer, row: PieceRow) -> Result<PieceView, AppError> {
    let settings = store::read_settings(db, writer.site).await?;
    let content = row.content()?;
    let in_text = content.media_ids();
    let shown: Vec<String> = in_text.iter().cloned().chain(row.cover_id.map(|id| id.to_string())).collect();
    let media = media::store::list_views(db, writer.site, &shown).await?;
    let dead = list_dead_links(db, writer.site, &content).await?;
    let (history, has_older_versions) = first_of(versions::list(db, &row, 0, one_more(VERSIONS_BESIDE)).await?, VERSIONS_BESIDE);
    let (notes, has_more_notes) = first_of(list_notes(db, row.id, 0, one_more(NOTES_BESIDE)).await?, NOTES_BESIDE);
    let names = content.list_block_names();
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
        form_key: Uuid::now_v7().to_string(),
        kept: keeping::find(db, writer, row.id).await?,
        checks: list_checks(&fields, &content, &dead, &settings.blocking),
        actions: row.standing(writer, settings.one_person_mode).actions(&writer.roles_in(row.section_id)),
        history,
        has_older_versions,
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
        notes: notes.into_iter().map(|note| note.view(&names)).collect(),
        has_more_notes,
        sections: list_writable_sections(db, writer).await?,
        known_tags: list_known_tags(db, writer).await?,
        people: people.into_iter().map(|(_, name, display_name)| (name, display_name)).collect(),
    })
}

/// One more is asked for than is shown: it says that there are more.
fn one_more(shown: usize) -> i64 {
    i64::try_from(shown + 1).unwrap_or(i64::MAX)
}

fn first_of<T>(mut all: Vec<T>, shown: usize) -> (Vec<T>, bool) {
    let has_more = all.len() > shown;
    all.truncate(shown);
    (all, has_more)
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
    let form_key = Uuid::now_v7().to_string();
    Ok(NewPiece { sections, known_tags, content: Content::default(), kept, media: Vec::new(), form_key })
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
