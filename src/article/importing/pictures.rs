//! The pictures of a file: taken in where they can be, else told why not.

use std::{collections::HashMap, fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use uuid::Uuid;

use super::{
    files::{self, HtmlFile, NoFile},
    report::{ReportKind, ReportLine},
};
use crate::{
    content::from_html::PictureSource,
    db::Db,
    error::AppError,
    media::{
        creating::{Upload, create_picture},
        storage::Storage,
    },
    text,
};

const AT_ONCE: usize = 2;
const MAX_BYTES: u64 = 20 * 1024 * 1024;
const SHOWN: usize = 120;

type Trouble = (ReportKind, String);

/// Takes in the pictures of a file. The map gives the id for each address that became one.
///
/// # Errors
/// Only where disk or database fail: then the article must not land without its pictures.
pub async fn take_in(
    db: &Db,
    storage: &Storage,
    site: Uuid,
    file: &HtmlFile,
    pictures: &[PictureSource],
) -> Result<(HashMap<String, Uuid>, Vec<ReportLine>), AppError> {
    let mut sources: Vec<&PictureSource> = Vec::new();
    for picture in pictures {
        if !sources.iter().any(|known| known.src == picture.src) {
            sources.push(picture);
        }
    }
    let take = |picture: &PictureSource| {
        let (file, picture) = (file.clone(), picture.clone());
        async move {
            let from = (file, picture.clone());
            let read = tokio::task::spawn_blocking(move || read(&from.0, &from.1)).await.map_err(|_| AppError::Unavailable)?;
            let taken = match read {
                Err(trouble) => Err(trouble),
                Ok(upload) => match create_picture(db, storage, site, upload).await {
                    Ok(id) => Ok(id),
                    Err(AppError::Invalid(problems)) => {
                        let says: Vec<String> = problems.into_iter().map(|problem| problem.says).collect();
                        Err((ReportKind::BrokenPicture, says.join("; ")))
                    }
                    Err(error) => return Err(error),
                },
            };
            Ok((picture.src, taken))
        }
    };
    let work: Vec<_> = sources.into_iter().map(take).collect();
    let mut taken = stream::iter(work).buffered(AT_ONCE);
    let (mut ids, mut lines) = (HashMap::new(), Vec::new());
    while let Some(one) = taken.next().await {
        match one? {
            (src, Ok(id)) => {
                ids.insert(src, id);
            }
            (src, Err((kind, detail))) => {
                let shown: String = src.chars().take(SHOWN).collect();
                lines.push(ReportLine { file: file.name(), kind, detail: format!("{shown}: {detail}") });
            }
        }
    }
    Ok((ids, lines))
}

fn read(file: &HtmlFile, picture: &PictureSource) -> Result<Upload, Trouble> {
    let src = picture.src.trim();
    let (bytes, name) = if let Some(data) = strip_prefix_ignoring_case(src, "data:") {
        (read_data(data)?, String::new())
    } else if let Some((scheme, _)) = src.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        return Err(match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => (ReportKind::RemotePicture, "hãy tải ảnh về đặt cạnh tệp rồi nhập lại".to_owned()),
            _ => (ReportKind::OutsidePicture, format!("không nhận địa chỉ {scheme}:")),
        });
    } else if src.starts_with("//") || src.starts_with("\\\\") {
        return Err((ReportKind::RemotePicture, "hãy tải ảnh về đặt cạnh tệp rồi nhập lại".to_owned()));
    } else {
        read_file(file, src)?
    };
    let (alt, caption, credit) = (picture.alt.clone(), picture.caption.clone(), picture.credit.clone());
    let name = if name.is_empty() { format!("{}.jpg", text::slug(&alt)) } else { name };
    Ok(Upload { bytes, name, alt, caption, credit })
}

fn read_data(data: &str) -> Result<Bytes, Trouble> {
    let broken = || (ReportKind::BrokenPicture, "địa chỉ data: hỏng".to_owned());
    let (head, body) = data.split_once(',').ok_or_else(broken)?;
    if body.len() as u64 > MAX_BYTES * 3 / 2 {
        return Err(too_large());
    }
    let body = percent_decoded(body);
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Ok(body.into());
    }
    let digits: Vec<u8> = body.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(digits).map(Bytes::from).map_err(|_| broken())
}

fn read_file(file: &HtmlFile, src: &str) -> Result<(Bytes, String), Trouble> {
    // As written first: a file may really be called "100%.jpg" or "a#b.jpg".
    let address = src.split(['?', '#']).next().unwrap_or_default();
    let decoded = String::from_utf8_lossy(&percent_decoded(address)).into_owned();
    let forward = decoded.replace('\\', "/");
    let mut trouble = NoFile::Missing;
    for name in [src.to_owned(), decoded.clone(), text::nfc(&decoded), decomposed(&decoded), forward] {
        if name.is_empty() || name.contains('\0') {
            continue;
        }
        match file.beside(Path::new(&name)) {
            Ok(path) => return read_whole(&path).map(|bytes| (bytes, name)),
            Err(NoFile::Outside) => trouble = NoFile::Outside,
            Err(NoFile::Missing) => {}
        }
    }
    Err(match trouble {
        NoFile::Missing => (ReportKind::MissingPicture, "không có tệp này".to_owned()),
        NoFile::Outside => (ReportKind::OutsidePicture, "đường dẫn ra ngoài thư mục được nhập, không đọc".to_owned()),
    })
}

fn read_whole(path: &Path) -> Result<Bytes, Trouble> {
    let failed = |error| (ReportKind::MissingPicture, files::reason(&error));
    let metadata = fs::metadata(path).map_err(failed)?;
    // A pipe or device would be read for ever.
    if !metadata.is_file() {
        return Err((ReportKind::MissingPicture, "không phải là tệp".to_owned()));
    }
    if metadata.len() > MAX_BYTES {
        return Err(too_large());
    }
    fs::read(path).map(Bytes::from).map_err(failed)
}

fn too_large() -> Trouble {
    (ReportKind::BrokenPicture, "ảnh lớn hơn 20 MB; hãy thu nhỏ rồi nhập lại".to_owned())
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let digit = |at: usize| text.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match (*byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

/// As file systems of other makers write names.
fn decomposed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfd().collect()
}
