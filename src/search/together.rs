//! Whether the words of a question stand side by side in a text.

use tantivy::{
    DocSet, Score, Searcher, SegmentReader, TERMINATED, Term, postings::Postings, schema::Field, schema::IndexRecordOption,
};

use super::{
    index::Fields,
    question::{Question, Reading},
};

/// Words side by side weigh so much as their own score.
const TOGETHER: Score = 3.0;

/// In the title, or anywhere.
pub struct Together {
    places: Vec<Places>,
}

struct Places {
    postings: Vec<Box<dyn Postings>>,
    worth: Score,
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Together {
    pub fn of(
        searcher: &Searcher,
        segment: &SegmentReader,
        fields: &Fields,
        question: &Question,
        reading: Reading,
    ) -> tantivy::Result<Self> {
        let searched = match reading {
            Reading::Exact => [fields.title_exact, fields.exact],
            Reading::Folded => [fields.title, fields.text],
        };
        let words: Vec<&str> = question.words().map(|word| word.key(reading)).collect();
        let mut places = Vec::new();
        for field in searched {
            places.extend(Places::of(searcher, segment, field, &words)?);
        }
        Ok(Self { places })
    }

    pub fn score(&mut self, doc: u32) -> Score {
        self.places.iter_mut().map(|places| places.score(doc)).sum()
    }
}

impl Places {
    /// None where there are not two words, or one of them is nowhere.
    fn of(searcher: &Searcher, segment: &SegmentReader, field: Field, words: &[&str]) -> tantivy::Result<Option<Self>> {
        if words.len() < 2 {
            return Ok(None);
        }
        let index = segment.inverted_index(field)?;
        let (mut postings, mut worth): (Vec<Box<dyn Postings>>, Score) = (Vec::new(), 0.0);
        for word in words {
            let term = Term::from_field_text(field, word);
            let Some(found) = index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)? else { return Ok(None) };
            let (texts, holding) = (searcher.num_docs() as Score, searcher.doc_freq(&term)? as Score);
            worth += (1.0 + (texts - holding + 0.5).max(0.0) / (holding + 0.5)).ln();
            postings.push(Box::new(found));
        }
        Ok(Some(Self { postings, worth, first: Vec::new(), next: Vec::new() }))
    }

    fn score(&mut self, doc: u32) -> Score {
        for (number, postings) in self.postings.iter_mut().enumerate() {
            if postings.doc() < doc && postings.seek(doc) == TERMINATED || postings.doc() != doc {
                return 0.0;
            }
            if number == 0 {
                postings.positions(&mut self.first);
                continue;
            }
            postings.positions(&mut self.next);
            let next = &self.next;
            self.first.retain(|place| next.binary_search(&(place + number as u32)).is_ok());
            if self.first.is_empty() {
                return 0.0;
            }
        }
        let times = self.first.len() as Score;
        TOGETHER * self.worth * 2.2 * times / (times + 1.2)
    }
}
