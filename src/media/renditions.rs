//! One picture in the sizes and formats that browsers ask for: lossy WebP at six widths, JPEG for those without WebP.

use bytes::Bytes;
use fast_image_resize::{FilterType, IntoImageView, ResizeAlg, ResizeOptions, Resizer, images::Image};
use image::{DynamicImage, Rgb, RgbImage, RgbaImage, codecs::jpeg::JpegEncoder};
use webp::WebPConfig;

use super::model::Format;
use crate::error::AppError;

const STEPS: [u32; 6] = [320, 480, 640, 960, 1280, 1920];
/// Browsers without WebP are few: two sizes serve them, and the links shared elsewhere.
const JPEG_STEPS: [u32; 2] = [640, 1280];
const JPEG_QUALITY: u8 = 76;

/// One size and format, ready to be kept.
#[derive(Debug, Clone)]
pub struct Rendition {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub bytes: Bytes,
}

/// Encodes every rendition of upright pixels. Nothing is enlarged, and no metadata is written.
///
/// # Errors
/// `Invalid` where an encoder refuses the picture.
pub fn make_renditions(pixels: &DynamicImage) -> Result<Vec<Rendition>, AppError> {
    let widths = widths(pixels.width());
    let jpeg_widths = jpeg_widths(&widths);
    let mut renditions = Vec::with_capacity(widths.len() + jpeg_widths.len());
    for width in widths {
        let resized = resize(pixels, width)?;
        if jpeg_widths.contains(&width) {
            renditions.push(rendition(Format::Jpeg, &resized, encode_jpeg(&resized)?));
        }
        renditions.push(rendition(Format::Webp, &resized, encode_webp(&resized)?));
    }
    Ok(renditions)
}

/// The steps up to the original width, and that width itself unless a step lies within a tenth of it.
pub(super) fn widths(original: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = STEPS.into_iter().filter(|step| *step <= original).collect();
    let near = STEPS.iter().any(|step| *step <= original && (original - step) * 10 <= original);
    if original < 1920 && !near {
        widths.push(original.max(1));
    }
    widths
}

fn jpeg_widths(widths: &[u32]) -> Vec<u32> {
    let wanted: Vec<u32> = JPEG_STEPS.into_iter().filter(|step| widths.contains(step)).collect();
    match (wanted.is_empty(), widths.last()) {
        (true, Some(widest)) => vec![*widest],
        _ => wanted,
    }
}

fn resize(pixels: &DynamicImage, width: u32) -> Result<DynamicImage, AppError> {
    if width == pixels.width() {
        return Ok(pixels.clone());
    }
    let scaled = u64::from(pixels.height()) * u64::from(width) + u64::from(pixels.width()) / 2;
    let height = u32::try_from(scaled / u64::from(pixels.width())).unwrap_or(u32::MAX).max(1);
    let kind = pixels.pixel_type().ok_or_else(not_encoded)?;
    let mut resized = Image::new(width, height, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(pixels, &mut resized, &options).map_err(|_| not_encoded())?;
    let raw = resized.into_vec();
    let image = match pixels {
        DynamicImage::ImageRgba8(_) => RgbaImage::from_raw(width, height, raw).map(DynamicImage::ImageRgba8),
        _ => RgbImage::from_raw(width, height, raw).map(DynamicImage::ImageRgb8),
    };
    image.ok_or_else(not_encoded)
}

fn encode_webp(pixels: &DynamicImage) -> Result<Vec<u8>, AppError> {
    let mut config = WebPConfig::new().map_err(|()| not_encoded())?;
    config.quality = webp_quality(pixels.width());
    config.method = 4;
    let encoder = match pixels {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba, rgba.width(), rgba.height()),
        DynamicImage::ImageRgb8(rgb) => webp::Encoder::from_rgb(rgb, rgb.width(), rgb.height()),
        _ => return Err(not_encoded()),
    };
    Ok(encoder.encode_advanced(&config).map_err(|_| not_encoded())?.to_vec())
}

/// Wide renditions are shown on dense screens, where coarser steps are not seen.
fn webp_quality(width: u32) -> f32 {
    match width {
        ..=640 => 72.0,
        641..=960 => 70.0,
        _ => 66.0,
    }
}

fn encode_jpeg(pixels: &DynamicImage) -> Result<Vec<u8>, AppError> {
    let flat = match pixels {
        DynamicImage::ImageRgba8(rgba) => &flatten_on_white(rgba),
        DynamicImage::ImageRgb8(rgb) => rgb,
        _ => return Err(not_encoded()),
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(flat).map_err(|_| not_encoded())?;
    Ok(bytes)
}

fn flatten_on_white(rgba: &RgbaImage) -> RgbImage {
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        let over_white = |channel: u8| {
            let alpha = u32::from(alpha);
            ((u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        Rgb([over_white(red), over_white(green), over_white(blue)])
    })
}

fn rendition(format: Format, pixels: &DynamicImage, bytes: Vec<u8>) -> Rendition {
    Rendition { format, width: pixels.width(), height: pixels.height(), bytes: bytes.into() }
}

fn not_encoded() -> AppError {
    AppError::invalid("tệp", "không tạo được các cỡ ảnh từ tệp này")
}
