//! Pictures, videos and files to download, as HTML.

use super::html::Page;
use super::node::{Element, Node};
use super::schema::NodeKind;
use crate::media::model::{Format, MediaKind, MediaView};
use crate::text::numbers::grouped;

const SIZES: &str = "(min-width: 46rem) 42rem, calc(100vw - 2rem)";

impl Page<'_> {
    pub(super) fn picture(&mut self, picture: &Element) {
        let media = self.find_media(picture.attrs.text("media")).filter(|media| media.kind == MediaKind::Picture);
        let Some(media) = media.filter(|media| media.fallback().is_some()) else {
            return self.caption_alone(picture);
        };
        self.out.open("figure", &[("class", "picture")]);
        self.image(media, picture);
        self.figcaption(picture);
        self.out.close("figure");
    }

    fn image(&mut self, media: &MediaView, picture: &Element) {
        let webp = media.srcset(Format::Webp);
        let jpeg = media.srcset(Format::Jpeg);
        let alt = if picture.attrs.is_set("decorative") { "" } else { picture.attrs.text("alt") };
        let (width, height) = (media.width.to_string(), media.height.to_string());
        let src = media.fallback().map_or("", |rendition| rendition.url.as_str());
        let order = if self.pictures == 0 { ("fetchpriority", "high") } else { ("loading", "lazy") };
        self.pictures += 1;
        self.out.open("picture", &[]);
        if !webp.is_empty() {
            self.out.open("source", &[("type", "image/webp"), ("srcset", &webp), ("sizes", SIZES)]);
        }
        self.out.open(
            "img",
            &[
                ("src", src),
                ("srcset", &jpeg),
                ("sizes", SIZES),
                ("width", &width),
                ("height", &height),
                ("alt", alt),
                ("decoding", "async"),
                order,
            ],
        );
        self.out.close("picture");
    }

    fn figcaption(&mut self, figure: &Element) {
        if has_caption(figure) {
            self.wrap("figcaption", |page| page.caption(figure));
        }
    }

    fn caption_alone(&mut self, figure: &Element) {
        if has_caption(figure) {
            self.wrap("p", |page| page.caption(figure));
        }
    }

    fn caption(&mut self, figure: &Element) {
        let nodes = caption_of(figure);
        self.inline(nodes);
        let credit = figure.attrs.text("credit");
        if !credit.is_empty() {
            if !nodes.is_empty() {
                self.out.text(" ");
            }
            self.wrap("small", |page| page.out.text(credit));
        }
    }

    pub(super) fn video(&mut self, video: &Element) {
        let original = self.find_media(video.attrs.text("media")).filter(|media| media.kind == MediaKind::Video);
        match original.and_then(MediaView::original) {
            None => self.caption_alone(video),
            Some(original) => {
                self.out.open("figure", &[("class", "video")]);
                self.out.open("video", &[("controls", ""), ("preload", "metadata"), ("src", &original.url)]);
                let captions = self.find_media(video.attrs.text("captions")).and_then(MediaView::original);
                if let Some(captions) = captions {
                    self.out.open(
                        "track",
                        &[("kind", "captions"), ("srclang", "vi"), ("label", "Phụ đề"), ("src", &captions.url), ("default", "")],
                    );
                }
                self.out.close("video");
                self.figcaption(video);
                self.out.close("figure");
            }
        }
        self.transcript(video);
    }

    fn transcript(&mut self, video: &Element) {
        let text = video.attrs.text("transcript_text");
        if !text.trim().is_empty() {
            self.out.open("details", &[("class", "transcript")]);
            self.wrap("summary", |page| page.out.text("Lời trong video"));
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                self.wrap("p", |page| page.out.text(line));
            }
            self.out.close("details");
        }
        let file = video.attrs.text("transcript");
        if self.find_media(file).and_then(MediaView::original).is_some() {
            self.file(file, "Lời trong video");
        }
    }

    pub(super) fn attachment(&mut self, attachment: &Element) {
        self.file(attachment.attrs.text("media"), attachment.attrs.text("title"));
    }

    fn file(&mut self, id: &str, title: &str) {
        let media = self.find_media(id);
        let title = match media {
            Some(media) if title.is_empty() => media.name.as_str(),
            _ => title,
        };
        let file = media.and_then(|media| Some((media, media.original()?)));
        match file {
            Some((media, original)) => {
                self.out.open("p", &[("class", "attachment")]);
                self.out.open("a", &[("href", &original.url), ("download", &media.name)]);
                self.out.text(title);
                self.out.text(" ");
                self.wrap("small", |page| page.out.text(&file_note(media)));
                self.out.close("a");
                self.out.close("p");
            }
            None if title.is_empty() => {}
            None => self.wrap("p", |page| page.out.text(title)),
        }
    }
}

fn caption_of(figure: &Element) -> &[Node] {
    let caption = figure.children.iter().filter_map(Node::as_element).find(|child| child.kind == NodeKind::Caption);
    caption.map_or(&[], |caption| &caption.children)
}

fn has_caption(figure: &Element) -> bool {
    !caption_of(figure).is_empty() || !figure.attrs.text("credit").is_empty()
}

/// "(PDF, 1,2 MB)"
fn file_note(media: &MediaView) -> String {
    let ending = media.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_plain = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let size = size(media.bytes);
    if is_plain { format!("({}, {size})", ending.to_ascii_uppercase()) } else { format!("({size})") }
}

fn size(bytes: i64) -> String {
    match bytes {
        ..1000 => format!("{bytes} byte"),
        1000..1_000_000 => format!("{} kB", (bytes + 500) / 1000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            match tenths % 10 {
                0 => format!("{} MB", grouped(tenths / 10)),
                tenth => format!("{},{tenth} MB", grouped(tenths / 10)),
            }
        }
    }
}
