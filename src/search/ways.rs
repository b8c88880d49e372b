//! The ways in which a text can meet a question. Each is a plain list of terms: such a list the engine counts in blocks and ranks without
//! looking at most texts, while it goes through "these words or their abbreviation", put as one query, text by text.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use tantivy::{
    DocAddress, Order, Score, Searcher,
    collector::{Count, TopDocs},
    query::{BooleanQuery, BoostQuery, Occur, Query},
    schema::Field,
};

use super::question::{Ask, Question, Reading, SCATTERED, SHORT, term};

/// Beyond so many long forms their number would grow: three for each.
const MOST_LONG: usize = 2;

pub type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// All clauses of one of them must hold.
pub struct Ways(Vec<Way>);

struct Way {
    clauses: Clauses,
    /// -1 where its texts have been counted twice by others.
    sign: i64,
}

impl Ways {
    pub fn of(question: &Question, field: Field, reading: Reading) -> Self {
        let mut ways = Self::one(Clauses::new());
        let mut long = 0;
        for ask in &question.asks {
            match ask {
                Ask::Long { words, short } if long < MOST_LONG => {
                    long += 1;
                    let boosted = |word: &str, weight| Box::new(BoostQuery::new(term(field, word), weight)) as Box<dyn Query>;
                    let short = [boosted(short, SHORT)];
                    let scattered: Vec<_> = words.iter().map(|word| boosted(word.key(reading), SCATTERED)).collect();
                    let each = |way: &Way| [way.with(&short, 1), way.with(&scattered, 1), way.with(&short, -1).with(&scattered, 1)];
                    ways = Self(ways.0.iter().flat_map(each).collect());
                }
                ask => ways = ways.and(&*ask.query(field, reading)),
            }
        }
        ways
    }

    pub fn one(clauses: Clauses) -> Self {
        Self(vec![Way { clauses, sign: 1 }])
    }

    /// Each of them, with one thing more that must hold.
    pub fn and(mut self, query: &dyn Query) -> Self {
        self.0.iter_mut().for_each(|way| way.clauses.push((Occur::Must, query.box_clone())));
        self
    }

    pub fn count(&self, searcher: &Searcher) -> tantivy::Result<usize> {
        let mut count = 0;
        for way in &self.0 {
            count += way.sign * searcher.search(&*way.counted(), &Count)? as i64;
        }
        Ok(count.try_into().unwrap_or(0))
    }

    /// The texts with the best score, so many at most: a text's best way is its score.
    pub fn best(&self, searcher: &Searcher, length: usize) -> tantivy::Result<Vec<(Score, DocAddress)>> {
        let top = TopDocs::with_limit(length).order_by_score();
        if let [way] = &self.0[..] {
            return searcher.search(&*way.ranked(), &top);
        }
        let mut scores: BTreeMap<DocAddress, Score> = BTreeMap::new();
        for way in &self.0 {
            for (score, address) in searcher.search(&*way.ranked(), &top)? {
                let known = scores.entry(address).or_insert(score);
                *known = known.max(score);
            }
        }
        let mut best: Vec<_> = scores.into_iter().map(|(address, score)| (score, address)).collect();
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(length);
        Ok(best)
    }

    /// The newest texts, so many at most.
    pub fn newest(&self, searcher: &Searcher, length: usize) -> tantivy::Result<Vec<DocAddress>> {
        let top = TopDocs::with_limit(length).order_by_fast_field::<i64>("published_at", Order::Desc);
        let mut newest = BTreeSet::new();
        for way in &self.0 {
            newest.extend(searcher.search(&*way.counted(), &top)?.into_iter().map(|(at, address)| (Reverse(at), address)));
        }
        Ok(newest.into_iter().map(|(_, address)| address).take(length).collect())
    }
}

impl Clone for Ways {
    fn clone(&self) -> Self {
        Self(self.0.iter().map(|way| way.with(&[], 1)).collect())
    }
}

impl Way {
    fn with(&self, more: &[Box<dyn Query>], sign: i64) -> Self {
        let known = self.clauses.iter().map(|(occur, query)| (*occur, query.box_clone()));
        let more = more.iter().map(|query| (Occur::Must, query.box_clone()));
        Self { clauses: known.chain(more).collect(), sign: self.sign * sign }
    }

    /// Of a single term the engine knows the number without counting.
    fn counted(&self) -> Box<dyn Query> {
        match &self.clauses[..] {
            [(Occur::Must, only)] => only.box_clone(),
            _ => self.whole(),
        }
    }

    /// It ranks a single term in blocks where that is one of a choice.
    fn ranked(&self) -> Box<dyn Query> {
        match &self.clauses[..] {
            [(Occur::Must, only)] => Box::new(BooleanQuery::union(vec![only.box_clone()])),
            _ => self.whole(),
        }
    }

    fn whole(&self) -> Box<dyn Query> {
        Box::new(BooleanQuery::new(self.with(&[], 1).clauses))
    }
}
