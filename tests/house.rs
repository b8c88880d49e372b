//! The arrows of the house: wiring → features → ground; a feature never reaches into another's SQL or pages. And what `deploy/` takes
//! for granted: the figures its alarms name are written, and `make dist` packs its files.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const FEATURES: [&str; 18] = [
    "accounts",
    "administration",
    "archive",
    "article",
    "audit",
    "backup",
    "blocks",
    "content",
    "feeds",
    "home",
    "media",
    "page",
    "reading",
    "search",
    "section",
    "site",
    "visits",
    "workflow",
];
const GROUND: [&str; 4] = ["db", "http", "text", "ui"];
/// Ground that must name a feature's word: the site of a request, and what the app does around its first page.
const EXCEPTIONS: [(&str, &str); 1] = [("http", "site")];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.to_string_lossy().contains("tests") {
            found.push(path);
        }
    }
}

#[test]
fn ground_knows_no_feature() {
    let mut wrong = Vec::new();
    for ground in GROUND {
        let mut found = Vec::new();
        sources(&Path::new("src").join(ground), &mut found);
        for path in found {
            let text = fs::read_to_string(&path).unwrap();
            for feature in FEATURES {
                let names = text.contains(&format!("crate::{feature}::"));
                if names && !EXCEPTIONS.contains(&(ground, feature)) {
                    wrong.push(format!("{} names {feature}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_feature_keeps_its_statements_to_itself() {
    let mut wrong = Vec::new();
    for feature in FEATURES {
        let mut found = Vec::new();
        sources(&Path::new("src").join(feature), &mut found);
        for path in found {
            let text = fs::read_to_string(&path).unwrap();
            for line in text.lines().filter(|line| line.contains("include_str!(\"../")) {
                let reaches_ground = line.contains("../db/sql/");
                let reaches_own = line.contains("include_str!(\"../sql/") && path.components().count() > 3;
                let reaches_style = line.contains("../style/");
                if !reaches_ground && !reaches_own && !reaches_style {
                    wrong.push(format!("{}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names under which Prometheus sees what the sources write.
fn written_figures() -> BTreeSet<String> {
    let mut found = Vec::new();
    sources(Path::new("src"), &mut found);
    let mut written = BTreeSet::new();
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        for (kind, endings) in
            [("gauge!(\"", &[""][..]), ("counter!(\"", &[""][..]), ("histogram!(\"", &["_bucket", "_sum", "_count"][..])]
        {
            for rest in text.split(kind).skip(1) {
                let name = rest.split('"').next().unwrap_or_default();
                written.extend(endings.iter().map(|ending| format!("{name}{ending}")));
            }
        }
    }
    written
}

#[test]
fn alarms_and_dashboard_name_only_figures_that_are_written() {
    let written = written_figures();
    let mut wrong = Vec::new();
    for file in ["deploy/alerts.yml", "deploy/alerts.test.yml", "deploy/grafana.json"] {
        let text = fs::read_to_string(file).unwrap();
        let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let named: BTreeSet<&str> = words.filter(|word| word.starts_with("congdan_")).collect();
        assert!(!named.is_empty(), "{file} names no figure");
        wrong.extend(named.into_iter().filter(|name| !written.contains(*name)).map(|name| format!("{file} names {name}")));
    }
    assert!(wrong.is_empty(), "{}\nwritten are {written:?}", wrong.join("\n"));
}

#[test]
fn whatever_is_written_is_on_the_dashboard() {
    let dashboard = fs::read_to_string("deploy/grafana.json").unwrap();
    let words: BTreeSet<&str> = dashboard.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    // Of a histogram the buckets are drawn.
    let is_drawn = |name: &String| words.contains(name.as_str()) || name.ends_with("_sum") || name.ends_with("_count");
    let missing: Vec<String> = written_figures().into_iter().filter(|name| !is_drawn(name)).collect();
    assert!(missing.is_empty(), "deploy/grafana.json does not show {missing:?}");
}

#[test]
fn whatever_is_for_servers_is_packed() {
    let packing = fs::read_to_string("xtask/src/dist.rs").unwrap();
    for entry in fs::read_dir("deploy").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_named = ["\"", "/"].iter().any(|before| packing.contains(&format!("{before}{name}\"")));
        assert!(is_named, "make dist does not pack deploy/{name}");
    }
}
