//! What was typed, made fit to be kept: one line where a line is meant, NFC, within its limits, its blocks in place.

use uuid::Uuid;

use super::{
    details::{self, Details},
    model::{LONGEST_LEAD, LONGEST_TITLE, PieceFields},
    saving::{Body, Draft},
    store::{self, SectionRow},
};
use crate::{
    accounts::actors::Writer,
    content::{Content, Url, plain},
    db::Db,
    error::{AppError, Problem},
    media::{self, storage::ContentHash},
    text,
};

const LONGEST_SLUG: usize = 120;

/// A version, checked and ready to be written.
pub struct Version {
    pub fields: PieceFields,
    pub section: SectionRow,
    pub content: Content,
    pub details: Details,
    pub cover: Option<Uuid>,
    pub unformatted: usize,
    pub hash: String,
}

/// The version that something is written over.
#[derive(Default)]
pub struct Before {
    pub content: Content,
    pub details: Details,
}

/// # Errors
/// `Invalid` with everything that is wrong, by field.
pub async fn check(db: &Db, writer: &Writer, draft: Draft, before: &Before) -> Result<Version, AppError> {
    let mut problems = Vec::new();
    let typed = draft.fields;
    let line = |typed: &str| text::one_line(&typed.replace(turns, ""));
    let mut fields = PieceFields {
        title: line(&typed.title),
        lead: line(&typed.lead),
        section: typed.section.trim().to_owned(),
        text: String::new(),
        author_line: line(&typed.author_line),
        source_name: line(&typed.source_name),
        source_url: typed.source_url.trim().to_owned(),
        slug: if typed.slug.trim().is_empty() { short_slug(&typed.title) } else { text::slug(&typed.slug) },
        tags: typed.tags,
        cover: typed.cover,
        focus: typed.focus,
        related: typed.related,
        seo_title: typed.seo_title,
        seo_description: typed.seo_description,
        withdraw_at: typed.withdraw_at,
    };
    let mut limit = |name: &str, what: &str, text: &str, most: usize| problems.extend(judge(name, what, text, most));
    limit("title", "Tiêu đề", &fields.title, LONGEST_TITLE);
    limit("lead", "Đoạn mở đầu", &fields.lead, LONGEST_LEAD);
    limit("author_line", "Tác giả", &fields.author_line, 200);
    limit("source_name", "Nguồn", &fields.source_name, 200);
    limit("source_url", "Địa chỉ nguồn", &fields.source_url, 2000);
    limit("slug", "Địa chỉ", &fields.slug, 200);
    if fields.title.is_empty() {
        problems.push(Problem::new("title", "Hãy nhập tiêu đề"));
    } else if fields.slug.is_empty() {
        problems.push(Problem::new("title", "Tiêu đề phải có chữ hoặc số"));
    }
    if !fields.source_url.is_empty() {
        match Url::parse(&fields.source_url).filter(Url::is_external) {
            Some(url) => url.as_str().clone_into(&mut fields.source_url),
            None => problems.push(Problem::new("source_url", "Địa chỉ nguồn phải bắt đầu bằng https:// hoặc http://")),
        }
    }
    let section = store::list_sections(db, writer.site).await?.into_iter().find(|section| section.slug == fields.section);
    if section.is_none() {
        problems.push(Problem::new("section", "Hãy chọn chuyên mục"));
    }
    let details = details::read(db, writer.site, &mut fields, &before.details, &mut problems).await?;
    let reading = read_body(db, writer, &typed.text, draft.body, &before.content).await;
    if let Err(AppError::Invalid(found)) = &reading {
        problems.extend(found.iter().map(|problem| Problem::new("text", problem.says.clone())));
    }
    match (section, reading) {
        (Some(section), Ok((content, unformatted))) if problems.is_empty() => {
            let hash = hash(&fields, &content);
            let cover = Uuid::parse_str(&fields.cover).ok().or_else(|| details::first_picture(&content));
            Ok(Version { fields, section, content, details, cover, unformatted, hash })
        }
        (_, Err(error)) if problems.is_empty() => Err(error),
        _ => Err(AppError::Invalid(problems)),
    }
}

/// What is wrong with the text of a field.
pub(super) fn judge(name: &str, what: &str, text: &str, most: usize) -> Option<Problem> {
    let length = text.chars().count();
    if length > most {
        Some(Problem::new(name, format!("{what} dài {length} ký tự, nhiều nhất {most}")))
    } else if text.chars().any(char::is_control) {
        Some(Problem::new(name, format!("{what} có ký tự điều khiển không đọc được")))
    } else {
        None
    }
}

/// Marks that turn the direction of what follows. They come along unseen with what is pasted, and a title would be read the other way round.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The document, and how many paragraphs lost their form on the way.
async fn read_body(db: &Db, writer: &Writer, text: &str, body: Body, before: &Content) -> Result<(Content, usize), AppError> {
    match body {
        Body::Stored(content) => Ok((content, 0)),
        Body::Document { json, schema } => {
            let content = Content::parse_of_version(&json, schema)?;
            require_media(db, writer, &content).await?;
            Ok((content, 0))
        }
        Body::Plain { drops } => {
            let reading = plain::read(text, before)?;
            if !reading.dropped.is_empty() && !drops {
                let lines = reading.dropped.join(", ");
                let says = format!("Bài sẽ mất {lines}. Hãy chép lại các dòng này, hoặc chọn “Bỏ hẳn các khối đã xóa dòng”");
                return Err(AppError::invalid("text", says));
            }
            Ok((reading.content, reading.unformatted))
        }
    }
}

/// A picture that is still on its way has no place in a version.
async fn require_media(db: &Db, writer: &Writer, content: &Content) -> Result<(), AppError> {
    let wanted = content.media_ids();
    let there = media::store::list_views(db, writer.site, &wanted).await?;
    match wanted.iter().filter(|id| !there.iter().any(|view| view.id == **id)).count() {
        0 => Ok(()),
        missing => {
            let says = format!(
                "Có {missing} ảnh hoặc tệp chưa tải lên xong, hoặc không còn trong thư viện. Hãy tải lại hoặc xóa khỏi bài"
            );
            Err(AppError::invalid("text", says))
        }
    }
}

/// From a title: whole words, no longer than an address may well be.
fn short_slug(title: &str) -> String {
    let slug = text::slug(title);
    match slug.char_indices().nth(LONGEST_SLUG) {
        None => slug,
        Some((end, _)) => slug[..end].rsplit_once('-').map_or(&slug[..end], |(words, _)| words).to_owned(),
    }
}

/// The same for the same text in the same place.
pub fn hash(fields: &PieceFields, content: &Content) -> String {
    let said = [
        &fields.title,
        &fields.lead,
        &fields.section,
        &fields.author_line,
        &fields.source_name,
        &fields.source_url,
        &fields.slug,
        &content.to_json(),
    ];
    let details = [
        &fields.tags,
        &fields.cover,
        &fields.focus,
        &fields.related,
        &fields.seo_title,
        &fields.seo_description,
        &fields.withdraw_at,
    ];
    let said: String = said.into_iter().chain(details).map(|part| format!("{}:{part}", part.len())).collect();
    ContentHash::of(said.as_bytes()).as_str().to_owned()
}
