//! The steps of the preferences, and the cookie that holds them.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::model::{CONTRAST_STEPS, COOKIE, Change, ReadingPreferences, SPACING_STEPS, TEXT_STEPS};

#[test]
fn the_cookie_holds_what_was_chosen_and_ignores_the_rest() {
    for text in TEXT_STEPS {
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
    assert_eq!(preferences.after(Change::TextNormal).text, Some("100"));
    assert_eq!(ReadingPreferences::default().after(Change::TextSmaller).text, Some("87.5"));
    let most = preferences.after(Change::ContrastMore).after(Change::ContrastMore);
    assert_eq!(most.contrast, Some("most"));
    assert!(most.is_at_end(Change::ContrastMore));
    assert_eq!(most.after(Change::ContrastLess).contrast, Some("more"));
}

#[test]
fn browsers_know_the_same_steps_buttons_and_cookie() {
    let script = include_str!("preferences.ts");
    let lists = [&TEXT_STEPS[..], &CONTRAST_STEPS, &SPACING_STEPS].map(|steps| format!("['{}']", steps.join("', '")));
    let buttons = Change::ALL.map(|change| format!("'{}': [", change.value()));
    for known in lists.iter().chain(&buttons).chain(&[format!("'{COOKIE}'"), format!("{COOKIE}=")]) {
        assert!(script.contains(known.as_str()), "{known}");
    }
}
