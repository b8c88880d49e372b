//! One file, read into an article that is ready to land.

use std::{collections::HashMap, fs, path::Path, time::UNIX_EPOCH};

use uuid::Uuid;

use super::{
    charset, dates,
    files::{self, HtmlFile},
    landing::NewArticle,
    pictures,
    report::{ReportKind, ReportLine, of_error},
};
use crate::{
    article::tags,
    clock::now,
    content::{
        Content, Url,
        from_html::{ImportedHtml, read_html},
    },
    db::Db,
    media::storage::Storage,
    section::model::SectionLink,
    text::{self, nfc},
};

/// Of a file; pictures may stand within it.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Of a file without the pictures within.
const MAX_TEXT: usize = 5 * 1024 * 1024;
const MAX_TITLE: usize = 300;
const MAX_SECTION: usize = 200;
const SECTION_WHERE_NONE: &str = "Tin tức";

type Trouble = (ReportKind, String);

/// A file's article, and what could not be carried.
///
/// # Errors
/// The line that says why there is no article.
pub async fn read(db: &Db, storage: &Storage, site: Uuid, file: HtmlFile) -> Result<(NewArticle, Vec<ReportLine>), Trouble> {
    let mut notes = Notes { file: file.name(), lines: Vec::new() };
    let path = file.path.clone();
    let parsed = tokio::task::spawn_blocking(move || parse(&path)).await;
    let (html, modified) = parsed.unwrap_or_else(|error| {
        tracing::error!(%error, "an HTML file broke the reader");
        Err((ReportKind::NotLanded, "tệp làm hỏng bộ đọc; hãy gửi tệp này cho người phát triển".to_owned()))
    })?;
    for dropped in &html.dropped {
        match dropped.kind {
            "bảng mã" => notes.add(ReportKind::Charset, dropped.detail.clone()),
            kind => notes.add(ReportKind::Dropped, format!("{kind}: {}", dropped.detail)),
        }
    }
    let (ids, lines) = pictures::take_in(db, storage, site, &file, &html.pictures).await.map_err(|error| of_error(&error))?;
    notes.lines.extend(lines);
    let article = article(html, &ids, &file.path, modified, &mut notes)?;
    Ok((article, notes.lines))
}

struct Notes {
    file: String,
    lines: Vec<ReportLine>,
}

impl Notes {
    fn add(&mut self, kind: ReportKind, detail: impl Into<String>) {
        self.lines.push(ReportLine { file: self.file.clone(), kind, detail: detail.into() });
    }
}

fn parse(path: &Path) -> Result<(ImportedHtml, i64), Trouble> {
    let failed = |error| (ReportKind::UnreadableFile, files::reason(&error));
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err((ReportKind::UnreadableFile, "không phải là tệp".to_owned()));
    }
    if metadata.len() > MAX_BYTES {
        return Err((ReportKind::UnreadableFile, "tệp lớn hơn 64 MB".to_owned()));
    }
    let bytes = fs::read(path).map_err(failed)?;
    if text_bytes(&bytes) > MAX_TEXT {
        return Err((ReportKind::UnreadableFile, "tệp lớn hơn 5 MB, không kể ảnh nằm trong tệp".to_owned()));
    }
    if charset::is_no_text(&bytes) {
        return Err((ReportKind::UnreadableFile, "không phải tệp HTML".to_owned()));
    }
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i64::try_from(since.as_micros()).ok()).unwrap_or_else(now);
    let html = match charset::to_utf8(&bytes) {
        Some(text) => read_html(text.as_bytes()),
        None => read_html(&bytes),
    };
    Ok((html, modified))
}

fn article(
    html: ImportedHtml,
    ids: &HashMap<String, Uuid>,
    path: &Path,
    modified: i64,
    notes: &mut Notes,
) -> Result<NewArticle, Trouble> {
    let content = html.body.resolve(|src| ids.get(src).map(Uuid::to_string));
    let plain = one_line(&content.plain_text());
    let stated = nfc(html.title.trim());
    if stated.is_empty() && html.lead.is_empty() && html.description.is_empty() && plain.is_empty() && ids.is_empty() {
        return Err((ReportKind::NotLanded, "tệp không có nội dung".to_owned()));
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let said = if html.lead.is_empty() { said_elsewhere(&html.description, &plain) } else { nfc(&html.lead) };
    let (title, lead) = title_and_lead(stated, said, &stem, notes);
    let cover = html.pictures.iter().find_map(|picture| ids.get(&picture.src).copied());
    let mut media: Vec<Uuid> = content.media_ids().iter().filter_map(|id| Uuid::parse_str(id).ok()).chain(cover).collect();
    media.sort();
    media.dedup();
    let (source_name, source_url) = match Url::parse(html.source_url.trim()) {
        Some(url) if !html.source.trim().is_empty() => (nfc(html.source.trim()), url.as_str().to_owned()),
        _ => source(html.source.trim()),
    };
    let published_at = stated_date(html.date.as_deref(), notes);
    Ok(NewArticle {
        slug: slug(&title, &stem),
        title,
        lead,
        section: section(html.section.as_deref(), notes),
        published_at,
        otherwise_at: modified.min(now()),
        author_line: nfc(html.author.trim()),
        source_name,
        source_url,
        tags: tags::imported(&html.keywords),
        content: Content::to_json(&content),
        cover,
        media,
    })
}

/// Without what stands in data: addresses.
fn text_bytes(bytes: &[u8]) -> usize {
    const BEGINS: &[u8] = b";base64,";
    let is_data = |byte: &u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || matches!(byte, b'+' | b'/' | b'=');
    let within = memchr::memmem::find_iter(bytes, BEGINS)
        .map(|at| bytes[at + BEGINS.len()..].iter().take_while(|byte| is_data(byte)).count());
    bytes.len() - within.sum::<usize>().min(bytes.len())
}

/// What is beyond the longest title begins the lead, so that no word is lost.
fn title_and_lead(stated: String, lead: String, stem: &str, notes: &mut Notes) -> (String, String) {
    if stated.is_empty() {
        let title = match stem.replace(['-', '_'], " ").trim() {
            "" => "Tin không có tiêu đề".to_owned(),
            words => nfc(words),
        };
        notes.add(ReportKind::Title, format!("tệp không có tiêu đề; lấy tên tệp: {title}"));
        return (title, lead);
    }
    let Some((limit, _)) = stated.char_indices().nth(MAX_TITLE) else { return (stated, lead) };
    let cut = stated[..limit].rfind(char::is_whitespace).filter(|cut| *cut > 0).unwrap_or(limit);
    let (title, rest) = (stated[..cut].trim_end().to_owned(), stated[cut..].trim_start());
    notes.add(ReportKind::Title, "tiêu đề dài hơn 300 ký tự; phần sau được đưa vào đoạn mở đầu");
    let lead = format!("{rest} {lead}").trim_end().to_owned();
    (title, lead)
}

/// A description that only repeats the text would stand on the page twice.
fn said_elsewhere(description: &str, plain: &str) -> String {
    let description = nfc(&one_line(description));
    // Cut off by bytes, it ends in half a letter.
    let begins = description.trim_end_matches(['.', '…', ' ', '\u{fffd}']);
    if plain.contains(begins) { String::new() } else { description.trim_end_matches('\u{fffd}').to_owned() }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn slug(title: &str, stem: &str) -> String {
    let slugs = [text::slug(title), text::slug(stem)];
    slugs.into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| "tin-bai".to_owned())
}

fn section(name: Option<&str>, notes: &mut Notes) -> SectionLink {
    let name: String = nfc(name.unwrap_or_default().trim()).chars().take(MAX_SECTION).collect();
    let slug = text::slug(&name);
    // Half a name would become a section of the menu.
    if slug.is_empty() || name.contains('\u{fffd}') {
        notes.add(ReportKind::Section, format!("tệp không ghi chuyên mục; đưa vào «{SECTION_WHERE_NONE}»"));
        return SectionLink { slug: text::slug(SECTION_WHERE_NONE), name: SECTION_WHERE_NONE.to_owned() };
    }
    SectionLink { slug, name }
}

/// An address gives both; anything else is a name.
fn source(source: &str) -> (String, String) {
    let after_scheme = source.strip_prefix("https://").or_else(|| source.strip_prefix("http://"));
    match (after_scheme, Url::parse(source)) {
        (Some(rest), Some(url)) => {
            let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
            (host.strip_prefix("www.").unwrap_or(host).to_owned(), url.as_str().to_owned())
        }
        _ => (nfc(source), String::new()),
    }
}

fn stated_date(date: Option<&str>, notes: &mut Notes) -> Option<i64> {
    let Some(date) = date else {
        notes.add(ReportKind::Date, "tệp không ghi ngày; lấy ngày của tệp");
        return None;
    };
    match dates::parse(date) {
        Some(at) if at > now() => {
            notes.add(ReportKind::Date, format!("ngày {date} ở tương lai; lấy ngày của tệp"));
            None
        }
        Some(at) => Some(at),
        None => {
            notes.add(ReportKind::Date, format!("không hiểu ngày «{date}»; lấy ngày của tệp"));
            None
        }
    }
}
