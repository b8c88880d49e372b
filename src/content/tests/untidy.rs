//! What files of real systems do that no one would write by hand.

use super::import::{read, shown};
use crate::content::from_html::read_html;

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
