use std::fs;

use uuid::Uuid;

use super::{World, figure, kinds, page, tally};
use crate::{
    article::{
        exporting::export_html,
        importing::{
            Landing, Outcome, ReportKind, import_html,
            landing::{Known, Step, next_step},
        },
    },
    db::{DatabaseUrl, Db, testing::on_both},
    in_tx,
    media::tests::{jpeg, site},
    on_db,
};

#[tokio::test]
async fn an_article_lands_whole() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("anh 1.jpg", jpeg(400, 300));
        world.write(
            "bai.html",
            page("Kiểm tra cải cách", &format!("<p>Thân bài.</p>{}", figure("anh%201.jpg?v=2", "Chú thích ảnh"))),
        );
        let report = world.publish().await;
        assert_eq!((tally(&report), kinds(&report)), ([1, 0, 0, 0], vec![]), "{report:?}");
        let landed = world.only().await;
        assert_eq!((landed.slug.as_str(), landed.title.as_str()), ("kiem-tra-cai-cach", "Kiểm tra cải cách"));
        assert_eq!((landed.lead.as_str(), landed.section.as_str()), ("Đoạn mở đầu.", "Cải cách hành chính"));
        assert_eq!((landed.author_line.as_str(), landed.source_name.as_str()), ("Hoàng Thị Mai", "langson.gov.vn"));
        assert_eq!(landed.source_url, "https://www.langson.gov.vn/tin/1");
        assert_eq!((landed.published_at, landed.corrected_at), (Some(1_718_618_400_000_000), None));
        assert!(landed.published_revision_id.is_some());
        assert!(landed.text().contains("Thân bài.") && landed.text().contains("Chú thích ảnh"));
        assert_eq!(landed.media(), [landed.cover_id.unwrap().to_string()]);
    })
    .await;
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("a.jpg", jpeg(400, 300));
        for number in 0..5 {
            world.write(&format!("{number}/bai.htm"), page(&format!("Bài số {number}"), &figure("../a.jpg", "Ảnh")));
        }
        world.write("khong-ngay.html", "<h1>Tin không ngày</h1><p>Chữ.</p>");
        assert_eq!(tally(&world.publish().await), [6, 0, 0, 0]);
        let (counts, landed) = (world.counts().await, world.landed().await);
        assert_eq!(counts[..6], [6, 6, 5, 1, 3, 2]);
        fs::File::open(world.folder.path().join("vao/khong-ngay.html")).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
        assert_eq!(tally(&world.publish().await), [0, 0, 6, 0]);
        assert_eq!(tally(&world.import(Landing::Draft).await), [0, 0, 6, 0]);
        assert_eq!((world.counts().await, world.landed().await), (counts, landed));
    })
    .await;
}

#[tokio::test]
async fn what_changed_becomes_a_revision() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("bai.html", page("Tin", "<p>Cũ.</p>"));
        world.write("khac.html", page("Tin khác", "<p>Giữ nguyên.</p>"));
        world.publish().await;
        let before = world.landed().await;
        world.write("bai.html", page("Tin", "<p>Mới.</p>"));
        assert_eq!(tally(&world.publish().await), [0, 1, 1, 0]);
        let after = world.landed().await;
        assert_eq!((after[0].revisions, after[0].text().trim()), (2, "Mới."));
        assert_ne!(after[0].published_revision_id, before[0].published_revision_id);
        assert!(after[0].corrected_at.is_some() && after[0].published_at == before[0].published_at);
        assert_eq!(after[1], before[1]);
        let reasons: Vec<String> =
            on_db!(&world.db, pool => sqlx::query_scalar("select distinct reason from revision").fetch_all(pool).await).unwrap();
        assert_eq!(reasons, ["Nhập từ tệp"]);
    })
    .await;
}

#[tokio::test]
async fn drafts_stay_unseen_until_published() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("bai.html", page("Tin", "<p>Một.</p>"));
        assert_eq!(tally(&world.import(Landing::Draft).await), [1, 0, 0, 0]);
        assert_eq!(world.only().await.published_revision_id, None);
        assert_eq!(tally(&world.publish().await), [0, 1, 0, 0]);
        let published = world.only().await;
        assert!(published.published_revision_id.is_some() && published.corrected_at.is_none() && published.revisions == 1);

        world.write("bai.html", page("Tin", "<p>Hai.</p>"));
        assert_eq!(tally(&world.import(Landing::Draft).await), [0, 1, 0, 0]);
        let revised = world.only().await;
        assert_eq!((revised.revisions, revised.published_revision_id), (2, published.published_revision_id));
        assert_eq!(tally(&world.publish().await), [0, 1, 0, 0]);
        assert_ne!(world.only().await.published_revision_id, published.published_revision_id);
        assert_eq!(tally(&world.publish().await), [0, 0, 1, 0]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_of_the_newsroom_outlives_an_import_of_the_same_file() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("bai.html", page("Tin", "<p>Sai.</p>"));
        world.publish().await;
        let article = world.only().await.id;
        let revision = Uuid::now_v7();
        in_tx!(&world.db, tx => {
            sqlx::query("insert into revision (id, article_id, number, title, content, schema_version, content_hash, reason, created_at) values ($1, $2, 2, 'Tin', '{\"type\":\"doc\"}', 1, 'x', 'Đính chính', 2)")
                .bind(revision).bind(article).execute(&mut *tx).await?;
            sqlx::query("update article set published_revision_id = $1 where id = $2").bind(revision).bind(article).execute(&mut *tx).await?;
        })
        .unwrap();
        assert_eq!(tally(&world.publish().await), [0, 0, 1, 0]);
        assert_eq!(world.only().await.published_revision_id, Some(revision));
    })
    .await;
}

#[tokio::test]
async fn withdrawn_articles_are_not_brought_back() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("bai.html", page("Tin", "<p>Một.</p>"));
        world.publish().await;
        world.run("update article set withdrawn_at = 5 where id = $1", world.only().await.id).await;
        world.write("bai.html", page("Tin", "<p>Hai.</p>"));
        let report = world.publish().await;
        assert_eq!((tally(&report), kinds(&report)), ([0, 0, 1, 0], vec![ReportKind::Withdrawn]));
        assert_eq!(world.only().await.revisions, 1);
    })
    .await;
}

#[tokio::test]
async fn a_changed_slug_still_finds_its_article() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("bai.html", page("Tin", "<p>Một.</p>"));
        world.publish().await;
        let article = world.only().await.id;
        let site = world.site;
        in_tx!(&world.db, tx => {
            sqlx::query("update article set slug = 'dia-chi-moi' where id = $1").bind(article).execute(&mut *tx).await?;
            sqlx::query("insert into slug_redirect (site_id, slug, article_id) values ($1, 'tin', $2)").bind(site).bind(article).execute(&mut *tx).await?;
        })
        .unwrap();
        assert_eq!(tally(&world.publish().await), [0, 0, 1, 0]);
        assert_eq!(world.only().await.slug, "dia-chi-moi");
    })
    .await;
}

#[tokio::test]
async fn two_sites_and_two_importers_do_not_mix() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let other = site(&world.db, "tinh.localhost").await;
        world.write("a.jpg", jpeg(64, 48));
        for number in 0..6 {
            world.write(&format!("{number}.html"), page(&format!("Tin {number}"), &figure("a.jpg", "Ảnh")));
        }
        let paths = [world.folder.path().join("vao")];
        let import = |site| import_html(&world.db, &world.storage, site, &paths, Landing::Publish, |_| {});
        let (one, two, three) = tokio::join!(import(world.site), import(world.site), import(other));
        assert_eq!((one.created + two.created, three.created), (6, 6), "{one:?} {two:?}");
        assert_eq!((one.failed, two.failed, three.failed), (0, 0, 0));
        let counts = world.counts().await;
        assert_eq!(counts[..6], [12, 12, 12, 2, 4, 2]);
    })
    .await;
}

#[test]
fn the_next_step_follows_from_what_is_known() {
    let imported = Uuid::now_v7();
    let known = Known {
        id: Uuid::now_v7(),
        published_at: None,
        withdrawn_at: None,
        last_number: 1,
        published_id: None,
        published_number: None,
        published_hash: None,
        imported_id: Some(imported),
        imported_number: Some(1),
        imported_hash: Some("a".into()),
    };
    assert_eq!(next_step(None, "a", Landing::Draft), Step::Create);
    assert_eq!(next_step(Some(&known), "a", Landing::Draft), Step::Leave(Outcome::Unchanged));
    assert_eq!(next_step(Some(&known), "a", Landing::Publish), Step::Publish(imported));
    assert_eq!(next_step(Some(&known), "b", Landing::Publish), Step::Revise);
    let withdrawn = Known { withdrawn_at: Some(1), ..known };
    assert_eq!(next_step(Some(&withdrawn), "b", Landing::Publish), Step::Leave(Outcome::Withdrawn));
}

#[tokio::test]
async fn a_title_that_comes_back_every_month_is_another_article() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let notice =
            |month: u8| page("Lịch tiếp công dân", &format!("<p>Tháng {month}.</p>")).replace("2024-06", &format!("2024-0{month}"));
        for month in [6, 7, 8] {
            // Each month its own folder, one file: nothing of the run tells of the months before.
            world.write("lich.html", notice(month));
            let report = world.publish().await;
            assert_eq!((report.created, report.revised), (1, 0), "month {month}: {:?}", report.lines);
        }
        let landed = world.landed().await;
        let found: Vec<(&str, String)> = landed.iter().map(|one| (one.slug.as_str(), one.text())).collect();
        let slugs = ["lich-tiep-cong-dan", "lich-tiep-cong-dan-2", "lich-tiep-cong-dan-3"];
        assert_eq!(
            found,
            slugs.into_iter().zip([6, 7, 8]).map(|(slug, month)| (slug, format!("Tháng {month}."))).collect::<Vec<_>>()
        );
        world.write("lich.html", notice(7).replace("Tháng 7.", "Tháng 7, đã đổi giờ."));
        let report = world.publish().await;
        assert_eq!((report.created, report.revised), (0, 1), "{:?}", report.lines);
        assert_eq!(world.landed().await[1].text(), "Tháng 7, đã đổi giờ.");
    })
    .await;
}

#[tokio::test]
async fn what_is_exported_is_imported_again_word_by_word() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("anh.jpg", jpeg(80, 60));
        let body =
            "<h2>Mục một</h2><ul><li>Một <strong>đậm</strong></li></ul><table><tr><th>Cột</th></tr><tr><td>1</td></tr></table>";
        world.write("a.html", page("Bài có “ảnh” & bảng", &format!("{body}{}", figure("anh.jpg", "Ảnh chụp"))));
        world.write("b.html", page("Bài khác", "<p>Đoạn <em>nghiêng</em>.</p>"));
        world.publish().await;
        let (first, second) = (world.folder.path().join("ra"), world.folder.path().join("ra-2"));
        let exported = export_html(&world.db, &world.storage, world.site, &first, |_| {}).await.unwrap();
        assert_eq!((exported.articles, exported.files), (2, 1));
        assert!(export_html(&world.db, &world.storage, world.site, &first, |_| {}).await.is_err(), "nothing is written over");

        let there = site(&world.db, "tinh.localhost").await;
        let report = import_html(&world.db, &world.storage, there, std::slice::from_ref(&first), Landing::Publish, |_| {}).await;
        assert_eq!((report.created, report.failed, report.lines.len()), (2, 0, 0), "{:?}", report.lines);
        export_html(&world.db, &world.storage, there, &second, |_| {}).await.unwrap();
        for name in ["bai-co-anh-bang.html", "bai-khac.html"] {
            let read = |folder: &std::path::Path| fs::read_to_string(folder.join(name)).unwrap();
            // The picture is compressed once more, so its name is another.
            let plain = |text: String| {
                text.split("tep/").map(|part| part.split_once(".jpg").map_or(part, |(_, rest)| rest).to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(plain(read(&second)), plain(read(&first)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_takes_nothing_halts_the_import_at_once_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"))).await.unwrap();
    let world = World::new(db.clone()).await;
    for number in 0..20 {
        world.write(&format!("{number:02}.html"), format!("<title>Bài số {number}</title><p>Nội dung.</p>"));
    }
    let Db::Sqlite { writer, .. } = &db else { panic!() };
    sqlx::query("pragma query_only = on").execute(writer).await.unwrap();
    let report = world.publish().await;
    assert_eq!((report.failed, report.not_tried), (1, 19), "{report:?}");
    let halted = report.lines.iter().find(|line| line.kind == ReportKind::Halted).unwrap();
    assert!(halted.detail.contains("không ghi được") && halted.detail.contains("SQLite 8"), "{}", halted.detail);
    // Nothing is lost by it: the same line again goes on.
    sqlx::query("pragma query_only = off").execute(writer).await.unwrap();
    assert_eq!(world.publish().await.created, 20);
}

#[tokio::test]
async fn an_export_that_fails_names_the_file_and_leaves_the_folder_empty_for_the_next() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.write("anh.jpg", jpeg(80, 60));
        world.write("a.html", page("Bài có ảnh", &figure("anh.jpg", "Ảnh chụp")));
        world.publish().await;
        for shelf in fs::read_dir(world.data.path().join("media")).unwrap() {
            for file in fs::read_dir(shelf.unwrap().path()).unwrap() {
                fs::write(file.unwrap().path(), "hỏng").unwrap();
            }
        }
        let folder = world.folder.path().join("ra");
        let refused = export_html(&world.db, &world.storage, world.site, &folder, |_| {}).await.unwrap_err();
        assert!(refused.to_string().contains("của bài bai-co-anh bị hỏng hoặc mất"), "{refused:#}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    })
    .await;
}
