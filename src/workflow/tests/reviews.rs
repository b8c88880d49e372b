//! What was published urgently is reviewed by someone who had no hand in it, each publication for itself.

use uuid::Uuid;

use super::{World, draft, person};
use crate::{
    accounts::{actors::Writer, model::Role},
    db::testing::on_both,
    error::AppError,
    workflow::{
        lists::list_work,
        model::Tab,
        setting_aside::set_aside,
        stages::{Action, Stage},
        versions,
    },
};

async fn second(world: &World, name: &str, role: Role) -> Writer {
    Writer::for_test(person(world.db.clone(), world.site, name.into(), role, None).await)
}

async fn owed(world: &World) -> usize {
    list_work(&world.db, &world.editor, Tab::ReviewOwed, i64::MAX).await.unwrap().pieces.len()
}

async fn write(world: &World, by: &Writer, id: Uuid, text: &str) {
    world.save(by, id, draft("Cảnh báo lũ", text)).await.unwrap();
}

#[tokio::test]
async fn who_wrote_what_was_published_urgently_does_not_review_it() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Cảnh báo lũ").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        write(&world, &world.editor, id, "Biên tập viên viết lại cả bài.").await;
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        assert_eq!(world.act(&world.editor, id, Action::Review).await, Err(AppError::NotAllowed));
        let mai = second(&world, "mai.xa", Role::Editor).await;
        // What is written afterwards is not what is owed.
        write(&world, &mai, id, "Bản sửa của biên tập viên thứ hai.").await;
        world.act(&mai, id, Action::Review).await.unwrap();
        assert_eq!(owed(&world).await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_urgent_publication_is_owed_until_its_own_review_is_done() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let lan = second(&world, "lan.xa", Role::Publisher).await;
        let id = world.write(&world.author, "Cảnh báo lũ").await;
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        write(&world, &world.author, id, "Nước lên nhanh hơn.").await;
        world.act(&lan, id, Action::PublishUrgently).await.unwrap();
        // The first publisher reviews the second publication; his own still waits.
        world.act(&world.publisher, id, Action::Review).await.unwrap();
        assert_eq!(owed(&world).await, 1);
        assert_eq!(world.piece(&world.editor, id).await.review_owed_by, Some(world.publisher.account));
        assert_eq!(world.act(&world.publisher, id, Action::Review).await, Err(AppError::NotAllowed));
        // A correction through both gates reviews nothing of what went round them.
        write(&world, &world.author, id, "Nước đã rút.").await;
        world.publish(id).await;
        assert_eq!(owed(&world).await, 1);
        world.act(&world.editor, id, Action::Review).await.unwrap();
        assert_eq!(owed(&world).await, 0);
        assert_eq!(world.act(&lan, id, Action::Review).await, Err(AppError::NotAllowed), "nothing is owed any more");
    })
    .await;
}

#[tokio::test]
async fn a_review_settles_nothing_that_came_while_it_was_read() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Cảnh báo lũ").await;
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        let read = world.piece(&world.editor, id).await;
        write(&world, &world.author, id, "Nước lên nhanh hơn.").await;
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        let late = super::act(&world.db, &world.editor, &read, Action::Review, super::With::default()).await;
        assert_eq!(late, Err(AppError::Conflict));
        assert_eq!(owed(&world).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_text_put_beside_the_work_makes_nobody_its_writer_until_it_is_brought_back() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Cảnh báo lũ").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        let row = world.piece(&world.editor, id).await;
        set_aside(&world.db, &world.editor, &row, draft("Cảnh báo lũ", "Chữ của biên tập viên.")).await.unwrap();
        let row = world.piece(&world.editor, id).await;
        let history = versions::list(&world.db, &row, 0, 10).await.unwrap();
        assert_eq!(history.iter().map(|line| (line.number, line.is_aside)).collect::<Vec<_>>(), [(2, true), (1, false)]);
        let open = world.piece(&world.editor, id).await.standing(&world.editor, false);
        assert_eq!(open.next(Action::Approve, &[Role::Editor]), Some(Stage::Approved), "no word in the work is his");

        let mai = second(&world, "mai.xa", Role::Editor).await;
        let row = world.piece(&mai, id).await;
        versions::restore(&world.db, &mai, &row, 1, 2).await.unwrap();
        assert_eq!(world.act(&world.editor, id, Action::Approve).await, Err(AppError::NotAllowed), "now all of it is");
    })
    .await;
}

#[tokio::test]
async fn who_may_not_save_puts_nothing_beside_the_work() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Cảnh báo lũ").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        world.act(&world.editor, id, Action::Approve).await.unwrap();
        for writer in [&world.author, &world.editor, &world.publisher] {
            let row = world.piece(writer, id).await;
            let aside = set_aside(&world.db, writer, &row, draft("Cảnh báo lũ", "Chữ chen vào.")).await;
            assert_eq!(aside, Err(AppError::NotAllowed), "{}", writer.name);
        }
        world.act(&world.publisher, id, Action::Publish).await.unwrap();
    })
    .await;
}
