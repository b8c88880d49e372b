//! What files of real systems do that no one would write by hand.

use super::import::{read, shown};
use crate::content::{Content, from_html::read_html};

#[test]
fn the_title_is_the_heading_that_says_so_and_other_headings_keep_their_places() {
    let title = |html: &str| {
        let read = read_html(html.as_bytes());
        (read.title, read.body.resolve(|_| None).to_html(&[]))
    };
    let named = |title: &str| title.to_owned();
    for (html, wanted, text) in [
        (
            "<title>Tin thật - Cổng xã</title><h1 class=logo>Cổng xã</h1><h1>Tin thật</h1><p>a",
            "Tin thật",
            "<h2>Cổng xã</h2><p>a</p>",
        ),
        (
            "<title>Kế hoạch 2026</title><p>Mở.</p><h1>I. Mục đích</h1><p>a</p><h1>II. Yêu cầu</h1>",
            "Kế hoạch 2026",
            "<p>Mở.</p><h2>I. Mục đích</h2><p>a</p><h2>II. Yêu cầu</h2>",
        ),
        ("<title>Cổng xã</title><p>17/6</p><h1>Tin</h1><p>a", "Tin", "<p>17/6</p><p>a</p>"),
        ("<h1>Một</h1><p>a</p><h1>Hai</h1><h1>Một</h1>", "Một", "<p>a</p><h2>Hai</h2><h2>Một</h2>"),
        ("<meta property=og:title content='Từ mạng'><p>a", "Từ mạng", "<p>a</p>"),
    ] {
        assert_eq!(title(html), (named(wanted), named(text)), "{html}");
    }
    let told = read_html("<title>Tên khác</title><h1>Tin</h1><p>a".as_bytes()).dropped;
    assert!(told.iter().any(|dropped| dropped.detail == "Tên khác"), "{told:?}");
}

#[test]
fn a_lead_stands_at_the_head_and_levels_of_headings_leave_no_gap() {
    let late = read("<p>Đoạn đầu.</p><p class=lead>Câu nhấn.</p>");
    assert_eq!((late.lead.as_str(), late.body.resolve(|_| None).plain_text().as_str()), ("", "Đoạn đầu.\nCâu nhấn."));
    let dated = read("<span>17/06/2024 | 17:00</span><div class=sapo>Mở đầu.</div><p>a</p>");
    assert_eq!((dated.lead.as_str(), dated.body.resolve(|_| None).plain_text().as_str()), ("Mở đầu.", "17/06/2024 | 17:00\na"));
    assert_eq!(shown("<h4>a</h4><h4>b</h4><h2>c</h2><h5>d</h5><h3>e</h3>"), "<h2>a</h2><h2>b</h2><h2>c</h2><h3>d</h3><h3>e</h3>");
}

#[test]
fn words_are_neither_glued_nor_lost() {
    for (html, expected) in [
        ("<pre>Dòng một\n<b>Dòng hai</b>\r\nba</pre>", "<p>Dòng một<br><strong>Dòng hai</strong><br>ba</p>"),
        ("<span style='display: block'>một</span><span style='display:block'>hai</span>", "<p>một</p><p>hai</p>"),
        ("<marquee>một</marquee><marquee>hai</marquee>", "<p>một</p><p>hai</p>"),
        ("<b style='font-weight: normal' id=docs-internal-guid>a <b>b</b></b>", "<p>a <strong>b</strong></p>"),
        ("<span lang=EN-US>Nội dung đây</span>", "<p>Nội dung đây</p>"),
        (
            "<h2><button class=accordion aria-expanded=false>Hồ sơ gồm những gì?</button></h2><div>Đáp</div>",
            "<h2>Hồ sơ gồm những gì?</h2><p>Đáp</p>",
        ),
        ("<noframes><p>Chữ <b>đậm</b></p></noframes>", "<p>Chữ <strong>đậm</strong></p>"),
        ("<p>a</p><iframe src=x /><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p><script src=x /><p>b</p></script><p>c</p>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p><script>if (a<b) document.write('<p>x</p>')</script><p>c</p>", "<p>a</p><p>c</p>"),
        ("<a href='tel:0205 381 2345'>Gọi</a>", "<p><a href=\"tel:02053812345\">Gọi</a></p>"),
    ] {
        assert_eq!(shown(html), expected, "{html}");
    }
    let deep = "<div><font color=1>".repeat(170) + "Mục sâu<ul><li>một<li>hai</ul>";
    assert_eq!(shown(&deep), "<p>Mục sâu</p><ul><li>một</li><li>hai</li></ul>");
}

#[test]
fn captions_are_known_by_their_place_and_by_their_names() {
    let captions = |body: &str| -> Vec<(String, String)> {
        read(body).pictures.into_iter().map(|picture| (picture.src, picture.caption)).collect()
    };
    let one = |src: &str, caption: &str| (src.to_owned(), caption.to_owned());
    let rows =
        "<table><tr><td><img src=a></td></tr><tr><td>Ảnh A</td></tr><tr><td><img src=b></td></tr><tr><td>Ảnh B</td></tr></table>";
    assert_eq!(captions(rows), [one("a", "Ảnh A"), one("b", "Ảnh B")]);
    for body in [
        "<p><img src=a></p><p class='pCaption'>Ảnh A</p>",
        "<div class='wp-caption'><img src=a><p class='wp-caption-text'>Ảnh A</p></div>",
        "<p><img src=a><br><em>Ảnh A</em></p>",
    ] {
        assert_eq!(captions(body), [one("a", "Ảnh A")], "{body}");
    }
    assert_eq!(captions("<img src=loading.gif data-src=a.jpg>"), [one("a.jpg", "")]);
    assert_eq!(captions("<img src=nho.jpg data-original=to.jpg>"), [one("nho.jpg", "")]);
    let told = read(
        "<a href='/uploads/qd.pdf'>Quyết định</a><input type=hidden name=__VIEWSTATE value=x><noscript><img src=a></noscript>",
    )
    .dropped;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].detail.contains("qd.pdf"), "{told:?}");
}

#[test]
fn the_commonest_captions_are_found_and_other_lines_stay_paragraphs() {
    for (html, caption) in [
        ("<div style='text-align: center'><img src=a.jpg><br><em>Lễ phát động</em></div>", "Lễ phát động"),
        ("<center><img src=a.jpg><br><i>Lễ phát động</i></center>", "Lễ phát động"),
        ("<p style='text-align:center'><img src=a.jpg></p><p style='text-align:center'><em>Lễ phát động</em></p>", "Lễ phát động"),
        ("<p align=center><img src=a.jpg></p><p align=center><i>Lễ</i> <i>phát động</i></p>", "Lễ phát động"),
        ("<img src=a.jpg><div class=image-desc>Lễ phát động</div>", "Lễ phát động"),
        ("<dl class=wp-caption><dt><img src=a.jpg></dt><dd class=wp-caption-text>Lễ phát động</dd></dl>", "Lễ phát động"),
        ("<p><img src=a.jpg></p><p><em>Một câu nhấn giữa bài.</em></p>", ""),
        ("<p><img src=a.jpg></p><p style='text-align:center'>Một câu <em>nhấn</em>.</p>", ""),
    ] {
        let pictures = read(html).pictures;
        assert_eq!(pictures.len(), 1, "{html}");
        assert_eq!(pictures[0].caption, caption, "{html}");
    }
}

#[test]
fn a_table_beyond_the_limits_keeps_its_words_line_by_line_and_what_follows_stays() {
    let rows: String =
        (0..2000).map(|row| format!("<tr><td>h{row}</td><td>b{row}</td><td>c</td><td>d</td><td>e</td><td>f</td></tr>")).collect();
    let html = format!(
        "<p>Trước</p><table><caption>Danh sách</caption>{rows}</table><table><tr><th>x<th>y<tr><td>1<td>2</table><p>Sau</p>"
    );
    let read = read_html(html.as_bytes());
    let told: Vec<_> = read.dropped.iter().map(|dropped| dropped.kind).collect();
    assert_eq!(told, ["bảng quá lớn, mỗi hàng thành một dòng chữ"]);
    let body = read.body.resolve(|_| None);
    let text = body.plain_text();
    assert!(text.starts_with("Trước\nDanh sách\nh0; b0; c; d; e; f\nh1; b1") && text.contains("h1999; b1999"), "{}", &text[..80]);
    assert!(text.ends_with("x\ty\n1\t2\nSau"), "the small one is still a table");
    assert!(Content::parse(&body.to_json()).is_ok());
}
