//! Running other programs, loudly.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, ensure};

/// The project's folder: as cargo says when it runs us, since a shared target folder holds what another checkout compiled.
pub fn root() -> PathBuf {
    let ours = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&ours).parent().map(Path::to_owned).unwrap_or_default()
}

/// Where cargo writes; a link or `CARGO_TARGET_DIR` may lead elsewhere.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a program to its end; its failure is ours.
pub fn run(program: &str, arguments: &[&str]) -> Result<()> {
    let status = Command::new(program).args(arguments).status().with_context(|| format!("{program} cannot be started"))?;
    ensure!(status.success(), "{program} {} failed", arguments.join(" "));
    Ok(())
}

/// One line when a step begins, one with its time when it is done.
pub fn step<T>(says: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let start = Instant::now();
    println!("xtask: {says} …");
    let value = work().with_context(|| format!("step failed: {says}"))?;
    println!("xtask: {says}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(value)
}
