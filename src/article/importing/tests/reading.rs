use super::{Landed, World, kinds, page, tally};
use crate::{
    article::importing::{Landing, ReportKind, charset, dates},
    db::testing::on_both,
    on_db,
};

#[tokio::test]
async fn titles_too_long_or_missing_lose_no_word() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let title = (0..80).map(|number| format!("chữ{number}")).collect::<Vec<_>>().join(" ");
        world.write("a.html", page(&title, "<p>Thân.</p>"));
        world.write("tin-vui-xa-hoa-cu.html", "<p>Chỉ có thân bài.</p>");
        let report = world.publish().await;
        assert_eq!(tally(&report), [2, 0, 0, 0]);
        let landed = world.landed().await;
        assert!(landed[0].title.chars().count() <= 300);
        assert_eq!(format!("{} {}", landed[0].title, landed[0].lead), format!("{title} Đoạn mở đầu."));
        assert_eq!((landed[1].title.as_str(), landed[1].section.as_str()), ("tin vui xa hoa cu", "Tin tức"));
        assert_eq!(kinds(&report), [ReportKind::Title, ReportKind::Title, ReportKind::Date, ReportKind::Section]);
    })
    .await;
}

#[tokio::test]
async fn two_files_with_one_title_are_two_articles() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("a.html", page("Thông báo", "<p>Một.</p>"));
        world.write("b.html", page("Thông báo", "<p>Hai.</p>"));
        let report = world.publish().await;
        assert_eq!((tally(&report), kinds(&report)), ([2, 0, 0, 0], vec![ReportKind::SameTitle]));
        let slugs: Vec<String> = world.landed().await.into_iter().map(|landed| landed.slug).collect();
        assert_eq!(slugs, ["thong-bao", "thong-bao-2"]);
        assert_eq!(tally(&world.publish().await), [0, 0, 2, 0]);
    })
    .await;
}

#[tokio::test]
async fn no_article_takes_the_place_of_another_of_its_title() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let dated =
            |day: u8, text: &str| page("Giấy mời", &format!("<p>{text}</p>")).replace("2024-06-17", &format!("2024-06-{day}"));
        let texts = async || -> Vec<String> {
            let mut texts: Vec<String> = world.landed().await.iter().map(Landed::text).collect();
            texts.sort();
            texts
        };
        // The address that a number would give is the title of another.
        world.write("a.html", page("Thông báo 2", "<p>a</p>"));
        world.write("b.html", page("Thông báo", "<p>b</p>"));
        world.write("c.html", page("Thông báo", "<p>c</p>"));
        assert_eq!(tally(&world.publish().await), [3, 0, 0, 0]);
        let twice = [world.folder.path().join("vao"), world.folder.path().join("vao/.")];
        assert_eq!(tally(&world.import_paths(&twice, Landing::Publish).await), [0, 0, 3, 0]);
        assert_eq!(texts().await, ["a", "b", "c"]);
        // One by itself is known again by what it says.
        assert_eq!(tally(&world.import_paths(&[world.folder.path().join("vao/c.html")], Landing::Publish).await), [0, 0, 1, 0]);
        // Two of one day beside one of the day before, which was there first.
        world.write("d.html", dated(16, "d"));
        assert_eq!(tally(&world.publish().await), [1, 0, 3, 0]);
        world.write("e.html", dated(17, "e"));
        world.write("f.html", dated(17, "f"));
        std::fs::remove_file(world.folder.path().join("vao/d.html")).unwrap();
        assert_eq!(tally(&world.publish().await), [2, 0, 3, 0]);
        assert_eq!(tally(&world.publish().await), [0, 0, 5, 0]);
        world.write("d.html", dated(16, "d"));
        assert_eq!(tally(&world.publish().await), [0, 0, 6, 0]);
        assert_eq!(texts().await, ["a", "b", "c", "d", "e", "f"]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_keeps_the_day_that_its_file_states() {
    on_both(|db| async move {
        let world = World::new(db).await;
        for (day, text) in [(16, "a"), (17, "b")] {
            world.write("tin.html", page("Giấy mời", &format!("<p>{text}</p>")).replace("2024-06-17", &format!("2024-06-{day}")));
            assert_eq!(tally(&world.import(Landing::Draft).await), [1, 0, 0, 0], "{day}");
        }
        let days: Vec<Option<i64>> =
            on_db!(&world.db, pool => sqlx::query_scalar("select published_at from article order by slug").fetch_all(pool).await)
                .unwrap();
        assert_eq!(days[1].unwrap() - days[0].unwrap(), 86_400_000_000);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_fails_does_not_stop_the_others() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("a-rong.html", "");
        world.write("b-lon.html", page("Tin lớn", "<p>Chữ.</p>") + &" ".repeat(5 * 1024 * 1024));
        world.write("c-nhi-phan.html", (0..=255).cycle().take(5000).collect::<Vec<u8>>());
        world.write("d-tot.html", page("Tin", "<p>Chữ.</p>"));
        world.write("g-hong.html", [page("Tin hỏng", "<p>Chữ có chỗ").as_bytes(), b" \xff h\xe1\xbb\x8fng.</p>"].concat());
        world.write("khong-phai.txt", "x");
        std::os::unix::fs::symlink("/etc/hostname", world.folder.path().join("vao/e.html")).unwrap();
        let inside = |name: &str| world.folder.path().join(name);
        world.write("anh.jpg", b"\xff\xd8\xff\xe0 anh");
        std::fs::create_dir(inside("rong")).unwrap();
        let paths = [inside("vao"), inside("khong-co"), "/dev/zero".into(), inside("vao/anh.jpg"), inside("rong")];
        let report = world.import_paths(&paths, Landing::Publish).await;
        assert_eq!((report.created, report.failed), (2, 8), "{report:?}");
        assert!(world.landed().await.iter().any(|landed| landed.slug == "tin"));
        assert!(kinds(&report).contains(&ReportKind::Charset));
    })
    .await;
}

#[test]
fn dates_as_they_are_written() {
    let expected = 1_718_618_400_000_000;
    for text in [
        "2024-06-17T17:00:00+07:00",
        "2024-06-17T10:00:00Z",
        "2024-06-17T17:00:00",
        "2024-06-17 17:00",
        "17/06/2024 17:00",
        "17:00, 17/6/2024",
        "Thứ Hai, 17-06-2024 17:00:00",
        "17/6/24 17h",
        "17/06/2024 5:00 CH",
        "17/06/2024 05:00PM",
        "17h00', 17/06/2024",
        "Ngày 17 tháng 6 năm 2024, 17:00",
        "2024/06/17 17:00",
        "2024-06-17 13:30:00 +0330",
        "Mon, 17 Jun 2024 17:00:00 +0700",
        "1718618400",
        "1718618400000",
        "17-06-2024T17:00:00",
        "(17/06/2024;17:00)",
    ] {
        assert_eq!(dates::parse(text), Some(expected), "{text}");
    }
    assert_eq!(dates::parse("17/06/2024 12:15 SA"), Some(expected - 17 * 3_600_000_000 + 900_000_000));
    assert_eq!(dates::parse("17/06/2024"), Some(expected - 17 * 3_600_000_000));
    assert_eq!(dates::parse("2024-06-17"), dates::parse("17.06.2024"));
    for text in ["", "hôm qua", "31/02/2024", "2024-13-01", "99999/1/1", "17/06", "01/01/0001 12:00:00 SA", "17/06/2024 25:00"] {
        assert_eq!(dates::parse(text), None, "{text}");
    }
}

#[test]
fn old_encodings_are_read_by_their_name() {
    let page = |charset: &str, text: &[u8]| [format!("<meta charset={charset}>").as_bytes(), text].concat();
    // "Đường Hòa Bình" in windows-1258: tones follow their vowels.
    let vietnamese = page("windows-1258", b"\xd0\xfd\xf5\xccng H\xf2a B\xecnh");
    assert!(charset::to_utf8(&vietnamese).is_some());
    let vietnamese = page("windows-1258", b"\xd0\xfd\xf5\xccng Ho\xcca Bi\xccnh");
    assert!(charset::to_utf8(&vietnamese).unwrap().ends_with("Đường Hòa Bình"));
    let western = page("\"ISO-8859-1\"", b"caf\xe9 \x93x\x94");
    assert!(charset::to_utf8(&western).unwrap().ends_with("café “x”"));
    assert_eq!(charset::to_utf8("Đường".as_bytes()), None);
    assert_eq!(charset::to_utf8(&page("utf-8", b"\xff")), None);
    let sound = [b"<meta charset=windows-1258>Khai sai m\xff", " mã, tuyên truyền, số liệu, đường, người".as_bytes()].concat();
    assert_eq!(charset::to_utf8(&sound), None, "UTF-8 with one broken letter");
    assert!(charset::to_utf8(b"<p>\xd0\xfd\xf5\xccng</p>").unwrap().contains("Đường"), "nothing is named");
    let late = [b"<!--".as_slice(), &b" ".repeat(2000), b"--><meta charset=windows-1258>\xd0\xfd\xf5\xccng"].concat();
    assert!(charset::to_utf8(&late).unwrap().ends_with("Đường"));
    let wide: Vec<u8> = "<html><p>Đường</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(charset::to_utf8(&wide).as_deref(), Some("<html><p>Đường</p>"));
    assert!(!charset::is_no_text(&wide) && !charset::is_no_text("<p>Chữ <svg></svg>".as_bytes()));
    for no_text in [b"PK\x03\x04x".as_slice(), b"%PDF-1.7", b"<?xml version='1.0'?><svg></svg>", b"<html>\0\0\0"] {
        assert!(charset::is_no_text(no_text), "{no_text:?}");
    }
}
