//! The schema as `schema.generated.json`, which `schema.js` turns into ProseMirror's. A test keeps the file fresh:
//! `CONGDAN_WRITE_SCHEMA=1 cargo test content::tests::schema` writes it anew.

use super::SCHEMA_VERSION;
use super::schema::{AttrSpec, MARKS, NODES, Rule};
use serde_json::{Value, json};

/// Lists, not objects, since the order of nodes and marks means something.
pub fn schema_json() -> String {
    let nodes: Vec<Value> = NODES
        .iter()
        .map(|spec| {
            json!({
                "name": spec.name, "content": spec.content, "group": spec.groups, "marks": spec.marks,
                "inline": spec.groups == "inline", "tableRole": spec.table_role, "attrs": attrs_json(spec.attrs),
            })
        })
        .collect();
    let marks: Vec<Value> =
        MARKS.iter().map(|spec| json!({ "name": spec.name, "excludes": spec.excludes, "attrs": attrs_json(spec.attrs) })).collect();
    let schema = json!({ "version": SCHEMA_VERSION, "nodes": nodes, "marks": marks });
    format!("{schema:#}\n")
}

fn attrs_json(specs: &[AttrSpec]) -> Vec<Value> {
    let attr_json = |spec: &AttrSpec| {
        let mut attr = json!({ "name": spec.name, "rule": rule_json(spec.rule) });
        if let Some(default) = spec.default.and_then(|default| serde_json::from_str::<Value>(default).ok()) {
            attr["default"] = default;
        }
        attr
    };
    specs.iter().map(attr_json).collect()
}

fn rule_json(rule: Rule) -> Value {
    match rule {
        Rule::Whole { min, max } => json!({ "is": "whole", "min": min, "max": max }),
        Rule::Flag => json!({ "is": "flag" }),
        Rule::Text { max } => json!({ "is": "text", "max": max }),
        Rule::OneOf(words) => json!({ "is": "oneOf", "words": words }),
        Rule::MediaId => json!({ "is": "mediaId" }),
        Rule::Url => json!({ "is": "url" }),
        Rule::Language => json!({ "is": "language" }),
        Rule::Widths => json!({ "is": "widths" }),
    }
}
