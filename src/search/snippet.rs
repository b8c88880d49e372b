//! What is shown of a text that was found: its words marked, and the place where they stand closest together.

use std::collections::HashMap;

use super::model::{MARK, UNMARK};
use crate::text::words::{Word, fold_into, initial, words};

/// Words of an excerpt.
const LENGTH: usize = 34;
/// Before the first word that was asked for.
const BEFORE: usize = 6;
/// Texts are looked through no further.
const MOST_WORDS: usize = 6_000;

/// The text with the words that were asked for between marks.
pub fn mark(text: &str, asked: &[String]) -> String {
    let found = find(text, asked);
    marked(text, 0, text.len(), &found.iter().map(|hit| hit.word).collect::<Vec<_>>())
}

/// The part of a text that holds most of what was asked; its beginning where it holds nothing.
pub fn excerpt(text: &str, asked: &[String]) -> String {
    let found = find(text, asked);
    let best = (0..found.len()).max_by_key(|first| {
        let within: Vec<_> = found[*first..].iter().take_while(|hit| hit.place < found[*first].place + LENGTH - BEFORE).collect();
        let mut kinds: Vec<_> = within.iter().map(|hit| hit.asked).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let side_by_side = within.windows(2).filter(|pair| pair[1].place == pair[0].place + 1).count();
        // The earliest of equals.
        (kinds.len(), side_by_side.min(6), within.len().min(8), usize::MAX - first)
    });
    let first = best.map_or(0, |best| found[best].place.saturating_sub(BEFORE));
    let mut shown = words(text).skip(first).take(LENGTH);
    let Some(start) = shown.next() else { return String::new() };
    let end = shown.last().unwrap_or(start).end();
    let within: Vec<_> = found.iter().map(|hit| hit.word).filter(|word| word.start >= start.start && word.end() <= end).collect();
    let head = if first == 0 { "" } else { "… " };
    let tail = if words(&text[end..]).next().is_some() { " …" } else { "" };
    format!("{head}{}{tail}", marked(text, start.start, end, &within).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How texts write these words where they stand side by side: most often, or first. With each word's exact form.
pub fn spelling<'a>(texts: impl Iterator<Item = &'a str>, asked: &[&str]) -> Option<(String, Vec<String>)> {
    let mut seen: Vec<(Vec<String>, String, usize)> = Vec::new();
    for text in texts {
        let plain: String = text.chars().filter(|c| !matches!(*c, MARK | UNMARK)).collect();
        let found: Vec<_> = words(&plain).collect();
        let folded: Vec<String> = found.iter().map(Word::folded).collect();
        for place in (0..folded.len())
            .filter(|place| folded[*place..].iter().map(String::as_str).take(asked.len()).eq(asked.iter().copied()))
        {
            let run = &found[place..place + asked.len()];
            let exact: Vec<String> = run.iter().map(Word::exact).collect();
            match seen.iter_mut().find(|(known, ..)| *known == exact) {
                Some((.., times)) => *times += 1,
                None => seen.push((exact, written(run), 1)),
            }
        }
    }
    // The first of equals.
    let (exact, text, _) = seen.into_iter().rev().max_by_key(|(.., times)| *times)?;
    Some((text, exact))
}

/// A word that is large only because a sentence begins with it becomes small.
fn written(run: &[Word<'_>]) -> String {
    let text = run.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
    let is_large = |word: &Word<'_>| word.text.starts_with(char::is_uppercase);
    if run.len() > 1 && is_large(&run[0]) && !run[1..].iter().any(is_large) {
        let mut rest = text.chars();
        let first = rest.next().into_iter().flat_map(char::to_lowercase);
        return first.chain(rest).collect();
    }
    text
}

#[derive(Clone, Copy)]
struct Marked<'a> {
    word: Word<'a>,
    place: usize,
    asked: usize,
}

fn find<'a>(text: &'a str, asked: &[String]) -> Vec<Marked<'a>> {
    let known: HashMap<&str, usize> = asked.iter().enumerate().map(|(number, word)| (word.as_str(), number)).collect();
    // Most words are told from those asked for by their first letter.
    let initials: Vec<char> = asked.iter().filter_map(|word| word.chars().next()).collect();
    let mut folded = String::new();
    words(text)
        .take(MOST_WORDS)
        .enumerate()
        .filter(|(_, word)| initial(word.text).is_none_or(|first| initials.contains(&first)))
        .filter_map(|(place, word)| {
            fold_into(word.text, &mut folded);
            known.get(folded.as_str()).map(|asked| Marked { word, place, asked: *asked })
        })
        .collect()
}

/// Words that stand side by side are marked as one.
fn marked(text: &str, start: usize, end: usize, found: &[Word<'_>]) -> String {
    let mut out = String::with_capacity(end - start + 8);
    let mut done = start;
    let mut found = found.iter().peekable();
    while let Some(word) = found.next() {
        out.push_str(&text[done..word.start]);
        out.push(MARK);
        let mut last = word.end();
        while let Some(next) = found.next_if(|next| text[last..next.start].chars().all(char::is_whitespace)) {
            last = next.end();
        }
        out.push_str(&text[word.start..last]);
        out.push(UNMARK);
        done = last;
    }
    out.push_str(&text[done..end]);
    out
}
