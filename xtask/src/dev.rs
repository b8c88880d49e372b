//! `make dev`: builds, serves, and builds again when a file changes.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use anyhow::Result;
use notify::{RecursiveMode, Watcher};

use crate::{
    run::{run, target},
    site,
};

const WATCHED: [&str; 4] = ["src", "style", "public", "migrations"];
const QUIET: Duration = Duration::from_millis(200);

/// Runs until interrupted. A build that fails leaves the last good server running.
pub fn watch() -> Result<()> {
    let (sender, changes) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && !event.kind.is_access()
        {
            let _ = sender.send(event.paths);
        }
    })?;
    for folder in WATCHED {
        watcher.watch(Path::new(folder), RecursiveMode::Recursive)?;
    }
    let mut server = None;
    loop {
        match build() {
            Ok(()) => server = Some(restart(server)?),
            Err(error) => eprintln!("xtask: {error:#}"),
        }
        wait(&changes)?;
    }
}

fn build() -> Result<()> {
    run("cargo", &["build", "--release", "--features", "ssr"])?;
    site::build()
}

fn restart(running: Option<Child>) -> Result<Child> {
    if let Some(mut child) = running {
        child.kill()?;
        child.wait()?;
    }
    Ok(Command::new(target().join("release/congdan")).arg("serve").spawn()?)
}

/// Waits for a change and then until the changes pause.
fn wait(changes: &Receiver<Vec<PathBuf>>) -> Result<()> {
    let paths = changes.recv()?;
    println!("xtask: changed: {}", paths.first().map(|path| path.display().to_string()).unwrap_or_default());
    while changes.recv_timeout(QUIET).is_ok() {}
    Ok(())
}
