//! From cargo's WASM to what a browser loads: the bindings' version is held by Cargo.lock itself.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{run, target};

/// Compiles the browser's side and writes `<name>.js` and `<name>_bg.wasm` into `out`.
pub fn build(features: &str, name: &str, out: &Path) -> Result<()> {
    let profile = ["--quiet", "--profile", "browser", "--target", "wasm32-unknown-unknown"];
    run("cargo", &[&["rustc"], &profile[..], &["--lib", "--crate-type", "cdylib", "--features", features]].concat())?;
    let compiled: PathBuf = target().join("wasm32-unknown-unknown/browser/congdan.wasm");
    Bindgen::new()
        .input_path(&compiled)
        .out_name(name)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate(out))
        .map_err(|error| anyhow!("wasm-bindgen: {error}"))
}
