//! Two documents compared: block by block, and within a block word by word.

use similar::{Algorithm, ChangeTag, DiffTag, TextDiff, capture_diff_slices};

use super::{
    Content,
    diff::{DiffKind, DiffRow, Run},
    node::Node,
    plain::kind_name,
};

struct Block {
    name: &'static str,
    json: String,
    text: String,
}

/// Every block of both, in order.
pub fn compare(before: &Content, after: &Content) -> Vec<DiffRow> {
    let (before, after) = (blocks(before), blocks(after));
    let keys = |blocks: &[Block]| blocks.iter().map(|block| block.json.clone()).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for step in capture_diff_slices(Algorithm::Patience, &keys(&before), &keys(&after)) {
        let (old, new) = (&before[step.old_range()], &after[step.new_range()]);
        match step.tag() {
            DiffTag::Equal => {
                rows.extend(old.iter().map(|block| row(DiffKind::Same, block.name, plain(&block.text), plain(&block.text))))
            }
            _ => changed(old, new, &mut rows),
        }
    }
    rows
}

/// One line of text against another: titles, leads.
pub fn compare_lines(name: &str, before: &str, after: &str) -> DiffRow {
    if before == after {
        return row(DiffKind::Same, name, plain(before), plain(after));
    }
    let (old, new) = words(before, after);
    row(DiffKind::Changed, name, old, new)
}

/// Blocks that took each other's place, the most alike beside each other.
fn changed(old: &[Block], new: &[Block], rows: &mut Vec<DiffRow>) {
    let mut rest = new;
    for block in old {
        let near = rest.iter().position(|other| is_near(block, other));
        let Some(at) = near else {
            rows.push(row(DiffKind::Removed, block.name, all_changed(&block.text), Vec::new()));
            continue;
        };
        rows.extend(rest[..at].iter().map(added));
        let other = &rest[at];
        if block.text == other.text {
            rows.push(row(DiffKind::Formed, other.name, plain(&block.text), plain(&other.text)));
        } else {
            let (before, after) = words(&block.text, &other.text);
            rows.push(row(DiffKind::Changed, other.name, before, after));
        }
        rest = &rest[at + 1..];
    }
    rows.extend(rest.iter().map(added));
}

fn is_near(block: &Block, other: &Block) -> bool {
    block.name == other.name && (block.text == other.text || TextDiff::from_words(&block.text, &other.text).ratio() >= 0.4)
}

fn words(before: &str, after: &str) -> (Vec<Run>, Vec<Run>) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                push(&mut old, text, false);
                push(&mut new, text, false);
            }
            ChangeTag::Delete => push(&mut old, text, true),
            ChangeTag::Insert => push(&mut new, text, true),
        }
    }
    (joined(old), joined(new))
}

/// A blank between two changed words is changed with them.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::with_capacity(runs.len());
    let mut rest = runs.into_iter().peekable();
    while let Some(run) = rest.next() {
        let is_between = all.last().is_some_and(|last| last.is_changed) && rest.peek().is_some_and(|next| next.is_changed);
        push(&mut all, &run.text, run.is_changed || (is_between && run.text.trim().is_empty()));
    }
    all
}

fn push(runs: &mut Vec<Run>, text: &str, is_changed: bool) {
    match runs.last_mut() {
        Some(last) if last.is_changed == is_changed => last.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), is_changed }),
    }
}

fn blocks(content: &Content) -> Vec<Block> {
    let block =
        |one: Content| Block { name: one.blocks.first().map_or("", shown_name), json: one.to_json(), text: one.plain_text() };
    content.split_blocks().into_iter().map(block).collect()
}

fn shown_name(node: &Node) -> &'static str {
    match node.as_element().map(|element| kind_name(element.kind)) {
        Some("đoạn văn") => "",
        Some(name) => name,
        None => "phần của chương trình khác",
    }
}

fn row(kind: DiffKind, name: &str, before: Vec<Run>, after: Vec<Run>) -> DiffRow {
    DiffRow { kind, name: name.to_owned(), before, after }
}

fn added(block: &Block) -> DiffRow {
    row(DiffKind::Added, block.name, Vec::new(), all_changed(&block.text))
}

fn plain(text: &str) -> Vec<Run> {
    vec![Run { text: text.to_owned(), is_changed: false }]
}

fn all_changed(text: &str) -> Vec<Run> {
    vec![Run { text: text.to_owned(), is_changed: true }]
}
