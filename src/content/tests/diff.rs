//! Two documents side by side.

use crate::content::{
    Content,
    comparing::compare,
    diff::{DiffKind, DiffRow},
};

fn doc(blocks: &[&str]) -> Content {
    let blocks: Vec<String> = blocks
        .iter()
        .map(|text| match text.strip_prefix("**") {
            Some(bold) => {
                format!(r#"{{"type":"paragraph","content":[{{"type":"text","marks":[{{"type":"strong"}}],"text":"{bold}"}}]}}"#)
            }
            None => format!(r#"{{"type":"paragraph","content":[{{"type":"text","text":"{text}"}}]}}"#),
        })
        .collect();
    Content::parse(&format!(r#"{{"type":"doc","content":[{}]}}"#, blocks.join(","))).unwrap()
}

fn kinds(rows: &[DiffRow]) -> Vec<DiffKind> {
    rows.iter().map(|row| row.kind).collect()
}

#[test]
fn a_changed_word_is_found_in_its_block() {
    let rows = compare(&doc(&["Một", "Xã họp dân sáng nay", "Ba"]), &doc(&["Một", "Xã họp dân chiều nay", "Ba"]));
    assert_eq!(kinds(&rows), [DiffKind::Same, DiffKind::Changed, DiffKind::Same]);
    let changed = |side: &[crate::content::diff::Run]| {
        side.iter().filter(|run| run.is_changed).map(|run| run.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!((changed(&rows[1].before), changed(&rows[1].after)), (vec!["sáng".to_owned()], vec!["chiều".to_owned()]));
}

#[test]
fn several_words_in_a_row_are_one_change() {
    let rows = compare(&doc(&["Câu đầu do biên tập viên sửa."]), &doc(&["Câu đầu do tác giả sửa."]));
    let changed: Vec<_> = rows[0].before.iter().filter(|run| run.is_changed).map(|run| run.text.as_str()).collect();
    assert_eq!(changed, ["biên tập viên"]);
}

#[test]
fn blocks_come_go_and_change_their_form() {
    let rows = compare(&doc(&["Một", "Hai hai hai", "Ba"]), &doc(&["Một", "Ba", "Bốn"]));
    assert_eq!(kinds(&rows), [DiffKind::Same, DiffKind::Removed, DiffKind::Same, DiffKind::Added]);
    let rows = compare(&doc(&["Một"]), &doc(&["**Một"]));
    assert_eq!(kinds(&rows), [DiffKind::Formed]);
}

/// Nothing of either side is left out, whatever changed.
#[test]
fn both_sides_are_whole() {
    let old = doc(&["a b c", "d e f", "g h i", "k l m"]);
    let new = doc(&["x", "d e z", "k l m", "a b c", "y"]);
    let rows = compare(&old, &new);
    let side = |pick: fn(&DiffRow) -> &Vec<crate::content::diff::Run>| {
        let texts: Vec<String> = rows.iter().map(|row| pick(row).iter().map(|run| run.text.as_str()).collect::<String>()).collect();
        texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(side(|row| &row.before), old.plain_text());
    assert_eq!(side(|row| &row.after), new.plain_text());
}
