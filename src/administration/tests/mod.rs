//! What administrators change, on both databases: seen by readers, written down, never of another site.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod composing;
mod erasing;
mod redirects;

use uuid::Uuid;

use super::{
    home, identity,
    model::Ordered,
    ordering::{Direction, move_one},
    pages::{self, PageFields},
    redirects::list_redirects,
    sections::{self, SectionFields},
    side,
};
use crate::{
    accounts::{
        actors::{Actor, Administrator, Grant},
        model::Role,
        store::{self as accounts, By},
    },
    article::importing::{Landing, import_html},
    audit,
    clock::now,
    db::{
        Db,
        testing::{on_both, postgres},
    },
    error::AppError,
    logging::tests::count_statements,
    media::storage::Storage,
    page, section,
    site::{self, model::SiteView},
};

async fn administrator(db: &Db, host: &str) -> Administrator {
    let view = SiteView { name: host.into(), short_name: host.into(), ..SiteView::default() };
    let site = site::store::create_site(db, host, &view, 0).await.unwrap();
    let account = accounts::create(db, By::CommandLine, &format!("quan-tri.{host}"), "Quản trị").await.unwrap();
    Administrator::for_test(Actor {
        account: account.id,
        name: account.name,
        display_name: account.display_name,
        session: Uuid::now_v7(),
        confirmed_at: now(),
        site,
        grants: vec![Grant { role: Role::Administrator, section: None }],
    })
}

fn named(name: &str) -> SectionFields {
    SectionFields { name: name.into(), description: String::new(), in_menu: true, parent: String::new() }
}

async fn publish(db: &Db, site: Uuid, title: &str) {
    publish_in(db, site, "Tin hoạt động", title, 20).await;
}

async fn publish_in(db: &Db, site: Uuid, section: &str, title: &str, day: u32) {
    let folder = tempfile::tempdir().unwrap();
    let html = format!(
        "<html><head><title>{title}</title><meta name=section content='{section}'><meta name=date content='2026-11-{day:02}T08:00:00+07:00'></head>\
         <body><article><h1>{title}</h1><p>Nội dung.</p></article></body></html>"
    );
    let path = folder.path().join("bai.html");
    std::fs::write(&path, html).unwrap();
    let storage = Storage::open(folder.path()).unwrap();
    assert_eq!(import_html(db, &storage, site, &[path], Landing::Publish, |_| {}).await.created, 1);
}

#[tokio::test]
async fn the_menu_is_what_its_administrator_makes_of_it() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        for name in ["Tin hoạt động", "Thông báo", "Văn hóa"] {
            sections::add_section(&db, &by, &named(name)).await.unwrap();
        }
        let again = sections::add_section(&db, &by, &named("THÔNG BÁO")).await;
        assert!(matches!(again, Err(AppError::Invalid(_))), "{again:?}");
        let lines = sections::list_sections(&db, by.site).await.unwrap();
        let id = |name: &str| lines.iter().find(|line| line.name == name).unwrap().id.clone();
        move_one(&db, &by, Ordered::Section, &id("Văn hóa"), Direction::Up).await.unwrap();
        move_one(&db, &by, Ordered::Section, &id("Tin hoạt động"), Direction::Up).await.unwrap();
        let hidden = SectionFields { in_menu: false, ..named("Thông báo chung") };
        sections::save_section(&db, &by, &id("Thông báo"), &hidden).await.unwrap();
        let menu: Vec<String> = section::store::list_menu(&db, by.site).await.unwrap().into_iter().map(|link| link.name).collect();
        assert_eq!(menu, ["Tin hoạt động", "Văn hóa"]);

        for refused in [
            sections::save_section(&db, &stranger, &id("Văn hóa"), &named("Của người khác")).await,
            sections::delete_section(&db, &stranger, &id("Văn hóa")).await,
            move_one(&db, &stranger, Ordered::Section, &id("Văn hóa"), Direction::Down).await,
            sections::save_section(&db, &by, "không phải mã", &named("x")).await,
        ] {
            assert_eq!(refused, Err(AppError::NotFound));
        }
        publish(&db, by.site, "Lễ khai giảng").await;
        let full = sections::delete_section(&db, &by, &id("Tin hoạt động")).await;
        assert!(matches!(full, Err(AppError::Invalid(_))), "{full:?}");
        sections::delete_section(&db, &by, &id("Văn hóa")).await.unwrap();
        let log = audit::store::list_entries(&db, by.site, "section_changed", i64::MAX).await.unwrap();
        assert_eq!(log.len(), 5, "three added, one changed, one deleted: {log:?}");
        assert_eq!(
            audit::store::list_entries(&db, by.site, "menu_changed", i64::MAX).await.unwrap().len(),
            1,
            "the first stays where it is"
        );
    })
    .await;
}

#[tokio::test]
async fn identity_and_notice_stand_in_the_frame_of_every_page() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        let wanted = SiteView {
            name: "Trang thông tin điện tử xã Hoa Đào".into(),
            short_name: "Xã Hoa Đào".into(),
            governing_body: "UBND xã Hoa Đào".into(),
            responsible: "Ông Vi Văn Cường".into(),
            phone: "0205 3 810 000".into(),
            email: "hoadao@example.vn".into(),
            ..SiteView::default()
        };
        identity::save_identity(&db, &by, &wanted).await.unwrap();
        identity::save_notice(&db, &by, "  Cảnh báo   lũ quét ", "/bai-viet/lu").await.unwrap();
        identity::save_opening_visits(&db, &by, "1.234.567").await.unwrap();
        let frame = site::store::read_frame(&db, by.site).await.unwrap();
        assert_eq!(frame.site, wanted);
        assert_eq!((frame.notice.text.as_str(), frame.notice.url.as_str()), ("Cảnh báo lũ quét", "/bai-viet/lu"));
        assert_eq!(site::store::find_site(&db, None).await.unwrap().opening_visits, 1_234_567);

        let bad = SiteView { name: " ".into(), email: "không phải thư".into(), phone: "chín".into(), ..wanted.clone() };
        let Err(AppError::Invalid(problems)) = identity::save_identity(&db, &by, &bad).await else { panic!("accepted") };
        let at: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(at, ["name", "email", "phone"]);
        for notice in [&"dài ".repeat(200), "ký tự \u{7}"] {
            assert!(matches!(identity::save_notice(&db, &by, notice, "").await, Err(AppError::Invalid(_))), "{notice}");
        }
        assert!(matches!(identity::save_notice(&db, &by, "x", "javascript:alert(1)").await, Err(AppError::Invalid(_))));
        for visits in ["-1", "nhiều", "999999999999999999999"] {
            assert!(matches!(identity::save_opening_visits(&db, &by, visits).await, Err(AppError::Invalid(_))), "{visits}");
        }
        assert_eq!(site::store::read_frame(&db, by.site).await.unwrap().site, wanted, "nothing was written by halves");
    })
    .await;
}

#[tokio::test]
async fn the_side_column_and_the_top_of_the_home_page_are_arranged() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        for title in ["Bài một", "Bài hai", "Bài ba", "Bài bốn", "Bài năm"] {
            publish(&db, by.site, title).await;
        }
        for (name, url) in [("Cổng tỉnh", "https://tinh.example"), ("Dịch vụ công", "https://dichvucong.example")] {
            side::save_link(&db, &by, "", name, url).await.unwrap();
        }
        side::save_block(&db, &by, "", "Tin mới", "tin-hoat-dong", "3").await.unwrap();
        for (title, section, length) in
            [("", "tin-hoat-dong", "3"), ("x", "khong-co", "3"), ("x", "tin-hoat-dong", "0"), ("x", "tin-hoat-dong", "ba")]
        {
            let refused = side::save_block(&db, &by, "", title, section, length).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "{title} {section} {length}");
        }
        assert!(matches!(side::save_link(&db, &by, "", "x", "/trong-cong").await, Err(AppError::Invalid(_))));
        let view = side::read_side(&db, by.site).await.unwrap();
        move_one(&db, &by, Ordered::WebLink, &view.links[1].id, Direction::Up).await.unwrap();
        assert_eq!(side::delete_link(&db, &stranger, &view.links[0].id).await, Err(AppError::NotFound));
        assert_eq!(
            side::save_block(&db, &stranger, &view.blocks[0].id, "x", "tin-hoat-dong", "1").await.map_err(|error| error.status()),
            Err(422)
        );
        let frame = site::store::read_frame(&db, by.site).await.unwrap();
        assert_eq!(frame.web_links.iter().map(|link| link.name.as_str()).collect::<Vec<_>>(), ["Dịch vụ công", "Cổng tỉnh"]);
        assert_eq!((frame.blocks[0].title.as_str(), frame.blocks[0].items.len()), ("Tin mới", 3));

        for slug in ["/bai-viet/bai-hai", "bai-mot", "bai-ba", "bai-bon"] {
            home::add_featured(&db, &by, slug).await.unwrap();
        }
        for refused in ["bai-nam", "bai-hai", "khong-co"] {
            assert!(matches!(home::add_featured(&db, &by, refused).await, Err(AppError::Invalid(_))), "{refused}");
        }
        let featured = home::read_featured(&db, by.site).await.unwrap().featured;
        move_one(&db, &by, Ordered::Featured, &featured[1].id, Direction::Up).await.unwrap();
        home::remove_featured(&db, &by, &featured[0].id).await.unwrap();
        assert_eq!(home::remove_featured(&db, &stranger, &featured[1].id).await, Err(AppError::NotFound));
        let shown: Vec<String> =
            crate::home::store::read_home(&db, by.site).await.unwrap().featured.into_iter().map(|card| card.slug).collect();
        assert_eq!(shown, ["bai-mot", "bai-ba", "bai-bon"]);
    })
    .await;
}

#[tokio::test]
async fn pages_are_written_and_nobody_overwrites_a_colleague() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        let typed = PageFields {
            slug: String::new(),
            title: "Giới thiệu".into(),
            text: "## Lịch sử\n\nXã lập năm 1945.".into(),
            hash: String::new(),
            drops: false,
        };
        assert_eq!(pages::save_page(&db, &by, &typed).await.unwrap(), "gioi-thieu");
        assert!(matches!(pages::save_page(&db, &by, &typed).await, Err(AppError::Invalid(_))), "the address is taken");
        let sheet = pages::read_sheet(&db, by.site, "gioi-thieu").await.unwrap();
        assert_eq!(sheet.text, "## Lịch sử\n\nXã lập năm 1945.");
        let mine = PageFields { slug: sheet.slug, title: sheet.title, text: "Mới.".into(), hash: sheet.hash, drops: false };
        pages::save_page(&db, &by, &mine).await.unwrap();
        assert_eq!(pages::save_page(&db, &by, &mine).await, Err(AppError::Conflict));
        assert_eq!(pages::save_page(&db, &stranger, &mine).await, Err(AppError::NotFound));
        let shown = page::store::find_page(&db, by.site, "gioi-thieu").await.unwrap();
        assert_eq!(shown.content.plain_text(), "Mới.");
        let id = pages::list_pages(&db, by.site).await.unwrap()[0].id.clone();
        assert_eq!(pages::delete_page(&db, &stranger, &id).await, Err(AppError::NotFound));
        pages::delete_page(&db, &by, &id).await.unwrap();
        assert_eq!(page::store::find_page(&db, by.site, "gioi-thieu").await.unwrap_err(), AppError::NotFound);
    })
    .await;
}

/// However much there is: a list that asks once more for each line would be slow where there are many.
#[tokio::test]
async fn every_list_takes_ten_statements_at_most() {
    let Some(db) = postgres().await else { return };
    let by = administrator(&db, "xa.example").await;
    for number in 0..25 {
        publish(&db, by.site, &format!("Tin số {number}")).await;
        sections::add_section(&db, &by, &named(&format!("Chuyên mục {number}"))).await.unwrap();
    }
    let (db, site) = (&db, by.site);
    for (name, statements) in [
        ("log", count_statements(audit::store::list_entries(db, site, "", i64::MAX)).await.0),
        ("accounts", count_statements(accounts::list(db, site)).await.0),
        ("sections", count_statements(sections::list_sections(db, site)).await.0),
        ("pages", count_statements(pages::list_pages(db, site)).await.0),
        ("redirects", count_statements(list_redirects(db, site, "", 1)).await.0),
        ("featured", count_statements(home::read_featured(db, site)).await.0),
        ("side", count_statements(side::read_side(db, site)).await.0),
        ("identity", count_statements(identity::read_identity(db, site)).await.0),
    ] {
        assert!((1..=10).contains(&statements), "{name}: {statements}");
    }
}
