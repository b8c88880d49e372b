//! Signs by which untidy files tell what something is.

use super::dom;
use super::line::Flow;
use markup5ever_rcdom::Handle;

/// Letters that only Vietnamese has: editors mark what is typed by the keyboard's language, and not by what was typed.
pub fn has_vietnamese_letters(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}'))
}

/// A file of the old system that is no page.
pub fn leads_to_file(href: &str) -> bool {
    const FILES: [&str; 9] = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".zip", ".rar"];
    let path = href.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    !path.contains("://") && FILES.iter().any(|ending| path.ends_with(ending))
}

/// A button that opens and closes a part of the text, whose heading it is.
pub fn unfolds(node: &Handle) -> bool {
    let is_named =
        dom::attr(node, "class").is_some_and(|class| ["accordion", "collaps", "toggle"].iter().any(|name| class.contains(name)));
    is_named
        || ["aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"].iter().any(|name| dom::attr(node, name).is_some())
}

/// The words under a picture that the file names so, or sets as captions are set: a line in the middle, all of it in italics.
pub fn is_caption(node: &Handle, flow: &Flow) -> bool {
    const NAMES: [&str; 6] = ["caption", "chuthich", "chu-thich", "image-desc", "img-desc", "photo-desc"];
    let is_named = dom::attr(node, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        NAMES.iter().any(|name| class.contains(name))
    });
    flow.ends_in_picture() && !dom::contains(node, "img") && (is_named || is_italic_line(node))
}

fn is_italic_line(node: &Handle) -> bool {
    let is_centred = dom::tag(node) == "center"
        || dom::has_style(node, "text-align:center")
        || dom::attr(node, "align").is_some_and(|align| align.trim().eq_ignore_ascii_case("center"));
    let parts: Vec<Handle> =
        dom::children(node).into_iter().filter(|part| !dom::is_blank(part) && dom::tag(part) != "br").collect();
    is_centred && !parts.is_empty() && parts.iter().all(|part| matches!(dom::tag(part), "em" | "i"))
}
