//! What kind of file it is, by its first bytes: documents that an agency attaches, videos and their captions.

use super::model::MediaKind;
use crate::error::AppError;

/// Of an attached file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    pub kind: MediaKind,
    pub mime: &'static str,
    pub extension: &'static str,
}

const PDF: FileKind = file("application/pdf", "pdf");
const ZIP: FileKind = file("application/zip", "zip");
const OLE: FileKind = file("application/x-ole-storage", "doc");
const VTT: FileKind = file("text/vtt", "vtt");
const MP4: FileKind = video("video/mp4", "mp4");
const WEBM: FileKind = video("video/webm", "webm");

/// Documents of zipped parts, told by the extension once the bytes say zip: a wrong one only opens the wrong program.
const ZIPPED: [FileKind; 6] = [
    file("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    file("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    file("application/vnd.oasis.opendocument.text", "odt"),
    file("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    file("application/vnd.oasis.opendocument.presentation", "odp"),
];
const OLD_OFFICE: [FileKind; 3] =
    [file("application/msword", "doc"), file("application/vnd.ms-excel", "xls"), file("application/vnd.ms-powerpoint", "ppt")];

/// # Errors
/// `Invalid` for a type that is not taken: only what agencies publish is.
pub fn recognise_file(bytes: &[u8], name: &str) -> Result<FileKind, AppError> {
    let by_extension = |kinds: &[FileKind], otherwise: FileKind| {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
        kinds.iter().copied().find(|kind| kind.extension == extension).unwrap_or(otherwise)
    };
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(PDF),
        [b'P', b'K', 3, 4, ..] => Ok(by_extension(&ZIPPED, ZIP)),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Ok(by_extension(&OLD_OFFICE, OLE)),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if is_heif(bytes) => {
            Err(AppError::invalid("tệp", "chưa nhận ảnh HEIC hoặc AVIF; hãy đổi sang JPEG"))
        }
        [_, _, _, _, b'f', b't', b'y', b'p', b'i' | b'm' | b'M' | b'a', b's' | b'p' | b'4' | b'v', ..] => Ok(MP4),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Ok(WEBM),
        _ if is_captions(bytes) => Ok(VTT),
        _ => Err(AppError::invalid(
            "tệp",
            "chỉ nhận tệp PDF, Word, Excel, PowerPoint, OpenDocument, ZIP, MP4, WebM và phụ đề WebVTT",
        )),
    }
}

/// Pictures in the same box as MP4: HEIC of telephones, and AVIF.
pub(super) fn is_heif(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"avif", b"avis", b"mif1", b"msf1"];
    bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

/// WebVTT: the word alone on the first line, or with something after a space.
fn is_captions(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let after = bytes.strip_prefix(b"WEBVTT");
    after.is_some_and(|after| after.first().is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')))
}

/// The file name extension for a kept type.
pub fn extension_of(mime: &str) -> &'static str {
    let all = [PDF, ZIP, OLE, VTT, MP4, WEBM].into_iter().chain(ZIPPED).chain(OLD_OFFICE);
    all.into_iter().find(|kind| kind.mime == mime).map_or("bin", |kind| kind.extension)
}

const fn file(mime: &'static str, extension: &'static str) -> FileKind {
    FileKind { kind: MediaKind::File, mime, extension }
}

const fn video(mime: &'static str, extension: &'static str) -> FileKind {
    FileKind { kind: MediaKind::Video, mime, extension }
}
