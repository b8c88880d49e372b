//! Albums: filing, finding, renaming.

use super::{jpeg, library::World};
use crate::{
    accounts::actors::Writer,
    db::testing::on_both,
    error::AppError,
    media::{
        albums::{list_albums, rename_album},
        describing::describe,
        items::{AlbumName, Description, UNFILED},
        library::{Search, find_item, list_media, read_sheet},
    },
    on_db,
};

const FESTIVAL: &str = "Lễ hội Lồng tồng";

fn filed_under(album: &str) -> Description {
    Description::parse("", "", "", Some(album)).unwrap()
}

impl World {
    async fn names_in(&self, album: &str) -> Vec<String> {
        let page = list_media(&self.db, &self.author, Search { album, ..Search::default() }).await.unwrap();
        assert_eq!(page.total, page.items.len() as i64);
        page.items.into_iter().map(|item| item.media.name).collect()
    }

    async fn albums(&self) -> Vec<(String, i64)> {
        list_albums(&self.db, self.site).await.unwrap().into_iter().map(|album| (album.name, album.count)).collect()
    }

    async fn rename(&self, by: &Writer, album: &str, name: &str) -> Result<String, AppError> {
        rename_album(&self.db, by, album, AlbumName::parse(name)?).await
    }

    async fn log(&self) -> Vec<(String, String, String)> {
        on_db!(&self.db, pool => sqlx::query_as("select action, subject, detail from audit_entry where site_id = $1 order by seq")
            .bind(self.site).fetch_all(pool).await)
        .unwrap()
    }
}

#[tokio::test]
async fn files_are_filed_when_they_come_and_found_by_their_album() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.upload(&world.author, b"%PDF-1.7 1", "rời.pdf").await.unwrap();
        world.upload_into(&world.author, FESTIVAL, b"%PDF-1.7 2", "một.pdf").await.unwrap();
        world.upload_into(&world.other, "  lễ HỘI  lồng tồng ", b"%PDF-1.7 3", "hai.pdf").await.unwrap();
        world.upload_into(&world.author, "Đại hội", b"%PDF-1.7 4", "ba.pdf").await.unwrap();

        assert_eq!(world.albums().await, [("Đại hội".to_owned(), 1), (FESTIVAL.to_owned(), 2)], "one spelling of each");
        assert_eq!(world.names_in(FESTIVAL).await, ["hai.pdf", "một.pdf"]);
        assert_eq!(world.names_in(UNFILED).await, ["rời.pdf"]);
        assert_eq!(world.names_in("").await.len(), 4);
        assert_eq!(world.names_in("Không có").await, Vec::<String>::new());
        let search = Search { q: "hai", kind: "file", album: FESTIVAL, page: 1 };
        let found = list_media(&world.db, &world.author, search).await.unwrap();
        assert_eq!((found.total, found.items[0].album.as_str(), found.albums.len()), (1, FESTIVAL, 2));
        let found = list_media(&world.db, &world.author, Search { kind: "picture", ..search }).await.unwrap();
        assert_eq!(found.total, 0);
    })
    .await;
}

#[tokio::test]
async fn the_same_bytes_again_are_filed_where_they_are_in_no_album_yet() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.upload(&world.author, &jpeg(60, 40), "một.jpg").await.unwrap();
        for (album, then) in [("", ""), (FESTIVAL, FESTIVAL), ("Khác", FESTIVAL)] {
            assert_eq!(world.upload_into(&world.other, album, &jpeg(60, 40), "hai.jpg").await, Ok(id));
            assert_eq!(find_item(&world.db, world.site, id).await.unwrap().album, then);
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_is_moved_with_its_description_and_the_log_says_so() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.upload(&world.author, &jpeg(60, 40), "một.jpg").await.unwrap();
        for (description, then) in [
            (filed_under(FESTIVAL), FESTIVAL),
            (Description::parse("Mô tả", "", "", None).unwrap(), FESTIVAL),
            (filed_under("LỄ HỘI LỒNG TỒNG"), FESTIVAL),
            (filed_under(""), ""),
        ] {
            describe(&world.db, &world.other, &id.to_string(), description).await.unwrap();
            assert_eq!(read_sheet(&world.db, &world.author, &id.to_string()).await.unwrap().item.album, then);
        }
        let told: Vec<String> = world.log().await.into_iter().map(|(_, _, detail)| detail).collect();
        assert_eq!(told, [&format!("vào thư mục {FESTIVAL}"), "", "", &format!("ra khỏi thư mục {FESTIVAL}")]);
    })
    .await;
}

#[tokio::test]
async fn an_album_is_renamed_merged_and_given_up() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.upload_into(&world.author, FESTIVAL, b"%PDF-1.7 1", "một.pdf").await.unwrap();
        world.upload_into(&world.author, "Hội xuân", b"%PDF-1.7 2", "hai.pdf").await.unwrap();
        assert_eq!(
            world.rename(&world.author, FESTIVAL, "lễ hội lồng tồng").await,
            Ok("lễ hội lồng tồng".into()),
            "another spelling"
        );
        assert_eq!(world.rename(&world.author, "lễ hội lồng tồng", "hội Xuân").await, Ok("Hội xuân".into()), "one that is there");
        assert_eq!(world.albums().await, [("Hội xuân".to_owned(), 2)]);
        assert_eq!(world.rename(&world.author, "Hội xuân", " ").await, Ok(String::new()));
        assert_eq!((world.albums().await, world.names_in(UNFILED).await.len()), (vec![], 2));
        for gone in ["Hội xuân", "", UNFILED] {
            assert_eq!(world.rename(&world.author, gone, "Mới").await, Err(AppError::NotFound), "{gone:?}");
        }
        let told: Vec<String> =
            world.log().await.into_iter().map(|(action, subject, detail)| format!("{action} {subject}: {detail}")).collect();
        assert_eq!(told[1..], ["album_renamed lễ hội lồng tồng: thành Hội xuân, 1 tệp", "album_renamed Hội xuân: bỏ, 2 tệp"]);
    })
    .await;
}

#[tokio::test]
async fn albums_of_another_site_are_none_of_ones_own() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.upload_into(&world.author, FESTIVAL, &jpeg(60, 40), "một.jpg").await.unwrap();
        let elsewhere = super::site(&world.db, "tinh.localhost").await;
        let stranger = super::library::person(&world.db, elsewhere, "binh", crate::accounts::model::Role::Editor).await;
        assert_eq!(list_albums(&world.db, elsewhere).await.unwrap(), []);
        let found = list_media(&world.db, &stranger, Search { album: FESTIVAL, ..Search::default() }).await.unwrap();
        assert_eq!((found.total, found.albums.len()), (0, 0));
        assert_eq!(world.rename(&stranger, FESTIVAL, "Của tôi").await, Err(AppError::NotFound));
        assert_eq!(world.albums().await, [(FESTIVAL.to_owned(), 1)]);
    })
    .await;
}

#[test]
fn names_of_albums_are_one_line_of_at_most_80_characters() {
    assert_eq!(AlbumName::parse(" Lễ\r\n hội ").unwrap().as_str(), "Lễ hội");
    assert_eq!(AlbumName::parse(" ").unwrap(), AlbumName::default());
    for (name, words) in
        [("á".repeat(81), "dài 81 ký tự, nhiều nhất 80"), ("a\u{0}b".into(), "ký tự điều khiển"), (UNFILED.into(), "chữ hoặc số")]
    {
        let Err(AppError::Invalid(problems)) = AlbumName::parse(&name) else { panic!("{name:?} taken") };
        assert!(problems[0].at == "album" && problems[0].says.contains(words), "{}", problems[0].says);
    }
}
