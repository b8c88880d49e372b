//! From the bytes of an uploaded picture to upright pixels: told by content, limited before decoding, never a panic.

use std::{io::Cursor, panic::AssertUnwindSafe};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::{frames, kinds};
use crate::{error::AppError, text::numbers::grouped};

pub const MAX_BYTES: usize = 20 * 1024 * 1024;
const MAX_PIXELS: u64 = 40_000_000;
const MAX_SIDE: u32 = 12_000;
const TOO_MUCH_MEMORY: &str = "ảnh cần quá nhiều bộ nhớ để giải mã; hãy lưu lại thành JPEG rồi tải lên";
const NO_PICTURE: &str = "không phải ảnh JPEG, PNG, WebP hoặc GIF";
const MAX_ALLOC: u64 = 256 * 1024 * 1024;

/// Each decoding may hold a few hundred megabytes for a second.
static DECODINGS: Semaphore = Semaphore::const_new(2);

/// Upright pixels without metadata, RGB or RGBA of 8 bits.
#[derive(Debug)]
pub struct Picture {
    pub pixels: DynamicImage,
    /// Of the uploaded bytes.
    pub mime: &'static str,
}

/// Runs decoding and encoding on a thread of its own, at most two at once. A panic in it is an error like any other.
///
/// # Errors
/// What the work returns, or `Invalid` where a decoder panicked.
pub async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T, AppError> + Send + 'static) -> Result<T, AppError> {
    let permit = take_turn().await?;
    let done = tokio::task::spawn_blocking(move || {
        // Given back by the thread itself: a dropped request does not stop the decoding that it began.
        let _permit = permit;
        std::panic::catch_unwind(AssertUnwindSafe(work))
    })
    .await;
    match done {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(refused("tệp ảnh hỏng, không giải mã được")),
        Err(error) => {
            tracing::error!(%error, "a decoding task ended badly");
            Err(AppError::Unavailable)
        }
    }
}

/// Waits until fewer than two pictures are being decoded.
pub(super) async fn take_turn() -> Result<SemaphorePermit<'static>, AppError> {
    DECODINGS.acquire().await.map_err(|_| AppError::Unavailable)
}

/// Whether the first bytes are those of a picture that is taken.
pub(super) fn is_picture(head: &[u8]) -> bool {
    recognise(head).is_ok()
}

pub(super) fn too_large() -> AppError {
    refused("ảnh lớn hơn 20 MB; hãy thu nhỏ rồi tải lên lại")
}

/// Whether the first bytes are those of a picture that is not taken.
pub(super) fn is_other_picture(head: &[u8]) -> bool {
    other_type(head) != NO_PICTURE
}

/// Why what is no picture is none.
pub(super) fn why_not(head: &[u8]) -> AppError {
    refused(if head.is_empty() { "tệp ảnh rỗng" } else { other_type(head) })
}

/// Decodes a JPEG, PNG, WebP or the first frame of a GIF, told by its first bytes, and turns it upright.
///
/// # Errors
/// `Invalid` with a reason in Vietnamese: another type, too large, broken.
pub fn decode(bytes: &[u8]) -> Result<Picture, AppError> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large());
    }
    let (format, mime) = recognise(bytes)?;
    let frames = frames::count(bytes, format);
    if frames > frames::MOST {
        let most = grouped(frames::MOST as i64);
        return Err(refused(&format!("ảnh động có {} khung hình, tối đa {most}; hãy tải lên thành video", grouped(frames as i64))));
    }
    let mut decoder = open(bytes, format)?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(refused(&format!("ảnh {width}×{height} điểm ảnh quá lớn; tối đa 40 triệu điểm ảnh và 12.000 mỗi cạnh")));
    }
    // A decoder holds itself to its limit for what it needs beside the pixels, not for the pixels.
    if decoder.total_bytes() > MAX_ALLOC {
        return Err(refused(TOO_MUCH_MEMORY));
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?;
    if format == ImageFormat::Jpeg && !jpeg_is_whole(bytes) {
        return Err(refused("tệp ảnh bị cắt cụt"));
    }
    pixels.apply_orientation(orientation);
    let pixels = match pixels.color().has_alpha() {
        true => DynamicImage::ImageRgba8(pixels.into_rgba8()),
        false => DynamicImage::ImageRgb8(pixels.into_rgb8()),
    };
    Ok(Picture { pixels, mime })
}

fn open(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder + '_, AppError> {
    // The sides are checked by `decode`, which can name them.
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| broken(&error))
}

/// By the first bytes alone: names and declared types lie.
fn recognise(bytes: &[u8]) -> Result<(ImageFormat, &'static str), AppError> {
    match bytes {
        [] => Err(refused("tệp ảnh rỗng")),
        [0xFF, 0xD8, 0xFF, ..] => Ok((ImageFormat::Jpeg, "image/jpeg")),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok((ImageFormat::Png, "image/png")),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok((ImageFormat::Gif, "image/gif")),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok((ImageFormat::WebP, "image/webp")),
        _ => Err(refused(other_type(bytes))),
    }
}

fn other_type(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(1024)];
    if String::from_utf8_lossy(head).to_ascii_lowercase().contains("<svg") {
        return "không nhận ảnh SVG vì có thể chứa mã; hãy đổi sang PNG hoặc JPEG";
    }
    match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', ..] if kinds::is_heif(bytes) => "chưa nhận ảnh HEIC hoặc AVIF; hãy đổi sang JPEG",
        [b'B', b'M', ..] | [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => {
            "chưa nhận ảnh BMP hoặc TIFF; hãy đổi sang PNG hoặc JPEG"
        }
        _ => NO_PICTURE,
    }
}

/// Whether the end-of-image marker follows the picture's data: the decoder fills what is missing with grey and says nothing.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    // Segments are stepped over, since a thumbnail within has an end marker of its own.
    while let Some([0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        if *marker == 0xFF {
            at += 1;
            continue;
        }
        if *marker == 0xDA {
            return bytes[at..].windows(2).any(|pair| pair == [0xFF, 0xD9]);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    // Segments that cannot be followed were good enough for the decoder.
    true
}

fn refused(reason: &str) -> AppError {
    AppError::invalid("tệp", reason)
}

fn broken(error: &image::ImageError) -> AppError {
    tracing::debug!(%error, "picture refused");
    match error {
        image::ImageError::Limits(_) => refused(TOO_MUCH_MEMORY),
        _ => refused("tệp ảnh hỏng, không giải mã được"),
    }
}
