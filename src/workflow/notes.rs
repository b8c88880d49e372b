//! Notes between colleagues, on a block or on the whole piece; who works on it, and by when.

use uuid::Uuid;

use super::{
    model::LONGEST_NOTE,
    past::{A_PAGE, NoteView, PastPage},
    saving::entry,
    store::{self, PieceRow},
};
use crate::{
    accounts::{actors::Writer, model::Role},
    audit::store::record,
    clock::now,
    content::faults::BlockName,
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, text,
};

#[derive(sqlx::FromRow)]
pub struct NoteRow {
    pub id: Uuid,
    pub by: String,
    pub block: Option<i64>,
    pub quoted: String,
    pub text: String,
    pub created_at: i64,
    pub settled_at: Option<i64>,
}

/// Notes of a piece: those that are not settled first, of both the newest first.
pub async fn list_notes(db: &Db, article: Uuid, skip: i64, length: i64) -> Result<Vec<NoteRow>, AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/list_notes.sql"))
        .bind(article)
        .bind(length)
        .bind(skip)
        .fetch_all(pool)
        .await)?)
}

/// # Errors
/// `NotFound` for a page that is not there.
pub async fn read_page(db: &Db, row: &PieceRow, page: i64) -> Result<PastPage<NoteView>, AppError> {
    let total: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_notes.sql")).bind(row.id).fetch_one(pool).await)?;
    let mut past = row.past_page(page, total)?;
    let names = row.content()?.list_block_names();
    let notes = list_notes(db, row.id, (page - 1) * A_PAGE, A_PAGE).await?;
    past.lines = notes.into_iter().map(|note| note.view(&names)).collect();
    Ok(past)
}

/// Writes a note. For all who see the piece.
///
/// # Errors
/// `Invalid` for an empty or too long note, or a block that is not there.
pub async fn add_note(db: &Db, writer: &Writer, row: &PieceRow, block: &str, note: &str) -> Result<(), AppError> {
    let note = text::nfc(note.trim());
    if note.is_empty() || note.chars().count() > LONGEST_NOTE {
        return Err(AppError::invalid("note", format!("Hãy viết ghi chú, không quá {LONGEST_NOTE} ký tự")));
    }
    let (block, quoted) = match block {
        "" => (None, String::new()),
        number => {
            let names = row.content()?.list_block_names();
            let number: usize = number.parse().map_err(|_| AppError::invalid("block", "Không có khối này"))?;
            let name = names.get(number).ok_or_else(|| AppError::invalid("block", "Không có khối này"))?;
            (i64::try_from(number).ok(), name.words.clone())
        }
    };
    let entry = entry(writer, "note_added", row.id, &row.title, String::new());
    let (article, account) = (row.id, writer.account);
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/create_note.sql"))
            .bind(Uuid::now_v7())
            .bind(article)
            .bind(account)
            .bind(block)
            .bind(quoted)
            .bind(note)
            .bind(now())
            .execute(&mut *tx)
            .await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

/// A note is done with. For all who see the piece; a second time changes nothing.
///
/// # Errors
/// `NotFound` for a note of another piece.
pub async fn settle_note(db: &Db, writer: &Writer, row: &PieceRow, note: &str) -> Result<(), AppError> {
    let note = Uuid::parse_str(note).map_err(|_| AppError::NotFound)?;
    let entry = entry(writer, "note_settled", row.id, &row.title, String::new());
    let article = row.id;
    in_tx!(db, tx => {
        let settled = sqlx::query(include_str!("sql/settle_note.sql")).bind(note).bind(article).bind(now()).execute(&mut *tx).await?;
        if settled.rows_affected() != 1 {
            return Err(AppError::NotFound);
        }
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

impl NoteRow {
    /// `names`: of the blocks of today's text.
    pub fn view(self, names: &[BlockName]) -> NoteView {
        NoteView {
            id: self.id.to_string(),
            block: self.place(names),
            by: self.by,
            quoted: self.quoted,
            text: self.text,
            at: self.created_at,
            is_settled: self.settled_at.is_some(),
        }
    }

    /// The block that the note stands on in today's text: the nearest one that begins with the words it was written on, wherever it has
    /// moved to; where none does any more, the one in its place. None for a note on the whole piece.
    pub fn place(&self, names: &[BlockName]) -> Option<usize> {
        let block = usize::try_from(self.block?).ok()?;
        let fits = |place: &usize| names.get(*place).is_some_and(|name| name.words == self.quoted);
        (0..names.len()).filter(fits).min_by_key(|place| place.abs_diff(block)).or(Some(block).filter(|block| *block < names.len()))
    }
}

/// Gives a piece to someone, with a deadline or without. For editors and publishers of its section.
///
/// # Errors
/// `NotAllowed` for authors, `Invalid` for someone who does not write on this site.
pub async fn assign(db: &Db, writer: &Writer, row: &PieceRow, to: &str, due_at: Option<i64>) -> Result<(), AppError> {
    if !may_assign(writer, row) {
        return Err(AppError::NotAllowed);
    }
    let person = match to.trim() {
        "" => None,
        name => {
            let found = store::find_writer(db, writer.site, name).await?;
            Some(found.ok_or_else(|| AppError::invalid("person", "Không có tác giả hoặc biên tập viên nào có tên đăng nhập này"))?)
        }
    };
    let detail = match (&person, due_at) {
        (Some(person), Some(due)) => format!("{}, hạn {}", person.2, text::dates::date_time(due)),
        (Some(person), None) => person.2.clone(),
        (None, _) => "không giao ai".into(),
    };
    let entry = entry(writer, "article_assigned", row.id, &row.title, detail);
    let (article, person) = (row.id, person.map(|person| person.0));
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/assign.sql")).bind(article).bind(person).bind(due_at).execute(&mut *tx).await?;
        record(&mut Tx::from(&mut *tx), entry).await?;
    })
}

pub fn may_assign(writer: &Writer, row: &PieceRow) -> bool {
    writer.holds_in(Role::Editor, row.section_id) || writer.holds_in(Role::Publisher, row.section_id)
}
