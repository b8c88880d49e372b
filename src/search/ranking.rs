//! The order of what was found. Counting and a first choice look at every text and so at little of it; only the best hundred are looked at closely.

use std::collections::{BTreeMap, HashSet};

use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentReader, TERMINATED,
    query::{EnableScoring, Query, Scorer},
    schema::Field,
};

use super::{
    index::Fields,
    model::{LAST_PAGE, PAGE_LENGTH},
    own::Own,
    question::{Ask, Question, Reading, SCATTERED, SHORT, phrase, term},
    together::Together,
    ways::Ways,
};

/// Looked at closely.
const CHOICE: usize = 100;

/// How the texts that meet a question are put in order.
pub struct Ranking<'a> {
    pub searcher: &'a Searcher,
    pub own: &'a Own<'a>,
    pub fields: &'a Fields,
    pub question: &'a Question,
    pub reading: Reading,
    /// Freshness is counted from here.
    pub now: i64,
}

/// The best first.
pub struct Ranked {
    pub addresses: Vec<DocAddress>,
    /// Whether there are no more.
    pub is_all: bool,
}

impl Ranking<'_> {
    /// At least so many of those that meet the question, if there are; none of `without`.
    ///
    /// # Errors
    /// The files of the index cannot be read.
    pub fn best(&self, ways: &Ways, without: &[DocAddress], length: usize) -> tantivy::Result<Ranked> {
        let without: HashSet<&DocAddress> = without.iter().collect();
        let best = |ways: &Ways, length: usize| {
            let mut best = self.own.best(ways, length + without.len())?;
            best.retain(|(_, address)| !without.contains(address));
            best.truncate(length);
            Ok::<_, tantivy::TantivyError>(best)
        };
        let most = if length > CHOICE { length + CHOICE } else { CHOICE };
        let by_text = best(ways, most)?;
        let mut chosen: Vec<DocAddress> = by_text.iter().take(CHOICE).map(|(_, address)| *address).collect();
        if by_text.len() >= CHOICE {
            // Who says it in the title may say it seldom in the text.
            let in_title = self.question.words().fold(ways.clone(), |ways, word| ways.and(&*term(self.fields.title, &word.folded)));
            chosen.extend(best(&in_title, CHOICE / 2)?.into_iter().map(|(_, address)| address));
        }
        chosen.sort_unstable();
        chosen.dedup();
        let is_all = by_text.len() < most;
        let rest: Vec<_> =
            by_text.into_iter().map(|(_, address)| address).filter(|address| chosen.binary_search(address).is_err()).collect();
        let mut scored = self.look_closely(&chosen)?;
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(Ranked { addresses: scored.into_iter().map(|(_, address)| address).chain(rest).collect(), is_all })
    }

    /// `chosen` stands in order.
    fn look_closely(&self, chosen: &[DocAddress]) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let mut scored = Vec::with_capacity(chosen.len());
        for mine in chosen.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(mine[0].segment_ord);
            let published = segment.fast_fields().i64("published_at")?.first_or_default_col(0);
            let mut look = Look { ranking: self, segment, scorers: Vec::new(), known: BTreeMap::new() };
            let asked = self.question.asks.iter().map(|ask| look.asked(ask)).collect::<tantivy::Result<Vec<_>>>()?;
            let signs = look.signs()?;
            let mut scorers = look.scorers;
            let mut together = Together::of(self.searcher, segment, self.fields, self.question, self.reading)?;
            for address in mine {
                let doc = address.doc_id;
                let mut at = |place: usize| scorers[place].at(doc);
                let meets: Score = asked.iter().map(|asked| asked.score(&mut at)).sum();
                let shows: Score = signs.iter().map(|(place, weight)| weight * at(*place)).sum();
                let age = self.now.saturating_sub(published.get_val(doc));
                scored.push(((meets + shows + together.score(doc)) * freshness(age), *address));
            }
        }
        Ok(scored)
    }
}

/// What a page shows of lists that follow one another.
pub struct Page {
    pub skip: usize,
    pub addresses: Vec<DocAddress>,
}

impl Page {
    pub fn of(number: i64) -> Self {
        Self { skip: usize::try_from((number.clamp(1, LAST_PAGE) - 1) * PAGE_LENGTH).unwrap_or(0), addresses: Vec::new() }
    }

    /// So many of the next list are needed.
    pub fn end(&self) -> usize {
        self.skip + PAGE_LENGTH as usize - self.addresses.len()
    }

    pub fn fill(&mut self, list: &[DocAddress]) {
        self.addresses.extend(list.iter().skip(self.skip).take(self.end() - self.skip));
        self.skip = self.skip.saturating_sub(list.len());
    }

    pub fn is_full(&self) -> bool {
        self.addresses.len() >= PAGE_LENGTH as usize
    }
}

/// What is read of each text that is looked at closely.
struct Look<'a> {
    ranking: &'a Ranking<'a>,
    segment: &'a SegmentReader,
    scorers: Vec<Seeking>,
    known: BTreeMap<(Field, String), usize>,
}

/// Numbers of scorers: what meets an ask.
enum Asked {
    One(usize),
    Long { short: usize, words: Vec<usize> },
}

impl Look<'_> {
    fn asked(&mut self, ask: &Ask) -> tantivy::Result<Asked> {
        let Ranking { fields, reading, .. } = *self.ranking;
        let field = match reading {
            Reading::Folded => fields.text,
            Reading::Exact => fields.exact,
        };
        Ok(match ask {
            Ask::Word(word) => Asked::One(self.word(field, word.key(reading))?),
            Ask::Phrase(words) => Asked::One(self.scorer(&*phrase(field, words.iter().map(|word| word.key(reading))))?),
            Ask::Long { words, short } => Asked::Long {
                short: self.word(field, short)?,
                words: words.iter().map(|word| self.word(field, word.key(reading))).collect::<tantivy::Result<_>>()?,
            },
        })
    }

    /// What makes one text a better answer than another that holds the same words.
    fn signs(&mut self) -> tantivy::Result<Vec<(usize, Score)>> {
        let Ranking { fields, question, .. } = *self.ranking;
        let mut signs = Vec::new();
        for word in question.words() {
            signs.push((self.word(fields.title, &word.folded)?, 2.0));
            signs.push((self.word(fields.lead, &word.folded)?, 0.6));
            if word.has_diacritics {
                signs.push((self.word(fields.title_exact, &word.exact)?, 1.2));
                signs.push((self.word(fields.exact, &word.exact)?, 0.5));
            } else if !question.has_diacritics() {
                // "ong" may be just that.
                signs.push((self.word(fields.exact, &word.exact)?, 0.8));
            }
        }
        Ok(signs)
    }

    fn word(&mut self, field: Field, word: &str) -> tantivy::Result<usize> {
        let key = (field, word.to_owned());
        if let Some(place) = self.known.get(&key) {
            return Ok(*place);
        }
        let place = self.scorer(&*term(field, word))?;
        self.known.insert(key, place);
        Ok(place)
    }

    fn scorer(&mut self, query: &dyn Query) -> tantivy::Result<usize> {
        let weight = query.weight(EnableScoring::enabled_from_searcher(self.ranking.searcher))?;
        self.scorers.push(Seeking { scorer: weight.scorer(self.segment, 1.0)?, last: (TERMINATED, 0.0) });
        Ok(self.scorers.len() - 1)
    }
}

impl Asked {
    fn score(&self, at: &mut impl FnMut(usize) -> Score) -> Score {
        match self {
            Self::One(place) => at(*place),
            Self::Long { short, words } => {
                let scattered: Vec<Score> = words.iter().map(|place| at(*place)).collect();
                let is_met = scattered.iter().all(|score| *score > 0.0);
                SHORT * at(*short) + if is_met { SCATTERED * scattered.iter().sum::<Score>() } else { 0.0 }
            }
        }
    }
}

/// A word of one field, asked of one text after another.
struct Seeking {
    scorer: Box<dyn Scorer>,
    last: (DocId, Score),
}

impl Seeking {
    /// 0 where the text does not hold it. Texts are asked for in their order.
    fn at(&mut self, doc: DocId) -> Score {
        if self.last.0 != doc {
            if self.scorer.doc() < doc {
                self.scorer.seek(doc);
            }
            self.last = (doc, if self.scorer.doc() == doc { self.scorer.score() } else { 0.0 });
        }
        self.last.1
    }
}

/// 1 for today's, 0,85 for what is very old; half of the way in two years.
fn freshness(age: i64) -> Score {
    const HALF: f64 = 2.0 * 365.25 * 86_400.0 * 1e6;
    (0.85 + 0.15 * (-(age.max(0) as f64) / HALF).exp2()) as Score
}
