//! Folding away diacritics, and the slug that follows from it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text as it is kept: NFC.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// One line as it is kept: NFC, single spaces, none around it.
pub fn one_line(text: &str) -> String {
    nfc(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Lower case without diacritics: "Hoà Cư" and "Hòa Cư" both give "hoa cu", "Đường" gives "duong".
pub fn fold(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// The address of a title: folded, everything but letters and digits to single hyphens. Empty if nothing is left.
pub fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in fold(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
