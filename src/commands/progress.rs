//! How long work shows that it goes on: a bar where someone looks, else a line a stage.

use std::{
    io::IsTerminal,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    backup::{Progress, Stage},
    text::numbers::grouped,
};

pub struct Shown {
    bar: Option<ProgressBar>,
    told: Mutex<Option<Stage>>,
}

impl Shown {
    pub fn start() -> Self {
        Self { bar: std::io::stderr().is_terminal().then(bar), told: Mutex::new(None) }
    }

    pub fn show(&self, progress: Progress) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = &self.bar {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
            bar.set_message(progress.stage.wording());
        } else if *told != Some(progress.stage) {
            say!("{} ({})", progress.stage.wording(), grouped(i64::try_from(progress.total).unwrap_or(i64::MAX)));
        }
        *told = Some(progress.stage);
    }

    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// One count that goes up to a known end.
pub struct Counted {
    what: &'static str,
    bar: Option<ProgressBar>,
    told: Mutex<i64>,
}

impl Counted {
    /// Lines where nobody looks: one a tenth of the way.
    const LINES: i64 = 10;

    pub fn start(what: &'static str) -> Self {
        Self { what, bar: std::io::stderr().is_terminal().then(bar), told: Mutex::new(0) }
    }

    pub fn show(&self, done: i64, all: i64) {
        if let Some(bar) = &self.bar {
            bar.set_length(u64::try_from(all).unwrap_or(0));
            bar.set_position(u64::try_from(done).unwrap_or(0));
            bar.set_message(self.what);
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let tenth = done * Self::LINES / all.max(1);
        if tenth > *told || done >= all {
            say!("{}: {} trong {}", self.what, grouped(done), grouped(all));
            *told = tenth;
        }
    }

    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:<12} {bar:30} {pos}/{len}, còn khoảng {eta}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
