//! What was typed and never saved: all of it is found again, also by whom the piece is no longer given to.

use uuid::Uuid;

use super::World;
use crate::{
    db::testing::on_both,
    error::AppError,
    workflow::{
        keeping::{self, Refused, Writing},
        model::PieceFields,
        notes::assign,
    },
};

fn typed(piece: Uuid, words: &str) -> Writing {
    let content = format!(r#"{{"type":"doc","content":[{{"type":"paragraph","content":[{{"type":"text","text":"{words}"}}]}}]}}"#);
    let fields = PieceFields { title: "Bài đang soạn".into(), section: "tin-hoat-dong".into(), ..PieceFields::default() };
    Writing { piece, schema: 1, fields, content, keys: vec![words.into()], ..Writing::default() }
}

#[tokio::test]
async fn every_unsaved_text_is_listed() {
    on_both(|db| async move {
        let world = World::new(db).await;
        for _ in 0..25 {
            keeping::keep(&world.db, &world.author, typed(Uuid::now_v7(), "a")).await.unwrap();
        }
        let listed = keeping::list(&world.db, &world.author).await.unwrap();
        assert_eq!((listed.len(), listed.iter().any(|line| line.is_closed)), (25, false));
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_before_the_assignment_was_taken_away_can_be_read_and_kept_on() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài giao đi").await;
        let row = world.piece(&world.editor, id).await;
        assign(&world.db, &world.editor, &row, "chi.xa", None).await.unwrap();
        let version = keeping::keep(&world.db, &world.other_author, typed(id, "một")).await.unwrap();
        assert!(!keeping::list(&world.db, &world.other_author).await.unwrap()[0].is_closed);
        assign(&world.db, &world.editor, &row, "", None).await.unwrap();

        keeping::keep(&world.db, &world.other_author, Writing { version, ..typed(id, "một, hai") }).await.unwrap();
        assert!(keeping::list(&world.db, &world.other_author).await.unwrap()[0].is_closed);
        let kept = keeping::read_text(&world.db, &world.other_author, &id.to_string()).await.unwrap();
        assert_eq!((kept.fields.title.as_str(), kept.fields.text.trim()), ("Bài đang soạn", "một, hai"));
        // It is nobody else's, and once given up it is not begun anew.
        assert_eq!(keeping::read_text(&world.db, &world.author, &id.to_string()).await, Err(AppError::NotFound));
        keeping::discard(&world.db, &world.other_author, id).await.unwrap();
        let late = keeping::keep(&world.db, &world.other_author, typed(id, "ba")).await;
        assert_eq!(late, Err(Refused::Error(AppError::NotFound)));
    })
    .await;
}
