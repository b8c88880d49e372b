use super::{World, kinds, page, tally};
use crate::{
    article::importing::{Landing, ReportKind, charset, dates},
    db::testing::on_both,
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
async fn a_file_that_fails_does_not_stop_the_others() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("a-rong.html", "");
        world.write("b-lon.html", page("Tin lớn", "<p>Chữ.</p>") + &" ".repeat(5 * 1024 * 1024));
        world.write("c-nhi-phan.html", (0..=255).cycle().take(5000).collect::<Vec<u8>>());
        world.write("d-tot.html", page("Tin", "<p>Chữ.</p>"));
        world.write("khong-phai.txt", "x");
        std::os::unix::fs::symlink("/etc/hostname", world.folder.path().join("vao/e.html")).unwrap();
        let paths = [world.folder.path().join("vao"), world.folder.path().join("khong-co"), "/dev/zero".into()];
        let report = world.import_paths(&paths, Landing::Publish).await;
        assert_eq!((report.created, report.failed), (2, 5), "{report:?}");
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
    ] {
        assert_eq!(dates::parse(text), Some(expected), "{text}");
    }
    assert_eq!(dates::parse("17/06/2024"), Some(expected - 17 * 3_600_000_000));
    assert_eq!(dates::parse("2024-06-17"), dates::parse("17.06.2024"));
    for text in ["", "hôm qua", "31/02/2024", "2024-13-01", "99999/1/1", "17/06"] {
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
}
