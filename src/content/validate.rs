//! Judges what an editor sends against the schema, and says of each fault where it stands.

use super::attributes::find_fault;
use super::expression::{Fit, fit};
use super::schema::{AttrSpec, MarkKind, NodeKind};
use crate::error::Problem;
use crate::text::json::Value;

pub const MAX_BYTES: usize = 1 << 20;
pub const MAX_DEPTH: usize = 32;
pub const MAX_NODES: usize = 20_000;
/// Enough to mend by; a hostile document must not make a report longer than itself.
const MAX_PROBLEMS: usize = 20;

/// Empty if the document is right.
pub fn find_problems(document: &Value<'_>) -> Vec<Problem> {
    let mut judge = Judge { problems: Vec::new() };
    if let Some(problem) = find_excess(document) {
        return vec![problem];
    }
    let kind = judge.node(document, "", None);
    if kind.is_some_and(|kind| kind != NodeKind::Doc) {
        judge.say("type", "tài liệu phải bắt đầu bằng doc");
    }
    judge.problems
}

/// Counted apart and first, so that an oversized document costs no more than this walk.
fn find_excess(document: &Value<'_>) -> Option<Problem> {
    let mut level = vec![document];
    let (mut nodes, mut depth) = (0, 0);
    while !level.is_empty() {
        nodes += level.len();
        depth += 1;
        if nodes > MAX_NODES {
            return Some(Problem::new("", "Nội dung có hơn 20.000 thành phần: hãy chia thành nhiều bài."));
        }
        if depth > MAX_DEPTH {
            return Some(Problem::new("", "Nội dung lồng nhau quá 32 tầng: hãy bớt danh sách hoặc trích dẫn lồng nhau."));
        }
        level = level.iter().filter_map(|node| node.member("content")?.list()).flatten().collect();
    }
    None
}

struct Judge {
    problems: Vec<Problem>,
}

fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") }
}

impl Judge {
    fn say(&mut self, at: &str, says: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(at, says));
        }
    }

    fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// The kind of the node, if it is one.
    fn node(&mut self, node: &Value<'_>, path: &str, parent: Option<NodeKind>) -> Option<NodeKind> {
        let Some(members) = node.members() else {
            self.say(path, "phải là một thành phần của tài liệu");
            return None;
        };
        let name = node.member("type").and_then(Value::text).unwrap_or_default();
        let Some(kind) = NodeKind::from_name(name) else {
            self.say(&join(path, "type"), format!("không có thành phần «{}»", shorten(name)));
            return None;
        };
        for (index, (key, value)) in members.iter().enumerate() {
            if self.is_full() {
                return Some(kind);
            }
            let at = join(path, shorten(key));
            if members[..index].iter().any(|(earlier, _)| earlier == key) {
                self.say(&at, "bị lặp lại");
            }
            match (key.as_ref(), kind) {
                ("type", _) => {}
                ("text", NodeKind::Text) => {
                    if value.text().is_none_or(str::is_empty) {
                        self.say(&at, "phải là chữ và không được trống");
                    }
                }
                ("content", NodeKind::Text) | ("attrs", NodeKind::Text) | ("marks", NodeKind::Doc) => {
                    self.say(&at, "không được có ở đây");
                }
                ("content", _) if value.list().is_none() => self.say(&at, "phải là danh sách"),
                ("attrs", _) if value.members().is_none() => self.say(&at, "phải là một nhóm thuộc tính"),
                ("content" | "attrs", _) => {}
                ("marks", _) => self.marks(value, &at, parent),
                _ => self.say(&at, "không được có ở đây"),
            }
        }
        match kind {
            NodeKind::Text if node.member("text").is_none() => self.say(&join(path, "text"), "thiếu chữ"),
            NodeKind::Text => {}
            _ => {
                self.attrs(node.member("attrs"), path, kind.spec().attrs);
                self.children(node.member("content"), path, kind);
            }
        }
        Some(kind)
    }

    fn children(&mut self, content: Option<&Value<'_>>, path: &str, kind: NodeKind) {
        let list = content.and_then(Value::list).unwrap_or_default();
        let mut kinds = Vec::with_capacity(list.len());
        for (index, child) in list.iter().enumerate() {
            if self.is_full() {
                return;
            }
            kinds.extend(self.node(child, &join(path, &format!("content[{index}]")), Some(kind)));
        }
        // Children without a kind have been named already.
        if kinds.len() < list.len() {
            return;
        }
        let spec = kind.spec();
        match fit(kind, &kinds) {
            Fit::Whole => {}
            Fit::Unfinished => self.say(path, format!("{} còn thiếu bên trong: cần {}", spec.name, spec.content)),
            Fit::StopsAt(index) => {
                let at = join(path, &format!("content[{index}]"));
                let wanted = if spec.content.is_empty() { "không chứa gì" } else { spec.content };
                self.say(
                    &at,
                    format!("{} không được đứng ở đây trong {} (cho phép: {wanted})", kinds[index].spec().name, spec.name),
                );
            }
        }
    }

    fn marks(&mut self, marks: &Value<'_>, path: &str, parent: Option<NodeKind>) {
        let Some(list) = marks.list() else {
            return self.say(path, "phải là danh sách");
        };
        let allowed = parent.map_or("", |parent| parent.spec().marks);
        let mut seen: Vec<MarkKind> = Vec::new();
        for (index, mark) in list.iter().enumerate() {
            if self.is_full() {
                return;
            }
            let at = format!("{path}[{index}]");
            let name = mark.member("type").and_then(Value::text).unwrap_or_default();
            let Some(kind) = MarkKind::from_name(name) else {
                self.say(&join(&at, "type"), format!("không có định dạng «{}»", shorten(name)));
                continue;
            };
            if allowed != "_" && !allowed.split(' ').any(|allowed| allowed == name) {
                self.say(&at, format!("định dạng {name} không được dùng ở đây"));
            }
            if seen.iter().any(|earlier| kind.spec().excludes.split(' ').any(|excluded| excluded == earlier.spec().name)) {
                self.say(&at, format!("định dạng {name} bị lặp lại hoặc trái với định dạng khác"));
            }
            seen.push(kind);
            self.mark_members(mark, &at, kind);
        }
    }

    fn mark_members(&mut self, mark: &Value<'_>, at: &str, kind: MarkKind) {
        let members = mark.members().unwrap_or_default();
        for (index, (key, value)) in members.iter().enumerate() {
            if self.is_full() {
                return;
            }
            let repeated = members[..index].iter().any(|(earlier, _)| earlier == key);
            if repeated || !matches!(key.as_ref(), "type" | "attrs") || (key == "attrs" && value.members().is_none()) {
                self.say(&join(at, shorten(key)), "không được có ở đây");
            }
        }
        self.attrs(mark.member("attrs"), at, kind.spec().attrs);
    }

    fn attrs(&mut self, attrs: Option<&Value<'_>>, path: &str, specs: &[AttrSpec]) {
        let path = join(path, "attrs");
        let members = attrs.and_then(Value::members).unwrap_or_default();
        for (index, (name, value)) in members.iter().enumerate() {
            let repeated = members[..index].iter().any(|(earlier, _)| earlier == name);
            let fault = match specs.iter().find(|spec| spec.name == name) {
                _ if repeated => Some("bị lặp lại".to_owned()),
                None => Some("không có thuộc tính này".to_owned()),
                Some(spec) => find_fault(value, spec),
            };
            if let Some(fault) = fault {
                self.say(&join(&path, shorten(name)), fault);
                if self.is_full() {
                    return;
                }
            }
        }
        for spec in specs.iter().filter(|spec| spec.default.is_none()) {
            if !members.iter().any(|(name, _)| name == spec.name) {
                self.say(&join(&path, spec.name), "thiếu thuộc tính này");
            }
        }
    }
}

/// A name from outside, short enough for a message.
fn shorten(name: &str) -> &str {
    name.char_indices().nth(40).map_or(name, |(end, _)| &name[..end])
}
