//! Whose work the archive carries, and on what terms: a list, then each text once.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::run::{root, target};

/// What the server is made of, and what a browser downloads.
const CRATES: [&[&str]; 2] =
    [&["--features", "ssr"], &["--features", "hydrate,newsroom", "--target", "wasm32-unknown-unknown", "--no-default-features"]];
const FONT: &str = "@expo-google-fonts/be-vietnam-pro";

/// A library, and where its files lie.
struct Library {
    name: String,
    licence: String,
    folder: PathBuf,
}

pub fn write(out: &Path) -> Result<()> {
    let mut libraries = Vec::new();
    for arguments in CRATES {
        libraries.extend(crates(arguments)?);
    }
    for package in bundled()? {
        libraries.push(npm(&package)?);
    }
    libraries.sort_by(|one, other| one.name.cmp(&other.name));
    libraries.dedup_by(|one, other| one.name == other.name);

    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut list = String::new();
    for library in &libraries {
        list += &format!("{}: {}\n", library.name, library.licence);
        for text in texts_of(&library.folder) {
            texts.entry(text).or_default().push(&library.name);
        }
    }
    for (text, names) in texts {
        list += &format!("\n{}\n{}\n\n{}\n", "=".repeat(100), names.join(", "), text.trim_end());
    }
    fs::write(out, list)?;
    Ok(())
}

fn crates(arguments: &[&str]) -> Result<Vec<Library>> {
    let tree = std::process::Command::new("cargo")
        .args(["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}"])
        .args(arguments)
        .current_dir(root())
        .output()?;
    ensure!(tree.status.success(), "cargo tree: {}", String::from_utf8_lossy(&tree.stderr));
    let home = std::env::var_os("CARGO_HOME").map_or_else(|| home().join(".cargo"), PathBuf::from);
    let sources: Vec<PathBuf> = fs::read_dir(home.join("registry/src"))?.flatten().map(|entry| entry.path()).collect();
    let text = String::from_utf8_lossy(&tree.stdout);
    let library = |line: &str| {
        let (package, licence) = line.trim_end_matches(" (*)").split_once('|')?;
        // Our own, and those of a path, have no version of the registry.
        let (name, version) = package.split_whitespace().next().zip(package.split_whitespace().nth(1)?.strip_prefix('v'))?;
        let folder = sources.iter().map(|source| source.join(format!("{name}-{version}"))).find(|folder| folder.exists())?;
        let licence = licence.trim_end_matches(" (*)").to_owned();
        Some(Library { name: format!("{name} {version}"), licence, folder })
    };
    Ok(text.lines().filter_map(library).collect())
}

fn home() -> PathBuf {
    std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default()
}

/// The npm packages whose code stands in what was built, by the bundler's own account; and the font.
fn bundled() -> Result<BTreeSet<String>> {
    const PLACE: &str = "node_modules/";
    let mut names = BTreeSet::from([FONT.to_owned()]);
    for entry in fs::read_dir(target().join("site-work"))?.flatten() {
        if !entry.file_name().to_string_lossy().ends_with(".meta.json") {
            continue;
        }
        let account = fs::read_to_string(entry.path())?;
        for (at, _) in account.match_indices(PLACE) {
            let path = &account[at + PLACE.len()..];
            let parts = if path.starts_with('@') { 2 } else { 1 };
            names.insert(path.split(['/', '"']).take(parts).collect::<Vec<_>>().join("/"));
        }
    }
    Ok(names)
}

fn npm(package: &str) -> Result<Library> {
    let folder = root().join("node_modules").join(package);
    let about = fs::read_to_string(folder.join("package.json")).with_context(|| package.to_owned())?;
    let field = |name: &str| {
        let value = about.split_once(&format!("\"{name}\":")).map(|(_, rest)| rest.trim_start().trim_start_matches('"'));
        value.and_then(|value| value.split('"').next()).unwrap_or_default().to_owned()
    };
    Ok(Library { name: format!("{package} {} (npm)", field("version")), licence: field("license"), folder })
}

fn texts_of(folder: &Path) -> Vec<String> {
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "OFL"].iter().any(|word| name.starts_with(word))
    };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(named).collect();
    files.sort();
    files.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}
