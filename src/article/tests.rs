//! What readers may see: published revisions of their own site, and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use uuid::Uuid;

use super::{
    authors,
    importing::{Landing, import_html},
    publishing, store,
};
use crate::{
    db::{Db, testing::on_both},
    error::AppError,
    home, in_tx,
    media::storage::Storage,
    on_db, section,
    site::{self, model::SiteView},
};

async fn world(db: &Db, folder: &Path) -> (Uuid, Uuid) {
    let view = |name: &str| SiteView { name: name.into(), short_name: name.into(), ..SiteView::default() };
    let here = site::store::create_site(db, "xa.example", &view("Xã"), 0).await.unwrap();
    let there = site::store::create_site(db, "tinh.example", &view("Tỉnh"), 0).await.unwrap();
    let storage = Storage::open(&folder.join("data")).unwrap();
    for (number, title) in (1..).zip(["Lễ khai giảng năm học mới", "Đường vào thôn đã thông", "Họp dân góp ý quy hoạch"])
    {
        let html = format!(
            "<html><head><title>{title}</title><meta name=section content='Tin hoạt động'><meta name=date content='2026-11-{number:02}T08:00:00+07:00'>\
             </head><body><article><h1>{title}</h1><p class=lead>Đoạn mở đầu.</p><p>Nội dung.</p></article></body></html>"
        );
        std::fs::write(folder.join(format!("{number}.html")), html).unwrap();
    }
    let report = import_html(
        db,
        &storage,
        here,
        &[folder.join("1.html"), folder.join("2.html"), folder.join("3.html")],
        Landing::Publish,
        |_| {},
    )
    .await;
    assert_eq!((report.created, report.failed), (3, 0));
    (here, there)
}

#[tokio::test]
async fn a_published_article_is_found_on_its_own_site_only() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = world(&db, folder.path()).await;
        let found = store::find_published(&db, None, here, "le-khai-giang-nam-hoc-moi").await.unwrap().0;
        assert_eq!(found.title, "Lễ khai giảng năm học mới");
        assert_eq!(found.related.len(), 2);
        assert_eq!(store::find_published(&db, None, there, "le-khai-giang-nam-hoc-moi").await.unwrap_err(), AppError::NotFound);
        assert_eq!(store::find_published(&db, None, here, "khong-co").await.unwrap_err(), AppError::NotFound);
        assert!(home::store::read_home(&db, there).await.unwrap().parts.is_empty());
    })
    .await;
}

async fn related_slugs(db: &Db, site: Uuid, slug: &str) -> Vec<String> {
    store::find_published(db, None, site, slug).await.unwrap().0.related.into_iter().map(|card| card.slug).collect()
}

#[tokio::test]
async fn related_are_of_the_section_first_and_of_the_site_where_it_has_few() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = world(&db, folder.path()).await;
        let storage = Storage::open(&folder.path().join("data")).unwrap();
        // Newer than all of the other section, and one of another site that nobody here may see.
        for (number, site, title) in [(8, here, "Lịch tiếp công dân"), (9, there, "Tin của tỉnh")] {
            let html = format!(
                "<html><head><title>{title}</title><meta name=section content='Thông báo'><meta name=date content='2026-11-{number:02}T08:00:00+07:00'>\
                 </head><body><article><h1>{title}</h1><p class=lead>Đoạn mở đầu.</p><p>Nội dung.</p></article></body></html>"
            );
            let file = folder.path().join(format!("{number}.html"));
            std::fs::write(&file, html).unwrap();
            assert_eq!(import_html(&db, &storage, site, &[file], Landing::Publish, |_| {}).await.created, 1);
        }
        assert_eq!(
            related_slugs(&db, here, "le-khai-giang-nam-hoc-moi").await,
            ["hop-dan-gop-y-quy-hoach", "duong-vao-thon-da-thong", "lich-tiep-cong-dan"]
        );
        assert_eq!(
            related_slugs(&db, here, "lich-tiep-cong-dan").await,
            ["hop-dan-gop-y-quy-hoach", "duong-vao-thon-da-thong", "le-khai-giang-nam-hoc-moi"]
        );
        assert_eq!(related_slugs(&db, there, "tin-cua-tinh").await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn lists_are_newest_first_and_end() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, _) = world(&db, folder.path()).await;
        let slugs: Vec<String> = store::list_latest(&db, here, 10).await.unwrap().into_iter().map(|card| card.slug).collect();
        assert_eq!(slugs, ["hop-dan-gop-y-quy-hoach", "duong-vao-thon-da-thong", "le-khai-giang-nam-hoc-moi"]);
        let view = section::store::read_section(&db, here, "tin-hoat-dong", 1).await.unwrap();
        assert_eq!((view.total, view.pages(), view.articles.len()), (3, 1, 3));
        for page in [0, -1, 2, i64::MAX] {
            assert_eq!(section::store::read_section(&db, here, "tin-hoat-dong", page).await.unwrap_err(), AppError::NotFound);
        }
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_article_is_gone_from_its_address_and_from_lists() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, _) = world(&db, folder.path()).await;
        let slug = "duong-vao-thon-da-thong";
        match &db {
            Db::Sqlite { writer, .. } => {
                sqlx::query("update article set withdrawn_at = 1 where slug = $1").bind(slug).execute(writer).await.unwrap();
            }
            Db::Postgres { pool } => {
                sqlx::query("update article set withdrawn_at = 1 where slug = $1").bind(slug).execute(pool).await.unwrap();
            }
        }
        assert_eq!(store::find_published(&db, None, here, slug).await.unwrap_err(), AppError::Gone { at: 1, note: String::new() });
        assert!(store::list_latest(&db, here, 10).await.unwrap().iter().all(|card| card.slug != slug));
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_found_by_what_was_logged_since() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, _) = world(&db, folder.path()).await;
        let before = site::store::last_change(&db).await.unwrap();
        assert_eq!(store::list_corrected_since(&db, 0).await.unwrap(), [], "published for the first time is not corrected");

        let file = folder.path().join("1.html");
        std::fs::write(&file, std::fs::read_to_string(&file).unwrap().replace("Nội dung.", "Nội dung đúng.")).unwrap();
        let storage = Storage::open(&folder.path().join("data")).unwrap();
        import_html(&db, &storage, here, &[file], Landing::Publish, |_| {}).await;
        let found = store::list_corrected_since(&db, before).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1.as_str()), (here, "le-khai-giang-nam-hoc-moi"));
        assert_eq!(store::find_published(&db, None, here, &found[0].1).await.unwrap().0.corrected_at, Some(found[0].2));
        let last = site::store::last_change(&db).await.unwrap();
        assert_eq!(store::list_corrected_since(&db, last).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn every_landing_is_in_the_log_of_changes() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let before = site::store::last_change(&db).await.unwrap();
        let (here, _) = world(&db, folder.path()).await;
        assert!(site::store::last_change(&db).await.unwrap() >= before + 3);
        let logged: i64 =
            on_db!(&db, pool => sqlx::query_scalar("select count(*) from change_log where site_id = $1 and subject = 'article'").bind(here).fetch_one(pool).await)
                .unwrap();
        assert_eq!(logged, 3);
    })
    .await;
}

#[tokio::test]
async fn spellings_of_one_author_line_are_one_author() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = world(&db, folder.path()).await;
        let storage = Storage::open(&folder.path().join("data")).unwrap();
        let lines = [
            ("Bài một", here, "Lò Thị Ban"),
            ("Bài hai", here, "Lò Thị Ban"),
            ("Bài ba", here, "LÒ THỊ  BAN"),
            ("Bài bốn", here, "Lo Thi Ban."),
            ("Bài năm", here, "Lò Thị Bản Mới"),
            ("Bài sáu", here, "***"),
            ("Bài bảy", there, "Lò Thị Ban"),
        ];
        for (title, site, author) in lines {
            let file = folder.path().join(format!("{title}.html"));
            let html = format!(
                "<html><head><title>{title}</title><meta name=section content='Tin'><meta name=author content='{author}'>\
                 <meta name=date content='2026-11-20T08:00:00+07:00'></head><body><article><h1>{title}</h1><p>Nội dung.</p></article></body></html>"
            );
            std::fs::write(&file, html).unwrap();
            assert_eq!(import_html(&db, &storage, site, &[file], Landing::Publish, |_| {}).await.created, 1);
        }
        assert_eq!(authors::list_slugs(&db, here).await.unwrap(), ["lo-thi-ban", "lo-thi-ban-moi"]);
        let view = authors::read_author(&db, here, "lo-thi-ban", 1).await.unwrap();
        assert_eq!((view.name.as_str(), view.total, view.pages(), view.articles.len()), ("Lò Thị Ban", 4, 1, 4));
        assert!(view.articles.iter().all(|card| card.title != "Bài năm" && card.title != "Bài bảy"));
        for (slug, page) in [("", 1), ("khong-co", 1), ("Lo-Thi-Ban", 1), ("lo-thi-ban", 0), ("lo-thi-ban", 2)] {
            assert_eq!(authors::read_author(&db, here, slug, page).await.unwrap_err(), AppError::NotFound, "{slug} {page}");
        }
        assert_eq!(store::find_published(&db, None, here, "bai-ba").await.unwrap().0.author_slug, "lo-thi-ban");
        assert_eq!(store::find_published(&db, None, here, "bai-sau").await.unwrap().0.author_slug, "");

        in_tx!(&db, tx => { sqlx::query("update article set withdrawn_at = 1").execute(&mut *tx).await?; }).unwrap();
        assert_eq!(authors::read_author(&db, here, "lo-thi-ban", 1).await.unwrap_err(), AppError::NotFound);
    })
    .await;
}

#[tokio::test]
async fn the_public_history_comes_page_by_page_and_nothing_of_it_is_left_out() {
    on_both(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = world(&db, folder.path()).await;
        let slug = "duong-vao-thon-da-thong";
        let (article, revision): (Uuid, Uuid) =
            on_db!(&db, pool => sqlx::query_as("select id, published_revision_id from article where slug = $1").bind(slug).fetch_one(pool).await)
                .unwrap();
        let before = publishing::read_history(&db, here, slug, 1).await.unwrap().total;
        in_tx!(&db, tx => {
            for number in 0..260_i64 {
                sqlx::query(
                    "insert into publication (site_id, seq, article_id, revision_id, kind, at, note, content_hash, hash) values ($1, $2, $3, $4, 'corrected', $5, $6, '', '')",
                )
                .bind(here)
                .bind(1000 + number)
                .bind(article)
                .bind(revision)
                .bind(number)
                .bind(format!("lần {number}"))
                .execute(&mut *tx)
                .await?;
            }
        })
        .unwrap();
        let mut notes = Vec::new();
        let pages = publishing::read_history(&db, here, slug, 1).await.unwrap().pages();
        for page in 1..=pages {
            let history = publishing::read_history(&db, here, slug, page).await.unwrap();
            assert_eq!((history.page, history.total), (page, 260 + before));
            notes.extend(history.entries.into_iter().map(|entry| entry.note));
        }
        let told: Vec<String> = (0..260).rev().map(|number| format!("lần {number}")).collect();
        assert_eq!(notes[..260], told, "newest first, each once");
        assert_eq!((i64::try_from(notes.len()).unwrap(), pages), (260 + before, 6));
        for (site, slug, page) in [(here, slug, 0), (here, slug, -1), (here, slug, 7), (here, slug, i64::MAX), (there, slug, 1)] {
            assert_eq!(publishing::read_history(&db, site, slug, page).await.unwrap_err(), AppError::NotFound, "{page}");
        }
    })
    .await;
}
