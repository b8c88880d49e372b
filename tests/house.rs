//! The arrows of the house: wiring → features → ground; a feature never reaches into another's SQL or pages.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
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
const EXCEPTIONS: [(&str, &str); 2] = [("http", "site"), ("ui", "article")];

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
