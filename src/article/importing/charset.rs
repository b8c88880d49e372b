//! Files that are not UTF-8 but say what they are: old Vietnamese pages in windows-1258, Western ones in windows-1252.

use crate::text::nfc;

/// How far into a file its encoding is looked for. Browsers look at the first kilobyte, and again at what comes later.
const HEAD: usize = 16 * 1024;
/// Of so many letters beyond ASCII one may be broken in what is UTF-8 all the same.
const SOUND: usize = 10;

/// 0x80 to 0x9F of windows-1252; zero where nothing is.
const C1: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// Where windows-1258 differs: Vietnamese letters, and tones that follow their vowel.
const VIETNAMESE: [(u8, char); 14] = [
    (0xC3, 'Ă'),
    (0xCC, '\u{300}'),
    (0xD0, 'Đ'),
    (0xD2, '\u{309}'),
    (0xD5, 'Ơ'),
    (0xDD, 'Ư'),
    (0xDE, '\u{303}'),
    (0xE3, 'ă'),
    (0xEC, '\u{301}'),
    (0xF0, 'đ'),
    (0xF2, '\u{323}'),
    (0xF5, 'ơ'),
    (0xFD, 'ư'),
    (0xFE, '₫'),
];

/// Whether these are no words in any encoding: a picture, an archive, a drawing, nothing but bytes.
pub fn is_no_text(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 8] =
        [b"PK\x03\x04", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"\xd0\xcf\x11\xe0", b"\x7fELF"];
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let begins = ["<svg", "<?xml", "<!doctype svg"].iter().any(|begins| head.trim_start().starts_with(begins));
    let is_drawing = begins && head.contains("<svg") && !["<html", "<body", "<p", "<div"].iter().any(|tag| head.contains(tag));
    let is_binary = bytes.contains(&0) && utf16(bytes).is_none() && !has_mark(bytes);
    is_drawing || is_binary || SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

fn has_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// Two bytes a letter, without a mark that says so: told by the zeros of every other byte of the tags.
fn utf16(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, enough) = (zeros(0), zeros(1), head.len() / 4);
    let read: fn([u8; 2]) -> u16 = match (even > enough, odd > enough) {
        (true, false) => u16::from_be_bytes,
        (false, true) => u16::from_le_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes.chunks_exact(2).map(|two| read([two[0], two[1]])).collect();
    String::from_utf16(&units).ok()
}

/// The file in UTF-8, where it is in an old encoding: one that it names, or with nothing named the Vietnamese one. None where it is UTF-8, broken
/// in few places or in none.
pub fn to_utf8(bytes: &[u8]) -> Option<String> {
    if has_mark(bytes) {
        return None;
    }
    if bytes.contains(&0) {
        return utf16(bytes);
    }
    let read = String::from_utf8_lossy(bytes);
    let broken = read.chars().filter(|c| *c == '\u{FFFD}').count();
    let sound = read.chars().filter(|c| !c.is_ascii()).count() - broken;
    if broken * SOUND <= sound {
        return None;
    }
    let vietnamese = match declared(bytes).as_deref() {
        None | Some("windows-1258" | "cp1258" | "x-cp1258") => &VIETNAMESE[..],
        Some("windows-1252" | "cp1252" | "iso-8859-1" | "latin1" | "us-ascii" | "ascii") => &[],
        Some(_) => return None,
    };
    let character = |byte: u8| match (vietnamese.iter().find(|(code, _)| *code == byte), byte) {
        (Some((_, c)), _) => *c,
        (None, 0x80..=0x9F) => char::from_u32(C1[usize::from(byte - 0x80)].into()).filter(|c| *c != '\0').unwrap_or('\u{FFFD}'),
        (None, _) => char::from(byte),
    };
    let text: String = bytes.iter().copied().map(character).collect();
    Some(nfc(&text))
}

/// As a `meta` of the file says it, or the line of XML before it.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let after = ["charset", "encoding"]
        .iter()
        .find_map(|name| head.split(name).skip(1).find_map(|after| after.trim_start().strip_prefix('=')))?;
    let value: String = after
        .trim_start_matches([' ', '"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!value.is_empty()).then_some(value)
}
