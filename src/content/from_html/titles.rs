//! Which heading is the article's title, and headings whose levels leave gaps.

use super::dom;
use super::line::one_line;
use crate::content::node::{Attrs, Node};
use crate::content::schema::NodeKind;
use markup5ever_rcdom::Handle;

/// The h1 that says what the file says its title is, or begins it ("Tiêu đề - Cổng thông tin"). Where none does, the only one; of several the
/// first, if no text stands before it: then they are parts of a text whose title stands in the file's head.
pub fn title_heading(document: &Handle, stated: &str) -> Option<Handle> {
    let all = dom::descendants(document);
    let headings: Vec<(&Handle, String)> = all
        .iter()
        .filter(|node| dom::tag(node) == "h1")
        .map(|node| (node, one_line(&dom::text(node))))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let stated = stated.to_lowercase();
    let says = |is_it: &dyn Fn(&str) -> bool| headings.iter().find(|(_, text)| !stated.is_empty() && is_it(&text.to_lowercase()));
    let same = says(&|text| text == stated).or_else(|| says(&|text| stated.starts_with(text) || text.starts_with(&stated)));
    let (first, _) = headings.first()?;
    let is_first = || headings.len() == 1 || stated.is_empty() || !has_text_before(document, first);
    same.map(|(node, _)| *node).or_else(|| is_first().then_some(*first)).cloned()
}

fn has_text_before(document: &Handle, heading: &Handle) -> bool {
    let bodies: Vec<Handle> = dom::descendants(document).into_iter().filter(|node| dom::tag(node) == "body").collect();
    let below = bodies.iter().flat_map(dom::descendants);
    let mut before = below.take_while(|node| !std::rc::Rc::ptr_eq(node, heading));
    before.any(|node| matches!(dom::tag(&node), "p" | "h2" | "h3" | "li" | "td") && !one_line(&dom::text(&node)).is_empty())
}

/// After a heading comes one of the next level at most, the first is of the second; those that were of one level stay so.
pub fn close_gaps(blocks: &mut [Node]) {
    let mut open: Vec<(u8, u8)> = Vec::new();
    for block in blocks {
        let Node::Element(heading) = block else { continue };
        if heading.kind != NodeKind::Heading {
            continue;
        }
        let level = u8::try_from(heading.attrs.whole("level", 2)).unwrap_or(2);
        while open.last().is_some_and(|(above, _)| *above > level) {
            open.pop();
        }
        let given = match open.last() {
            Some((above, given)) if *above == level => *given,
            Some((_, given)) => given + 1,
            None => 2,
        };
        if open.last().is_none_or(|(above, _)| *above < level) {
            open.push((level, given));
        }
        if given != level {
            heading.attrs = Attrs::default().set_raw("level", given.to_string());
        }
    }
}
