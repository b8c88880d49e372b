//! HTML of other systems into the typed document. It never fails: what cannot be carried is listed, and no text is lost.

pub(super) mod dom;
mod draft;
mod embedded;
mod figures;
mod head;
mod limits;
mod line;
mod lists;
mod signs;
mod tables;
mod titles;
mod walk;

use super::node::Node;
use super::text::inline_text;

/// What one file gave. Texts are empty where the file says nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedHtml {
    pub title: String,
    pub lead: String,
    pub description: String,
    pub section: Option<String>,
    /// As written in the file.
    pub date: Option<String>,
    pub author: String,
    pub source: String,
    /// Where the file tells it apart from the name.
    pub source_url: String,
    /// As written in the file: words between commas.
    pub keywords: String,
    pub body: DraftContent,
    /// Of the body, in order.
    pub pictures: Vec<PictureSource>,
    pub dropped: Vec<Dropped>,
}

/// A document whose pictures still name where they come from; `resolve` makes it a `Content`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftContent {
    blocks: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureSource {
    /// As written in the file: a relative path, an address or a data: URI.
    pub src: String,
    pub alt: String,
    pub caption: String,
    pub credit: String,
}

/// Something that was not carried over: its kind in Vietnamese, and which one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    pub kind: &'static str,
    pub detail: String,
}

/// Room for what nests by the hundred: a stack of its own, of which only what is used becomes memory.
const STACK: usize = 64 * 1024 * 1024;

/// Reads one file. UTF-8, or UTF-16 with a byte order mark; other bytes become U+FFFD and are listed.
pub fn read_html(bytes: &[u8]) -> ImportedHtml {
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || read_here(bytes));
        match reading.map(|reading| reading.join()) {
            Ok(Ok(read)) => read,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => {
                tracing::error!(%error, "no thread for reading HTML");
                read_here(bytes)
            }
        }
    })
}

fn read_here(bytes: &[u8]) -> ImportedHtml {
    let mut dropped = Vec::new();
    let text = decode(bytes, &mut dropped);
    let document = dom::parse(&text);
    let head = head::read(&document);
    let title_at = titles::title_heading(&document, &head.title);
    let mut walk = walk::Walk { language: head.language.clone(), title_at, dropped, ..walk::Walk::default() };
    let mut blocks = walk.body(&document);
    titles::close_gaps(&mut blocks);
    let head_title = head.title.clone();
    let title = if walk.title.is_empty() { head.title } else { walk.title };
    let mut body = DraftContent { blocks };
    body.drop_repeated(&title, &walk.lead);
    let mut dropped = walk.dropped;
    if !head_title.to_lowercase().contains(&title.to_lowercase()) && !head_title.is_empty() {
        dropped.push(Dropped { kind: "tiêu đề khác, ở đầu tệp", detail: head_title });
    }
    body.keep_within_limits(&mut dropped);
    let pictures = body.pictures();
    ImportedHtml {
        title,
        lead: walk.lead,
        description: head.description,
        section: head.section,
        date: head.date,
        author: head.author,
        source: head.source,
        source_url: head.source_url,
        keywords: head.keywords,
        body,
        pictures,
        dropped,
    }
}

fn decode(bytes: &[u8], dropped: &mut Vec<Dropped>) -> String {
    let units = |pair: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|two| pair([two[0], two[1]])).collect::<Vec<_>>();
    match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => {
            let text = String::from_utf8_lossy(bytes);
            if matches!(text, std::borrow::Cow::Owned(_)) {
                dropped.push(Dropped { kind: "bảng mã", detail: "tệp có chỗ không phải UTF-8".to_owned() });
            }
            text.trim_start_matches('\u{feff}').to_owned()
        }
    }
}

/// The text of blocks as one line.
fn flat_text(nodes: &[Node]) -> String {
    let mut words = Vec::new();
    for element in nodes.iter().filter_map(Node::as_element) {
        words.extend(inline_text(&element.children).split_whitespace().map(str::to_owned));
    }
    words.join(" ")
}
