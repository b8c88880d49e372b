//! ProseMirror in Node and the validator here give every generated document the same verdict.

use super::cases;
use super::generate::{Dice, document, linked, mutate};
use crate::content::Content;
use serde_json::json;
use std::fmt::Write as _;
use std::process::Command;

#[test]
fn prosemirror_gives_every_document_the_same_verdict() {
    let (count, seed) = cases("agreement with prosemirror-model", 2_000, 20_000);
    let mut dice = Dice(seed);
    let mut lines = String::new();
    let mut right = 0;
    for number in 0..count {
        let mut document = document(&mut dice);
        if number % 4 != 0 {
            for _ in 0..=dice.below(2) {
                mutate(&mut document, &mut dice);
            }
        }
        let valid = Content::parse(&document.to_string()).is_ok();
        right += u64::from(valid);
        writeln!(lines, "{}", json!({ "valid": valid, "doc": document })).unwrap();
    }
    for number in 0..count as usize {
        let document = linked(number, &mut dice);
        let valid = Content::parse(&document.to_string()).is_ok();
        writeln!(lines, "{}", json!({ "valid": valid, "doc": document })).unwrap();
    }
    assert!(right > count / 5 && right < count * 4 / 5, "{right} of {count} are right: the generator says too little");
    let file = std::env::temp_dir().join(format!("congdan-agreement-{}.jsonl", std::process::id()));
    std::fs::write(&file, lines).unwrap();
    let output = Command::new("node").arg("end2end/schema/agree.mjs").arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    let output = output.expect("node is needed for this test: make test sets it up");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{said}");
    assert!(output.status.success(), "{said}");
}
