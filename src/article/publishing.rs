//! Every publication of a site, in a chain of hashes: what was published, corrected or withdrawn, with what words and when.

use uuid::Uuid;

use super::{
    model::{HISTORY_A_PAGE, HistoryView, PublicationKind, PublicationView},
    tags,
};
use crate::{
    audit::chain::{self, link_hash},
    db::{Db, Tx},
    error::AppError,
    on_db, on_tx,
};

const CHAIN: &str = "publication";

/// What is written down, as part of the transaction that does it.
#[derive(Debug, Clone)]
pub struct Publication {
    pub site: Uuid,
    pub article: Uuid,
    pub revision: Uuid,
    pub kind: PublicationKind,
    pub at: i64,
    /// None for imports and the schedule.
    pub account: Option<Uuid>,
    /// For the public: why it was corrected or withdrawn.
    pub note: String,
}

#[derive(sqlx::FromRow)]
struct TextRow {
    title: String,
    lead: String,
    content: String,
    author_line: String,
    source_name: String,
    source_url: String,
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    seq: i64,
    article_id: Uuid,
    revision_id: Uuid,
    kind: String,
    at: i64,
    account_id: Option<Uuid>,
    note: String,
    content_hash: String,
    hash: String,
    erased_at: Option<i64>,
    /// Empty for a link whose hash covers the note itself, as all did before.
    note_hash: String,
    note_salt: String,
    note_erased_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct HistoryRow {
    at: i64,
    kind: String,
    note: String,
    title: String,
    hash: String,
    erased_at: Option<i64>,
    note_erased_at: Option<i64>,
}

/// Adds a publication to its site's chain; the article's tags follow.
pub async fn record(tx: &mut Tx<'_>, publication: Publication) -> Result<(), AppError> {
    tags::publish(tx, publication.site, publication.article, publication.revision, publication.kind).await?;
    let text: TextRow = on_tx!(&mut *tx, run => sqlx::query_as(include_str!("sql/find_revision_text.sql"))
        .bind(publication.revision)
        .fetch_one(run)
        .await)?;
    let salt: String = rand::random::<[u8; 16]>().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut row = LinkRow {
        seq: 0,
        article_id: publication.article,
        revision_id: publication.revision,
        kind: publication.kind.as_str().to_owned(),
        at: publication.at,
        account_id: publication.account,
        note_hash: note_hash(&salt, &publication.note),
        note_salt: salt,
        note: publication.note,
        content_hash: text_hash(&text),
        hash: String::new(),
        erased_at: None,
        note_erased_at: None,
    };
    let link = chain::extend(tx, CHAIN, publication.site, &texts(&fields(&row))).await?;
    (row.seq, row.hash) = (link.seq, link.hash);
    on_tx!(tx, run => sqlx::query(include_str!("sql/create_publication.sql"))
        .bind(publication.site)
        .bind(row.seq)
        .bind(row.article_id)
        .bind(row.revision_id)
        .bind(row.kind)
        .bind(row.at)
        .bind(row.account_id)
        .bind(row.note)
        .bind(row.content_hash)
        .bind(row.hash)
        .bind(row.note_hash)
        .bind(row.note_salt)
        .execute(run)
        .await
        .map(|_| ()))?;
    Ok(())
}

fn text_hash(text: &TextRow) -> String {
    link_hash("", 0, &[&text.title, &text.lead, &text.content, &text.author_line, &text.source_name, &text.source_url])
}

/// The salt keeps a short reason from being guessed by its hash once both are gone.
fn note_hash(salt: &str, note: &str) -> String {
    link_hash(salt, 0, &[note])
}

/// What a link's hash covers: the reason by its hash, so that its words can go; in links of before the reason itself.
fn fields(row: &LinkRow) -> Vec<String> {
    let note = if row.note_hash.is_empty() { row.note.clone() } else { String::new() };
    let mut fields = vec![
        row.article_id.to_string(),
        row.revision_id.to_string(),
        row.kind.clone(),
        row.at.to_string(),
        row.account_id.map(|id| id.to_string()).unwrap_or_default(),
        note,
        row.content_hash.clone(),
    ];
    if !row.note_hash.is_empty() {
        fields.push(row.note_hash.clone());
    }
    fields
}

fn texts(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).collect()
}

/// One page of the public history of an article: title as published now, and its publications, newest first.
///
/// # Errors
/// `NotFound` for an unknown or never published slug and for a page that is not there, `Gone` for a withdrawn article.
pub async fn read_history(db: &Db, site: Uuid, slug: &str, page: i64) -> Result<HistoryView, AppError> {
    let article: (Uuid, String, Option<i64>, String) = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_public.sql"))
        .bind(site)
        .bind(slug)
        .fetch_optional(pool)
        .await)?
    .ok_or(AppError::NotFound)?;
    let (id, title, withdrawn_at, note) = article;
    if let Some(at) = withdrawn_at {
        return Err(AppError::Gone { at, note });
    }
    let total: i64 = on_db!(db, pool => sqlx::query_scalar(include_str!("sql/count_history.sql")).bind(id).fetch_one(pool).await)?;
    let mut history = HistoryView { slug: slug.to_owned(), title, page, total, entries: Vec::new() };
    if page < 1 || page > history.pages() {
        return Err(AppError::NotFound);
    }
    let rows: Vec<HistoryRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_history.sql"))
        .bind(id)
        .bind(HISTORY_A_PAGE)
        .bind((page - 1) * HISTORY_A_PAGE)
        .fetch_all(pool)
        .await)?;
    let entries = rows.into_iter().filter_map(|row| {
        Some(PublicationView {
            kind: PublicationKind::parse(&row.kind)?,
            at: row.at,
            note: row.note,
            title: row.title,
            hash: row.hash,
            erased_at: row.erased_at,
            note_erased_at: row.note_erased_at,
        })
    });
    history.entries = entries.collect();
    Ok(history)
}

/// Reads every site's chain from its beginning, and compares each version's text with its hash. Gives the number of publications, or
/// where the first one does not fit.
pub async fn verify(db: &Db) -> Result<Result<i64, String>, AppError> {
    let sites: Vec<Uuid> =
        on_db!(db, pool => sqlx::query_scalar(include_str!("sql/list_publishing_sites.sql")).fetch_all(pool).await)?;
    let mut total = 0;
    for site in sites {
        let (mut seq, mut hash, mut form) = (0, String::new(), Form::Before);
        loop {
            let rows: Vec<LinkRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/list_publications.sql"))
                .bind(site)
                .bind(seq)
                .fetch_all(pool)
                .await)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let fits = form.judge(&row, &hash, seq + 1);
                if !fits || row.seq != seq + 1 || !is_text_whole(db, &row).await? {
                    return Ok(Err(format!("cổng {site}, lần đăng {}", seq + 1)));
                }
                (seq, hash) = (row.seq, row.hash);
            }
        }
        // Publications cut off at the end leave the chain's own row ahead of them.
        let head: Option<(i64, String)> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_publication_head.sql")).bind(site).fetch_optional(pool).await)?;
        if head != Some((seq, hash)) {
            return Ok(Err(format!("cổng {site}, sau lần đăng {seq}")));
        }
        total += seq;
    }
    Ok(Ok(total))
}

/// How a chain's links were written so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With the reason's words in the hash.
    Before,
    /// With the reason's hash in it, once at least.
    Sealed,
}

impl Form {
    /// Whether a link follows on the hash before it and its reason is the one it was written with. A link of before whose reason was erased
    /// has its hash left only; after the first sealed one there is none that has to be taken at its word.
    fn judge(&mut self, row: &LinkRow, before: &str, seq: i64) -> bool {
        if row.note_hash.is_empty() && row.note_erased_at.is_some() {
            return *self == Self::Before && row.note.is_empty();
        }
        if !row.note_hash.is_empty() {
            *self = Self::Sealed;
            let is_erased = row.note_erased_at.is_some() && row.note.is_empty();
            if !is_erased && row.note_hash != note_hash(&row.note_salt, &row.note) {
                return false;
            }
        }
        row.hash == link_hash(before, seq, &texts(&fields(row)))
    }
}

/// How many texts and how many reasons of publications were erased.
pub async fn count_erased(db: &Db) -> Result<(i64, i64), AppError> {
    Ok(on_db!(db, pool => sqlx::query_as(include_str!("sql/count_erased.sql")).fetch_one(pool).await)?)
}

/// An erased text has its hash left only, and says so.
async fn is_text_whole(db: &Db, row: &LinkRow) -> Result<bool, AppError> {
    if row.erased_at.is_some() {
        return Ok(true);
    }
    let text: Option<TextRow> = on_db!(db, pool => sqlx::query_as(include_str!("sql/find_revision_text.sql"))
        .bind(row.revision_id)
        .fetch_optional(pool)
        .await)?;
    Ok(text.is_some_and(|text| text_hash(&text) == row.content_hash))
}
