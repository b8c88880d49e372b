//! The style sheet's own colours and the pairs in which they lie on one another: the same files that the browser gets.

use std::{collections::HashMap, sync::LazyLock};

use super::colour::Colour;

const TOKENS: &str = include_str!("../../style/tokens.css");
const PAIRS: &str = include_str!("../../style/pairs.txt");

/// One "mode: …" block of the tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Mode {
    pub name: &'static str,
    pub tokens: HashMap<&'static str, Colour>,
}

/// A pair that cannot be told apart well enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// "text --ink --paper"
    pub pair: &'static str,
    pub ratio: f64,
    pub least: f64,
}

/// In the order of the file; a mode that is written twice is there twice.
pub static MODES: LazyLock<Vec<Mode>> = LazyLock::new(|| TOKENS.split("/* mode: ").skip(1).filter_map(read).collect());

fn read(part: &'static str) -> Option<Mode> {
    let (name, block) = part.split_once(" */")?;
    let token = |line: &'static str| {
        let (token, value) = line.trim().split_once(": ")?;
        Some((token, Colour::parse(value.trim_end_matches(';'))?))
    };
    Some(Mode { name, tokens: block.lines().filter_map(token).collect() })
}

pub fn pairs() -> impl Iterator<Item = &'static str> {
    PAIRS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

impl Mode {
    /// How well letters must be read in this mode.
    pub fn least(&self) -> f64 {
        match self.name {
            "light" | "dark" => 4.5,
            "most" => 10.0,
            _ => 7.0,
        }
    }

    /// What cannot be read once these tokens are set anew. A pair with an unknown token is one that nobody sees.
    pub fn faults(&self, own: &[(&'static str, Colour)]) -> Vec<Fault> {
        pairs().filter_map(|pair| self.fault(pair, own)).collect()
    }

    fn fault(&self, pair: &'static str, own: &[(&'static str, Colour)]) -> Option<Fault> {
        let [kind, front, back] = pair.split_whitespace().collect::<Vec<_>>()[..] else { return None };
        let (ratio, least) = match kind {
            "text" => (self.colour(front, own).contrast(self.colour(back, own)), self.least()),
            "edge" => (self.colour(front, own).contrast(self.colour(back, own)), 3.0),
            // The focus ring has two colours; the better one must be seen.
            _ => {
                let back = self.colour(back, own);
                (self.colour("--focus", own).contrast(back).max(self.colour("--focus-halo", own).contrast(back)), 3.0)
            }
        };
        (ratio < least).then_some(Fault { pair, ratio, least })
    }

    fn colour(&self, token: &str, own: &[(&'static str, Colour)]) -> Colour {
        own.iter()
            .find_map(|(name, colour)| (*name == token).then_some(*colour))
            .or_else(|| self.tokens.get(token).copied())
            .unwrap_or(Colour::BLACK)
    }
}
