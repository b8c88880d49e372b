//! Media against hostile files, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod albums;
mod decoding;
mod library;
mod serving;
mod storage;
mod sweeping;
mod uploading;
mod worker;

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use uuid::Uuid;

use crate::{
    db::Db,
    site::{model::SiteView, store::create_site},
};

/// Left half red, right half blue, with a little texture.
pub fn drawing(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let grain = ((x * 7 + y * 13) % 16) as u8;
        if x < width / 2 { Rgb([220, grain, 20]) } else { Rgb([20, grain, 220]) }
    }))
}

pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Bytes {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner().into()
}

pub fn jpeg(width: u32, height: u32) -> Bytes {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&drawing(width, height)).unwrap();
    bytes.into()
}

pub const SECRET: &str = "21.8478N 106.7577E";

/// A JPEG whose Exif segment turns it by a quarter and says where it was taken.
pub fn jpeg_with_exif(width: u32, height: u32) -> Bytes {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    tiff.extend(b"\x01\x0e\0\x02");
    tiff.extend((SECRET.len() as u32).to_be_bytes());
    tiff.extend(38_u32.to_be_bytes());
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(SECRET.as_bytes());
    let plain = jpeg(width, height);
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend((tiff.len() as u16 + 8).to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&plain[2..]);
    bytes.into()
}

/// A PNG of a few bytes that says it is 60.000 pixels wide and high.
pub fn png_bomb() -> Bytes {
    let mut bytes = encoded(&drawing(8, 8), ImageFormat::Png).to_vec();
    bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes.into()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    };
    !bytes.iter().fold(!0, step)
}

pub async fn site(db: &Db, host: &str) -> Uuid {
    let view = SiteView { name: host.to_owned(), ..SiteView::default() };
    create_site(db, host, &view, 0).await.unwrap()
}
