//! One small set of line icons, drawn on a grid of 24.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Menu,
    Print,
    Earlier,
    Later,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Print => "M7 9V3.5h10V9M7 17H3V9h18v8h-4M7 14h10v6.5H7z",
            Self::Earlier => "M19 12H5M11 6l-6 6 6 6",
            Self::Later => "M5 12h14M13 6l6 6-6 6",
        }
    }
}

/// Decoration beside a word: never the only name of a control.
pub fn icon(icon: Icon) -> AnyView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=icon.path()></path></svg> }.into_any()
}
