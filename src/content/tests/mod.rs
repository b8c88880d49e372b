//! The typed document, proved: by generated documents, hostile strings, random bytes, and ProseMirror itself.
//! `CONGDAN_SOAK=1` runs the generated tests at full size; `CONGDAN_SEED` chooses another seed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod agreement;
mod diff;
mod generate;
mod import;
mod plain;
mod properties;
mod schema;
mod stored;
mod strict;
mod untidy;

/// How many generated cases, and from which seed: said aloud, so that a failure can be run again.
fn cases(name: &str, few: u64, many: u64) -> (u64, u64) {
    let count = if std::env::var_os("CONGDAN_SOAK").is_some_and(|soak| soak == "1") { many } else { few };
    let seed = std::env::var("CONGDAN_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_123);
    println!("{name}: {count} cases, seed {seed}");
    (count, seed)
}
