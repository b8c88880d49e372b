//! The words of a text as a reader compares them: without diacritics, or with them whatever the spelling of the day.

use std::sync::LazyLock;

use unicode_normalization::{
    UnicodeNormalization,
    char::{compose, is_combining_mark},
};

use super::folding::barred;

/// A word where it stands in the text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    pub start: usize,
    pub text: &'a str,
}

impl Word<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// "Hoà", "hòa" and "HOA" are `hoa`; "kỹ" and "kĩ" are `ki`; "4.200" is `4200`.
    pub fn folded(&self) -> String {
        let mut folded = String::with_capacity(self.text.len());
        fold_into(self.text, &mut folded);
        folded
    }

    /// With its diacritics, each tone behind its syllable, so that the place of the tone and the form of the letters do not matter.
    pub fn exact(&self) -> String {
        let (mut letters, mut tone) = (String::with_capacity(self.text.len() + 1), None);
        for c in self.text.nfd().flat_map(char::to_lowercase) {
            match TONES.iter().position(|mark| *mark == c) {
                Some(place) => tone = Some(b"12345"[place]),
                // A mark that belongs to the letter: ă, â, ê, ô, ơ, ư.
                None if is_combining_mark(c) => {
                    let composed = letters.chars().next_back().and_then(|letter| compose(letter, c));
                    if let Some(composed) = composed {
                        letters.pop();
                        letters.push(composed);
                    }
                }
                None if c == '.' => {}
                None => letters.push(barred(c)),
            }
        }
        spell(&mut letters);
        if let Some(tone) = tone {
            letters.push('/');
            letters.push(char::from(tone));
        }
        letters
    }

    pub fn has_diacritics(&self) -> bool {
        !self.text.is_ascii() && self.text.nfd().any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ' | 'ð' | 'Ð'))
    }
}

/// Grave, acute, hook, tilde, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Runs of letters and digits; marks belong to the letter before them, and a dot between groups of three digits to the number.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let mut end = start + run(&text[start..]);
        if text[start..end].len() <= 3 && text[start..end].bytes().all(|byte| byte.is_ascii_digit()) {
            while let Some(group) = text[end..].strip_prefix('.')
                && run(group) == 3
                && group.bytes().take(3).all(|byte| byte.is_ascii_digit())
            {
                end += 4;
            }
        }
        rest = end;
        Some(Word { start, text: &text[start..end] })
    })
}

/// Each word of a text as [`Word::folded`].
pub fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded()).collect()
}

fn run(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).unwrap_or(text.len())
}

/// As [`Word::folded`], into a buffer that is used again.
pub fn fold_into(word: &str, folded: &mut String) {
    folded.clear();
    for c in word.chars() {
        if c.is_ascii() {
            if c != '.' {
                folded.push(c.to_ascii_lowercase());
            }
        } else if let Some(base) = LATIN.get(c as usize).copied().filter(|base| *base != '\0') {
            folded.push(base);
        } else {
            folded.extend(c.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
        }
    }
    spell(folded);
}

/// The first letter of [`Word::folded`], where it can be had without the others.
pub fn initial(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    if first.is_ascii() {
        return Some(first.to_ascii_lowercase());
    }
    LATIN.get(first as usize).copied().filter(|base| *base != '\0')
}

/// The letters of Vietnamese (and all Latin ones before U+1F00), each with what is left of it: looked up, for whole texts are read this way.
static LATIN: LazyLock<Vec<char>> = LazyLock::new(|| {
    let base = |code: u32| {
        let c = char::from_u32(code)?;
        let lower = c.to_lowercase().next()?;
        let base = if barred(lower) == 'đ' { 'd' } else { std::iter::once(lower).nfd().next()? };
        base.is_ascii_alphabetic().then_some(base)
    };
    (0..0x1F00).map(|code| base(code).unwrap_or('\0')).collect()
});

/// One spelling where two are in use: kỹ/kĩ, lý/lí, tỷ/tỉ, quý/quí.
fn spell(word: &mut String) {
    if matches!(word.as_str(), "hy" | "ky" | "ly" | "my" | "sy" | "ty" | "quy") {
        word.pop();
        word.push('i');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Vec<String> {
        words(text).map(|word| word.exact()).collect()
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        for (one, other) in [
            ("hoà", "hòa"),
            ("thuý", "thúy"),
            ("Uỷ", "ủy"),
            ("khoẻ", "khỏe"),
            ("kỹ", "kĩ"),
            ("tỷ", "tỉ"),
            ("quý", "quí"),
            ("Lý", "lí"),
            ("Hoà Cư", "HOÀ CƯ"),
        ] {
            let nfd: String = other.nfd().collect();
            assert_eq!(exact(one), exact(other), "{one} {other}");
            assert_eq!(exact(one), exact(&nfd), "{one} {other} in parts");
            assert_eq!(folded(one), folded(&nfd));
        }
    }

    #[test]
    fn words_that_differ_stay_apart_with_diacritics_and_meet_without() {
        for (one, other) in [("má", "mà"), ("chè", "chế"), ("đường", "dường"), ("thúy", "thúi"), ("hòa", "hóa"), ("cau", "cầu")]
        {
            assert_ne!(exact(one), exact(other), "{one} {other}");
        }
        assert_eq!(folded("má mà mả mã mạ ma"), ["ma"; 6]);
        assert_eq!(folded("Đường dường ĐƯỜNG"), ["duong"; 3]);
        assert_ne!(folded("thúy"), folded("thúi"));
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Số 42/2022/NĐ-CP: 4.200 cây, 99,8%.";
        let found: Vec<_> = words(text).collect();
        assert!(found.iter().all(|word| &text[word.start..word.end()] == word.text));
        assert_eq!(folded(text), ["so", "42", "2022", "nd", "cp", "4200", "cay", "99", "8"]);
        assert_eq!(folded("17.6.2024 và 1.234.567 với 12.3456"), ["17", "6", "2024", "va", "1234567", "voi", "12", "3456"]);
    }

    #[test]
    fn folding_agrees_with_the_one_of_slugs_and_with_its_first_letter() {
        for c in ('\u{1}'..'\u{2000}').filter(|c| c.is_alphabetic()) {
            let text = c.to_string();
            if let Some(word) = words(&text).next() {
                assert_eq!(word.folded(), crate::text::fold(&text), "{c:?}");
                assert!(initial(&text).is_none_or(|first| word.folded().starts_with(first)), "{c:?}");
            }
        }
    }
}
