//! What must never happen: a text overwritten unasked, a piece seen by the wrong people, a check passed over.

use super::{World, draft, person};
use crate::{
    accounts::{actors::Writer, model::Role},
    audit,
    content::faults::BlockName,
    db::testing::{on_both, postgres},
    error::AppError,
    logging::tests::count_statements,
    search::following::Search,
    workflow::{
        acting::With,
        desk::{self, Step},
        lists::list_work,
        model::{CheckKind, Tab, WorkflowSettings},
        notes::{add_note, assign, list_notes, settle_note},
        pieces::read_piece,
        saving::{self, Draft},
        searching::find_pieces,
        settings::save_settings,
        stages::Action,
        store::{find_piece, list_sections},
    },
};

#[tokio::test]
async fn nobody_overwrites_a_colleague_unasked_and_nobody_conflicts_with_himself() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài chung").await;
        let opened = world.piece(&world.author, id).await;
        let by_editor = world.save(&world.editor, id, draft("Bài chung", "Chữ của biên tập.")).await.unwrap();
        assert_eq!(by_editor.number, 2);

        let row = world.piece(&world.author, id).await;
        let mine = draft("Bài chung", "Chữ của tác giả.");
        let refused = saving::save(&world.db, &world.author, &row, opened.number, mine.clone()).await;
        assert_eq!(refused, Err(AppError::Conflict));
        // Another version than the one he was told of is still a conflict.
        let unseen = Draft { overwrites: Some(1), ..mine.clone() };
        assert_eq!(saving::save(&world.db, &world.author, &row, opened.number, unseen).await, Err(AppError::Conflict));
        let kept = Draft { overwrites: Some(2), ..mine.clone() };
        let saved = saving::save(&world.db, &world.author, &row, opened.number, kept).await.unwrap();
        assert_eq!((saved.number, saved.is_new), (3, true));
        // The same form a second time, as after a lost answer.
        let row = world.piece(&world.author, id).await;
        let again = saving::save(&world.db, &world.author, &row, opened.number, mine).await.unwrap();
        assert_eq!((again.number, again.is_new), (3, false));
        // A row read before a colleague's save cannot slip past him either.
        let stale = saving::save(&world.db, &world.author, &opened, opened.number, draft("Bài chung", "Muộn.")).await;
        assert_eq!(stale, Err(AppError::Conflict));
    })
    .await;
}

#[tokio::test]
async fn a_step_is_taken_with_the_version_that_was_read() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài đổi giữa chừng").await.to_string();
        let step = |action: &'static str| Step { action, note: "lý do".into(), at: "" };
        desk::act(&world.db, &world.author, &id, 1, step("submit")).await.unwrap();
        let row = find_piece(&world.db, &world.editor, &id).await.unwrap();
        saving::save(&world.db, &world.editor, &row, 1, draft("Bài đổi giữa chừng", "Mới.")).await.unwrap();
        let other = Writer::for_test(person(world.db.clone(), world.site, "editor.two".into(), Role::Editor, None).await);
        assert_eq!(desk::act(&world.db, &other, &id, 1, step("approve")).await.unwrap_err(), AppError::Conflict);
        let own = desk::act(&world.db, &world.editor, &id, 2, step("approve")).await.unwrap_err();
        assert!(format!("{own:?}").contains("Bạn đã viết vào bài này"), "{own:?}");
        desk::act(&world.db, &other, &id, 2, step("approve")).await.unwrap();
        let unknown = desk::act(&world.db, &other, &id, 2, step("bịa")).await;
        assert!(matches!(unknown, Err(AppError::Invalid(_))), "{unknown:?}");
    })
    .await;
}

#[tokio::test]
async fn each_sees_and_does_what_is_his() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let elsewhere = World::on(db, "tinh.example").await;
        let id = world.write(&world.author, "Bài của tôi").await;
        for stranger in [&world.other_author, &elsewhere.author, &elsewhere.editor, &elsewhere.publisher] {
            assert_eq!(find_piece(&world.db, stranger, &id.to_string()).await.unwrap_err(), AppError::NotFound);
        }
        assert_eq!(find_piece(&world.db, &world.author, "không phải mã").await.unwrap_err(), AppError::NotFound);
        let sections = list_sections(&world.db, world.site).await.unwrap();
        let notices = sections.iter().find(|section| section.slug == "thong-bao").unwrap().id;
        let limited =
            Writer::for_test(person(world.db.clone(), world.site, "editor.notices".into(), Role::Editor, Some(notices)).await);
        assert_eq!(find_piece(&world.db, &limited, &id.to_string()).await.unwrap_err(), AppError::NotFound);
        let outside = saving::create(&world.db, &limited, draft("Ngoài chuyên mục", "")).await;
        assert!(matches!(outside, Err(AppError::Invalid(_))), "{outside:?}");

        let row = world.piece(&world.editor, id).await;
        assert_eq!(assign(&world.db, &world.author, &row, "chi.xa", None).await, Err(AppError::NotAllowed));
        assert!(matches!(assign(&world.db, &world.editor, &row, "chi.tinh", None).await, Err(AppError::Invalid(_))));
        assign(&world.db, &world.editor, &row, "chi.xa", Some(1)).await.unwrap();
        let given = world.piece(&world.other_author, id).await;
        assert_eq!(given.due_at, Some(1));
        world.save(&world.other_author, id, draft("Bài của tôi", "Viết tiếp.")).await.unwrap();
        let list = list_work(&world.db, &world.other_author, Tab::Drafts, i64::MAX).await.unwrap();
        assert_eq!(list.pieces.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn checks_that_block_hold_publishing_up_and_are_written_down() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let settings = WorkflowSettings { one_person_mode: false, blocking: vec![CheckKind::Lead] };
        save_settings(&world.db, &world.administrator, &settings).await.unwrap();
        let id = world.write(&world.author, "Không có đoạn mở đầu").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();
        world.act(&world.editor, id, Action::Approve).await.unwrap();
        for action in [Action::Publish, Action::Schedule] {
            let refused = world.act(&world.publisher, id, action).await;
            assert!(
                matches!(&refused, Err(AppError::Invalid(problems)) if problems[0].says.contains("đoạn mở đầu")),
                "{refused:?}"
            );
        }
        save_settings(&world.db, &world.administrator, &WorkflowSettings::default()).await.unwrap();
        world.act(&world.publisher, id, Action::Publish).await.unwrap();
        let log = audit::store::list_entries(&world.db, world.site, "workflow_changed", i64::MAX).await.unwrap();
        assert_eq!(log.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn one_person_may_do_all_where_the_site_says_so() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let mut alone = person(world.db.clone(), world.site, "alone".into(), Role::Editor, None).await;
        alone.grants.push(crate::accounts::actors::Grant { role: Role::Publisher, section: None });
        let alone = Writer::for_test(alone);
        let id = world.write(&alone, "Một người làm tất").await;
        world.act(&alone, id, Action::Submit).await.unwrap();
        assert_eq!(world.act(&alone, id, Action::Approve).await, Err(AppError::NotAllowed));
        let settings = WorkflowSettings { one_person_mode: true, blocking: Vec::new() };
        save_settings(&world.db, &world.administrator, &settings).await.unwrap();
        for action in [Action::Approve, Action::Publish] {
            world.act(&alone, id, action).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn bad_fields_are_told_by_name_and_nothing_is_written() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let mut bad = draft(&"dài ".repeat(100), "[[khối 9: ảnh]]");
        bad.fields.section = "khong-co".into();
        bad.fields.source_url = "javascript:alert(1)".into();
        bad.fields.lead = "x".repeat(1001);
        let Err(AppError::Invalid(problems)) = saving::create(&world.db, &world.author, bad).await else { panic!("accepted") };
        let mut at: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        at.sort_unstable();
        assert_eq!(at, ["lead", "section", "source_url", "text", "title"]);
        let none = list_work(&world.db, &world.author, Tab::Drafts, i64::MAX).await.unwrap();
        assert!(none.pieces.is_empty());
        let empty = saving::create(&world.db, &world.author, draft("  ", "")).await;
        assert!(matches!(empty, Err(AppError::Invalid(_))), "{empty:?}");
        // The same title twice is two addresses.
        let first = world.write(&world.author, "Cùng tiêu đề").await;
        let second = world.write(&world.author, "Cùng tiêu đề").await;
        assert_eq!(world.piece(&world.author, first).await.slug, "cung-tieu-de");
        assert_eq!(world.piece(&world.author, second).await.slug, "cung-tieu-de-2");
        let missing = world.act_with(&world.author, first, Action::Schedule, With::default()).await;
        assert_eq!(missing, Err(AppError::NotAllowed));
        assert!(matches!(desk::parse_time("at", "2026-02-30T10:00"), Err(AppError::Invalid(_))));
        assert_eq!(desk::parse_time("at", "2026-11-24T17:00").unwrap(), Some(1_795_514_400_000_000));
    })
    .await;
}

fn name(words: &str) -> BlockName {
    BlockName { name: "đoạn", words: words.into() }
}

#[tokio::test]
async fn notes_stand_on_blocks_until_they_are_settled() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Bài có ghi chú").await;
        let row = world.piece(&world.editor, id).await;
        add_note(&world.db, &world.editor, &row, "0", "Xem lại số liệu").await.unwrap();
        for (block, text) in [("7", "x"), ("-1", "x"), ("0", "  ")] {
            assert!(
                matches!(add_note(&world.db, &world.editor, &row, block, text).await, Err(AppError::Invalid(_))),
                "{block} {text}"
            );
        }
        let notes = list_notes(&world.db, id, 0, 10).await.unwrap();
        assert_eq!((notes.len(), notes[0].block, notes[0].quoted.as_str()), (1, Some(0), "Một đoạn văn."));
        let other = world.write(&world.author, "Bài khác").await;
        let other = world.piece(&world.author, other).await;
        assert_eq!(settle_note(&world.db, &world.editor, &other, &notes[0].id.to_string()).await, Err(AppError::NotFound));
        // The block moves down, another one is put before it; then it is written anew.
        let places = [["Đoạn mới.", "Một đoạn văn."], ["Đoạn viết lại.", "Đoạn khác."]].map(|text| notes[0].place(&text.map(name)));
        assert_eq!(places, [Some(1), Some(0)]);
        assert_eq!(notes[0].place(&[]), None);
        settle_note(&world.db, &world.editor, &row, &notes[0].id.to_string()).await.unwrap();
        assert!(list_notes(&world.db, id, 0, 10).await.unwrap()[0].settled_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn every_list_of_work_and_every_sheet_takes_ten_statements_at_most() {
    let Some(db) = postgres().await else { return };
    let world = World::new(db).await;
    let mut last = None;
    for number in 0..30 {
        last = Some(world.write(&world.author, &format!("Bài số {number}")).await);
    }
    for tab in Tab::ALL {
        let (statements, listed) = count_statements(list_work(&world.db, &world.editor, tab, i64::MAX)).await;
        assert!(listed.is_ok() && (1..=10).contains(&statements), "{tab:?}: {statements}");
    }
    let search = Search::at(std::path::Path::new("/nowhere"));
    let (statements, found) = count_statements(find_pieces(&world.db, &search, &world.editor, "bài số")).await;
    assert!(found.is_ok() && (1..=10).contains(&statements), "found: {statements}");
    let row = world.piece(&world.author, last.unwrap()).await;
    let (statements, sheet) = count_statements(read_piece(&world.db, &world.author, row)).await;
    assert!(sheet.is_ok() && (1..=10).contains(&statements), "sheet: {statements}");
}
