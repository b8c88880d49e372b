//! Slips of the keys: a word that no text holds, mended into one that a text does.

use std::collections::HashMap;

use tantivy::{Searcher, schema::Field};

/// Words of so many texts at most are tried in place of one.
const MOST_TRIES: usize = 8;
/// In a longer question no slip is looked for where all words are known, nor more of these where they are not: each is counted many times.
const LONGEST: usize = 8;
const MOST_UNKNOWN: usize = 3;

/// Every word of the index with the number of texts that hold it.
#[derive(Debug, Default)]
pub struct Vocabulary(HashMap<String, u64>);

impl Vocabulary {
    pub fn of(searcher: &Searcher, field: Field) -> Self {
        let mut words = HashMap::new();
        for segment in searcher.segment_readers() {
            let Ok(index) = segment.inverted_index(field) else { continue };
            let Ok(mut terms) = index.terms().stream() else { continue };
            while terms.advance() {
                if let Ok(word) = std::str::from_utf8(terms.key()) {
                    *words.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
                }
            }
        }
        Self(words)
    }

    /// The words with one slip in each mended that needs it, so that `count` finds texts; the words themselves where it finds some without.
    /// None where that cannot be done. `count_pair` says in how many texts two words stand side by side.
    ///
    /// # Errors
    /// What the two fail with.
    pub fn mend<E>(
        &self,
        words: &[String],
        count: impl Fn(&[String]) -> Result<usize, E>,
        count_pair: impl Fn(&[String]) -> Result<usize, E>,
    ) -> Result<Option<Vec<String>>, E> {
        match words.iter().filter(|word| !self.0.contains_key(*word)).count() {
            // Only their order was in no text.
            0 if count(words)? > 0 => Ok(Some(words.to_vec())),
            0 if words.len() <= LONGEST => self.mend_known(words, &count, &count_pair),
            1..=MOST_UNKNOWN => self.mend_unknown(words, &count, &count_pair),
            _ => Ok(None),
        }
    }

    /// Each word that no text holds gives way to the one that stands best between its neighbours.
    fn mend_unknown<E>(
        &self,
        words: &[String],
        count: &impl Fn(&[String]) -> Result<usize, E>,
        count_pair: &impl Fn(&[String]) -> Result<usize, E>,
    ) -> Result<Option<Vec<String>>, E> {
        let mut mended = words.to_vec();
        for place in (0..words.len()).filter(|place| !self.0.contains_key(&words[*place])) {
            let mut best = None;
            for word in self.like(&words[place]) {
                // A word of the question itself is in every text that is counted, and says nothing.
                let is_new = !mended.contains(&word);
                let mut tried = mended.clone();
                tried[place] = word;
                // Judged beside the words that are right, or right by now.
                let right: Vec<String> = (0..words.len())
                    .filter(|other| *other <= place || self.0.contains_key(&words[*other]))
                    .map(|other| tried[other].clone())
                    .collect();
                let texts = count(&right)?;
                keep_better(&mut best, (texts > 0, is_new, fit(&tried, place, count_pair)?, texts), tried);
            }
            let Some((_, tried)) = best else { return Ok(None) };
            mended = tried;
        }
        Ok((count(&mended)? > 0).then_some(mended))
    }

    /// Each word is one, but no text holds them all: the one change that makes most of what stands side by side.
    fn mend_known<E>(
        &self,
        words: &[String],
        count: &impl Fn(&[String]) -> Result<usize, E>,
        count_pair: &impl Fn(&[String]) -> Result<usize, E>,
    ) -> Result<Option<Vec<String>>, E> {
        let mut best = None;
        for place in 0..words.len() {
            let before = fit(words, place, count_pair)?;
            for word in self.like(&words[place]).into_iter().filter(|word| !words.contains(word)) {
                let mut tried = words.to_vec();
                tried[place] = word;
                let texts = count(&tried)?;
                if texts > 0 {
                    keep_better(&mut best, (fit(&tried, place, count_pair)? as i64 - before as i64, texts), tried);
                }
            }
        }
        Ok(best.map(|(_, words)| words))
    }

    /// Words one slip away, the most usual first.
    fn like(&self, word: &str) -> Vec<String> {
        let typed: Vec<char> = word.chars().collect();
        if typed.len() < 2 || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let mut like: Vec<_> = self.0.iter().filter(|(known, _)| is_one_slip(&typed, known)).collect();
        like.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        like.into_iter().take(MOST_TRIES).map(|(known, _)| known.clone()).collect()
    }
}

/// How often texts hold a word beside those that it stands between.
fn fit<E>(words: &[String], place: usize, count_pair: &impl Fn(&[String]) -> Result<usize, E>) -> Result<usize, E> {
    let before = place.checked_sub(1).map(|before| &words[before..=place]);
    let after = words.get(place..place + 2);
    before.into_iter().chain(after).map(count_pair).sum()
}

/// The first of equals stays.
fn keep_better<W: PartialOrd>(best: &mut Option<(W, Vec<String>)>, weight: W, words: Vec<String>) {
    if best.as_ref().is_none_or(|(most, _)| weight > *most) {
        *best = Some((weight, words));
    }
}

/// One letter too many, missing or wrong, or two that changed places.
fn is_one_slip(typed: &[char], known: &str) -> bool {
    if known.len().abs_diff(typed.len()) > 1 {
        return false;
    }
    let known: Vec<char> = known.chars().collect();
    let same = typed.iter().zip(&known).take_while(|(a, b)| a == b).count();
    let (typed, known) = (&typed[same..], &known[same..]);
    match (typed, known) {
        ([], []) => false,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([a, b, x @ ..], [c, d, y @ ..]) => a == d && b == c && x == y,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_and_no_more() {
        let slip = |typed: &str, known: &str| is_one_slip(&typed.chars().collect::<Vec<_>>(), known);
        for (typed, known) in
            [("snih", "sinh"), ("hocc", "hoc"), ("hc", "hoc"), ("hop", "hoc"), ("khia", "khai"), ("ruong", "truong")]
        {
            assert!(slip(typed, known), "{typed} {known}");
        }
        for (typed, known) in [("hoc", "hoc"), ("ohc", "cho"), ("hanh", "chin"), ("a", "abc"), ("sinhh", "snih")] {
            assert!(!slip(typed, known), "{typed} {known}");
        }
    }
}
