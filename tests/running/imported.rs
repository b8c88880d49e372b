//! Files as an agency's old portal gives them out, imported by the command while the portal runs, and looked for as citizens look.

use std::fs;

use unicode_normalization::UnicodeNormalization;

use super::{
    nodes::database,
    portal::{Portal, until},
};

/// Letters that old editors left: capitals as tags, fonts, spaces that do not break, line breaks for paragraphs, a counting pixel.
const COUNTER: &str = r##"<HTML><HEAD><TITLE>Xã Khuổi Nọi đưa bộ phận một cửa xuống bản</TITLE>
<META NAME="section" CONTENT="Cải cách hành chính"><META NAME="date" CONTENT="12/03/2019 07:30"></HEAD>
<BODY BGCOLOR=white><DIV class="detail"><H1><FONT COLOR=red>Xã&nbsp;Khuổi&nbsp;Nọi đưa bộ phận một cửa xuống bản</FONT></H1>
<P class=lead><B>Mỗi sáng thứ Năm, hai cán bộ chở máy in lên nhà văn hóa, bà con khỏi vượt dốc Phja Đén.</B></P>
<CENTER><FIGURE><IMG SRC="anh/khong-con-tren-may-chu.jpg" ALT="">
<FIGCAPTION>Bà Nông Thị Xuyến nhận trích lục khai sinh của cháu ngoại.</FIGCAPTION></FIGURE></CENTER>
<P STYLE="mso-margin-top-alt:auto"><SPAN STYLE="font-family:.VnTime">Ủy ban nhân dân xã bố trí xe bán tải.</SPAN><O:P></O:P><BR><BR>Trong quý I đã giải quyết 214 hồ sơ chứng thực.
<IMG SRC="http://dem.example/x.gif" WIDTH=1 HEIGHT=1><P>&nbsp;</P></DIV><SCRIPT>var dem = "matkhau";</SCRIPT></BODY></HTML>"##;

/// Tones where spellings of before put them, and a table.
const CONCILIATION: &str = r#"<!doctype html><html><head><title>Tổ hoà giải bản Pác Luông</title><meta property="article:section" content="Tư pháp">
<meta name="description" content="Thuỷ lợi, ranh giới nương, chuyện gì tổ cũng nghe đủ hai bên."></head><body><article>
<h1>Tổ hoà giải bản Pác Luông</h1><p class="lead">Thuỷ lợi, ranh giới nương, chuyện gì tổ cũng nghe đủ hai bên.</p>
<table><caption>Số vụ trong năm</caption><tr><th>Loại việc</th><th>Số vụ</th></tr><tr><td>Trâu phá lúa</td><td>9</td></tr></table>
<p>Tổ trưởng Hứa Văn Phẩy nói: “Nói nhỏ với nhau thì còn làng xóm”.</p></article></body></html>"#;

/// Each letter in parts, as some systems store it.
const FLOOD: &str = "<html><head><title>Lắp còi báo lũ ở ngầm tràn Nà Phặc</title><meta name=date content='2022-08-04'></head><body>\
    <h1>Lắp còi báo lũ ở ngầm tràn Nà Phặc</h1><p class=lead>Còi kêu khi nước dâng quá vạch đỏ.</p>\
    <p>Thợ đấu dây vào tấm pin mặt trời.</p><figure><img alt='' src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf\
    FcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='><figcaption>Cột còi cao sáu mét cạnh cây sấu.</figcaption></figure></body></html>";

/// Two bytes a letter.
const SILK: &str = "<html><head><title>Nghề ươm tơ trở lại làng Vạn Cút</title></head><body><h1>Nghề ươm tơ trở lại làng Vạn Cút</h1>\
    <p>Mười hai hộ góp vốn dựng xưởng kéo kén.</p></body></html>";

#[test]
fn what_an_old_portal_gave_out_is_found_by_the_words_of_all_its_parts() {
    import_and_look(None);
}

#[tokio::test]
async fn it_is_found_on_postgresql_too() {
    let Some((url, _database)) = database().await else { return };
    import_and_look(Some(url));
}

fn import_and_look(at: Option<String>) {
    let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let portal = Portal::make(data.path(), at);
    let write = |name: &str, bytes: Vec<u8>| fs::write(files.path().join(name), bytes).unwrap();
    write("ban-tin-12.HTM", COUNTER.replace('\n', "\r\n").into());
    write("hoa-giai.html", CONCILIATION.into());
    write("lu.html", FLOOD.nfd().collect::<String>().into());
    write("to-tam.html", [0xfeff].into_iter().chain(SILK.encode_utf16()).flat_map(u16::to_le_bytes).collect());
    portal.run(&["import", "html", "--publish", &files.path().to_string_lossy()]);

    let counter = "xa-khuoi-noi-dua-bo-phan-mot-cua-xuong-ban";
    let conciliation = "to-hoa-giai-ban-pac-luong";
    let flood = "lap-coi-bao-lu-o-ngam-tran-na-phac";
    let silk = "nghe-uom-to-tro-lai-lang-van-cut";
    until("the index has the last of them", || found(&portal, "Vạn Cút") == [silk]);
    for (part, asked, slug) in [
        ("title", "bộ phận một cửa xuống bản", counter),
        ("title", "Tổ hòa giải", conciliation),
        ("title", "báo lũ", flood),
        ("title", "ươm tơ", silk),
        ("lead", "máy in lên nhà văn hóa", counter),
        ("lead", "thủy lợi", conciliation),
        ("lead", "vạch đỏ", flood),
        ("caption", "trích lục khai sinh", counter),
        ("caption", "cây sấu", flood),
        ("body", "xe bán tải", counter),
        ("body", "hồ sơ chứng thực", counter),
        ("body", "nói nhỏ với nhau", conciliation),
        ("body", "tấm pin mặt trời", flood),
        ("body", "kéo kén", silk),
        ("table", "trâu phá lúa", conciliation),
        ("caption of a table", "số vụ trong năm", conciliation),
        ("abbreviation", "UBND", counter),
    ] {
        let bare = congdan::text::fold(asked);
        let parts: String = asked.nfd().collect();
        for typed in [asked, &bare, &parts, &asked.to_uppercase()] {
            assert_eq!(found(&portal, typed).first().map(String::as_str), Some(slug), "{part}: {typed}");
        }
    }
    // With its marks the word is another one, and comes first only where it stands.
    assert_eq!(found(&portal, "kén"), [silk]);
    for nowhere in ["matkhau", "VnTime", "mso margin"] {
        assert!(found(&portal, nowhere).is_empty(), "{nowhere}");
    }
    let page = portal.ask("/tim-kiem?q=tr%C3%ADch%20l%E1%BB%A5c").body;
    assert!(page.contains("<mark>trích lục<"), "{page}");
}

/// The slugs of the first page, the best first.
fn found(portal: &Portal, typed: &str) -> Vec<String> {
    let answer = portal.ask(&format!("/tim-kiem?q={}", congdan::text::addresses::percent_encoded(typed)));
    assert_eq!(answer.status, 200, "{typed}");
    let results = answer.body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let links = results.split("href=\"/bai-viet/").skip(1).filter_map(|link| link.split('"').next());
    let mut slugs: Vec<String> = links.map(str::to_owned).collect();
    slugs.dedup();
    slugs
}
