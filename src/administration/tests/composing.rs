//! The look of a site, its tree of sections, and the parts of its home page.

use image::ImageFormat;
use uuid::Uuid;

use super::{administrator, named, publish, publish_in};
use crate::{
    accounts::actors::Administrator,
    administration::{
        appearance::{remove_mark, save_colour, save_mark},
        home_parts::{compose, delete_part, list_parts, save_part},
        model::Ordered,
        ordering::{Direction, move_one},
        sections::{self, SectionFields, list_sections},
    },
    article::store::{find_published, list_in_family},
    db::{Db, testing::on_both},
    error::AppError,
    home::{model::HomePart, store::read_home},
    media::{
        creating::{Upload, create_picture},
        storage::{ContentHash, Storage},
        store::find_served,
        tests::{drawing, encoded},
    },
    section::store::read_section,
    site,
};

async fn id_of(db: &Db, by: &Administrator, name: &str) -> String {
    list_sections(db, by.site).await.unwrap().into_iter().find(|line| line.name == name).unwrap().id
}

fn below(name: &str, parent: &str) -> SectionFields {
    SectionFields { parent: parent.into(), ..named(name) }
}

#[tokio::test]
async fn a_colour_is_taken_when_it_can_be_read() {
    on_both(|db| async move {
        let (by, other) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        let colour = async |site: Uuid| {
            let sites = site::store::list_sites(&db).await.unwrap();
            sites.into_iter().find(|row| row.id == site).unwrap().colour.clone()
        };
        save_colour(&db, &by, " #1F4E8C ").await.unwrap();
        assert_eq!((colour(by.site).await, colour(other.site).await), ("#1f4e8c".into(), String::new()));
        for refused in ["#f5d76e", "#ffffff", "xanh", "#12345", "#8c1618;}"] {
            let AppError::Invalid(problems) = save_colour(&db, &by, refused).await.unwrap_err() else { panic!("{refused}") };
            assert_eq!(problems[0].at, "colour");
            assert_eq!(colour(by.site).await, "#1f4e8c", "{refused}");
        }
        let AppError::Invalid(problems) = save_colour(&db, &by, "#f5d76e").await.unwrap_err() else { panic!() };
        assert!(problems[0].says.contains("4,5 : 1") && problems[0].says.contains("Màu gần nhất dùng được là #"), "{problems:?}");
        save_colour(&db, &by, "").await.unwrap();
        assert_eq!(colour(by.site).await, "");
    })
    .await;
}

#[tokio::test]
async fn a_mark_is_a_picture_of_ones_own_and_open_while_it_is_shown() {
    on_both(|db| async move {
        let (by, other) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).unwrap();
        let upload =
            Upload { bytes: encoded(&drawing(400, 400), ImageFormat::Png), name: "huy-hieu.png".into(), ..Upload::default() };
        let picture = create_picture(&db, &storage, by.site, upload).await.unwrap().to_string();
        assert_eq!(save_mark(&db, &other, &picture).await, Err(AppError::NotFound));
        save_mark(&db, &by, &picture).await.unwrap();
        let mark = site::store::read_frame(&db, by.site).await.unwrap().site.mark;
        let hash = ContentHash::parse(mark.split('/').nth(2).unwrap()).unwrap();
        assert!(find_served(&db, by.site, &hash).await.is_ok(), "{mark}");
        assert_eq!(site::store::read_frame(&db, other.site).await.unwrap().site.mark, "");
        remove_mark(&db, &by).await.unwrap();
        assert_eq!(remove_mark(&db, &by).await, Err(AppError::NotFound));
        assert!(find_served(&db, by.site, &hash).await.is_err(), "nothing shows it any more");
    })
    .await;
}

#[tokio::test]
async fn sections_below_bring_their_articles_along() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        for name in ["Tin hoạt động", "Văn hóa"] {
            sections::add_section(&db, &by, &named(name)).await.unwrap();
        }
        let top = id_of(&db, &by, "Tin hoạt động").await;
        for name in ["Họp Ủy ban", "Tiếp dân"] {
            sections::add_section(&db, &by, &below(name, &top)).await.unwrap();
        }
        let names = async || list_sections(&db, by.site).await.unwrap().into_iter().map(|line| line.name).collect::<Vec<_>>();
        assert_eq!(names().await, ["Tin hoạt động", "Họp Ủy ban", "Tiếp dân", "Văn hóa"]);
        move_one(&db, &by, Ordered::Section, &id_of(&db, &by, "Tiếp dân").await, Direction::Up).await.unwrap();
        move_one(&db, &by, Ordered::Section, &id_of(&db, &by, "Văn hóa").await, Direction::Up).await.unwrap();
        assert_eq!(names().await, ["Văn hóa", "Tin hoạt động", "Tiếp dân", "Họp Ủy ban"]);
        // Two levels and no more.
        let child = id_of(&db, &by, "Tiếp dân").await;
        for wrong in [below("Mới", &child), below("Mới", &Uuid::now_v7().to_string())] {
            assert!(matches!(sections::add_section(&db, &by, &wrong).await, Err(AppError::Invalid(_))));
        }
        for parent in [top.clone(), id_of(&db, &by, "Văn hóa").await] {
            let refused = sections::save_section(&db, &by, &top, &below("Tin hoạt động", &parent)).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "below itself, or with others below it");
        }
        assert!(matches!(sections::delete_section(&db, &by, &top).await, Err(AppError::Invalid(_))));

        publish_in(&db, by.site, "Tin hoạt động", "Bài của cha", 3).await;
        publish_in(&db, by.site, "Tiếp dân", "Bài mới của con", 5).await;
        publish_in(&db, by.site, "Họp Ủy ban", "Bài cũ của con", 1).await;
        let page = read_section(&db, by.site, "tin-hoat-dong", 1).await.unwrap();
        let titles: Vec<_> = page.articles.iter().map(|card| card.title.as_str()).collect();
        assert_eq!((titles, page.total), (vec!["Bài mới của con", "Bài của cha", "Bài cũ của con"], 3));
        let links: Vec<_> = page.below.iter().map(|link| link.name.as_str()).collect();
        assert_eq!((links, page.parents.len()), (vec!["Tiếp dân", "Họp Ủy ban"], 0));
        let second = list_in_family(&db, by.site, Uuid::parse_str(&top).unwrap(), 1, 1).await.unwrap();
        assert_eq!(second[0].title, "Bài của cha");
        let child = read_section(&db, by.site, "tiep-dan", 1).await.unwrap();
        assert_eq!((child.total, child.parents[0].name.as_str()), (1, "Tin hoạt động"));
        let parents = async |slug: &str| find_published(&db, None, by.site, slug).await.unwrap().0.parents;
        assert_eq!(parents("bai-moi-cua-con").await, child.parents, "an article of a section below shows the way up");
        assert_eq!(parents("bai-cua-cha").await, []);
        let home = read_home(&db, by.site).await.unwrap();
        let part = home.parts.iter().find(|part| part.section.slug == "tin-hoat-dong").unwrap();
        assert_eq!(part.articles.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn the_home_page_is_composed_by_its_administrator() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        for day in 1..=8 {
            publish(&db, by.site, &format!("Bài số {day}")).await;
        }
        publish_in(&db, by.site, "Văn hóa", "Hội xuân", 20).await;
        let shown = async || {
            let home = read_home(&db, by.site).await.unwrap();
            let name = |part: &HomePart| {
                if part.section.name.is_empty() { part.kind.name().to_owned() } else { part.section.name.clone() }
            };
            home.parts.iter().map(|part| (name(part), part.articles.len())).collect::<Vec<_>>()
        };
        let by_itself = shown().await;
        assert_eq!(by_itself, [("Tin mới".into(), 5), ("Tin hoạt động".into(), 4), ("Văn hóa".into(), 1)]);
        compose(&db, &by).await.unwrap();
        assert_eq!(shown().await, by_itself, "written down as it was");
        assert_eq!(compose(&db, &by).await, Err(AppError::Conflict));

        let lines = list_parts(&db, by.site).await.unwrap();
        let id = |name: &str| lines.iter().find(|line| line.name == name).unwrap().id.clone();
        // Past "Tin hoạt động", the most read (nothing is, and nothing shows) and the newest.
        for _ in 0..3 {
            move_one(&db, &by, Ordered::HomePart, &id("Văn hóa"), Direction::Up).await.unwrap();
        }
        save_part(&db, &by, &id("Tin hoạt động"), "tin-hoat-dong", "2").await.unwrap();
        save_part(&db, &by, &id("Tin mới"), ":newest", "3").await.unwrap();
        assert_eq!(shown().await, [("Văn hóa".into(), 1), ("Tin mới".into(), 3), ("Tin hoạt động".into(), 2)]);
        for (section, length) in
            [("khong-co", "3"), ("", "3"), (":section", "3"), (":newest", "0"), (":newest", "21"), (":most-read", "ba")]
        {
            assert!(matches!(save_part(&db, &by, "", section, length).await, Err(AppError::Invalid(_))), "{section} {length}");
        }
        assert_eq!(delete_part(&db, &stranger, &id("Tin mới")).await, Err(AppError::NotFound));
        assert_eq!(save_part(&db, &stranger, &id("Tin mới"), ":newest", "3").await, Err(AppError::NotFound));
        let held = sections::delete_section(&db, &by, &id_of(&db, &by, "Văn hóa").await).await;
        assert!(matches!(held, Err(AppError::Invalid(_))));
        for line in &lines {
            delete_part(&db, &by, &line.id).await.unwrap();
        }
        assert_eq!(shown().await, by_itself, "it arranges itself again");
    })
    .await;
}
