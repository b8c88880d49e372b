//! Contrast is computed, not believed: every pair of colours in every mode, and with every colour of an agency.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;

use proptest::prelude::*;

use super::{
    colour::Colour,
    modes::{MODES, Mode, pairs},
    palette::Palette,
};

fn mode(name: &str) -> &'static Mode {
    MODES.iter().find(|mode| mode.name == name).unwrap()
}

#[test]
fn every_pair_of_colours_is_legible_in_every_mode() {
    assert_eq!(MODES.len(), 7, "five modes, two of them written twice");
    for mode in MODES.iter() {
        assert!(["light", "dark", "more-light", "more-dark", "most"].contains(&mode.name), "unknown mode {}", mode.name);
        for pair in pairs() {
            let [kind, front, back] = pair.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{pair}") };
            assert!(["text", "edge", "ring"].contains(&kind), "{pair}");
            for token in [front, back] {
                assert!(mode.tokens.contains_key(token), "{} lacks {token}", mode.name);
            }
        }
        assert_eq!(mode.faults(&[]), [], "{}", mode.name);
    }
    assert!(pairs().count() > 30);
}

#[test]
fn a_mode_says_the_same_wherever_it_is_written() {
    let mut first = HashMap::new();
    for Mode { name, tokens } in MODES.iter() {
        assert_eq!(first.entry(name).or_insert(tokens), &tokens, "{name} differs between system and attribute");
    }
}

#[test]
fn contrast_is_that_of_the_standard() {
    assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
    let grey = Colour::parse("#777777").unwrap();
    assert!((grey.contrast(Colour::WHITE) - 4.48).abs() < 0.01, "the grey that just fails");
}

#[test]
fn a_colour_that_cannot_be_read_is_refused_with_one_that_can() {
    let refusal = Palette::of(Colour::parse("#f5d76e").unwrap()).unwrap_err();
    assert!(refusal.fault.ratio < refusal.fault.least, "{refusal:?}");
    assert!(Palette::of(refusal.instead).is_ok(), "{refusal:?}");
    for good in ["#8c1618", "#1f4e8c", "#1d5c3a"] {
        let palette = Palette::of(Colour::parse(good).unwrap()).unwrap();
        assert!(palette.css().contains(&format!("--seal:{good};")), "{}", palette.css());
    }
    for none in ["", "#", "red", "#12345", "#1234567", "#12345g", "#１２３４５６", "8c1618;}"] {
        assert_eq!(Colour::parse(none), None, "{none}");
    }
}

proptest! {
    #[test]
    fn whatever_is_taken_is_legible_on_light_and_dark(number in 0_u32..0x100_0000) {
        let colour = Colour::parse(&format!("{number:06x}")).unwrap();
        match Palette::of(colour) {
            Ok(palette) => {
                prop_assert_eq!(mode("light").faults(&palette.light), []);
                prop_assert_eq!(mode("dark").faults(&palette.dark), []);
            }
            Err(refusal) => prop_assert!(Palette::of(refusal.instead).is_ok(), "{:?}", refusal),
        }
    }
}
