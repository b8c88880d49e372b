//! Lists of work, page by page: each sees all that is his and nothing else.

use uuid::Uuid;

use super::World;
use crate::{
    accounts::{actors::Writer, model::Role},
    db::testing::on_both,
    in_tx,
    search::following::Search,
    workflow::{
        lists::list_work,
        model::{LONGEST_SEARCH, PAGE_LENGTH, Tab},
        searching::find_pieces,
        stages::Action,
    },
};

impl World {
    /// Articles that are published in a section, the first changed at `at` and each a moment after the one before.
    async fn publish_many(&self, slug: &str, number: i64, at: i64, author: Option<Uuid>, assigned: Option<Uuid>) {
        let (db, site, section) = (&self.db, self.site, self.section(slug).await);
        in_tx!(db, tx => {
            let revision: Uuid = sqlx::query_scalar("select id from revision limit 1").fetch_one(&mut *tx).await?;
            for place in 0..number {
                let id = Uuid::now_v7();
                sqlx::query(
                    "insert into article (id, site_id, section_id, slug, published_revision_id, work_revision_id, published_at, created_at, updated_at, \
                     author_id, assigned_id) values ($1, $2, $3, $4, $5, $5, 1, 1, $6, $7, $8)",
                )
                .bind(id)
                .bind(site)
                .bind(section)
                .bind(id.to_string())
                .bind(revision)
                .bind(at + place)
                .bind(author)
                .bind(assigned)
                .execute(&mut *tx)
                .await?;
            }
        })
        .unwrap();
    }

    /// When what is listed was changed, over all pages.
    async fn published(&self, writer: &Writer) -> Vec<i64> {
        let (mut times, mut before) = (Vec::new(), i64::MAX);
        while before > 0 {
            let list = list_work(&self.db, writer, Tab::Published, before).await.unwrap();
            assert!(list.before == 0 || list.pieces.len() == PAGE_LENGTH);
            times.extend(list.pieces.into_iter().map(|piece| piece.updated_at));
            before = list.before;
        }
        times
    }
}

#[tokio::test]
async fn what_is_published_is_listed_for_whose_section_it_is_and_whose_own() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let elsewhere = World::on(db, "tinh.example").await;
        world.write(&world.author, "Có một bản để chép").await;
        let rare = world.person_in("editor.notices", Role::Editor, "thong-bao").await;
        // Newer than all of the rare section: what used to be walked through.
        world.publish_many("tin-hoat-dong", 100, 2000, None, None).await;
        world.publish_many("thong-bao", 70, 1000, Some(world.author.account), None).await;
        world.publish_many("tin-hoat-dong", 1, 5000, Some(rare.account), None).await;
        world.publish_many("tin-hoat-dong", 1, 500, None, Some(rare.account)).await;
        // Both his own and of his section: it is one.
        world.publish_many("thong-bao", 1, 1500, Some(rare.account), Some(rare.account)).await;
        elsewhere.publish_many("thong-bao", 5, 1200, Some(rare.account), None).await;

        let notices = (1000..1070).rev();
        let expected: Vec<i64> = [5000, 1500].into_iter().chain(notices.clone()).chain([500]).collect();
        assert_eq!(world.published(&rare).await, expected);
        assert_eq!(world.published(&world.author).await, notices.clone().collect::<Vec<_>>(), "who only writes: his own");
        assert_eq!(world.published(&world.other_author).await, Vec::<i64>::new());
        let all: Vec<i64> = [5000].into_iter().chain((2000..2100).rev()).chain([1500]).chain(notices).chain([500]).collect();
        assert_eq!(world.published(&world.editor).await, all, "of all sections");
        assert_eq!(elsewhere.published(&elsewhere.publisher).await, [1204, 1203, 1202, 1201, 1200]);

        world.put_below("thong-bao", Some("tin-hoat-dong")).await;
        let above = world.person_in("publisher.above", Role::Publisher, "tin-hoat-dong").await;
        assert_eq!(world.published(&above).await, all, "the sections below too");
    })
    .await;
}

#[tokio::test]
async fn pieces_are_found_by_words_of_their_titles_wherever_they_stand() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let elsewhere = World::on(db, "tinh.example").await;
        let search = Search::at(std::path::Path::new("/nowhere"));
        let find = async |writer: &Writer, asked: &str| -> Vec<String> {
            let found = find_pieces(&world.db, &search, writer, asked).await.unwrap();
            found.pieces.into_iter().map(|piece| piece.title).collect()
        };
        let published = world.write(&world.author, "Làm đường ở thôn Khuổi Lanh").await;
        world.publish(published).await;
        let withdrawn = world.write(&world.author, "Đường trơn, đã gỡ").await;
        world.publish(withdrawn).await;
        world.act(&world.publisher, withdrawn, Action::Withdraw).await.unwrap();
        world.write(&world.other_author, "Hoà giải về ĐƯỜNG đi chung").await;
        elsewhere.write(&elsewhere.author, "Đường của tỉnh").await;
        let rare = world.person_in("editor.notices", Role::Editor, "thong-bao").await;

        let all = ["Hoà giải về ĐƯỜNG đi chung", "Đường trơn, đã gỡ", "Làm đường ở thôn Khuổi Lanh"];
        assert_eq!(find(&world.editor, "duong").await, all, "in work first, then what readers have");
        assert_eq!(find(&world.editor, "hòa đường").await, all[..1]);
        assert_eq!(find(&world.editor, "khuoi lanh").await, all[2..]);
        assert_eq!(find(&world.author, "đường").await, all[1..], "his own, at every stage");
        assert_eq!(find(&world.other_author, "đường").await, all[..1]);
        assert_eq!(find(&rare, "đường").await, [""; 0], "of sections that are not his");
        for nothing in ["", "  ", "?!", "không đâu có", "%", "\u{0}"] {
            assert_eq!(find(&world.editor, nothing).await, [""; 0], "{nothing:?}");
        }
        for number in 0..12 {
            world.write(&world.author, &format!("Bài thứ {number}")).await;
        }
        let many = find_pieces(&world.db, &search, &world.author, "bài thứ").await.unwrap();
        assert_eq!((many.pieces.len(), many.cautions.len()), (10, 1), "{:?}", many.cautions);
        let long = find_pieces(&world.db, &search, &world.editor, &"đường ".repeat(100)).await.unwrap();
        assert_eq!(long.asked.chars().count(), LONGEST_SEARCH);
    })
    .await;
}
