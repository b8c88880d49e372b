//! Content expressions in ProseMirror's notation ("table_caption? table_row+"), and whether children fit one.

use super::schema::{NODES, NodeKind};
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Debug)]
enum Expression {
    /// Any one of these nodes.
    One(Vec<NodeKind>),
    Sequence(Vec<Expression>),
    Choice(Vec<Expression>),
    Optional(Box<Expression>),
    /// At least so many times.
    Many(usize, Box<Expression>),
}

/// How far children fit.
#[derive(Debug, PartialEq, Eq)]
pub enum Fit {
    Whole,
    /// This child may not stand here.
    StopsAt(usize),
    /// All are right, but more must follow.
    Unfinished,
}

/// Whether these children may stand in that node.
pub fn fit(parent: NodeKind, children: &[NodeKind]) -> Fit {
    static ALL: LazyLock<Vec<Expression>> = LazyLock::new(|| NODES.iter().map(|spec| Expression::read(spec.content)).collect());
    let mut furthest = 0;
    let ends = ALL[parent as usize].ends(children, BTreeSet::from([0]), &mut furthest);
    match () {
        () if ends.contains(&children.len()) => Fit::Whole,
        // Either an end was reached before a child that cannot follow, or the expression broke off at that child.
        () if furthest < children.len() => Fit::StopsAt(furthest),
        () => Fit::Unfinished,
    }
}

/// Nodes of that name, or of the group of that name.
pub fn resolve(name: &str) -> Vec<NodeKind> {
    let named = |spec: &&super::schema::NodeSpec| spec.name == name || spec.groups.split(' ').any(|group| group == name);
    NODES.iter().filter(named).map(|spec| spec.kind).collect()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

impl Expression {
    fn read(text: &str) -> Self {
        let spaced = "()|+*?".chars().fold(text.to_owned(), |text, c| text.replace(c, &format!(" {c} ")));
        Self::choice(&mut spaced.split_whitespace().peekable())
    }

    fn choice(words: &mut Words<'_>) -> Self {
        let mut choices = vec![Self::sequence(words)];
        while words.next_if_eq(&"|").is_some() {
            choices.push(Self::sequence(words));
        }
        Self::Choice(choices)
    }

    fn sequence(words: &mut Words<'_>) -> Self {
        let mut sequence = Vec::new();
        while let Some(word) = words.next_if(|word| !matches!(*word, "|" | ")")) {
            let atom = if word == "(" {
                let inside = Self::choice(words);
                words.next_if_eq(&")");
                inside
            } else {
                Self::One(resolve(word))
            };
            sequence.push(match words.next_if(|word| matches!(*word, "+" | "*" | "?")) {
                Some("+") => Self::Many(1, Box::new(atom)),
                Some("*") => Self::Many(0, Box::new(atom)),
                Some(_) => Self::Optional(Box::new(atom)),
                None => atom,
            });
        }
        Self::Sequence(sequence)
    }

    /// Where this expression may end when it begins at one of these places.
    fn ends(&self, children: &[NodeKind], starts: BTreeSet<usize>, furthest: &mut usize) -> BTreeSet<usize> {
        match self {
            Self::One(kinds) => {
                let fits = |at: &usize| children.get(*at).is_some_and(|child| kinds.contains(child));
                let ends: BTreeSet<usize> = starts.into_iter().filter(fits).map(|at| at + 1).collect();
                *furthest = ends.last().copied().unwrap_or(0).max(*furthest);
                ends
            }
            Self::Sequence(parts) => parts.iter().fold(starts, |starts, part| part.ends(children, starts, furthest)),
            Self::Choice(parts) => parts.iter().flat_map(|part| part.ends(children, starts.clone(), furthest)).collect(),
            Self::Optional(part) => {
                let mut ends = part.ends(children, starts.clone(), furthest);
                ends.extend(starts);
                ends
            }
            Self::Many(least, part) => {
                let mut ends = if *least == 0 { starts.clone() } else { BTreeSet::new() };
                let mut fresh = starts;
                while !fresh.is_empty() {
                    fresh = part.ends(children, fresh, furthest);
                    fresh.retain(|end| ends.insert(*end));
                }
                ends
            }
        }
    }
}
