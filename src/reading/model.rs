//! The steps of each preference, their order, and the cookie they are kept in. `preferences.ts` goes the same steps in the browser.

pub const COOKIE: &str = "tuy_chon_doc";

/// Text sizes in percent; 100 is the middle from which the two buttons step.
pub const TEXT_STEPS: [&str; 7] = ["87.5", "100", "112.5", "125", "150", "175", "200"];
const TEXT_DEFAULT: usize = 1;
pub const CONTRAST_STEPS: [&str; 3] = ["normal", "more", "most"];
pub const SPACING_STEPS: [&str; 2] = ["normal", "wide"];

/// What a reader chose; None leaves it to the system.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ReadingPreferences {
    pub text: Option<&'static str>,
    pub contrast: Option<&'static str>,
    pub spacing: Option<&'static str>,
}

/// One press of a button of the reading bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    TextSmaller,
    TextNormal,
    TextLarger,
    ContrastMore,
    ContrastLess,
}

impl Change {
    pub const ALL: [Self; 5] = [Self::TextSmaller, Self::TextNormal, Self::TextLarger, Self::ContrastMore, Self::ContrastLess];

    /// The value of the button.
    pub fn value(self) -> &'static str {
        match self {
            Self::TextSmaller => "text-smaller",
            Self::TextNormal => "text-normal",
            Self::TextLarger => "text-larger",
            Self::ContrastMore => "contrast-more",
            Self::ContrastLess => "contrast-less",
        }
    }

    pub fn parse(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|change| change.value() == value)
    }
}

impl ReadingPreferences {
    /// From the cookie's value. Whatever is not a known step counts as unset.
    pub fn parse(cookie: &str) -> Self {
        // "87.5" and "112.5" hold the dot that parts the three fields, so the steps are matched as prefixes.
        let (text, rest) = TEXT_STEPS
            .into_iter()
            .filter_map(|step| cookie.strip_prefix(step).and_then(|rest| rest.strip_prefix('.')).map(|rest| (Some(step), rest)))
            .next()
            .or_else(|| cookie.split_once('.').map(|(_, rest)| (None, rest)))
            .unwrap_or((None, ""));
        let (contrast, spacing) = rest.split_once('.').unwrap_or((rest, ""));
        Self { text, contrast: known(&CONTRAST_STEPS, contrast), spacing: known(&SPACING_STEPS, spacing) }
    }

    /// From the three fields of a form or the three attributes of `<html>`.
    pub fn from_fields(text: &str, contrast: &str, spacing: &str) -> Self {
        Self { text: known(&TEXT_STEPS, text), contrast: known(&CONTRAST_STEPS, contrast), spacing: known(&SPACING_STEPS, spacing) }
    }

    /// The cookie's value: "125.more.wide", "-" for unset.
    pub fn cookie_value(self) -> String {
        let field = |value: Option<&'static str>| value.unwrap_or("-");
        format!("{}.{}.{}", field(self.text), field(self.contrast), field(self.spacing))
    }

    /// The attributes of `<html>`, each with a space before it; nothing while unset.
    pub fn attributes(self) -> String {
        [("text", self.text), ("contrast", self.contrast), ("spacing", self.spacing)]
            .into_iter()
            .filter_map(|(name, value)| value.map(|value| format!(" data-{name}=\"{value}\"")))
            .collect()
    }

    /// After a press; at an end nothing changes.
    pub fn after(self, change: Change) -> Self {
        match change {
            Change::TextSmaller => Self { text: Some(TEXT_STEPS[self.text_step().saturating_sub(1)]), ..self },
            Change::TextNormal => Self { text: Some(TEXT_STEPS[TEXT_DEFAULT]), ..self },
            Change::TextLarger => Self { text: Some(TEXT_STEPS[(self.text_step() + 1).min(TEXT_STEPS.len() - 1)]), ..self },
            Change::ContrastMore => {
                Self { contrast: Some(CONTRAST_STEPS[(self.contrast_step() + 1).min(CONTRAST_STEPS.len() - 1)]), ..self }
            }
            Change::ContrastLess => Self { contrast: Some(CONTRAST_STEPS[self.contrast_step().saturating_sub(1)]), ..self },
        }
    }

    /// Whether a press would change nothing.
    pub fn is_at_end(self, change: Change) -> bool {
        match change {
            Change::TextSmaller => self.text_step() == 0,
            Change::TextNormal => self.text_step() == TEXT_DEFAULT,
            Change::TextLarger => self.text_step() == TEXT_STEPS.len() - 1,
            Change::ContrastMore => self.contrast_step() == CONTRAST_STEPS.len() - 1,
            Change::ContrastLess => self.contrast_step() == 0 && self.contrast.is_some(),
        }
    }

    fn text_step(self) -> usize {
        step(&TEXT_STEPS, self.text).unwrap_or(TEXT_DEFAULT)
    }

    fn contrast_step(self) -> usize {
        step(&CONTRAST_STEPS, self.contrast).unwrap_or(0)
    }
}

fn known<const N: usize>(steps: &[&'static str; N], value: &str) -> Option<&'static str> {
    steps.iter().copied().find(|step| *step == value)
}

fn step<const N: usize>(steps: &[&'static str; N], value: Option<&str>) -> Option<usize> {
    steps.iter().position(|step| Some(*step) == value)
}
