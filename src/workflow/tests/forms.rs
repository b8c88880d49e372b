//! What is sent from plain forms, twice or with a step that is refused.

use uuid::Uuid;

use super::{World, draft};
use crate::{
    db::testing::on_both,
    error::AppError,
    workflow::{
        desk::{self, Step},
        lists::list_work,
        model::Tab,
        saving::Draft,
        stages::{Action, Stage},
    },
};

fn form(key: Uuid, text: &str) -> Draft {
    Draft { form_key: key.to_string(), ..draft("Bài từ ô chữ thường", text) }
}

fn step<'a>(action: &'a str, note: &str) -> Step<'a> {
    Step { action, note: note.into(), at: "" }
}

#[tokio::test]
async fn a_form_of_a_new_piece_that_is_sent_twice_begins_one() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let (twice, at_once) = (Uuid::now_v7(), Uuid::now_v7());
        let send = |key, text, action| desk::save(&world.db, &world.author, "", 0, form(key, text), step(action, ""));
        let first = send(twice, "Một đoạn.", "submit").await.unwrap();
        let again = send(twice, "Một đoạn.", "submit").await.unwrap();
        assert_eq!((again.to, again.says.as_str()), (first.to, "Đã gửi duyệt."));
        let (one, other) = tokio::join!(send(at_once, "Một đoạn.", ""), send(at_once, "Một đoạn.", ""));
        assert_eq!(one.unwrap().to, other.unwrap().to);
        // Back to the form, something mended, and sent once more.
        send(at_once, "Một đoạn đã sửa.", "").await.unwrap();
        let row = world.piece(&world.author, at_once).await;
        assert_eq!((row.number, row.content().unwrap().plain_text().as_str()), (2, "Một đoạn đã sửa."));
        for (tab, pieces) in [(Tab::Submitted, 1), (Tab::Drafts, 1)] {
            assert_eq!(list_work(&world.db, &world.author, tab, i64::MAX).await.unwrap().pieces.len(), pieces);
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_goes_on_after_its_text_was_saved_and_its_step_refused() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài từ ô chữ thường").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        let key = Uuid::now_v7();
        let send = |key, text, step| {
            let (db, editor, id) = (world.db.clone(), world.editor.clone(), id.to_string());
            async move { desk::save(&db, &editor, &id, 1, form(key, text), step).await }
        };
        let refused = send(key, "Sửa một.", step("return", "")).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
        assert_eq!(world.piece(&world.editor, id).await.number, 2, "the text is saved all the same");
        assert_eq!(send(Uuid::now_v7(), "Của biểu mẫu khác.", step("return", "vì thế")).await, Err(AppError::Conflict));
        let own = send(key, "Sửa hai.", step("approve", "")).await;
        assert!(matches!(&own, Err(AppError::Invalid(problems)) if problems[0].says.contains("biên tập viên khác")), "{own:?}");
        send(key, "Sửa ba.", step("return", "Ghi rõ ngày.")).await.unwrap();
        let row = world.piece(&world.editor, id).await;
        assert_eq!((row.number, row.stage()), (4, Stage::Draft));
    })
    .await;
}

#[tokio::test]
async fn marks_that_turn_the_direction_are_not_kept_in_a_title() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Thông báo\u{202e} số 5").await;
        assert_eq!(world.piece(&world.author, id).await.title, "Thông báo số 5");
    })
    .await;
}
