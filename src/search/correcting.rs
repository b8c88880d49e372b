//! A question that finds little or nothing, asked again as it was probably meant.

use super::{
    finding::{Found, Search},
    index::Moment,
    question::{Question, phrase, term},
    slips::Vocabulary,
    snippet::spelling,
};

/// Whether the words of a text may stand apart.
#[derive(Debug, Clone, Copy)]
pub enum Apart {
    Too,
    Never,
}

impl Search<'_> {
    /// What the question finds without its quotes, or with a slip of the keys mended; None where nothing better is known.
    pub(super) fn correct(
        &self,
        moment: &Moment,
        typed: &str,
        question: &Question,
        apart: Apart,
    ) -> tantivy::Result<Option<Found>> {
        let Some(words) = self.mend(moment, question, apart)? else { return Ok(None) };
        let plain = among_typed(question, &words, |place| words[place].clone());
        if plain == typed {
            return Ok(None);
        }
        let found = self.run(&self.parse(&plain))?;
        if found.total == 0 {
            return Ok(None);
        }
        if !question.has_diacritics() {
            return Ok(Some(Found { corrected: plain, ..found }));
        }
        let spelled = among_typed(question, &words, |place| spelled(&words, place, &found).unwrap_or_else(|| words[place].clone()));
        let found = if spelled == plain { found } else { self.run(&self.parse(&spelled))? };
        Ok(Some(Found { corrected: spelled, ..found }))
    }

    fn mend(&self, moment: &Moment, question: &Question, apart: Apart) -> tantivy::Result<Option<Vec<String>>> {
        let text = self.index.fields.text;
        let vocabulary = moment.vocabulary.get_or_init(|| Vocabulary::of(&moment.searcher, text));
        let words: Vec<String> = question.words().map(|word| word.folded.clone()).collect();
        let count_together = |words: &[String]| self.count_all(vec![phrase(text, words.iter().map(String::as_str))]);
        let count = |words: &[String]| match apart {
            Apart::Never if words.len() > 1 => count_together(words),
            _ => self.count_all(words.iter().map(|word| term(text, word)).collect()),
        };
        vocabulary.mend(&words, count, count_together)
    }

    fn parse(&self, typed: &str) -> Question {
        Question::parse(typed, self.index.abbreviations.at(self.limits.site))
    }
}

/// The question with the words that were mended in place of those that were typed; the others stay.
fn among_typed(question: &Question, words: &[String], mended: impl Fn(usize) -> String) -> String {
    let whole = question.words().zip(words).enumerate();
    let shown = whole.map(|(place, (asked, word))| if asked.folded == *word { asked.typed.clone() } else { mended(place) });
    shown.collect::<Vec<_>>().join(" ")
}

/// A word with the diacritics that the texts found give it, in the whole question or beside one of its neighbours: alone it may be another.
fn spelled(words: &[String], place: usize, found: &Found) -> Option<String> {
    let asked: Vec<&str> = words.iter().map(String::as_str).collect();
    let texts = || found.hits.iter().flat_map(|hit| [hit.title.as_str(), hit.excerpt.as_str()]);
    let around = [0..asked.len(), place.saturating_sub(1)..place + 1, place..(place + 2).min(asked.len())];
    around.into_iter().filter(|run| run.len() > 1 || asked.len() == 1).find_map(|run| {
        let (text, _) = spelling(texts(), &asked[run.clone()])?;
        text.split(' ').nth(place - run.start).map(str::to_owned)
    })
}
