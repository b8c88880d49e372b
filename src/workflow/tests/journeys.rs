//! Pieces on their way from draft to readers and back.

use super::{World, draft, person};
use crate::{
    accounts::{
        actors::{Grant, Writer},
        model::Role,
    },
    article::{self, model::PublicationKind, publishing},
    clock::now,
    db::testing::on_both,
    error::AppError,
    in_tx,
    site::addresses::find_moved,
    workflow::{
        acting::With,
        lists::{first_tab, list_work},
        model::Tab,
        saving,
        scheduling::publish_due,
        stages::{Action, Stage},
    },
};

#[tokio::test]
async fn a_piece_passes_both_gates_and_is_seen_once_published() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Lễ khai giảng năm học mới").await;
        let unseen = article::store::find_published(&world.db, None, world.site, "le-khai-giang-nam-hoc-moi").await;
        assert_eq!(unseen.unwrap_err(), AppError::NotFound);

        assert_eq!(world.act(&world.author, id, Action::Approve).await, Err(AppError::NotAllowed));
        world.act(&world.author, id, Action::Submit).await.unwrap();
        assert_eq!(world.save(&world.author, id, draft("Khác", "Sửa sau khi gửi.")).await, Err(AppError::NotAllowed));
        let missing = world.act_with(&world.editor, id, Action::Return, With::default()).await;
        assert!(matches!(missing, Err(AppError::Invalid(_))), "{missing:?}");
        world.act(&world.editor, id, Action::Return).await.unwrap();
        let row = world.piece(&world.author, id).await;
        assert_eq!((row.stage(), row.returned_note.as_str()), (Stage::Draft, "vì lý do này"));
        let returned = list_work(&world.db, &world.author, Tab::Returned, i64::MAX).await.unwrap();
        assert_eq!(returned.pieces.len(), 1);
        assert!(returned.counts.contains(&(Tab::Returned, 1)) && returned.counts.contains(&(Tab::Drafts, 0)));

        world.save(&world.author, id, draft("Lễ khai giảng năm học mới", "Đã sửa theo góp ý.")).await.unwrap();
        world.publish(id).await;
        let seen = article::store::find_published(&world.db, None, world.site, "le-khai-giang-nam-hoc-moi").await.unwrap().0;
        assert_eq!(seen.content.plain_text(), "Đã sửa theo góp ý.");
        assert_eq!(world.piece(&world.author, id).await.stage(), Stage::Published);
        assert_eq!(publishing::verify(&world.db).await.unwrap(), Ok(1));
        assert_eq!(first_tab(&world.publisher), Tab::Approved);
        let published = list_work(&world.db, &world.publisher, Tab::Published, i64::MAX).await.unwrap();
        assert_eq!(published.pieces.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_stays_until_its_correction_has_passed_both_gates() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Thông báo cắt điện").await;
        world.publish(id).await;
        let mut correction = draft("Thông báo cắt điện đã đổi ngày", "Ngày 25.");
        (correction.fields.slug, correction.fields.section) = ("cat-dien-ngay-25".into(), "thong-bao".into());
        world.save(&world.author, id, correction).await.unwrap();
        let slug = "thong-bao-cat-dien";
        for action in [Action::Submit, Action::Approve] {
            let before = article::store::find_published(&world.db, None, world.site, slug).await.unwrap().0;
            assert_eq!((before.title.as_str(), before.corrected_at), ("Thông báo cắt điện", None));
            assert_eq!(before.section.slug, "tin-hoat-dong");
            let by = if action == Action::Submit { &world.author } else { &world.editor };
            world.act(by, id, action).await.unwrap();
        }
        world.act(&world.publisher, id, Action::Publish).await.unwrap();
        assert_eq!(article::store::find_published(&world.db, None, world.site, slug).await.unwrap_err(), AppError::NotFound);
        let moved = find_moved(&world.db, world.site, "/bai-viet/thong-bao-cat-dien/phien-ban?trang=1").await.unwrap();
        assert_eq!(moved.as_deref(), Some("/bai-viet/cat-dien-ngay-25/phien-ban"));
        let after = article::store::find_published(&world.db, None, world.site, "cat-dien-ngay-25").await.unwrap().0;
        assert!(after.corrected_at.is_some() && after.section.slug == "thong-bao");
        let history = publishing::read_history(&world.db, world.site, "cat-dien-ngay-25", 1).await.unwrap();
        let kinds: Vec<_> = history.entries.iter().map(|entry| (entry.kind, entry.note.as_str())).collect();
        assert_eq!(kinds, [(PublicationKind::Corrected, "vì lý do này"), (PublicationKind::Published, "vì lý do này")]);
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_piece_is_gone_and_may_come_back_through_both_gates() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Tin nhầm").await;
        world.publish(id).await;
        assert_eq!(world.act(&world.editor, id, Action::Withdraw).await, Err(AppError::NotAllowed));
        world.act(&world.publisher, id, Action::Withdraw).await.unwrap();
        let gone = article::store::find_published(&world.db, None, world.site, "tin-nham").await.unwrap_err();
        assert!(matches!(gone, AppError::Gone { .. }), "{gone:?}");
        assert!(matches!(publishing::read_history(&world.db, world.site, "tin-nham", 1).await, Err(AppError::Gone { .. })));
        assert_eq!(list_work(&world.db, &world.publisher, Tab::Withdrawn, i64::MAX).await.unwrap().pieces.len(), 1);
        world.save(&world.author, id, draft("Tin nhầm", "Đã đúng.")).await.unwrap();
        assert_eq!(world.piece(&world.author, id).await.stage(), Stage::Draft);
        world.publish(id).await;
        assert!(article::store::find_published(&world.db, None, world.site, "tin-nham").await.is_ok());
        assert_eq!(publishing::verify(&world.db).await.unwrap(), Ok(3));
    })
    .await;
}

#[tokio::test]
async fn what_is_scheduled_is_published_once_and_not_before() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Tin hẹn giờ").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        world.act(&world.editor, id, Action::Approve).await.unwrap();
        let past = With { note: String::new(), at: Some(now() - 1) };
        assert!(matches!(world.act_with(&world.publisher, id, Action::Schedule, past).await, Err(AppError::Invalid(_))));
        world.act(&world.publisher, id, Action::Schedule).await.unwrap();
        assert_eq!(publish_due(&world.db).await.unwrap(), 0, "an hour too early");

        make_due(&world, id, 1_000_000).await;
        // As many nodes do it at once.
        let tries = (0..4).map(|_| {
            let db = world.db.clone();
            tokio::spawn(async move { publish_due(&db).await.unwrap() })
        });
        let mut published = 0;
        for done in tries.collect::<Vec<_>>() {
            published += done.await.unwrap();
        }
        assert_eq!(published, 1);
        assert_eq!(publish_due(&world.db).await.unwrap(), 0);
        assert!(article::store::find_published(&world.db, None, world.site, "tin-hen-gio").await.is_ok());
        let history = publishing::read_history(&world.db, world.site, "tin-hen-gio", 1).await.unwrap();
        assert_eq!(history.entries.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_published_urgently_owes_a_second_review_by_someone_else() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Cảnh báo lũ quét").await;
        assert_eq!(world.act(&world.editor, id, Action::PublishUrgently).await, Err(AppError::NotAllowed));
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        assert!(article::store::find_published(&world.db, None, world.site, "canh-bao-lu-quet").await.is_ok());
        let owed = list_work(&world.db, &world.editor, Tab::ReviewOwed, i64::MAX).await.unwrap();
        assert_eq!((owed.pieces.len(), owed.counts.contains(&(Tab::ReviewOwed, 1))), (1, true));
        assert_eq!(world.act(&world.publisher, id, Action::Review).await, Err(AppError::NotAllowed));
        world.act(&world.editor, id, Action::Review).await.unwrap();
        assert_eq!(world.act(&world.editor, id, Action::Review).await, Err(AppError::NotAllowed));
        assert!(list_work(&world.db, &world.editor, Tab::ReviewOwed, i64::MAX).await.unwrap().pieces.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_changed_publication_breaks_the_chain() {
    on_both(|db| async move {
        let world = World::new(db).await;
        for title in ["Tin một", "Tin hai"] {
            let id = world.write(&world.author, title).await;
            world.publish(id).await;
        }
        assert_eq!(publishing::verify(&world.db).await.unwrap(), Ok(2));
        for damage in [
            "update revision set lead = 'khác' where title = 'Tin một'",
            "update publication set note = 'khác' where seq = 2",
            "delete from publication where seq = 2",
        ] {
            in_tx!(world.db, tx => {
                sqlx::query(damage).execute(&mut *tx).await?;
            })
            .unwrap();
            assert!(publishing::verify(&world.db).await.unwrap().is_err(), "{damage}");
            in_tx!(world.db, tx => {
                sqlx::query("update revision set lead = '' where title = 'Tin một'").execute(&mut *tx).await?;
            })
            .unwrap();
        }
    })
    .await;
}

/// As if its hour had come.
async fn make_due(world: &World, id: uuid::Uuid, since: i64) {
    let at = now() - since;
    in_tx!(world.db, tx => {
        sqlx::query("update article set scheduled_at = $1 where id = $2").bind(at).bind(id).execute(&mut *tx).await?;
    })
    .unwrap();
}

async fn schedule(world: &World, id: uuid::Uuid) {
    world.act(&world.author, id, Action::Submit).await.unwrap();
    world.act(&world.editor, id, Action::Approve).await.unwrap();
    world.act(&world.publisher, id, Action::Schedule).await.unwrap();
}

#[tokio::test]
async fn an_address_that_another_took_meanwhile_holds_up_no_schedule() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let moving = world.write(&world.author, "Lịch cắt điện").await;
        world.publish(moving).await;
        let mut correction = draft("Lịch cắt điện", "Đã đổi ngày.");
        correction.fields.slug = "lich-moi".into();
        world.save(&world.author, moving, correction).await.unwrap();
        // Nothing keeps the address for the correction: another piece is begun under it.
        let taker = world.write(&world.author, "Lịch mới").await;
        assert_eq!(world.piece(&world.author, taker).await.slug, "lich-moi");
        let behind = world.write(&world.author, "Tin sau").await;
        for (id, since) in [(moving, 2_000_000), (behind, 1_000_000)] {
            schedule(&world, id).await;
            make_due(&world, id, since).await;
        }
        assert_eq!(publish_due(&world.db).await, Ok(2));
        let corrected = article::store::find_published(&world.db, None, world.site, "lich-cat-dien").await.unwrap().0;
        assert_eq!(corrected.content.plain_text(), "Đã đổi ngày.");
        assert!(article::store::find_published(&world.db, None, world.site, "tin-sau").await.is_ok());

        // By hand there is someone who can choose another one.
        let mut correction = draft("Lịch cắt điện", "Lại đổi ngày.");
        correction.fields.slug = "lich-khac".into();
        world.save(&world.author, moving, correction).await.unwrap();
        world.write(&world.author, "Lịch khác").await;
        world.act(&world.author, moving, Action::Submit).await.unwrap();
        world.act(&world.editor, moving, Action::Approve).await.unwrap();
        let refused = world.act(&world.publisher, moving, Action::Publish).await;
        assert_eq!(refused, Err(AppError::invalid("slug", "Địa chỉ này đã có bài khác dùng")));
        assert_eq!(publishing::verify(&world.db).await.unwrap(), Ok(3));
    })
    .await;
}

#[tokio::test]
async fn an_article_may_go_back_to_its_own_old_address() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Hội thao").await;
        world.publish(id).await;
        for slug in ["hoi-thao-xa", "hoi-thao"] {
            let mut moved = draft("Hội thao", &format!("Ở {slug}."));
            moved.fields.slug = slug.into();
            world.save(&world.author, id, moved).await.unwrap();
            world.publish(id).await;
        }
        assert!(article::store::find_published(&world.db, None, world.site, "hoi-thao").await.is_ok());
        let led = find_moved(&world.db, world.site, "/bai-viet/hoi-thao-xa").await.unwrap();
        assert_eq!(led.as_deref(), Some("/bai-viet/hoi-thao"));
        let other = world.write(&world.author, "Hội thao xã").await;
        assert_eq!(world.piece(&world.author, other).await.slug, "hoi-thao-xa-2", "an old address stays the article's");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_written_into_a_piece_passes_it_no_further() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Kế hoạch").await;
        world.save(&world.editor, id, draft("Kế hoạch", "Biên tập viên viết lại cả bài.")).await.unwrap();
        world.save(&world.author, id, draft("Kế hoạch", "Biên tập viên viết lại cả bài!")).await.unwrap();
        world.act(&world.author, id, Action::Submit).await.unwrap();
        assert_eq!(world.act(&world.editor, id, Action::Approve).await, Err(AppError::NotAllowed), "most of it is his");
        let second = Writer::for_test(person(world.db.clone(), world.site, "mai.xa".into(), Role::Editor, None).await);
        world.act(&second, id, Action::Approve).await.unwrap();
        world.act(&world.publisher, id, Action::Publish).await.unwrap();
        // What has been published has passed: the next correction is another piece of work.
        world.save(&world.author, id, draft("Kế hoạch", "Đính chính của tác giả.")).await.unwrap();
        world.act(&world.author, id, Action::Submit).await.unwrap();
        world.act(&world.editor, id, Action::Approve).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_review_is_owed_until_it_is_done_and_never_done_by_the_author() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let both = [Role::Author, Role::Editor].map(|role| Grant { role, section: None });
        let mut author = person(world.db.clone(), world.site, "ly.xa".into(), Role::Editor, None).await;
        author.grants = both.into();
        let author = Writer::for_test(author);
        let id = world.write(&author, "Cảnh báo bão").await;
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        assert_eq!(world.act(&author, id, Action::Review).await, Err(AppError::NotAllowed));
        world.act(&world.publisher, id, Action::Withdraw).await.unwrap();
        let owed = list_work(&world.db, &world.editor, Tab::ReviewOwed, i64::MAX).await.unwrap();
        assert_eq!(owed.pieces.len(), 1, "withdrawing settles no debt");
        world.act(&world.editor, id, Action::Review).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_save_that_was_under_way_does_not_take_a_submitted_piece_back() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài gửi duyệt").await;
        let row = world.piece(&world.author, id).await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        let late = saving::save(&world.db, &world.author, &row, row.number, draft("Bài gửi duyệt", "Sửa chậm.")).await;
        assert_eq!(late, Err(AppError::Conflict));
        assert_eq!(world.piece(&world.author, id).await.stage(), Stage::Submitted);
    })
    .await;
}
