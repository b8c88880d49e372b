//! Abbreviations of administration: "UBND" and "Ủy ban nhân dân" are one to whoever searches.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use uuid::Uuid;

use crate::text::words::words;

const BUILT_IN: &str = include_str!("abbreviations.txt");
const LONGEST: usize = 12;

/// What every portal has, and the lists of sites that have their own.
#[derive(Debug)]
pub struct Lists {
    common: Abbreviations,
    own: HashMap<Uuid, Abbreviations>,
    hash: u64,
}

impl Lists {
    /// Sites with their own lists.
    pub fn of(sites: &[(Uuid, String)]) -> Self {
        let common = Abbreviations::with("");
        let mut own: Vec<_> = sites.iter().map(|(site, list)| (*site, Abbreviations::with(list))).collect();
        own.retain(|(_, list)| list.hash != common.hash);
        own.sort_by_key(|(site, _)| *site);
        let mut hasher = DefaultHasher::new();
        common.hash.hash(&mut hasher);
        own.iter().for_each(|(site, list)| (site, list.hash).hash(&mut hasher));
        Self { common, own: own.into_iter().collect(), hash: hasher.finish() }
    }

    /// What a site's texts and questions are read with.
    pub fn at(&self, site: Uuid) -> &Abbreviations {
        self.own.get(&site).unwrap_or(&self.common)
    }

    /// Changes with any of the lists.
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

/// Short forms by their long ones, both without diacritics.
#[derive(Debug, Default)]
pub struct Abbreviations {
    /// By the first word: the whole long form and its short one.
    by_first: HashMap<String, Vec<(Vec<String>, String)>>,
    /// How the long form of a short one is written.
    by_short: HashMap<String, String>,
    hash: u64,
}

impl Abbreviations {
    /// Those that every portal has, and a site's own ("TTHC = thủ tục hành chính", one a line).
    pub fn with(own: &str) -> Self {
        let mut pairs: Vec<(Vec<String>, String, String)> = BUILT_IN.lines().chain(own.lines()).filter_map(parse).collect();
        pairs.sort();
        pairs.dedup();
        let mut hasher = DefaultHasher::new();
        pairs.hash(&mut hasher);
        let (mut by_first, mut by_short): (HashMap<String, Vec<_>>, HashMap<String, String>) = Default::default();
        for (long, short, written) in pairs {
            by_short.entry(short.clone()).or_insert(written);
            by_first.entry(long[0].clone()).or_default().push((long, short));
        }
        Self { by_first, by_short, hash: hasher.finish() }
    }

    /// The short forms of what begins here.
    pub fn at<'a>(&'a self, folded: &'a [String]) -> impl Iterator<Item = &'a str> {
        let first = folded.first().map(String::as_str).unwrap_or_default();
        self.by_first.get(first).into_iter().flatten().filter(|(long, _)| folded.starts_with(long)).map(|(_, short)| short.as_str())
    }

    /// The long form of a short one.
    pub fn long_of(&self, folded: &str) -> Option<&str> {
        self.by_short.get(folded).map(String::as_str)
    }

    /// The longest long form that begins here: its short form, and how many words it takes.
    pub fn longest_at(&self, folded: &[String]) -> Option<(&str, usize)> {
        let pairs = self.by_first.get(folded.first()?)?;
        let longest = pairs.iter().filter(|(long, _)| folded.starts_with(long)).max_by_key(|(long, _)| long.len())?;
        Some((&longest.1, longest.0.len()))
    }
}

/// One line; None for a remark, an empty line, or a pair that is none.
fn parse(line: &str) -> Option<(Vec<String>, String, String)> {
    let (short, long) = line.split_once('=').filter(|_| !line.starts_with('#'))?;
    let fold = |text: &str| words(text).map(|word| word.folded()).collect::<Vec<_>>();
    let written = long.trim().to_owned();
    let (short, long) = (fold(short), fold(long));
    (short.len() == 1 && (2..=LONGEST).contains(&long.len())).then(|| (long, short.concat(), written))
}

/// Those that every portal has, as they are written.
pub fn built_in() -> Vec<String> {
    BUILT_IN.lines().filter(|line| parse(line).is_some()).map(str::to_owned).collect()
}

/// What is wrong with a site's own list, line by line.
pub fn faults(own: &str) -> Vec<String> {
    let wrong = own.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#') && parse(line).is_none());
    wrong
        .take(5)
        .map(|line| format!("Dòng “{}” chưa đúng dạng “TTHC = thủ tục hành chính”", line.chars().take(60).collect::<String>()))
        .collect()
}
