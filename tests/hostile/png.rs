use image::{DynamicImage, ImageFormat};

use crate::{
    Fate::{self, Either, Picture, Refused},
    Hostile, hostile,
    make::{SCRIPT, crc32, deflated, deflated_zeros, encoded, good},
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind.as_slice(), data].concat();
    [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc32(&body).to_be_bytes()].concat()
}

fn header(width: u32, height: u32, depth: u8, colour: u8, interlace: u8) -> Vec<u8> {
    let data = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, interlace]].concat();
    chunk(b"IHDR", &data)
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat(), &chunk(b"IEND", b"")].concat()
}

/// Grey pixels of the size that is said.
fn grey(width: u32, height: u32) -> Vec<u8> {
    chunk(b"IDAT", &deflated(&vec![0; (width as usize + 1) * height as usize]))
}

/// A good picture with something put in after its header.
fn with(extra: &[u8]) -> Vec<u8> {
    let good = good(ImageFormat::Png);
    [&good[..33], extra, &good[33..]].concat()
}

pub fn all() -> Vec<Hostile> {
    let file = |what: &str, bytes: Vec<u8>, fate: Fate| hostile(format!("PNG: {what}"), "anh.png", bytes, fate);
    let text = |kind: &[u8; 4], head: &[u8], packed: Vec<u8>| chunk(kind, &[head, &packed].concat());
    let mut files = vec![
        file(
            "60,000 pixels a side in 100 bytes",
            png(&[header(60_000, 60_000, 8, 2, 0), chunk(b"IDAT", &deflated(b"0"))]),
            Refused("60000×60000"),
        ),
        file("one side too long", png(&[header(12_001, 1, 8, 0, 0), grey(12_001, 1)]), Refused("12001×1")),
        file("the other side too long", png(&[header(1, 12_001, 8, 0, 0), grey(1, 12_001)]), Refused("1×12001")),
        file("a pixel row over 40 megapixels", png(&[header(8000, 5001, 8, 0, 0), grey(8000, 5001)]), Refused("8000×5001")),
        file(
            "40 megapixels of 16 bits and four channels",
            png(&[header(8000, 5000, 16, 6, 0), chunk(b"IDAT", &deflated_zeros(320 << 20))]),
            Refused("bộ nhớ"),
        ),
        file("the largest number for a side", png(&[header(0x7FFF_FFFF, 0x7FFF_FFFF, 8, 6, 0), chunk(b"IDAT", b"")]), Refused("")),
        file("a side beyond the format", png(&[header(0xFFFF_FFFF, 1, 8, 6, 0), chunk(b"IDAT", b"")]), Refused("")),
        file("no pixels", png(&[header(0, 0, 8, 2, 0), chunk(b"IDAT", &deflated(b""))]), Refused("")),
        file("no height", png(&[header(10, 0, 8, 2, 0), chunk(b"IDAT", &deflated(b""))]), Refused("")),
        file("a gigabyte behind 10 pixels", png(&[header(10, 10, 8, 0, 0), chunk(b"IDAT", &deflated_zeros(1 << 30))]), Either),
        file("a gigabyte of text (zTXt)", with(&text(b"zTXt", b"Comment\0\0", deflated_zeros(1 << 30))), Picture),
        file("a gigabyte of text (iTXt)", with(&text(b"iTXt", b"Comment\0\x01\0vi\0x\0", deflated_zeros(1 << 30))), Picture),
        file("a gigabyte of colour profile", with(&text(b"iCCP", b"icc\0\0", deflated_zeros(1 << 30))), Either),
        file("100,000 comments", with(&chunk(b"tEXt", b"Comment\0x").repeat(100_000)), Picture),
        file("a script as comment", with(&chunk(b"tEXt", &[b"Comment\0", SCRIPT].concat())), Picture),
        file("a script as XMP", with(&chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", SCRIPT].concat())), Picture),
        file("a place as Exif", with(&chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\0GPSLatitude 21.8")), Picture),
        file("a script after the end", [good(ImageFormat::Png), SCRIPT.to_vec()].concat(), Picture),
        file("a ZIP after the end", [good(ImageFormat::Png), b"PK\x03\x04".to_vec(), vec![0; 200]].concat(), Picture),
        file("a chunk longer than the file", with(&[&0x7FFF_FFFF_u32.to_be_bytes()[..], b"tEXtx"].concat()), Refused("")),
        file("a chunk of 4 GiB", with(&[&0xFFFF_FFFF_u32.to_be_bytes()[..], b"tEXtx"].concat()), Refused("")),
        file("no pixels' chunk", png(&[header(10, 10, 8, 0, 0)]), Refused("")),
        file("no header", png(&[grey(10, 10)]), Refused("")),
        file("two headers", png(&[header(10, 10, 8, 0, 0), header(9000, 9000, 8, 0, 0), grey(10, 10)]), Either),
        file("no palette for its colours", png(&[header(10, 10, 8, 3, 0), grey(10, 10)]), Either),
        file("a depth of 7 bits", png(&[header(10, 10, 7, 0, 0), grey(10, 10)]), Refused("")),
        file("a colour type of 5", png(&[header(10, 10, 8, 5, 0), grey(10, 10)]), Refused("")),
        file("an interlace of 9", png(&[header(10, 10, 8, 0, 9), grey(10, 10)]), Refused("")),
        file("garbage for pixels", png(&[header(100, 100, 8, 2, 0), chunk(b"IDAT", &crate::make::noise(4000, 7))]), Refused("")),
        file("pixels of another size", png(&[header(2000, 2000, 8, 2, 0), grey(10, 10)]), Refused("")),
        file(
            "an animation of 10,000 frames that are not there",
            with(&chunk(b"acTL", &[10_000_u32.to_be_bytes(), 0_u32.to_be_bytes()].concat())),
            Refused("10.000 khung hình"),
        ),
        file("only its signature", SIGNATURE.to_vec(), Refused("hỏng")),
        file("40 megapixels in one bit", encoded_bits(), Picture),
    ];
    let mut flipped = good(ImageFormat::Png);
    flipped[60] ^= 0xFF;
    files.push(file("a wrong checksum", flipped, Refused("")));
    let wide = encoded(&DynamicImage::new_luma8(12_000, 1), ImageFormat::Png);
    files.push(file("12,000 pixels by one", wide, Picture));
    files
}

/// As large as is taken, packed to a few kilobytes.
fn encoded_bits() -> Vec<u8> {
    png(&[header(8000, 5000, 1, 0, 0), chunk(b"IDAT", &deflated(&vec![0; 1001 * 5000]))])
}
