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
            println!("{} ({})", progress.stage.wording(), grouped(i64::try_from(progress.total).unwrap_or(i64::MAX)));
        }
        *told = Some(progress.stage);
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
