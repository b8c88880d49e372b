//! Working copies, saves that are sent twice, versions that are brought back.

use uuid::Uuid;

use super::World;
use crate::{
    content::diff::DiffKind,
    db::testing::on_both,
    error::AppError,
    workflow::{
        keeping::{self, Refused, Writing},
        model::PieceFields,
        saving::{self, Draft},
        setting_aside::set_aside,
        stages::Action,
        versions,
    },
};

fn text(words: &str) -> String {
    format!(r#"{{"type":"doc","content":[{{"type":"paragraph","content":[{{"type":"text","text":"{words}"}}]}}]}}"#)
}

fn writing(piece: Uuid, base: i64, version: i64, words: &str, keys: &[&str]) -> Writing {
    Writing {
        account: String::new(),
        piece,
        base,
        version,
        schema: 1,
        fields: PieceFields { title: "Bài đang soạn".into(), section: "tin-hoat-dong".into(), ..PieceFields::default() },
        content: text(words),
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
    }
}

#[tokio::test]
async fn a_working_copy_is_written_over_and_read_by_its_owner_alone() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = Uuid::now_v7();
        let first = keeping::keep(&world.db, &world.author, writing(piece, 0, 0, "một", &["a"])).await.unwrap();
        let second = keeping::keep(&world.db, &world.author, writing(piece, 0, first, "hai", &["b"])).await.unwrap();
        assert!(second > first);
        let kept = keeping::find(&world.db, &world.author, piece).await.unwrap().unwrap();
        assert_eq!((kept.version, kept.key.as_str(), kept.content), (second, "b", text("hai")));
        assert_eq!(keeping::list(&world.db, &world.author).await.unwrap()[0].title, "Bài đang soạn");
        assert_eq!(keeping::find(&world.db, &world.other_author, piece).await.unwrap(), None);
        assert_eq!(keeping::list(&world.db, &world.other_author).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn another_device_is_not_written_over_but_a_send_without_answer_is_no_other_device() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = Uuid::now_v7();
        let first = keeping::keep(&world.db, &world.author, writing(piece, 0, 0, "một", &["a"])).await.unwrap();
        let there = keeping::keep(&world.db, &world.author, writing(piece, 0, first, "ở máy kia", &["k"])).await.unwrap();
        let stale = keeping::keep(&world.db, &world.author, writing(piece, 0, first, "ở máy này", &["b"])).await;
        assert_eq!(stale, Err(Refused::Moved(there)));
        // The answer to "k" was lost: the same tab sends on from what it knows.
        keeping::keep(&world.db, &world.author, writing(piece, 0, first, "gửi tiếp", &["k", "c"])).await.unwrap();
        let kept = keeping::find(&world.db, &world.author, piece).await.unwrap().unwrap();
        assert_eq!(kept.content, text("gửi tiếp"));
    })
    .await;
}

#[tokio::test]
async fn a_save_that_is_sent_twice_makes_one_revision_and_takes_its_working_copy_along() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = Uuid::now_v7();
        let version = keeping::keep(&world.db, &world.author, writing(piece, 0, 0, "một", &["a"])).await.unwrap();
        let save = writing(piece, 0, version, "một", &["s"]);
        let saved = saving::create(&world.db, &world.author, Draft::of_editor(save.clone())).await.unwrap();
        assert_eq!((saved.id, saved.number), (piece, 1));
        assert_eq!(keeping::find(&world.db, &world.author, piece).await.unwrap(), None);
        // Sent again, the answer having been lost; then more was typed on what the tab still takes for no version at all.
        let row = world.piece(&world.author, piece).await;
        let again = saving::save(&world.db, &world.author, &row, 0, Draft::of_editor(save)).await.unwrap();
        assert_eq!((again.number, again.is_new), (1, false));
        let more = writing(piece, 0, version, "một, rồi hai", &["s", "t"]);
        let next = saving::save(&world.db, &world.author, &row, 0, Draft::of_editor(more)).await.unwrap();
        assert_eq!((next.number, next.is_new), (2, true));
    })
    .await;
}

#[tokio::test]
async fn a_conflict_is_told_and_ones_own_text_can_be_put_beside() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = world.write(&world.author, "Bài hai người").await;
        let row = world.piece(&world.editor, piece).await;
        let colleagues = Draft::of_editor(writing(piece, 1, 0, "của biên tập", &["e"]));
        assert_eq!(saving::save(&world.db, &world.editor, &row, 1, colleagues).await.unwrap().number, 2);
        let row = world.piece(&world.author, piece).await;
        let mine = Draft::of_editor(writing(piece, 1, 0, "của tác giả", &["m"]));
        assert_eq!(saving::save(&world.db, &world.author, &row, 1, mine.clone()).await, Err(AppError::Conflict));
        let aside = set_aside(&world.db, &world.author, &row, mine).await.unwrap();
        assert_eq!(aside.number, 3);
        let row = world.piece(&world.author, piece).await;
        assert_eq!(row.number, 2, "the colleague's version stays the one in work");
        let compared = versions::compare(&world.db, &world.author, &row, 3, 2).await.unwrap();
        let changed: Vec<_> = compared.rows.iter().filter(|row| row.kind == DiffKind::Changed && row.name.is_empty()).collect();
        assert_eq!(changed.len(), 1);
        let back = versions::restore(&world.db, &world.author, &row, 2, 3).await.unwrap();
        assert_eq!(back.number, 4);
        let row = world.piece(&world.author, piece).await;
        assert_eq!(row.content().unwrap().plain_text(), "của tác giả");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_version_is_still_kept() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = Uuid::now_v7();
        let unknown =
            Writing { content: r#"{"type":"doc","content":[{"type":"hologram"}]}"#.into(), ..writing(piece, 0, 0, "", &["a"]) };
        keeping::keep(&world.db, &world.author, unknown.clone()).await.unwrap();
        let saved = saving::create(&world.db, &world.author, Draft::of_editor(unknown)).await;
        assert!(matches!(saved, Err(AppError::Invalid(_))), "{saved:?}");
        assert!(keeping::find(&world.db, &world.author, piece).await.unwrap().is_some());

        let newer = Writing { schema: 99, ..writing(piece, 0, 0, "mới", &["b"]) };
        assert_eq!(keeping::keep(&world.db, &world.author, newer).await, Err(Refused::Newer));
        let garbage = Writing { content: "{".into(), ..writing(piece, 0, 0, "", &["c"]) };
        assert!(matches!(keeping::keep(&world.db, &world.author, garbage).await, Err(Refused::Error(AppError::Invalid(_)))));
        let endless = Writing { content: text(&"x".repeat(1 << 20)), ..writing(piece, 0, 0, "", &["d"]) };
        assert!(matches!(keeping::keep(&world.db, &world.author, endless).await, Err(Refused::Error(AppError::Invalid(_)))));
        let lost = Writing {
            content: r#"{"type":"doc","content":[{"type":"picture","attrs":{"media":"tam-abc"},"content":[{"type":"caption"}]}]}"#
                .into(),
            ..writing(piece, 0, 0, "", &["e"])
        };
        let saved = saving::create(&world.db, &world.author, Draft::of_editor(lost)).await;
        assert!(matches!(saved, Err(AppError::Invalid(problems)) if problems[0].says.contains("chưa tải lên xong")));
    })
    .await;
}

#[tokio::test]
async fn another_ones_piece_is_neither_kept_nor_begun_again() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = world.write(&world.author, "Bài của Bân").await;
        let kept = keeping::keep(&world.db, &world.other_author, writing(piece, 1, 0, "chen vào", &["a"])).await;
        assert_eq!(kept, Err(Refused::Error(AppError::NotFound)));
        let kept = keeping::keep(&world.db, &world.publisher, writing(Uuid::now_v7(), 0, 0, "chen vào", &["a"])).await;
        assert_eq!(kept, Err(Refused::Error(AppError::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn a_text_is_kept_also_when_its_piece_has_gone_on() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = world.write(&world.author, "Bài gửi đi").await;
        world.act(&world.author, piece, Action::Submit).await.unwrap();
        keeping::keep(&world.db, &world.author, writing(piece, 1, 0, "gõ tiếp sau khi gửi", &["a"])).await.unwrap();
        let row = world.piece(&world.author, piece).await;
        let saved =
            saving::save(&world.db, &world.author, &row, 1, Draft::of_editor(writing(piece, 1, 0, "gõ tiếp", &["b"]))).await;
        assert_eq!(saved, Err(AppError::NotAllowed));
    })
    .await;
}

#[tokio::test]
async fn versions_have_names() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let piece = world.write(&world.author, "Bài có tên").await;
        let row = world.piece(&world.author, piece).await;
        versions::name(&world.db, &world.author, &row, 1, "  Bản trước   họp ").await.unwrap();
        let compared = versions::compare(&world.db, &world.author, &row, 1, 1).await.unwrap();
        assert_eq!(compared.before.name, "Bản trước họp");
        assert!(compared.rows.iter().all(|row| row.kind == DiffKind::Same));
        assert!(versions::name(&world.db, &world.author, &row, 1, &"x".repeat(101)).await.is_err());
        assert_eq!(versions::name(&world.db, &world.author, &row, 9, "x").await, Err(AppError::NotFound));
        assert_eq!(versions::restore(&world.db, &world.author, &row, 1, 9).await, Err(AppError::NotFound));
    })
    .await;
}
