//! The table is sound, and what is made from it is fresh.

use crate::content::expression::{Fit, fit, resolve};
use crate::content::prosemirror::schema_json;
use crate::content::schema::{MARKS, NODES, NodeKind};
use serde_json::Value;
use std::path::Path;

#[test]
fn the_table_stands_in_the_order_of_its_kinds() {
    for (index, spec) in NODES.iter().enumerate() {
        assert_eq!(spec.kind as usize, index, "{}", spec.name);
        assert_eq!(NodeKind::from_name(spec.name), Some(spec.kind));
    }
    for (index, spec) in MARKS.iter().enumerate() {
        assert_eq!(spec.kind as usize, index, "{}", spec.name);
        assert!(spec.excludes.split(' ').any(|name| name == spec.name), "{} must exclude itself", spec.name);
    }
}

#[test]
fn every_name_in_a_content_expression_is_known() {
    for spec in &NODES {
        for name in spec.content.split(|c: char| !c.is_ascii_alphabetic() && c != '_').filter(|name| !name.is_empty()) {
            assert!(!resolve(name).is_empty(), "{} names {name}", spec.name);
        }
    }
}

#[test]
fn children_fit_as_the_expressions_say() {
    use NodeKind::{Caption, Heading, Paragraph, Table, TableBlock, TableCaption, TableCell, TableHeader, TableRow, Text};
    assert_eq!(fit(NodeKind::Doc, &[]), Fit::Unfinished);
    assert_eq!(fit(NodeKind::Doc, &[Paragraph, Heading]), Fit::Whole);
    assert_eq!(fit(NodeKind::Doc, &[Paragraph, Text, Paragraph]), Fit::StopsAt(1));
    assert_eq!(fit(NodeKind::ListItem, &[Heading]), Fit::StopsAt(0));
    assert_eq!(fit(NodeKind::Picture, &[Caption, Caption]), Fit::StopsAt(1));
    assert_eq!(fit(TableBlock, &[TableCaption]), Fit::Unfinished);
    assert_eq!(fit(TableBlock, &[TableCaption, Table]), Fit::Whole);
    assert_eq!(fit(TableRow, &[TableCell, TableHeader, TableCell]), Fit::Whole);
    assert_eq!(fit(TableRow, &[]), Fit::Whole);
    assert_eq!(fit(NodeKind::HorizontalRule, &[Text]), Fit::StopsAt(0));
}

#[test]
fn the_editors_schema_is_fresh() {
    let path = Path::new("src/content/schema.generated.json");
    if std::env::var_os("CONGDAN_WRITE_SCHEMA").is_some() {
        std::fs::write(path, schema_json()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    let parsed = |json: &str| serde_json::from_str::<Value>(json).unwrap();
    assert!(
        parsed(&kept) == parsed(&schema_json()),
        "stale: CONGDAN_WRITE_SCHEMA=1 cargo test content::tests::schema writes it anew"
    );
}
