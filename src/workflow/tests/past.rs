//! However long a piece has been worked on: every version and every note of it is found.

use super::{World, draft};
use crate::{
    db::testing::on_both,
    error::AppError,
    in_tx,
    workflow::{
        notes::{add_note, list_notes, read_page as read_notes, settle_note},
        past::{NOTES_BESIDE, VERSIONS_BESIDE},
        pieces::read_piece,
        versions::read_page as read_versions,
    },
};

#[tokio::test]
async fn versions_stand_beside_a_piece_as_far_as_there_is_room_and_all_of_them_on_pages() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let id = world.write(&world.author, "Bài sửa nhiều lần").await;
        world.save(&world.author, id, draft("Bài sửa nhiều lần", "Lần 2.")).await.unwrap();
        let sheet = read_piece(&db, &world.author, world.piece(&world.author, id).await).await.unwrap();
        assert_eq!((sheet.history.len(), sheet.has_older_versions), (2, false));
        assert_eq!(read_versions(&db, &world.piece(&world.author, id).await, 1).await.unwrap().pages, 1);

        let of_first = world.piece(&world.author, id).await.revision_id;
        in_tx!(&db, tx => {
            for number in 3..=120_i64 {
                sqlx::query(
                    "insert into revision (id, article_id, number, title, content, schema_version, content_hash, created_at) \
                     select $1, article_id, $2, title, content, schema_version, content_hash, created_at from revision where id = $3",
                )
                .bind(uuid::Uuid::now_v7())
                .bind(number)
                .bind(of_first)
                .execute(&mut *tx)
                .await?;
            }
            sqlx::query("update article set work_revision_id = (select id from revision where article_id = $1 and number = 120) where id = $1")
                .bind(id)
                .execute(&mut *tx)
                .await?;
        })
        .unwrap();
        let row = world.piece(&world.author, id).await;
        let sheet = read_piece(&db, &world.author, row.clone()).await.unwrap();
        assert_eq!((sheet.history.len(), sheet.has_older_versions), (VERSIONS_BESIDE, true));
        assert_eq!(sheet.history[0].number, 120);
        let mut numbers = Vec::new();
        for page in 1..=3 {
            let past = read_versions(&db, &row, page).await.unwrap();
            assert_eq!((past.number, past.page, past.pages), (120, page, 3));
            numbers.extend(past.lines.into_iter().map(|line| line.number));
        }
        assert_eq!(numbers, (1..=120).rev().collect::<Vec<i64>>());
        for page in [0, -1, 4, i64::MAX] {
            assert_eq!(read_versions(&db, &row, page).await.unwrap_err(), AppError::NotFound, "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn notes_stand_beside_a_piece_as_far_as_there_is_room_and_all_of_them_on_pages() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let id = world.write(&world.author, "Bài nhiều ghi chú").await;
        let row = world.piece(&world.editor, id).await;
        assert_eq!(read_notes(&db, &row, 1).await.unwrap().pages, 1, "a list without a note is a list");
        add_note(&db, &world.editor, &row, "0", "ghi chú cũ nhất").await.unwrap();
        let account = world.editor.account;
        in_tx!(&db, tx => {
            for number in 0..230_i64 {
                sqlx::query("insert into note (id, article_id, account_id, text, created_at, settled_at) values ($1, $2, $3, $4, 9000000000000000, $5)")
                    .bind(uuid::Uuid::now_v7())
                    .bind(id)
                    .bind(account)
                    .bind(format!("ghi chú {number}"))
                    .bind((number >= 120).then_some(1_i64))
                    .execute(&mut *tx)
                    .await?;
            }
        })
        .unwrap();
        let sheet = read_piece(&db, &world.editor, row.clone()).await.unwrap();
        assert_eq!((sheet.notes.len(), sheet.has_more_notes), (NOTES_BESIDE, true));
        let mut notes = Vec::new();
        for page in 1..=5 {
            let past = read_notes(&db, &row, page).await.unwrap();
            assert_eq!((past.page, past.pages), (page, 5));
            notes.extend(past.lines);
        }
        assert!(notes[..121].iter().all(|note| !note.is_settled) && notes[121..].iter().all(|note| note.is_settled));
        let oldest = &notes[120];
        assert_eq!((oldest.text.as_str(), oldest.block), ("ghi chú cũ nhất", Some(0)), "it was nowhere to be settled");
        settle_note(&db, &world.editor, &row, &oldest.id).await.unwrap();
        let mut texts: Vec<String> = notes.into_iter().map(|note| note.text).collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 231, "each once");
        assert_eq!(list_notes(&db, id, 0, 500).await.unwrap().iter().filter(|note| note.settled_at.is_none()).count(), 120);
        for page in [0, 6, i64::MAX] {
            assert_eq!(read_notes(&db, &row, page).await.unwrap_err(), AppError::NotFound, "{page}");
        }
    })
    .await;
}
