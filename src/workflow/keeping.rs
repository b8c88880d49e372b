//! Working copies: what someone has typed and not yet saved, one row an account and piece, written over at each send. History knows
//! nothing of them; only the one who types is asked whether another of his devices has written in between.

use serde::Deserialize;
use uuid::Uuid;

use super::{
    model::{DraftLine, KeptText, KeptView, PieceFields},
    store,
};
use crate::{
    accounts::{actors::Writer, model::Role},
    clock::now,
    content::{Content, LARGEST, SCHEMA_VERSION},
    db::{Db, Tx},
    error::AppError,
    in_tx, on_db, on_tx,
};

/// Of all fields together, in bytes.
const LONGEST_FIELDS: usize = 64 * 1024;

/// What an editor sends of a piece, to keep it or to make a revision of it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Writing {
    /// Whose text it is, by name; empty where the sender does not say.
    #[serde(default)]
    pub account: String,
    /// Its id, also before the piece is there.
    pub piece: Uuid,
    /// The revision that it was written over; 0 for a new piece.
    pub base: i64,
    /// The working copy that it has grown from; 0 for none.
    pub version: i64,
    /// The editor's schema version.
    pub schema: i64,
    pub fields: PieceFields,
    pub content: String,
    /// Of this send and of earlier ones whose answer did not arrive, the newest last.
    pub keys: Vec<String>,
}

/// Why a working copy was not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    Error(AppError),
    /// Another tab or device of the same person has written this version meanwhile.
    Moved(i64),
    /// The editor is newer than this server.
    Newer,
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self::Error(error)
    }
}

#[derive(sqlx::FromRow)]
struct CopyRow {
    version: i64,
    base: i64,
    fields: String,
    content: String,
    schema_version: i64,
    key: String,
}

#[derive(sqlx::FromRow)]
struct LineRow {
    piece_id: Uuid,
    version: i64,
    fields: String,
    pieces: i64,
    seen: i64,
}

impl Writing {
    fn key(&self) -> &str {
        self.keys.last().map_or("", String::as_str)
    }

    /// Whether one of the sends that this one stands for made what is there.
    pub fn made(&self, key: &str) -> bool {
        !key.is_empty() && self.keys.iter().any(|own| own == key)
    }

    /// # Errors
    /// `Newer` for the text of an editor that knows more than this program; `Invalid` for what is too large to be kept.
    pub fn judge(&self) -> Result<(), Refused> {
        if self.schema > SCHEMA_VERSION {
            return Err(Refused::Newer);
        }
        if self.content.len() > LARGEST {
            return Err(AppError::invalid("text", "Nội dung dài hơn 1 MiB: hãy chia thành nhiều bài").into());
        }
        if serde_json::from_str::<serde::de::IgnoredAny>(&self.content).is_err() {
            return Err(AppError::invalid("text", "Nội dung gửi lên không đọc được. Hãy tải lại trang").into());
        }
        if self.keys.len() > 50 || self.keys.iter().any(|key| key.len() > 64) {
            return Err(AppError::invalid("", "Yêu cầu chưa đúng. Hãy tải lại trang").into());
        }
        Ok(())
    }
}

/// Puts what was sent in place of the working copy before, and gives its version: the time by which it is durable, in UTC microseconds.
/// For whoever may see the piece, whatever stage it is in by now: what was typed is kept first and judged when it is saved.
///
/// # Errors
/// See [`Refused`]; `NotFound` for another's piece.
pub async fn keep(db: &Db, writer: &Writer, writing: Writing) -> Result<i64, Refused> {
    writing.judge()?;
    let fields = serde_json::to_string(&writing.fields).map_err(|_| AppError::Unavailable)?;
    if fields.len() > LONGEST_FIELDS {
        return Err(AppError::invalid("title", "Tiêu đề và các ô khác quá dài").into());
    }
    require_own(db, writer, writing.piece).await?;
    let (account, site) = (writer.account, writer.site);
    let kept = in_tx!(db, tx => {
        let before: Option<(i64, String)> = sqlx::query_as(include_str!("sql/find_working_copy_version.sql"))
            .bind(account)
            .bind(writing.piece)
            .fetch_optional(&mut *tx)
            .await?;
        let (version, key) = before.unwrap_or_default();
        let is_grown = version == 0 || version == writing.version || writing.made(&key);
        let next = now().max(version + 1);
        if is_grown {
            let put = sqlx::query(include_str!("sql/put_working_copy.sql"))
                .bind(account)
                .bind(writing.piece)
                .bind(site)
                .bind(next)
                .bind(writing.base)
                .bind(&fields)
                .bind(&writing.content)
                .bind(writing.schema)
                .bind(writing.key())
                .bind(version)
                .execute(&mut *tx)
                .await?;
            // Another send of the same person came between: its answer, or a look at it, comes first.
            if put.rows_affected() == 1 { Ok(next) } else { return Err(AppError::Unavailable) }
        } else {
            Err(version)
        }
    })?;
    kept.map_err(Refused::Moved)
}

/// What someone has typed of a piece and not saved.
pub async fn find(db: &Db, writer: &Writer, piece: Uuid) -> Result<Option<KeptView>, AppError> {
    let row: Option<CopyRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_working_copy.sql"))
        .bind(writer.account)
        .bind(piece)
        .bind(writer.site)
        .fetch_optional(pool)
        .await)?;
    Ok(row.map(|row| KeptView {
        version: row.version,
        base: row.base,
        schema: row.schema_version,
        fields: read_fields(&row.fields),
        content: row.content,
        key: row.key,
        at: row.version,
    }))
}

/// The same to be read and copied, whoever may write the piece by now.
///
/// # Errors
/// `NotFound` where nothing is kept.
pub async fn read_text(db: &Db, writer: &Writer, piece: &str) -> Result<KeptText, AppError> {
    let id = Uuid::parse_str(piece).map_err(|_| AppError::NotFound)?;
    let kept = find(db, writer, id).await?.ok_or(AppError::NotFound)?;
    let text = match Content::read_stored(&kept.content, kept.schema) {
        Ok(content) => content.to_plain(),
        // Better to be read with its signs than not at all.
        Err(_) => kept.content,
    };
    Ok(KeptText { piece: id.to_string(), at: kept.at, fields: PieceFields { text, ..kept.fields } })
}

/// All unsaved work of one person on one site, the newest first.
pub async fn list(db: &Db, writer: &Writer) -> Result<Vec<DraftLine>, AppError> {
    let rows: Vec<LineRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_working_copies.sql"))
        .bind(writer.site)
        .bind(writer.account)
        .fetch_all(pool)
        .await)?;
    let line = |row: LineRow| DraftLine {
        piece: row.piece_id.to_string(),
        title: read_fields(&row.fields).title,
        at: row.version,
        is_new: row.pieces == 0,
        is_closed: row.pieces > 0 && row.seen == 0,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Gives a working copy up for good.
pub async fn discard(db: &Db, writer: &Writer, piece: Uuid) -> Result<(), AppError> {
    let (account, site) = (writer.account, writer.site);
    in_tx!(db, tx => {
        sqlx::query(include_str!("sql/delete_working_copy.sql")).bind(account).bind(piece).bind(site).execute(&mut *tx).await?;
    })
}

/// Part of saving: the copy that became a revision goes. One that another device has written meanwhile stays.
pub(super) async fn settle(tx: &mut Tx<'_>, writer: (Uuid, Uuid), writing: &Writing) -> Result<(), AppError> {
    let (account, site) = writer;
    let found: Option<(i64, String)> = on_tx!(&mut *tx, run => sqlx::query_as(include_str!("sql/find_working_copy_version.sql"))
        .bind(account)
        .bind(writing.piece)
        .fetch_optional(run)
        .await)?;
    if found.is_some_and(|(version, key)| version == writing.version || writing.made(&key)) {
        on_tx!(&mut *tx, run => sqlx::query(include_str!("sql/delete_working_copy.sql"))
            .bind(account)
            .bind(writing.piece)
            .bind(site)
            .execute(run)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// A piece that one may see, or an id that is nobody's yet, or what one has begun to type while one might: that is kept on.
async fn require_own(db: &Db, writer: &Writer, piece: Uuid) -> Result<(), AppError> {
    match store::find_piece(db, writer, &piece.to_string()).await {
        Err(AppError::NotFound) => {}
        found => return found.map(|_| ()),
    }
    if is_taken(db, piece).await? {
        return find(db, writer, piece).await?.map(|_| ()).ok_or(AppError::NotFound);
    }
    if writer.holds(Role::Author) || writer.holds(Role::Editor) { Ok(()) } else { Err(AppError::NotAllowed) }
}

/// Whether there is a piece with this id, on whichever site.
pub(super) async fn is_taken(db: &Db, piece: Uuid) -> Result<bool, AppError> {
    let pieces: i64 =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_pieces_by_id.sql")).bind(piece).fetch_one(pool).await)?;
    Ok(pieces > 0)
}

fn read_fields(json: &str) -> PieceFields {
    serde_json::from_str(json).unwrap_or_default()
}
