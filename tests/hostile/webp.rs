use image::ImageFormat;

use crate::{
    Fate::{self, Either, Picture, Refused},
    Hostile, hostile,
    make::{SCRIPT, good, noise},
};

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let padding = if data.len() % 2 == 1 { &[0][..] } else { &[] };
    [kind.as_slice(), &(data.len() as u32).to_le_bytes(), data, padding].concat()
}

fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = chunks.concat();
    [b"RIFF".as_slice(), &(body.len() as u32 + 4).to_le_bytes(), b"WEBP", &body].concat()
}

/// The extended header: flags, and a canvas of a size.
fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let (width, height) = ((width - 1).to_le_bytes(), (height - 1).to_le_bytes());
    chunk(b"VP8X", &[&[flags, 0, 0, 0], &width[..3], &height[..3]].concat())
}

/// The lossless header of a size, with nothing behind it.
fn lossless(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | ((height - 1) << 14);
    chunk(b"VP8L", &[&[0x2F], &bits.to_le_bytes()[..], &[0; 8]].concat())
}

/// The pixels of a good picture.
fn pixels() -> Vec<u8> {
    good(ImageFormat::WebP)[12..].to_vec()
}

fn sized(size: u32) -> Vec<u8> {
    let mut bytes = good(ImageFormat::WebP);
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    bytes
}

fn frame(width: u32, height: u32) -> Vec<u8> {
    let head = [&[0; 6], &(width - 1).to_le_bytes()[..3], &(height - 1).to_le_bytes()[..3], &[1, 0, 0, 0]].concat();
    chunk(b"ANMF", &[head, lossless(width, height)].concat())
}

pub fn all() -> Vec<Hostile> {
    let file = |what: &str, bytes: Vec<u8>, fate: Fate| hostile(format!("WebP: {what}"), "anh.webp", bytes, fate);
    let whole = good(ImageFormat::WebP);
    let animated = |width, height, frames: usize, one: Vec<u8>| {
        webp(&[extended(2, width, height), chunk(b"ANIM", &[0; 6]), one.repeat(frames)])
    };
    let mut files = vec![
        file("a size of nothing", sized(0), Either),
        file("a size of 4 GiB", sized(0xFFFF_FFFF), Either),
        file("a size of one byte less", sized(whole.len() as u32 - 9), Either),
        file("16,384 pixels a side", webp(&[lossless(16_384, 16_384)]), Refused("")),
        file("a canvas of 16 million pixels a side", webp(&[extended(0, 1 << 24, 1 << 24), pixels()]), Refused("")),
        file("a canvas of another size than its pixels", webp(&[extended(0, 5000, 5000), pixels()]), Refused("")),
        file("36 megapixels that are not there", webp(&[lossless(6000, 6000)]), Either),
        file("10,000 frames of one pixel", animated(1, 1, 10_000, frame(1, 1)), Refused("10.000 khung hình")),
        file("frames larger than the canvas", animated(10, 10, 3, frame(9000, 4000)), Refused("")),
        file("an animation without frames", animated(10, 10, 0, Vec::new()), Refused("")),
        file("transparency of noise", webp(&[extended(0x10, 320, 200), chunk(b"ALPH", &noise(900, 4)), pixels()]), Either),
        file("a script as XMP", webp(&[extended(4, 320, 200), pixels(), chunk(b"XMP ", SCRIPT)]), Picture),
        file(
            "a place as Exif",
            webp(&[extended(8, 320, 200), pixels(), chunk(b"EXIF", b"Exif\0\0MM\0*\0\0\0\x08GPSLatitude 21.8")]),
            Picture,
        ),
        file("a colour profile of noise", webp(&[extended(0x20, 320, 200), chunk(b"ICCP", &noise(5000, 8)), pixels()]), Picture),
        file(
            "a chunk longer than the file",
            webp(&[extended(8, 320, 200), b"EXIF\xFF\xFF\xFF\x7F".to_vec(), pixels()]),
            Refused(""),
        ),
        file("100,000 unknown chunks", webp(&[extended(0, 320, 200), chunk(b"abcd", b"x").repeat(100_000), pixels()]), Picture),
        file("a script after the end", [whole.clone(), SCRIPT.to_vec()].concat(), Picture),
        file("noise for pixels", webp(&[chunk(b"VP8L", &[&[0x2F], noise(4000, 6).as_slice()].concat())]), Refused("")),
        file("noise for lossy pixels", webp(&[chunk(b"VP8 ", &noise(4000, 2))]), Refused("")),
        file("no chunk", webp(&[]), Refused("hỏng")),
    ];
    files.extend((1..6).map(|sixth| {
        let cut = whole[..whole.len() * sixth / 6].to_vec();
        file(&format!("cut off after {sixth} sixths"), cut, Refused(""))
    }));
    files
}
