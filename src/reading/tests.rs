//! Contrast is computed, not believed: every pair of colours in every mode. And the steps of the preferences.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;

use super::model::{Change, ReadingPreferences};

const TOKENS: &str = include_str!("../../style/tokens.css");
const PAIRS: &str = include_str!("../../style/pairs.txt");

type Tokens = HashMap<String, [u8; 3]>;

/// The colour tokens of each "mode: …" block, in the order of the file.
fn modes() -> Vec<(String, Tokens)> {
    TOKENS
        .split("/* mode: ")
        .skip(1)
        .map(|part| {
            let (name, block) = part.split_once(" */").unwrap();
            let tokens = block
                .lines()
                .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
                .map(|(token, hex)| (format!("--{token}"), colour(hex.trim_end_matches(';'))))
                .collect();
            (name.to_owned(), tokens)
        })
        .collect()
}

fn colour(hex: &str) -> [u8; 3] {
    let digits: String = if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
}

/// WCAG 2.2: contrast ratio.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [r, g, b] = colour.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn least(mode: &str) -> f64 {
    match mode {
        "light" | "dark" => 4.5,
        "more-light" | "more-dark" => 7.0,
        "most" => 10.0,
        other => panic!("unknown mode {other}"),
    }
}

#[test]
fn every_pair_of_colours_is_legible_in_every_mode() {
    let modes = modes();
    assert_eq!(modes.len(), 7, "five modes, two of them written twice");
    let mut failures = Vec::new();
    let mut checked = 0;
    for (mode, tokens) in &modes {
        for line in PAIRS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let [kind, front, back] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
            let found = |token: &str| *tokens.get(token).unwrap_or_else(|| panic!("{mode} lacks {token}"));
            let (ratio, wanted) = match kind {
                "text" => (contrast(found(front), found(back)), least(mode)),
                "edge" => (contrast(found(front), found(back)), 3.0),
                // The focus ring has two colours; the better one must be seen.
                "ring" => (contrast(found("--focus"), found(back)).max(contrast(found("--focus-halo"), found(back))), 3.0),
                other => panic!("unknown kind {other}"),
            };
            checked += 1;
            if ratio < wanted {
                failures.push(format!("{mode}: {line}: {ratio:.2} < {wanted}"));
            }
        }
    }
    assert!(checked > 150, "only {checked} pairs");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_mode_says_the_same_wherever_it_is_written() {
    let mut first: HashMap<String, Tokens> = HashMap::new();
    for (mode, tokens) in modes() {
        let known = first.entry(mode.clone()).or_insert_with(|| tokens.clone());
        assert_eq!(*known, tokens, "{mode} differs between system and attribute");
    }
}

#[test]
fn the_cookie_holds_what_was_chosen_and_ignores_the_rest() {
    for text in super::model::TEXT_STEPS {
        let chosen = ReadingPreferences::from_fields(text, "more", "wide");
        assert_eq!(ReadingPreferences::parse(&chosen.cookie_value()), chosen);
    }
    let partly = ReadingPreferences::parse("-.most.-");
    assert_eq!(partly, ReadingPreferences { contrast: Some("most"), ..Default::default() });
    assert_eq!(partly.cookie_value(), "-.most.-");
    for forged in ["", ".", "..", "999.more", "\"><script>", "125", "125.evil.wide.", "87.5.5.5", &"9".repeat(10_000)] {
        let read = ReadingPreferences::parse(forged);
        assert!(!read.attributes().contains(['<', '>']), "{forged}");
    }
    assert_eq!(
        ReadingPreferences::parse("87.5.more.wide").attributes(),
        " data-text=\"87.5\" data-contrast=\"more\" data-spacing=\"wide\""
    );
}

#[test]
fn steps_end_at_their_ends() {
    let mut preferences = ReadingPreferences::default();
    let mut seen = Vec::new();
    while !preferences.is_at_end(Change::TextLarger) {
        preferences = preferences.after(Change::TextLarger);
        seen.push(preferences.text.unwrap());
    }
    assert_eq!(seen, ["112.5", "125", "150", "175", "200"]);
    assert_eq!(preferences.after(Change::TextLarger), preferences);
    assert_eq!(preferences.announcement(Change::TextLarger), "Cỡ chữ 200%");
    assert_eq!(preferences.after(Change::TextNormal).text, Some("100"));
    assert_eq!(ReadingPreferences::default().after(Change::TextSmaller).announcement(Change::TextSmaller), "Cỡ chữ 87,5%");
    let most = preferences.after(Change::ContrastMore).after(Change::ContrastMore);
    assert_eq!(most.contrast, Some("most"));
    assert!(most.is_at_end(Change::ContrastMore));
    assert_eq!(most.after(Change::ContrastLess).contrast, Some("more"));
}
