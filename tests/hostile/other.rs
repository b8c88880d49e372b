use crate::{
    Fate::{self, File, Refused},
    Hostile, hostile,
    make::{SCRIPT, deflated_zeros, noise},
};

const NO_FILE: Fate = Refused("chỉ nhận tệp");
const NO_PICTURE: Fate = Refused("không phải ảnh");

/// A ZIP with one entry of this many packed zeros.
fn zip_bomb(name: &str, unpacked: usize) -> Vec<u8> {
    let zlib = deflated_zeros(unpacked);
    let packed = &zlib[2..zlib.len() - 4];
    let sizes = [(packed.len() as u32).to_le_bytes(), (unpacked as u32).to_le_bytes()].concat();
    let head = [&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0], &[0; 4][..], &sizes, &(name.len() as u16).to_le_bytes(), &[0, 0]].concat();
    let local = [b"PK\x03\x04", head.as_slice(), name.as_bytes(), packed].concat();
    let central = [b"PK\x01\x02\x14\0", head.as_slice(), &[0; 14], name.as_bytes()].concat();
    let end = [
        b"PK\x05\x06\0\0\0\0\x01\0\x01\0",
        &(central.len() as u32).to_le_bytes()[..],
        &(local.len() as u32).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    [local, central, end].concat()
}

pub fn all() -> Vec<Hostile> {
    let file = |what: &str, name: &str, bytes: &[u8], fate: Fate| hostile(what, name, bytes, fate);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".as_slice();
    let laughs = b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><svg>&b;</svg>".as_slice();
    let html = [b"<!doctype html><html>", SCRIPT].concat();
    let svg_late = [vec![b' '; 900], svg.to_vec()].concat();
    vec![
        file("nothing at all", "rong.jpg", b"", Refused("rỗng")),
        file("nothing at all, as PDF", "rong.pdf", b"", Refused("rỗng")),
        file("nothing but NUL", "anh.jpg", &[0; 5000], NO_PICTURE),
        file("HTML called a JPEG", "anh.jpg", &html, NO_PICTURE),
        file("HTML called a PDF", "van-ban.pdf", &html, NO_FILE),
        file("HTML", "trang.html", &html, NO_FILE),
        file("PHP called a JPEG", "anh.php.jpg", SCRIPT, NO_PICTURE),
        file("JavaScript called a PNG", "anh.png", b"alert(1)//", NO_PICTURE),
        file("a shell script called a JPEG", "anh.jpg", b"#!/bin/sh\nrm -rf /\n", NO_PICTURE),
        file("SVG", "hinh.svg", svg, Refused("SVG")),
        file("SVG called a PNG", "hinh.png", svg, Refused("SVG")),
        file("SVG called a JPEG after spaces", "hinh.jpg", &svg_late, Refused("SVG")),
        file("SVG behind a byte order mark", "hinh.jpg", &[b"\xEF\xBB\xBF", svg].concat(), Refused("SVG")),
        file("SVG of entities that grow", "hinh.svg", laughs, Refused("SVG")),
        file("SVG called a Word file", "van-ban.docx", svg, Refused("SVG")),
        file("packed SVG", "hinh.svgz", b"\x1F\x8B\x08\0\0\0\0\0", NO_PICTURE),
        file("HEIC of a telephone", "IMG_0001.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1", Refused("HEIC")),
        file("HEIF called a video", "phim.mp4", b"\0\0\0\x18ftypmif1\0\0\0\0", Refused("HEIC")),
        file("AVIF called a video", "phim.mp4", b"\0\0\0\x18ftypavif\0\0\0\0", Refused("AVIF")),
        file("BMP", "anh.bmp", b"BM\x36\0\0\0\0\0\0\0", Refused("BMP")),
        file("TIFF", "anh.tif", b"II*\0\x08\0\0\0", Refused("TIFF")),
        file("TIFF the other way round", "anh.tif", b"MM\0*\0\0\0\x08", Refused("TIFF")),
        file("an icon called a PNG", "anh.png", b"\0\0\x01\0\x01\0\x10\x10", NO_PICTURE),
        file("JPEG 2000", "anh.jpg", b"\0\0\0\x0CjP  \r\n\x87\n", NO_PICTURE),
        file("JPEG XL", "anh.jpg", b"\xFF\x0A\xFA\x1F\x41", NO_PICTURE),
        file("Photoshop", "anh.png", b"8BPS\0\x01\0\0", NO_PICTURE),
        file("PostScript", "anh.jpg", b"%!PS-Adobe-3.0 EPSF\n(cat /etc/passwd) system", NO_PICTURE),
        file("ImageMagick's own language", "anh.jpg", b"push graphic-context\nfill 'url(https://x/\"|ls \")'", NO_PICTURE),
        file("a Windows program", "cap-nhat.exe", b"MZ\x90\0\x03\0\0\0", NO_FILE),
        file("a Windows program called a JPEG", "anh.jpg.exe", b"MZ\x90\0\x03\0\0\0", NO_FILE),
        file("a Linux program called a PDF", "van-ban.pdf", b"\x7FELF\x02\x01\x01\0", NO_FILE),
        file("WebAssembly called a PNG", "anh.png", b"\0asm\x01\0\0\0", NO_PICTURE),
        file("a Java class called a GIF", "anh.gif", b"\xCA\xFE\xBA\xBE\0\0\0\x34", NO_PICTURE),
        file("a Windows shortcut", "van-ban.pdf.lnk", b"L\0\0\0\x01\x14\x02\0", NO_FILE),
        file("RTF", "van-ban.doc", b"{\\rtf1\\object", NO_FILE),
        file("plain text", "ghi-chu.txt", "Không phải tệp được nhận".as_bytes(), NO_FILE),
        file("an e-mail", "thu.eml", b"From: x\r\nContent-Type: text/html\r\n\r\n", NO_FILE),
        file("GZIP", "goi.gz", b"\x1F\x8B\x08\0", NO_FILE),
        file("7z", "goi.7z", b"7z\xBC\xAF\x27\x1C", NO_FILE),
        file("RAR", "goi.rar", b"Rar!\x1A\x07\x01\0", NO_FILE),
        file("MP3", "nhac.mp3", b"ID3\x04\0\0\0\0", NO_FILE),
        file("AVI", "phim.avi", b"RIFF\x24\0\0\0AVI LIST", NO_FILE),
        file("WAV called a WebP", "anh.webp", b"RIFF\x24\0\0\0WAVEfmt ", NO_PICTURE),
        file("an SQLite file", "du-lieu.pdf", b"SQLite format 3\0", NO_FILE),
        file("noise", "anh.jpg", &noise(50_000, 11), NO_PICTURE),
        file("PDF with a script", "van-ban.pdf", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj", File),
        file("PDF that is HTML too", "van-ban.pdf", &[b"%PDF-1.4\n", SCRIPT].concat(), File),
        file("a ZIP of a gigabyte of zeros", "goi.zip", &zip_bomb("zeros", 1 << 30), File),
        file("a Word file of a gigabyte of zeros", "van-ban.docx", &zip_bomb("word/document.xml", 1 << 30), File),
        file("a ZIP that climbs out", "goi.zip", &zip_bomb("../../../etc/cron.d/x", 1 << 20), File),
        file("a Word file with macros", "van-ban.docm", &zip_bomb("word/vbaProject.bin", 1 << 20), File),
        file(
            "an old Word file of noise",
            "cu.doc",
            &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", noise(3000, 1).as_slice()].concat(),
            File,
        ),
        file("captions behind a byte order mark", "phu-de.vtt", b"\xEF\xBB\xBFWEBVTT\n\n00:00.000 --> 00:02.000\nChao\n", File),
        file("captions that are none", "phu-de.vtt", b"WEBVTTX\n", NO_FILE),
        file("HTML called captions", "phu-de.vtt", &html, NO_FILE),
        file("a video of noise", "phim.mp4", &[b"\0\0\0\x18ftypisom", noise(3000, 2).as_slice()].concat(), File),
        file("another video of noise", "phim.webm", &[b"\x1A\x45\xDF\xA3", noise(3000, 4).as_slice()].concat(), File),
    ]
}
