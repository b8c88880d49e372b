//! Untidy HTML, and what becomes of it.

use super::cases;
use super::generate::Dice;
use crate::content::Content;
use crate::content::from_html::{ImportedHtml, PictureSource, dom, read_html};

pub fn read(body: &str) -> ImportedHtml {
    read_html(format!("<!doctype html><html lang=vi><body>{body}").as_bytes())
}

/// The body as HTML for readers, without pictures.
pub fn shown(body: &str) -> String {
    let content = read(body).body.resolve(|_| None);
    assert_eq!(Content::parse(&content.to_json()).as_ref(), Ok(&content), "{body}");
    content.to_html(&[])
}

#[test]
fn the_head_of_a_file_is_read() {
    let html = r#"<html lang="vi"><head><title>Cũ</title><meta name="description" content=" Mô  tả "><meta name="Section" content="Tin">
        <meta name="date" content="2024-06-17"><meta name="author" content="A"><meta name="source" content="https://b.vn"></head>
        <body><article><h1>Tiêu <b>đề</b></h1><p class="x lead">Đoạn <i>mở</i>&nbsp;đầu</p><p>Đoạn mở đầu</p><p>Thân</p></article>ngoài"#;
    let read = read_html(html.as_bytes());
    assert_eq!((read.title.as_str(), read.lead.as_str(), read.description.as_str()), ("Tiêu đề", "Đoạn mở đầu", "Mô tả"));
    assert_eq!((read.section.as_deref(), read.date.as_deref()), (Some("Tin"), Some("2024-06-17")));
    assert_eq!((read.author.as_str(), read.source.as_str()), ("A", "https://b.vn"));
    assert_eq!(read.body.resolve(|_| None).plain_text(), "Thân\nngoài");
    assert_eq!(read_html(b"<title>Ch\xe1\xbb\x89 m\xe1\xbb\x99t</title>").title, "Chỉ một");
}

#[test]
fn each_element_becomes_what_it_means() {
    for (html, expected) in [
        ("một<br><br>hai<br>ba<br>", "<p>một</p><p>hai<br>ba</p>"),
        ("<div>a<p>b</p>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<b>x<p>y</p></b>z", "<p><strong>x</strong></p><p><strong>y</strong></p><p>z</p>"),
        ("<p>\u{a0}\u{200b}</p><p> </p><p>a&nbsp;&nbsp; b\u{200b}c</p>", "<p>a bc</p>"),
        ("<h2>a <b>b</b></h2><h6>c</h6>", "<h2>a b</h2><h3>c</h3>"),
        ("<ul><li>a<ul><li>b</ul><li><ul><li>c</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li><li><ul><li>c</li></ul></li></ul>"),
        ("<ol start=3>x<li><h3>y</h3></ol>", "<ol start=\"3\"><li>x</li><li><strong>y</strong></li></ol>"),
        ("<blockquote>a<hr>b</blockquote><hr>", "<blockquote><p>a</p><p>b</p></blockquote><hr>"),
        ("<pre>a\n  b</pre><code>c</code>", "<p>a<br>b</p><p>c</p>"),
        ("<dl><dt>a<dd>b</dl>", "<p><strong>a</strong></p><p>b</p>"),
        (
            "<u>a</u><del>b</del>H<sub>2</sub>O<i lang=en-GB>x</i>",
            "<p><u>a</u><s>b</s>H<sub>2</sub>O<span lang=\"en-GB\"><em>x</em></span></p>",
        ),
        ("<font color=red><span style='font-weight:bold'>a</span></font><o:p>b</o:p>", "<p>ab</p>"),
        (
            "<a href=' //b.vn/c d '>e <b>f</b></a>",
            "<p><a href=\"https://b.vn/c%20d\" rel=\"noopener\">e <strong>f</strong></a></p>",
        ),
        ("<a href='javascript:x()'>e</a>", "<p>e</p>"),
        ("<p>a<img src=x alt='ảnh'>b</p>", "<p>a</p><p>ảnh</p><p>b</p>"),
        ("<p>&lt;b&gt; &amp;amp;</p>", "<p>&lt;b&gt; &amp;amp;</p>"),
    ] {
        assert_eq!(shown(html), expected, "{html}");
    }
}

#[test]
fn tables_of_data_stay_and_tables_of_layout_unfold() {
    let cell = |inside: &str| format!("<div class=\"table-frame\" role=\"region\" tabindex=\"0\" aria-label=\"{inside}\"><table>");
    let data = shown("<table><caption>Bảng 1</caption><tr><th>a<th>b<tr><td rowspan=9>1<td><p>2<p>3</table>");
    assert_eq!(
        data,
        cell("Bảng 1")
            + "<caption>Bảng 1</caption><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead><tbody><tr><td>1</td><td><p>2</p><p>3</p></td></tr></tbody></table></div>"
    );
    assert_eq!(shown("<table><tr><td>a<tr><td>b</table>"), "<p>a</p><p>b</p>");
    assert_eq!(shown("<table><tr><td>x<td><table><tr><td>1<td>2</table>y</table>").matches("<table>").count(), 1);
    assert_eq!(shown("<ul><li>a<table><tr><td>1<td>2</table></ul>"), "<ul><li><p>a</p><p>1</p><p>2</p></li></ul>");
}

#[test]
fn pictures_keep_their_captions_and_credits() {
    let html = "<figure><img src='a.jpg' alt='A'><figcaption>Lễ <b>hội</b> <small>Ảnh: B</small></figcaption></figure>
        <figure><figcaption>Trước</figcaption><div><img data-src='b.jpg' src='data:image/gif;base64,R0'></div></figure>
        <table><tr><td><img src=c.jpg></td></tr><tr><td>Chú thích</td></tr></table>";
    let read = read(html);
    let picture = |src: &str, alt: &str, caption: &str, credit: &str| PictureSource {
        src: src.into(),
        alt: alt.into(),
        caption: caption.into(),
        credit: credit.into(),
    };
    assert_eq!(
        read.pictures,
        [picture("a.jpg", "A", "Lễ hội", "Ảnh: B"), picture("b.jpg", "", "Trước", ""), picture("c.jpg", "", "Chú thích", "")]
    );
    let some = read.body.clone().resolve(|src| (src == "b.jpg").then(|| "m1".to_owned()));
    assert_eq!(some.media_ids(), ["m1"]);
    assert_eq!(some.plain_text(), "Lễ hội Ảnh: B\nTrước\nChú thích");
    assert_eq!(read.body.resolve(|_| Some("không phải mã".into())).media_ids(), [""; 0]);
}

#[test]
fn what_is_left_out_is_listed() {
    let read = read(
        "<script>a</script><iframe src=https://x.vn/v></iframe><form action=/f>chữ<input></form><a href=b.doc>t</a><img src=p.gif width=1 height=1>",
    );
    let kinds: Vec<&str> = read.dropped.iter().map(|dropped| dropped.kind).collect();
    assert_eq!(
        kinds,
        ["mã lệnh hoặc kiểu trình bày", "phần nhúng", "biểu mẫu", "ô nhập của biểu mẫu", "liên kết", "ảnh đếm 1 điểm"]
    );
    assert_eq!(read.dropped[1].detail, "iframe https://x.vn/v");
    assert_eq!(read.body.resolve(|_| None).plain_text(), "chữ\nt");
    assert_eq!(read_html(b"<p>a\xffb").dropped[0].kind, "bảng mã");
}

#[test]
fn depth_and_length_without_end_are_survived() {
    for tag in ["div", "ul><li", "blockquote", "b", "table><tr><td", "figure", "h2"] {
        let html = format!("{}chữ", format!("<{tag}>").repeat(3_000));
        assert!(shown(&html).contains("chữ"), "{tag}");
    }
    let read = read(&"<p>một hai</p>".repeat(30_000));
    assert_eq!(read.dropped[0].kind, "phần vượt giới hạn của một bài");
    let content = read.body.resolve(|_| None);
    assert!(Content::parse(&content.to_json()).is_ok());
    assert_eq!(content.word_count(), 2 * 9_999);
}

#[test]
fn no_text_is_lost_or_moved() {
    let tags = "p div span b i a ul ol li table tr td th blockquote figure figcaption small caption img h2 h3 h6 br hr pre dl dt dd sub sup font o:p center em article form u";
    let tags: Vec<&str> = tags.split(' ').collect();
    let (count, seed) = cases("text of untidy HTML", 1_000, 100_000);
    let mut dice = Dice(seed);
    for case in 0..count {
        let mut html = String::new();
        let mut words = 0;
        for _ in 0..dice.below(50) {
            let tag = match dice.pick(&tags) {
                "caption" if case % 2 == 0 => "p",
                tag => tag,
            };
            match dice.below(3) {
                0 => html.push_str(&format!("<{tag} src=a.jpg rowspan=2>")),
                1 => html.push_str(&format!("</{tag}>")),
                _ => {
                    words += 1;
                    html.push_str(&format!("c{words} "));
                }
            }
        }
        let said = |text: &str| {
            let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            // The caption of a table is shown above it, wherever it stands.
            if html.contains("<caption") {
                words.sort();
            }
            words
        };
        let expected = said(&dom::text(&dom::parse(&html)));
        let content = read_html(html.as_bytes()).body.resolve(|_| Some("m1".into()));
        assert_eq!(said(&content.plain_text()), expected, "case {case}: {html}");
    }
}

#[test]
fn utf_16_is_read() {
    let bytes: Vec<u8> = "\u{feff}<p>Hà Nội".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_html(&bytes).body.resolve(|_| None).plain_text(), "Hà Nội");
}

#[test]
fn pictures_of_lazy_loaders_come_once_and_what_is_left_out_is_told() {
    let read = read_html(
        "<body><p>Trước</p>\
         <img src='data:image/gif;base64,R0' data-lazy-src='a.jpg'><noscript><img src='a.jpg'>Hãy bật JavaScript</noscript>\
         <img src='data:image/gif;base64,R0' srcset='b-320.jpg 320w, b-960.jpg 960w, b-640.jpg 640w'>\
         <noscript><img src='c.jpg' alt='C'></noscript>\
         <map name=m><p>Chữ trong bản đồ</p></map><button>Chia sẻ ngay</button></body>"
            .as_bytes(),
    );
    let pictures: Vec<&str> = read.pictures.iter().map(|picture| picture.src.as_str()).collect();
    assert_eq!(pictures, ["a.jpg", "b-960.jpg", "c.jpg"]);
    let dropped: Vec<&str> = read.dropped.iter().map(|dropped| dropped.detail.as_str()).collect();
    assert!(dropped.contains(&"Hãy bật JavaScript") && dropped.contains(&"button Chia sẻ ngay"), "{dropped:?}");
    assert!(read.body.resolve(|_| None).plain_text().contains("Chữ trong bản đồ"));
}
