use image::ImageFormat;

use crate::{
    Fate::{self, Either, Picture, Refused},
    Hostile, hostile,
    make::{SCRIPT, good, noise},
};

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &(data.len() as u16 + 2).to_be_bytes()[..], data].concat()
}

/// A good picture with something put in after its beginning.
fn with(extra: &[u8]) -> Vec<u8> {
    let good = good(ImageFormat::Jpeg);
    [&good[..2], extra, &good[2..]].concat()
}

/// Where the frame header stands.
fn frame(bytes: &[u8]) -> usize {
    bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap()
}

fn scan(bytes: &[u8]) -> usize {
    bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap()
}

/// The frame header changed: (place after the marker, new byte).
fn framed(changes: &[(usize, u8)]) -> Vec<u8> {
    let mut bytes = good(ImageFormat::Jpeg);
    let at = frame(&bytes);
    for (place, byte) in changes {
        bytes[at + place] = *byte;
    }
    bytes
}

/// A progressive picture that is gone over again and again.
fn scans(width: u16, height: u16, count: usize) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    bytes.extend(segment(0xDB, &[&[0], [1_u8; 64].as_slice()].concat()));
    let (w, h) = (width.to_be_bytes(), height.to_be_bytes());
    bytes.extend(segment(0xC2, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]));
    // One code: end of band.
    let mut counts = [0; 16];
    counts[0] = 1;
    for class in [0x00, 0x10] {
        bytes.extend(segment(0xC4, &[&[class], counts.as_slice(), &[0]].concat()));
    }
    bytes.extend(segment(0xDA, &[1, 1, 0, 0, 0, 0]));
    bytes.extend(vec![0; usize::from(width / 8) * usize::from(height / 8) / 8]);
    for _ in 0..count {
        bytes.extend(segment(0xDA, &[1, 1, 0, 1, 63, 0]));
        bytes.extend(vec![0; 8]);
    }
    bytes.extend([0xFF, 0xD9]);
    bytes
}

fn exif(tiff: &[u8]) -> Vec<u8> {
    with(&segment(0xE1, &[b"Exif\0\0", tiff].concat()))
}

pub fn all() -> Vec<Hostile> {
    let file = |what: &str, bytes: Vec<u8>, fate: Fate| hostile(format!("JPEG: {what}"), "anh.jpg", bytes, fate);
    let whole = good(ImageFormat::Jpeg);
    let mut files = vec![
        file("one byte", vec![0xFF], Refused("không phải ảnh")),
        file("only its beginning", vec![0xFF, 0xD8, 0xFF], Refused("hỏng")),
        file("beginning and end", vec![0xFF, 0xD8, 0xFF, 0xD9], Refused("hỏng")),
        file("65,535 pixels a side", framed(&[(5, 0xFF), (6, 0xFF), (7, 0xFF), (8, 0xFF)]), Refused("65535×65535")),
        file("41 megapixels said of few", framed(&[(5, 0x1A), (6, 0x00), (7, 0x1A), (8, 0x00)]), Refused("lớn")),
        file("40 megapixels said of few", framed(&[(5, 0x17), (6, 0x70), (7, 0x17), (8, 0x70)]), Either),
        file("no height", framed(&[(5, 0), (6, 0)]), Refused("")),
        file("no width", framed(&[(7, 0), (8, 0)]), Refused("")),
        file("no components", framed(&[(9, 0)]), Refused("")),
        file("255 components", framed(&[(9, 255)]), Refused("")),
        file("a sampling of nothing", framed(&[(11, 0)]), Refused("")),
        file("a sampling of fifteen", framed(&[(11, 0xFF)]), Either),
        file("12 bits a sample", framed(&[(4, 12)]), Refused("")),
        file("an arithmetic frame", framed(&[(1, 0xC9)]), Refused("")),
        file("a lossless frame", framed(&[(1, 0xC3)]), Refused("")),
        file("a table that is not there", framed(&[(12, 3)]), Refused("")),
        file("a segment of no length", with(&[0xFF, 0xE0, 0, 0]), Either),
        file("a segment of one byte", with(&[0xFF, 0xE0, 0, 1]), Either),
        file("a segment longer than the file", with(&[0xFF, 0xE5, 0xFF, 0xFF]), Either),
        file("1,000 segments", with(&segment(0xE3, &[7; 60]).repeat(1000)), Picture),
        file(
            "a broken colour profile",
            with(&segment(0xE2, &[b"ICC_PROFILE\0\x01\x01".as_slice(), &noise(3000, 3)].concat())),
            Picture,
        ),
        file(
            "255 parts of a colour profile, one there",
            with(&segment(0xE2, &[b"ICC_PROFILE\0\x07\xFF".as_slice(), &[0; 90]].concat())),
            Either,
        ),
        file("a script as comment", with(&segment(0xFE, SCRIPT)), Picture),
        file("a script as XMP", with(&segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SCRIPT].concat())), Picture),
        file("a script after the end", [whole.clone(), SCRIPT.to_vec()].concat(), Picture),
        file("a ZIP after the end", [whole.clone(), b"PK\x03\x04".to_vec(), vec![0; 300]].concat(), Picture),
        file("a PDF after the end", [whole.clone(), b"%PDF-1.7\n%%EOF".to_vec()].concat(), Picture),
        file("Exif that points to itself", exif(b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"), Picture),
        file("Exif that points out of the file", exif(b"MM\0*\xFF\xFF\xFF\xF0"), Picture),
        file("Exif with 65,535 entries", exif(b"II*\0\x08\0\0\0\xFF\xFF\x12\x01"), Picture),
        file("an orientation of 9,999", exif(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\x27\x0F\0\0\0\0\0\0"), Picture),
        file("a place as Exif", exif(b"MM\0*\0\0\0\x08\0\0GPSLatitude 21.8478N"), Picture),
        file("noise behind its header", [&whole[..scan(&whole) + 14], noise(20_000, 5).as_slice(), &[0xFF, 0xD9]].concat(), Either),
        file("noise behind its beginning", [&[0xFF, 0xD8, 0xFF], noise(20_000, 9).as_slice()].concat(), Refused("")),
        file("20,000 scans of small pixels", scans(800, 800, 20_000), Either),
        file("20,000 scans of 36 megapixels", scans(6000, 6000, 20_000), Either),
        file("100 beginnings", [[0xFF, 0xD8].repeat(100), whole[2..].to_vec()].concat(), Either),
        file("a megabyte of fill bytes", with(&vec![0xFF; 1 << 20]), Either),
        file("a restart after every block", with(&segment(0xDD, &[0, 1])), Either),
        file(
            "tables of codes that overflow",
            with(&segment(0xC4, &[&[0], [0xFF; 16].as_slice(), &[1; 255]].concat())),
            Refused(""),
        ),
    ];
    files.extend((1..8).map(|eighth| {
        let cut = whole[..whole.len() * eighth / 8].to_vec();
        file(&format!("cut off after {eighth} eighths"), cut, Refused(""))
    }));
    let large = [whole.clone(), vec![0; 21 * 1024 * 1024]].concat();
    files.push(file("21 MB of nothing after the end", large, Refused("20 MB")));
    files
}
