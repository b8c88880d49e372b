//! Builds what a browser downloads, and carries the whole to a server: `cargo xtask site | dev | dist`.

mod bindings;
mod dev;
mod dist;
mod licences;
mod pack;
mod run;
mod site;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    std::env::set_current_dir(run::root())?;
    match std::env::args().nth(1).as_deref() {
        Some("site") => site::build(),
        Some("dev") => dev::watch(),
        Some("dist") => dist::archive(),
        _ => bail!("cargo xtask site | dev | dist"),
    }
}
