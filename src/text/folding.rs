//! Folding away diacritics, and the slug that follows from it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text as it is kept: NFC.
pub fn nfc(text: &str) -> String {
    if text.chars().all(is_whole) { text.to_owned() } else { text.nfc().collect() }
}

/// What neither composes nor is composed: Latin letters as Vietnamese is written with today, dashes and quotation marks.
fn is_whole(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}')
}

/// One line as it is kept: NFC, single spaces, none around it.
pub fn one_line(text: &str) -> String {
    nfc(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// At most about 200 characters, cut at a word.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..at])
}

/// Lower case without diacritics: "Hoà Cư" and "Hòa Cư" both give "hoa cu", "Đường" gives "duong".
pub fn fold(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if barred(c) == 'đ' { 'd' } else { c }).collect()
}

/// In converted files other letters that look the same stand for đ: Icelandic ð, African ɖ.
pub fn barred(c: char) -> char {
    if matches!(c, 'ð' | 'ɖ') { 'đ' } else { c }
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

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::*;

    #[test]
    fn what_is_taken_for_whole_is() {
        let whole: String = ('\0'..='\u{ffff}').filter(|c| is_whole(*c)).collect();
        assert_eq!(is_nfc_quick(whole.chars()), IsNormalized::Yes);
        assert_eq!(whole.nfc().collect::<String>(), whole);
        assert!(['Ế', 'ự', 'Đ', 'ả', '“', '–'].into_iter().all(is_whole) && !['\u{301}', '\u{2126}'].into_iter().any(is_whole));
        assert_eq!(slug("Ðại hội Ɖảng bộ, đường mới"), "dai-hoi-dang-bo-duong-moi");
        assert_eq!(nfc("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t"), "Tiếng Việt");
    }
}
