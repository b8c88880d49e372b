//! What the database holds is read whatever it is, and nothing of it is lost.

use crate::content::node::Node;
use crate::content::parse::lift;
use crate::content::schema::NodeKind;
use crate::content::{Content, SCHEMA_VERSION};
use serde::{Deserialize, Serialize};

const CHART: &str = r#"{ "type":"chart",  "rows":[1.0, 2e3, 12345678901234567890123], "nh\u00e3n":"\u0041\u0000" , "content":[{"type":"text","text":"ẩn"}]}"#;

fn stored() -> String {
    let paragraph = r#"{"type":"paragraph","attrs":{"align": "\u0061"},"content":[{"type":"text","text":"hiện","marks":[{"type":"blink","rate":1.50}]}],"note":[1, 2]}"#;
    format!(r#"{{"type":"doc","content":[{paragraph},{CHART}]}}"#)
}

#[test]
fn unknown_nodes_survive_byte_for_byte_and_are_shown_to_no_one() {
    let content = Content::read_stored(&stored(), SCHEMA_VERSION).unwrap();
    let json = content.to_json();
    for kept in [CHART, r#""align":"\u0061""#, r#"{"type":"blink","rate":1.50}"#, r#""note":[1, 2]"#] {
        assert!(json.contains(kept), "{kept} in {json}");
    }
    assert_eq!(content.to_html(&[]), "<p>hiện</p>");
    assert_eq!(content.plain_text(), "hiện");
    assert_eq!(Content::read_stored(&json, SCHEMA_VERSION).unwrap().to_json(), json);
    assert!(Content::parse(&json).is_err());
}

#[test]
fn unknown_nodes_survive_the_way_to_the_browser_and_back() {
    #[derive(Serialize, Deserialize)]
    struct Article {
        title: String,
        content: Content,
    }
    let content = Content::read_stored(&stored(), SCHEMA_VERSION).unwrap();
    let wire = serde_json::to_string(&Article { title: "a".into(), content: content.clone() }).unwrap();
    assert!(wire.contains(CHART));
    let back: Article = serde_json::from_str(&wire).unwrap();
    assert_eq!(back.content, content);
    assert_eq!(back.title, "a");
}

#[test]
fn nodes_that_stand_where_they_may_not_do_no_harm() {
    let json = r#"{"type":"doc","content":[{"type":"text","text":"a"},{"type":"list_item"},{"type":"table_block","content":[{"type":"heading"},{"type":"table","content":[{"type":"paragraph"}]}]},{"type":"paragraph","content":[{"type":"table"}]}]}"#;
    let content = Content::read_stored(json, SCHEMA_VERSION).unwrap();
    assert!(content.to_html(&[]).contains("<tbody></tbody>"));
    let marks = vec![r#"{"type":"em"}"#; 20_000].join(",");
    let json = format!(
        r#"{{"type":"doc","content":[{{"type":"paragraph","content":[{{"type":"text","text":"a","marks":[{marks}]}}]}}]}}"#
    );
    assert!(Content::read_stored(&json, SCHEMA_VERSION).unwrap().to_html(&[]).contains("<em>a</em>"));
    for bad in ["", "null", "[]", r#"{"type":"paragraph"}"#, r#"{"type":"doc","content":7}"#] {
        assert!(Content::read_stored(bad, SCHEMA_VERSION).is_err(), "{bad}");
    }
}

#[test]
fn older_versions_are_lifted_step_by_step_and_newer_ones_refused() {
    fn add_rule(mut blocks: Vec<Node>) -> Vec<Node> {
        blocks.push(Node::element(NodeKind::HorizontalRule, Vec::new()));
        blocks
    }
    fn double(mut blocks: Vec<Node>) -> Vec<Node> {
        blocks.extend(blocks.clone());
        blocks
    }
    let empty = r#"{"type":"doc"}"#;
    let rules = |version| lift(empty, version, &[add_rule, double]).map(|content| content.to_html(&[]).matches("<hr>").count());
    assert_eq!(rules(1), Ok(2));
    assert_eq!(rules(2), Ok(0));
    assert_eq!(rules(3), Ok(0));
    for unknown in [4, 0, -1, i64::MIN, i64::MAX] {
        assert!(rules(unknown).is_err());
    }
    assert!(Content::read_stored(empty, SCHEMA_VERSION + 1).unwrap_err().wording().contains("nâng cấp"));
}

#[test]
fn widths_of_columns_reach_readers_as_shares() {
    let cell = |widths: &str| {
        let words = r#""content":[{"type":"paragraph","content":[{"type":"text","text":"a"}]}]"#;
        let span = widths.split(',').count();
        format!(r#"{{"type":"table_cell","attrs":{{"colspan":{span},"colwidth":{widths}}},{words}}}"#)
    };
    let columns = |cells: &[&str]| {
        let row = cells.iter().map(|widths| cell(widths)).collect::<Vec<_>>().join(",");
        let table = format!(r#"{{"type":"table","content":[{{"type":"table_row","content":[{row}]}}]}}"#);
        let json =
            format!(r#"{{"type":"doc","content":[{{"type":"table_block","content":[{{"type":"table_caption"}},{table}]}}]}}"#);
        let html = Content::read_stored(&json, SCHEMA_VERSION).unwrap().to_html(&[]);
        html.split_once("<table>").unwrap().1.split_once("<tbody>").unwrap().0.to_owned()
    };
    assert_eq!(columns(&["null", "null"]), "");
    assert_eq!(columns(&["[100]", "[300]"]), "<colgroup><col class=\"w5\"><col class=\"w15\"></colgroup>");
    assert_eq!(columns(&["[100,300]", "[400]"]), "<colgroup><col class=\"w3\"><col class=\"w8\"><col class=\"w10\"></colgroup>");
    // Of a column that was never drawn only the others' shares of the text's width are told.
    assert_eq!(columns(&["[180]", "null"]), "<colgroup><col class=\"w5\"><col></colgroup>");
    assert_eq!(columns(&["[1]", "[10000]"]), "<colgroup><col><col></colgroup>");
}
