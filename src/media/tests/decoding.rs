use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};

use super::{SECRET, drawing, encoded, jpeg, jpeg_with_exif, png_bomb};
use crate::{
    error::AppError,
    media::{
        decoding::{decode, in_turn},
        model::Format,
        renditions::{make_renditions, widths},
    },
};

fn reason(bytes: &[u8]) -> String {
    match decode(bytes) {
        Err(AppError::Invalid(problems)) => problems[0].says.clone(),
        other => panic!("not refused: {:?}", other.map(|picture| picture.mime)),
    }
}

#[test]
fn the_bytes_tell_the_type() {
    let drawing = drawing(60, 40);
    let types = [
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Gif, "image/gif"),
        (ImageFormat::WebP, "image/webp"),
    ];
    for (format, mime) in types {
        let picture = decode(&encoded(&drawing, format)).unwrap();
        assert_eq!((picture.mime, picture.pixels.dimensions()), (mime, (60, 40)));
    }
}

#[test]
fn what_is_not_a_picture_is_refused_with_its_reason() {
    assert!(reason(b"").contains("rỗng"));
    assert!(reason(b"<?xml version='1.0'?><SVG onload='alert(1)'/>").contains("SVG"));
    assert!(reason(b"\0\0\0\x18ftypheic\0\0\0\0").contains("HEIC"));
    assert!(reason(b"BM\x36\0\0\0").contains("BMP"));
    assert!(reason(b"MZ\x90\0").contains("không phải ảnh"));
    assert!(reason("Không phải ảnh".as_bytes()).contains("không phải ảnh"));
    assert!(reason(&vec![0xFF; 20 * 1024 * 1024 + 1]).contains("20 MB"));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    assert!(reason(&png_bomb()).contains("60000×60000"));
    // One side too long, though few pixels.
    assert!(reason(&encoded(&DynamicImage::new_luma8(12_001, 1), ImageFormat::Png)).contains("12001×1"));
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    let drawing = drawing(300, 200);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&drawing, format);
        for tenth in 0..60 {
            let cut = &whole[..whole.len() * tenth / 60];
            assert!(matches!(decode(cut), Err(AppError::Invalid(_))), "{format:?} cut at {} of {}", cut.len(), whole.len());
        }
    }
}

#[test]
fn a_cut_picture_with_a_whole_thumbnail_within_is_refused() {
    let (thumbnail, whole) = (jpeg(16, 16), jpeg(300, 200));
    let mut bytes = whole[..2].to_vec();
    bytes.extend([0xFF, 0xE2]);
    bytes.extend((thumbnail.len() as u16 + 2).to_be_bytes());
    bytes.extend(&thumbnail[..]);
    bytes.extend(&whole[2..]);
    assert!(decode(&bytes).is_ok());
    assert!(reason(&bytes[..bytes.len() - 400]).contains("cắt cụt"));
}

#[tokio::test]
async fn flipped_bytes_never_end_the_program() {
    let drawing = drawing(64, 48);
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&drawing, format);
        for _ in 0..300 {
            let mut bytes = whole.to_vec();
            for _ in 0..3 {
                let at = random() % bytes.len();
                bytes[at] = random() as u8;
            }
            let done = in_turn(move || decode(&bytes).and_then(|picture| make_renditions(&picture.pixels))).await;
            assert!(matches!(done, Ok(_) | Err(AppError::Invalid(_))));
        }
    }
}

#[tokio::test]
async fn a_panic_is_a_broken_picture() {
    let done: Result<(), _> = in_turn(|| panic!("a decoder's own fault")).await;
    assert!(matches!(done, Err(AppError::Invalid(_))));
}

#[test]
fn orientation_is_applied_and_metadata_is_gone() {
    let bytes = jpeg_with_exif(120, 60);
    assert!(bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes()));
    let picture = decode(&bytes).unwrap();
    assert_eq!(picture.pixels.dimensions(), (60, 120));
    // Turned clockwise, what was left is above.
    let (above, below) = (picture.pixels.get_pixel(30, 20).0, picture.pixels.get_pixel(30, 100).0);
    assert!(above[0] > 180 && below[2] > 180, "{above:?} {below:?}");
    for rendition in make_renditions(&picture.pixels).unwrap() {
        assert_eq!((rendition.width, rendition.height), (60, 120));
        for word in [SECRET.as_bytes(), b"Exif", b"EXIF"] {
            assert!(!rendition.bytes.windows(word.len()).any(|part| part == word));
        }
    }
}

#[test]
fn widths_never_enlarge() {
    assert_eq!(widths(4000), [320, 480, 640, 960, 1280, 1920]);
    assert_eq!(widths(1600), [320, 480, 640, 960, 1280, 1600]);
    assert_eq!(widths(1000), [320, 480, 640, 960]);
    assert_eq!(widths(640), [320, 480, 640]);
    assert_eq!(widths(100), [100]);
    assert_eq!(widths(1), [1]);
}

#[test]
fn renditions_are_what_they_say() {
    let made = make_renditions(&drawing(1600, 1067)).unwrap();
    for rendition in &made {
        let format = if rendition.format == Format::Webp { ImageFormat::WebP } else { ImageFormat::Jpeg };
        let again = image::load_from_memory_with_format(&rendition.bytes, format).unwrap();
        assert_eq!(again.dimensions(), (rendition.width, rendition.height));
    }
    let of = |format| made.iter().filter(|one| one.format == format).map(|one| (one.width, one.height)).collect::<Vec<_>>();
    assert_eq!(of(Format::Jpeg), [(640, 427), (1280, 854)]);
    assert_eq!(of(Format::Webp), [(320, 213), (480, 320), (640, 427), (960, 640), (1280, 854), (1600, 1067)]);
}

#[test]
fn a_long_thin_picture_keeps_one_pixel() {
    let made = make_renditions(&drawing(12_000, 1)).unwrap();
    assert!(made.iter().all(|rendition| rendition.height == 1));
}

#[test]
fn jpeg_shows_transparency_on_white() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])));
    let made = make_renditions(&clear).unwrap();
    let jpeg = made.iter().find(|one| one.format == Format::Jpeg).unwrap();
    assert!(image::load_from_memory(&jpeg.bytes).unwrap().get_pixel(20, 20).0[0] > 250);
    let webp = made.iter().find(|one| one.format == Format::Webp).unwrap();
    assert_eq!(image::load_from_memory(&webp.bytes).unwrap().get_pixel(20, 20).0[3], 0);
}
