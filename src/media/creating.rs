//! Taking in a picture or file: its bytes are on disk for good before the database knows of them.

use bytes::Bytes;
use uuid::Uuid;

use super::{
    decoding, kinds,
    model::{Format, MediaKind},
    renditions,
    storage::{ContentHash, Storage},
    store,
};
use crate::{db::Db, error::AppError, text};

const MAX_FILE_BYTES: usize = 200 * 1024 * 1024;
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

/// What the database is told of a new file.
pub(super) struct NewMedia {
    pub kind: MediaKind,
    pub hash: ContentHash,
    pub mime: &'static str,
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
/// The uploaded bytes are kept too, for renditions of later versions; no address leads to them, since they may say where
/// a picture was taken.
///
/// # Errors
/// `Invalid` with a Vietnamese reason: not a picture, too large, broken. `Unavailable` where disk or database fail.
pub async fn create_picture(db: &Db, storage: &Storage, site: Uuid, upload: Upload) -> Result<Uuid, AppError> {
    if upload.bytes.len() > decoding::MAX_BYTES {
        return Err(AppError::invalid("tệp", "ảnh lớn hơn 20 MB; hãy thu nhỏ rồi tải lên lại"));
    }
    let hash = ContentHash::of(&upload.bytes);
    if let Some(id) = store::find_by_hash(db, site, &hash).await? {
        return Ok(id);
    }
    let bytes = upload.bytes.clone();
    let (width, height, mime, made) = decoding::in_turn(move || {
        let picture = decoding::decode(&bytes)?;
        let made = renditions::make_renditions(&picture.pixels)?;
        Ok((picture.pixels.width(), picture.pixels.height(), picture.mime, made))
    })
    .await?;
    let mut files: Vec<Bytes> = made.iter().map(|rendition| rendition.bytes.clone()).collect();
    files.push(upload.bytes.clone());
    let hashes = storage.keep(files).await?;
    let renditions = made
        .iter()
        .zip(hashes)
        .map(|(made, hash)| NewRendition {
            format: made.format,
            width: i64::from(made.width),
            height: i64::from(made.height),
            hash,
            bytes: size(&made.bytes),
        })
        .collect();
    let media =
        NewMedia { kind: MediaKind::Picture, hash, mime, width: Some(width.into()), height: Some(height.into()), renditions };
    store::create(db, site, with_clean_name(upload), media).await
}

/// Takes an attachment or video into a site and gives its id; the same bytes again give the same id.
///
/// # Errors
/// `Invalid` for a type that is not taken or more than 200 MB. `Unavailable` where disk or database fail.
pub async fn create_file(db: &Db, storage: &Storage, site: Uuid, upload: Upload) -> Result<Uuid, AppError> {
    if upload.bytes.len() > MAX_FILE_BYTES {
        return Err(AppError::invalid("tệp", "tệp lớn hơn 200 MB"));
    }
    let file = kinds::recognise_file(&upload.bytes, &upload.name)?;
    let hash = ContentHash::of(&upload.bytes);
    if let Some(id) = store::find_by_hash(db, site, &hash).await? {
        return Ok(id);
    }
    storage.keep(vec![upload.bytes.clone()]).await?;
    let whole = NewRendition { format: Format::Original, width: 0, height: 0, hash: hash.clone(), bytes: size(&upload.bytes) };
    let media = NewMedia { kind: file.kind, hash, mime: file.mime, width: None, height: None, renditions: vec![whole] };
    store::create(db, site, with_clean_name(upload), media).await
}

/// A name is shown to readers and offered to their file system: no path, no control characters, not endless.
fn with_clean_name(upload: Upload) -> Upload {
    let last = upload.name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = text::nfc(last).chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    Upload { name: name.trim().to_owned(), ..upload }
}

fn size(bytes: &Bytes) -> i64 {
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}
