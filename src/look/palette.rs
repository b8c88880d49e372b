//! The tokens that one colour of an agency sets anew. It is taken as it is where the page is light; the dark page has a deeper and
//! a paler one made of it. Where a reader asks for more contrast, the built-in colours stay.

use std::fmt::Write;

use super::{
    colour::Colour,
    modes::{Fault, MODES, Mode},
};

/// How much lighter or deeper the next attempt is.
const STEP: f64 = 0.04;
/// Links on the dark page: clearer than the least that is allowed, as the built-in ones are.
const LINK_ON_DARK: f64 = 7.0;

type Tokens = Vec<(&'static str, Colour)>;

#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    colour: Colour,
    pub(super) light: Tokens,
    pub(super) dark: Tokens,
}

/// Why a colour is not taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Refusal {
    pub fault: Fault,
    /// The nearest deeper one that would be.
    pub instead: Colour,
}

impl Palette {
    /// # Errors
    /// The worst of what could not be read.
    pub fn of(colour: Colour) -> Result<Self, Refusal> {
        let (Some(light), Some(dark)) = (mode("light"), mode("dark")) else {
            return Ok(Self { colour, light: Vec::new(), dark: Vec::new() });
        };
        let tokens = on_light(colour);
        let worst = light.faults(&tokens).into_iter().min_by(|a, b| (a.ratio / a.least).total_cmp(&(b.ratio / b.least)));
        match worst {
            Some(fault) => {
                Err(Refusal { fault, instead: until(colour, Colour::BLACK, |deeper| light.faults(&on_light(deeper)).is_empty()) })
            }
            None => Ok(Self { colour, light: tokens, dark: on_dark(colour, dark) }),
        }
    }

    /// The style sheet, for the layer that holds the built-in tokens.
    pub fn css(&self) -> String {
        format!(
            "@layer tokens{{:root{{{}}}@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}}}",
            declarations(&self.light),
            declarations(&self.dark)
        )
    }

    pub fn address(&self) -> String {
        address(self.colour)
    }
}

/// Where the style sheet of a colour is fetched.
pub fn address(colour: Colour) -> String {
    format!("/mau/{colour}.css")
}

fn mode(name: &str) -> Option<&'static Mode> {
    MODES.iter().find(|mode| mode.name == name)
}

fn on_light(colour: Colour) -> Tokens {
    ["--seal", "--link", "--accent", "--action"].map(|token| (token, colour)).into()
}

fn on_dark(colour: Colour, dark: &Mode) -> Tokens {
    let deep = colour.mixed(Colour::BLACK, 0.2);
    let seal = until(deep, Colour::BLACK, |seal| dark.faults(&[("--seal", seal)]).is_empty());
    let pale = until(colour, Colour::WHITE, |pale| {
        ["--paper", "--wash"]
            .iter()
            .all(|ground| dark.tokens.get(ground).is_none_or(|ground| pale.contrast(*ground) >= LINK_ON_DARK))
    });
    let mut tokens: Tokens = ["--link", "--accent", "--action"].map(|token| (token, pale)).into();
    tokens.push(("--seal", seal));
    tokens.push(("--on-action", colour.mixed(Colour::BLACK, 0.8)));
    tokens
}

/// The first on the way to the other colour that will do.
fn until(from: Colour, to: Colour, will_do: impl Fn(Colour) -> bool) -> Colour {
    (0..=25).map(|step| from.mixed(to, f64::from(step) * STEP)).find(|colour| will_do(*colour)).unwrap_or(to)
}

fn declarations(tokens: &Tokens) -> String {
    tokens.iter().fold(String::new(), |mut css, (token, colour)| {
        let _ = write!(css, "{token}:#{colour};");
        css
    })
}
