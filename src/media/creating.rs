//! Taking in a picture or file: its bytes are on disk for good before the database knows of them.

use bytes::Bytes;
use uuid::Uuid;

use super::{
    albums::{file_under, spelled},
    decoding,
    items::AlbumName,
    kinds,
    model::{Format, MediaKind},
    storage::{ContentHash, Received, Storage},
    store,
    worker::{self, Source},
};
use crate::{db::Db, error::AppError, text};

pub const MAX_FILE_BYTES: u64 = 200 * 1024 * 1024;
const MAX_NAME: usize = 200;

/// What someone gives.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub bytes: Bytes,
    /// As on the giver's machine.
    pub name: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

/// Who gives a file that was received, under which name and for which album.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    pub by: Uuid,
    pub name: &'a str,
    pub album: &'a AlbumName,
}

/// What the giver says of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub name: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
    /// Who has uploaded it; None for an import.
    pub by: Option<Uuid>,
    pub album: String,
}

/// What the database is told of a new file.
pub(super) struct NewMedia {
    pub kind: MediaKind,
    pub hash: ContentHash,
    pub mime: &'static str,
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub renditions: Vec<NewRendition>,
}

pub(super) struct NewRendition {
    pub format: Format,
    pub width: i64,
    pub height: i64,
    pub hash: ContentHash,
    pub bytes: i64,
}

/// Takes a picture into a site and gives its id. The same bytes again give the same id and write nothing.
///
/// Only the renditions are kept: the given bytes may say where a picture was taken.
///
/// # Errors
/// `Invalid` with a Vietnamese reason: not a picture, too large, broken. `Unavailable` where disk or database fail.
pub async fn create_picture(db: &Db, storage: &Storage, site: Uuid, upload: Upload) -> Result<Uuid, AppError> {
    if upload.bytes.len() > decoding::MAX_BYTES {
        return Err(decoding::too_large());
    }
    let hash = ContentHash::of(&upload.bytes);
    if let Some(id) = store::find_by_hash(db, site, &hash).await? {
        return Ok(id);
    }
    let bytes = size(upload.bytes.len() as u64);
    let media = render(storage, Source::Bytes(upload.bytes), hash, bytes).await?;
    let about = About {
        name: clean_name(&upload.name),
        alt: upload.alt,
        caption: upload.caption,
        credit: upload.credit,
        ..About::default()
    };
    store::create(db, site, about, media).await
}

/// Makes a picture's renditions and keeps them.
pub(super) async fn render(storage: &Storage, source: Source, hash: ContentHash, bytes: i64) -> Result<NewMedia, AppError> {
    let made = worker::render(source).await?;
    let hashes = storage.keep(made.renditions.iter().map(|rendition| rendition.bytes.clone()).collect()).await?;
    let renditions = made.renditions.iter().zip(hashes).map(|(made, hash)| NewRendition {
        format: made.format,
        width: i64::from(made.width),
        height: i64::from(made.height),
        hash,
        bytes: size(made.bytes.len() as u64),
    });
    Ok(NewMedia {
        kind: MediaKind::Picture,
        hash,
        mime: made.mime,
        bytes,
        width: Some(made.width.into()),
        height: Some(made.height.into()),
        renditions: renditions.collect(),
    })
}

/// Takes in what was received: a picture, an attachment or a video, told by its first bytes. The same bytes again give the same id, and are
/// filed where they are in no album yet.
///
/// # Errors
/// `Invalid` with a Vietnamese reason for what is not taken. `Unavailable` where disk or database fail.
pub async fn take_in(db: &Db, storage: &Storage, site: Uuid, received: Received, given: Given<'_>) -> Result<Uuid, AppError> {
    let album = spelled(db, site, given.album).await?;
    if let Some(id) = store::find_by_hash(db, site, &received.hash).await? {
        file_under(db, site, id, album).await?;
        return Ok(id);
    }
    let bytes = size(received.bytes);
    let about = About { name: clean_name(given.name), by: Some(given.by), album, ..About::default() };
    let media = if decoding::is_picture(&received.head) {
        let (file, hash) = (received.open()?, received.hash.clone());
        render(storage, Source::File(file), hash, bytes).await?
    } else {
        let file =
            kinds::recognise_file(&received.head, &about.name).map_err(|error| reason(&received.head, &about.name, error))?;
        let hash = storage.adopt(received).await?;
        let whole = NewRendition { format: Format::Original, width: 0, height: 0, hash: hash.clone(), bytes };
        NewMedia { kind: file.kind, hash, mime: file.mime, bytes, width: None, height: None, renditions: vec![whole] }
    };
    store::create(db, site, about, media).await
}

/// Takes an attachment or video into a site and gives its id; the same bytes again give the same id.
///
/// # Errors
/// `Invalid` for a type that is not taken or more than 200 MB. `Unavailable` where disk or database fail.
pub async fn create_file(db: &Db, storage: &Storage, site: Uuid, upload: Upload) -> Result<Uuid, AppError> {
    if upload.bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_large());
    }
    let name = clean_name(&upload.name);
    let file = kinds::recognise_file(&upload.bytes, &name)?;
    let hash = ContentHash::of(&upload.bytes);
    if let Some(id) = store::find_by_hash(db, site, &hash).await? {
        return Ok(id);
    }
    let bytes = size(upload.bytes.len() as u64);
    storage.keep(vec![upload.bytes]).await?;
    let whole = NewRendition { format: Format::Original, width: 0, height: 0, hash: hash.clone(), bytes };
    let media = NewMedia { kind: file.kind, hash, mime: file.mime, bytes, width: None, height: None, renditions: vec![whole] };
    let about = About { name, alt: upload.alt, caption: upload.caption, credit: upload.credit, ..About::default() };
    store::create(db, site, about, media).await
}

pub(super) fn too_large() -> AppError {
    AppError::invalid("tệp", "tệp lớn hơn 200 MB")
}

/// Whoever meant a picture is told why it is none; whoever meant a file, which files are taken.
fn reason(head: &[u8], name: &str, otherwise: AppError) -> AppError {
    const PICTURES: [&str; 14] =
        ["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "svg", "svgz", "bmp", "tif", "tiff", "heic", "avif"];
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    if PICTURES.contains(&extension.as_str()) || head.is_empty() || decoding::is_other_picture(head) {
        return decoding::why_not(head);
    }
    otherwise
}

/// A name is shown to readers and offered to their file system: no path, nothing invisible or that turns the writing round, not endless.
pub(super) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
    };
    let name: String = text::nfc(last).chars().filter(shown).take(MAX_NAME).collect();
    name.trim().trim_start_matches('.').to_owned()
}

fn size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
