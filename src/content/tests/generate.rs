//! Documents by seed: right ones, and ones with something wrong.

use crate::content::schema::{AttrSpec, MARKS, NODES, NodeKind, Rule};
use serde_json::{Map, Value, json};

/// SplitMix64: the same numbers everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

/// Strings that have broken other programs.
pub const HOSTILE: [&str; 22] = [
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "'><img src=x onerror=alert(1)>",
    "</p></div></body>",
    "<!--",
    "]]>",
    "&lt;b&gt;",
    "&amp;amp;",
    "javascript:alert(1)",
    "\u{202e}gnp.exe",
    "a\u{0}b",
    "\u{b}\u{c}\r\n",
    "e\u{301}",
    "Hoa\u{0300}",
    "\u{301}",
    "👩\u{200d}👩\u{200d}👧",
    "  hai  dấu  cách  ",
    "{{7*7}}",
    "\\u0000",
    "\u{feff}",
    "</style><style>",
    "${x}",
];

const WORDS: [&str; 8] = ["Đoàn", "kiểm tra", "cải cách", "hành chính", "xã Hoà Cư", "2024", "99,8%", "Nghị quyết "];
const ALL_URLS: [&str; 28] = [
    "https://vidu.gov.vn/a?b=c#d",
    "HTTP://Vidu.VN:8080",
    "/bai-viet/abc",
    "mailto:a@b.vn?subject=x",
    "mailto:?body=x",
    "tel:+84-25.3(8)",
    "https://[::1]/",
    "https://xã.vn/đường",
    "javascript:alert(1)",
    "//evil.example",
    "http://a@b.vn/",
    "https://",
    "https:/x",
    "http://a b",
    "/\\evil",
    "data:text/html,x",
    "mailto:a@b@c",
    "tel:12a",
    "https://x:999999/",
    "ftp://a",
    "",
    " /a",
    "/a\u{200b}",
    "https://-a.vn",
    "vbscript:x",
    "httpſ://a.vn",
    "mailto:@b",
    "mailto:?",
];
pub const GOOD_URLS: usize = 8;

pub fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..=dice.below(4) {
        text.push_str(if dice.chance(25) { dice.pick(&HOSTILE) } else { dice.pick(&WORDS) });
        if dice.chance(40) {
            text.push(' ');
        }
    }
    text
}

fn value(rule: Rule, dice: &mut Dice) -> Value {
    match rule {
        Rule::Whole { min, max } => json!(min + dice.below((max - min + 1).min(4) as usize) as i64),
        Rule::Flag => json!(dice.chance(50)),
        Rule::Text { .. } => json!(text(dice)),
        Rule::OneOf(words) => json!(dice.pick(words)),
        Rule::MediaId => json!(format!("m{}", dice.below(6))),
        Rule::Url => json!(dice.pick(&ALL_URLS[..GOOD_URLS])),
        Rule::Language => json!(dice.pick(&["en", "zh-Hant", "tay-VN-x1"])),
        Rule::Widths => json!([100, dice.below(500)]),
    }
}

/// Often wrong, sometimes right.
fn wild_value(dice: &mut Dice) -> Value {
    match dice.below(16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!("true"),
        3 => json!(-1),
        4 => json!(2),
        5 => json!(2.5),
        6 => json!("3"),
        7 => json!([1, 2]),
        8 => json!([1, -2]),
        9 => json!({}),
        10 => json!("x".repeat(dice.below(600))),
        11 => json!(1_000_000_000_i64),
        12 => json!(text(dice)),
        13 => json!("en-"),
        14 => json!("e\u{301}".repeat(dice.below(600))),
        _ => json!(dice.pick(&ALL_URLS)),
    }
}

fn attrs(specs: &[AttrSpec], dice: &mut Dice) -> Option<Value> {
    let mut attrs = Map::new();
    for spec in specs {
        if spec.default.is_none() || dice.chance(50) {
            attrs.insert(spec.name.to_owned(), value(spec.rule, dice));
        }
    }
    (!attrs.is_empty()).then_some(Value::Object(attrs))
}

fn marks(allowed: &str, dice: &mut Dice) -> Vec<Value> {
    let mut marks: Vec<Value> = Vec::new();
    for spec in &MARKS {
        let is_allowed = allowed == "_" || allowed.split(' ').any(|name| name == spec.name);
        let is_free = !marks.iter().any(|mark| spec.excludes.split(' ').any(|name| mark["type"] == name));
        if is_allowed && is_free && dice.chance(20) {
            marks.push(mark(spec.name, dice));
        }
    }
    if dice.chance(30) {
        marks.reverse();
    }
    marks
}

fn mark(name: &str, dice: &mut Dice) -> Value {
    let specs = MARKS.iter().find(|spec| spec.name == name).map_or(&[][..], |spec| spec.attrs);
    let mut mark = json!({ "type": name });
    if let Some(attrs) = attrs(specs, dice) {
        mark["attrs"] = attrs;
    }
    mark
}

fn many(least: usize, most: usize, dice: &mut Dice, mut make: impl FnMut(&mut Dice) -> Value) -> Vec<Value> {
    let count = least + dice.below(most - least + 1);
    (0..count).map(|_| make(dice)).collect()
}

fn grouped(group: &str, depth: usize, dice: &mut Dice) -> Value {
    let kinds: Vec<NodeKind> = NODES
        .iter()
        .filter(|spec| spec.groups.split(' ').any(|name| name == group))
        .map(|spec| spec.kind)
        .filter(|kind| depth < 7 || matches!(kind, NodeKind::Paragraph | NodeKind::Picture))
        .collect();
    let kind = if dice.chance(40) { NodeKind::Paragraph } else { kinds[dice.below(kinds.len())] };
    node(kind, depth, dice)
}

fn inline(marks_allowed: &str, dice: &mut Dice) -> Value {
    let mut node = if dice.chance(12) { json!({ "type": "hard_break" }) } else { json!({ "type": "text", "text": text(dice) }) };
    let marks = marks(marks_allowed, dice);
    if !marks.is_empty() {
        node["marks"] = json!(marks);
    }
    node
}

/// A right node of that kind.
pub fn node(kind: NodeKind, depth: usize, dice: &mut Dice) -> Value {
    let spec = kind.spec();
    let below = depth + 1;
    let children = match kind {
        NodeKind::Doc => many(1, 6, dice, |dice| grouped("block", below, dice)),
        NodeKind::Paragraph | NodeKind::Heading | NodeKind::Caption | NodeKind::TableCaption => {
            many(0, 4, dice, |dice| inline(spec.marks, dice))
        }
        NodeKind::BulletList | NodeKind::OrderedList => many(1, 3, dice, |dice| node(NodeKind::ListItem, below, dice)),
        NodeKind::ListItem => {
            let mut children = vec![node(NodeKind::Paragraph, below, dice)];
            children.extend(many(0, 2, dice, |dice| grouped("flow", below, dice)));
            children
        }
        NodeKind::Blockquote | NodeKind::TableCell | NodeKind::TableHeader => many(1, 2, dice, |dice| grouped("flow", below, dice)),
        NodeKind::Picture | NodeKind::Video => vec![node(NodeKind::Caption, below, dice)],
        NodeKind::TableBlock => vec![node(NodeKind::TableCaption, below, dice), node(NodeKind::Table, below, dice)],
        NodeKind::Table => many(1, 3, dice, |dice| node(NodeKind::TableRow, below, dice)),
        NodeKind::TableRow => many(0, 3, dice, |dice| {
            let kind = if dice.chance(30) { NodeKind::TableHeader } else { NodeKind::TableCell };
            node(kind, below, dice)
        }),
        NodeKind::Text => return json!({ "type": "text", "text": text(dice) }),
        NodeKind::HorizontalRule | NodeKind::Attachment | NodeKind::HardBreak => Vec::new(),
    };
    let mut node = json!({ "type": spec.name });
    if let Some(attrs) = attrs(spec.attrs, dice) {
        node["attrs"] = attrs;
    }
    if !children.is_empty() || dice.chance(10) {
        node["content"] = json!(children);
    }
    node
}

/// One link, whose address is listed or put together at random: most are wrong.
pub fn linked(number: usize, dice: &mut Dice) -> Value {
    const PIECES: [&str; 26] = [
        "http:", "HTTPS:", "//", "//", "/", "@", "a.vn", "a.vn", "[::1]", "[", "]", ":80", ":", "?x=1", "#", " ", "\\", "mailto:",
        "tel:", "+84", "(2)", ".", "-", "đ", "\u{200b}", "ſ",
    ];
    let href = match ALL_URLS.get(number) {
        Some(listed) => (*listed).to_owned(),
        None => (0..=dice.below(4)).map(|_| dice.pick(&PIECES)).collect(),
    };
    let text = json!({ "type": "text", "text": "a", "marks": [{ "type": "link", "attrs": { "href": href } }] });
    json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [text] }] })
}

pub fn document(dice: &mut Dice) -> Value {
    node(NodeKind::Doc, 0, dice)
}

/// Changes something at a random place; the document may still be right afterwards.
pub fn mutate(document: &mut Value, dice: &mut Dice) {
    let mut at = document;
    let mut deeper = dice.below(7);
    let mut is_root = true;
    while deeper > 0 && at["content"].as_array().is_some_and(|list| !list.is_empty()) {
        let list = at.get_mut("content").and_then(Value::as_array_mut).expect("checked");
        let index = dice.below(list.len());
        at = &mut list[index];
        is_root = false;
        deeper -= 1;
    }
    let is_text = at["type"] == "text";
    let any_kind = |dice: &mut Dice| NODES[1 + dice.below(NODES.len() - 1)].kind;
    match dice.below(9) {
        // A text stays a text: what is one holds other members.
        0 if !is_root && !is_text => {
            let kind = any_kind(dice);
            if kind != NodeKind::Text {
                at["type"] = json!(kind.spec().name);
            }
        }
        1 if !is_root => at["type"] = json!("chart"),
        2 | 3 if !is_text => {
            let kind = any_kind(dice);
            let stranger = node(kind, 6, dice);
            if let Some(list) = at.get_mut("content").and_then(Value::as_array_mut) {
                list.insert(dice.below(list.len() + 1), stranger);
            }
        }
        4 => {
            if let Some(list) = at.get_mut("content").and_then(Value::as_array_mut).filter(|list| !list.is_empty()) {
                list.remove(dice.below(list.len()));
            }
        }
        5 => {
            if let Some(list) = at.get_mut("content").and_then(Value::as_array_mut).filter(|list| !list.is_empty()) {
                let (one, other) = (dice.below(list.len()), dice.below(list.len()));
                list.swap(one, other);
            }
        }
        6 if !is_text && !is_root => {
            let specs = NodeKind::from_name(at["type"].as_str().unwrap_or_default()).map_or(&[][..], |kind| kind.spec().attrs);
            if !specs.is_empty() {
                let spec = &specs[dice.below(specs.len())];
                if !at["attrs"].is_object() {
                    at["attrs"] = json!({});
                }
                if dice.chance(15) {
                    at["attrs"].as_object_mut().expect("just made").remove(spec.name);
                } else {
                    at["attrs"][spec.name] = wild_value(dice);
                }
            }
        }
        7 if !is_root => {
            let name = if dice.chance(40) { "link" } else { MARKS[dice.below(MARKS.len())].name };
            let mut mark = mark(name, dice);
            let wild = if dice.chance(60) { json!(dice.pick(&ALL_URLS)) } else { wild_value(dice) };
            match mark["type"].as_str() {
                Some("link") if dice.chance(60) => mark["attrs"]["href"] = wild,
                Some("language") if dice.chance(40) => mark["attrs"]["lang"] = wild_value(dice),
                _ => {}
            }
            if dice.chance(5) {
                mark = json!({ "type": "blink" });
            }
            match at.get_mut("marks").and_then(Value::as_array_mut) {
                Some(marks) => marks.push(mark),
                None => at["marks"] = json!([mark]),
            }
        }
        8 if is_text => at["text"] = json!(""),
        _ => {}
    }
}
