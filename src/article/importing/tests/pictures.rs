use std::{fs, path::Path};

use base64::Engine;

use super::{World, figure, kinds, page, tally};
use crate::{
    article::importing::{Report, ReportKind, files},
    db::testing::on_both,
    media::tests::{jpeg, png_bomb},
};

#[tokio::test]
async fn pictures_that_cannot_be_taken_leave_their_captions() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let whole = jpeg(400, 300);
        world.write("tot.jpg", &whole);
        world.write("cut.jpg", &whole[..whole.len() / 2]);
        world.write("bom.png", png_bomb());
        world.write("svg.jpg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        world.write("rong.jpg", "");
        fs::write(world.folder.path().join("ngoai.jpg"), &whole).unwrap();
        std::os::unix::fs::symlink(world.folder.path().join("ngoai.jpg"), world.folder.path().join("vao/lien-ket.jpg")).unwrap();
        let outside = world.folder.path().join("ngoai.jpg").display().to_string();
        let cases = [
            ("cut.jpg", ReportKind::BrokenPicture),
            ("bom.png", ReportKind::BrokenPicture),
            ("svg.jpg", ReportKind::BrokenPicture),
            ("rong.jpg", ReportKind::BrokenPicture),
            ("data:image/png;base64,AAAA", ReportKind::BrokenPicture),
            ("data:image/png;base64,@@@@", ReportKind::BrokenPicture),
            ("data:x", ReportKind::BrokenPicture),
            ("khong-co.jpg", ReportKind::MissingPicture),
            ("/dev/zero", ReportKind::MissingPicture),
            (outside.as_str(), ReportKind::MissingPicture),
            (".", ReportKind::MissingPicture),
            ("a%00b.jpg", ReportKind::MissingPicture),
            ("../ngoai.jpg", ReportKind::OutsidePicture),
            ("%2e%2e/ngoai.jpg", ReportKind::OutsidePicture),
            ("..\\ngoai.jpg", ReportKind::OutsidePicture),
            ("x/../../ngoai.jpg", ReportKind::OutsidePicture),
            ("lien-ket.jpg", ReportKind::OutsidePicture),
            ("file:///etc/hosts", ReportKind::OutsidePicture),
            ("C:\\anh.jpg", ReportKind::OutsidePicture),
            ("https://example.vn/a.jpg", ReportKind::RemotePicture),
            ("//example.vn/a.jpg", ReportKind::RemotePicture),
        ];
        let mut body = String::new();
        for (number, (src, _)) in cases.iter().enumerate() {
            body.push_str(&figure(src, &format!("Chú thích {number}.")));
        }
        body.push_str(&figure("tot.jpg", "Ảnh tốt."));
        world.write("bai.html", page("Tin ảnh", &body));
        let report = world.publish().await;
        assert_eq!(tally(&report), [1, 0, 0, 0]);
        for (line, (src, kind)) in report.lines.iter().zip(cases) {
            assert!(line.kind == kind && line.detail.starts_with(src) && line.file.ends_with("bai.html"), "{src}: {line:?}");
        }
        assert_eq!(report.lines.len(), cases.len());
        let landed = world.only().await;
        assert_eq!(landed.media(), [landed.cover_id.unwrap().to_string()]);
        let words: Vec<String> = landed.text().split_whitespace().map(str::to_owned).collect();
        let wanted: String = (0..cases.len()).map(|number| format!("Chú thích {number}. ")).collect::<String>() + "Ảnh tốt.";
        assert_eq!(words.join(" "), wanted);
    })
    .await;
}

#[tokio::test]
async fn pictures_within_the_page_and_the_old_root_are_taken() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let data = base64::engine::general_purpose::STANDARD.encode(jpeg(64, 48));
        world.write("uploads/đoàn.jpg", jpeg(80, 60));
        world.write(
            "tin/bai.html",
            page(
                "Tin",
                &format!("{}{}", figure(&format!("data:image/jpeg;base64,{data}"), "Một"), figure("/uploads/đoàn.jpg", "Hai")),
            ),
        );
        let report = world.publish().await;
        assert_eq!((tally(&report), report.lines), ([1, 0, 0, 0], vec![]));
        assert_eq!(world.only().await.media().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn nothing_lands_when_pictures_cannot_be_kept() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("a.jpg", jpeg(64, 48));
        world.write("a.html", page("Tin", &figure("a.jpg", "Ảnh")));
        let media = world.data.path().join("media");
        fs::remove_dir(&media).unwrap();
        fs::write(&media, "không phải thư mục").unwrap();
        let report = world.publish().await;
        assert_eq!((tally(&report), kinds(&report)), ([0, 0, 0, 1], vec![ReportKind::NotLanded]));
        assert_eq!(world.counts().await[..5], [0, 0, 0, 0, 0]);
    })
    .await;
}

#[test]
fn a_single_file_by_a_bare_name_finds_its_pictures() {
    let file = files::list(&["Cargo.toml".into()], &mut Report::default()).remove(0);
    assert!(file.beside(Path::new("src/lib.rs")).is_ok());
    assert!(file.beside(Path::new("../x")).is_err());
}
