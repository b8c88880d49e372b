//! Files that are not UTF-8 but say what they are: old Vietnamese pages in windows-1258, Western ones in windows-1252.

use crate::text::nfc;

/// How far into a file a `meta charset` is looked for, as browsers do.
const HEAD: usize = 1024;

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

/// The file in UTF-8, where it is in an old encoding that it names; None where it is UTF-8 or says nothing.
pub fn to_utf8(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return None;
    }
    let vietnamese = match declared(bytes)?.as_str() {
        "windows-1258" | "cp1258" | "x-cp1258" => &VIETNAMESE[..],
        "windows-1252" | "cp1252" | "iso-8859-1" | "latin1" | "us-ascii" | "ascii" => &[],
        _ => return None,
    };
    let character = |byte: u8| match (vietnamese.iter().find(|(code, _)| *code == byte), byte) {
        (Some((_, c)), _) => *c,
        (None, 0x80..=0x9F) => char::from_u32(C1[usize::from(byte - 0x80)].into()).filter(|c| *c != '\0').unwrap_or('\u{FFFD}'),
        (None, _) => char::from(byte),
    };
    let text: String = bytes.iter().copied().map(character).collect();
    Some(nfc(&text))
}

fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    Some(value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}
