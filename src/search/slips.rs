//! Slips of the keys: a word that no text holds, mended into one that a text does.

use std::collections::HashMap;

use tantivy::{Searcher, schema::Field};

/// Words of so many texts at most are tried in place of one.
const MOST_TRIES: usize = 8;

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

    /// The words with one slip in each mended that needs it, so that `count` finds texts; None where that cannot be done.
    ///
    /// # Errors
    /// What `count` fails with.
    pub fn mend<E>(&self, words: &[String], count: impl Fn(&[String]) -> Result<usize, E>) -> Result<Option<Vec<String>>, E> {
        let unknown: Vec<usize> = (0..words.len()).filter(|place| !self.0.contains_key(&words[*place])).collect();
        let mut mended = words.to_vec();
        for place in &unknown {
            let tries = self.like(&words[*place]);
            if tries.is_empty() {
                return Ok(None);
            }
            // Judged beside the words that are right, or right by now.
            let beside: Vec<String> = (0..words.len())
                .filter(|other| other < place || !unknown.contains(other))
                .map(|other| mended[other].clone())
                .collect();
            mended[*place] =
                best(&tries, |word| count(&[&beside[..], &[word.to_owned()]].concat()))?.unwrap_or_else(|| tries[0].clone());
        }
        if !unknown.is_empty() {
            return Ok((count(&mended)? > 0).then_some(mended));
        }
        // Each word is one, but no text holds them all.
        let mut found: Option<(usize, Vec<String>)> = None;
        for place in 0..words.len() {
            for word in self.like(&words[place]) {
                let mut tried = words.to_vec();
                tried[place] = word;
                let texts = count(&tried)?;
                if texts > found.as_ref().map_or(0, |(texts, _)| *texts) {
                    found = Some((texts, tried));
                }
            }
        }
        Ok(found.map(|(_, words)| words))
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

fn best<E>(tries: &[String], count: impl Fn(&str) -> Result<usize, E>) -> Result<Option<String>, E> {
    let mut best = None;
    let mut most = 0;
    for word in tries {
        let texts = count(word)?;
        if texts > most {
            (most, best) = (texts, Some(word.clone()));
        }
    }
    Ok(best)
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
