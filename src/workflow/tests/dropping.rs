//! Throwing a draft away: all of it goes, and only what is one's own alone.

use uuid::Uuid;

use super::{World, draft};
use crate::{
    accounts::{
        actors::{Actor, Grant, Writer},
        model::Role,
    },
    db::testing::on_both,
    error::AppError,
    in_tx, on_db,
    workflow::{
        acting::With,
        dropping::{drop_draft, may_drop},
        keeping::{self, Writing},
        notes::{add_note, assign},
        stages::Action,
        store::find_piece,
    },
};

impl World {
    async fn drop_draft(&self, by: &Writer, id: Uuid) -> Result<(), AppError> {
        let row = self.piece(by, id).await;
        let told = may_drop(&self.db, by, &row).await.unwrap();
        let done = drop_draft(&self.db, by, &row, row.number).await;
        assert_eq!(told, done.is_ok(), "the sheet offers what the server does");
        done
    }

    async fn type_into(&self, by: &Writer, piece: Uuid, base: i64) {
        let writing = Writing { piece, base, content: "{}".into(), keys: vec![Uuid::now_v7().to_string()], ..Writing::default() };
        keeping::keep(&self.db, by, writing).await.unwrap();
    }

    /// How many rows tell of a piece, wherever they are.
    async fn rows_of(&self, piece: Uuid) -> i64 {
        let count = "select (select count(*) from article where id = $1) + (select count(*) from revision where article_id = $1)
            + (select count(*) from note where article_id = $1) + (select count(*) from working_copy where piece_id = $1)";
        on_db!(&self.db, pool => sqlx::query_scalar(count).bind(piece).fetch_one(pool).await).unwrap()
    }
}

#[tokio::test]
async fn ones_own_draft_goes_with_all_that_belongs_to_it_and_the_log_keeps_its_name() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let (id, other) = (world.write(&world.author, "Bài viết thử").await, world.write(&world.author, "Bài khác").await);
        world.save(&world.author, id, draft("Bài viết thử", "Một đoạn khác.")).await.unwrap();
        add_note(&world.db, &world.author, &world.piece(&world.author, id).await, "", "Nhớ thêm ảnh.").await.unwrap();
        world.type_into(&world.author, id, 2).await;
        let kept = world.rows_of(other).await;

        assert_eq!(world.drop_draft(&world.author, id).await, Ok(()));
        assert_eq!((world.rows_of(id).await, world.rows_of(other).await), (0, kept));
        assert_eq!(find_piece(&world.db, &world.author, &id.to_string()).await.err(), Some(AppError::NotFound));
        let told: Vec<(String, String)> = on_db!(&world.db, pool => sqlx::query_as(
            "select subject, detail from audit_entry where site_id = $1 and subject_id = $2 and action = 'article_dropped'")
            .bind(world.site).bind(id).fetch_all(pool).await)
        .unwrap();
        assert_eq!(told, [("Bài viết thử".to_owned(), "2 phiên bản".to_owned())]);
        // Its title is free again.
        assert_eq!(world.piece(&world.author, world.write(&world.author, "Bài viết thử").await).await.slug, "bai-viet-thu");
    })
    .await;
}

#[tokio::test]
async fn nobody_throws_away_anothers_draft() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Của tôi").await;
        assert_eq!(find_piece(&world.db, &world.other_author, &id.to_string()).await.err(), Some(AppError::NotFound));
        for other in [&world.editor, &world.publisher] {
            assert_eq!(world.drop_draft(other, id).await, Err(AppError::NotAllowed));
        }
        let elsewhere = World::on(world.db.clone(), "tinh.example").await;
        let row = world.piece(&world.author, id).await;
        assert_eq!(drop_draft(&world.db, &elsewhere.author, &row, row.number).await, Err(AppError::NotAllowed));
        let moved = Writer::for_test(Actor { site: elsewhere.site, ..(*world.author).clone() });
        assert_eq!(drop_draft(&world.db, &moved, &row, row.number).await, Err(AppError::Conflict), "of this site only");
        assert_eq!(world.rows_of(id).await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_was_submitted_or_published_stays() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let submitted = world.write(&world.author, "Đã gửi").await;
        world.act(&world.author, submitted, Action::Submit).await.unwrap();
        assert_eq!(world.drop_draft(&world.author, submitted).await, Err(AppError::NotAllowed));
        let returned = world.write(&world.author, "Bị trả lại").await;
        world.act(&world.author, returned, Action::Submit).await.unwrap();
        world.act_with(&world.editor, returned, Action::Return, With { note: "Viết lại.".into(), at: None }).await.unwrap();
        world.save(&world.author, returned, draft("Bị trả lại", "Đã viết lại.")).await.unwrap();
        assert_eq!(world.drop_draft(&world.author, returned).await, Err(AppError::NotAllowed));
        let published = world.write(&world.author, "Đã đăng").await;
        world.publish(published).await;
        assert_eq!(world.drop_draft(&world.author, published).await, Err(AppError::NotAllowed));
        world.save(&world.author, published, draft("Đã đăng", "Bản sửa.")).await.unwrap();
        assert_eq!(world.drop_draft(&world.author, published).await, Err(AppError::NotAllowed), "a correction of it");
        world.act(&world.publisher, published, Action::Withdraw).await.unwrap();
        assert_eq!(world.drop_draft(&world.author, published).await, Err(AppError::NotAllowed), "withdrawn");
    })
    .await;
}

#[tokio::test]
async fn what_a_colleague_has_written_into_stays() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let edited = world.write(&world.author, "Biên tập viên đã sửa").await;
        world.save(&world.editor, edited, draft("Biên tập viên đã sửa", "Đoạn của biên tập viên.")).await.unwrap();
        let noted = world.write(&world.author, "Có ghi chú").await;
        add_note(&world.db, &world.editor, &world.piece(&world.editor, noted).await, "", "Nên giữ bài này.").await.unwrap();
        let typed = world.write(&world.author, "Đang có người gõ").await;
        world.type_into(&world.editor, typed, 1).await;
        let given = world.write(&world.author, "Giao cho người khác").await;
        let to = world.other_author.name.clone();
        assign(&world.db, &world.editor, &world.piece(&world.editor, given).await, &to, None).await.unwrap();
        for id in [edited, noted, typed, given] {
            let before = world.rows_of(id).await;
            assert_eq!(world.drop_draft(&world.author, id).await, Err(AppError::NotAllowed));
            assert_eq!(world.rows_of(id).await, before, "nothing went by halves");
        }
    })
    .await;
}

#[tokio::test]
async fn what_has_changed_since_it_was_read_is_a_conflict() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Hai thẻ").await;
        let read = world.piece(&world.author, id).await;
        world.save(&world.author, id, draft("Hai thẻ", "Thẻ kia đã lưu.")).await.unwrap();
        assert_eq!(drop_draft(&world.db, &world.author, &read, read.number).await, Err(AppError::Conflict));
        let now = world.piece(&world.author, id).await;
        assert_eq!(drop_draft(&world.db, &world.author, &now, read.number).await, Err(AppError::Conflict), "an old form");
        world.act(&world.author, id, Action::Submit).await.unwrap();
        assert_eq!(drop_draft(&world.db, &world.author, &now, now.number).await, Err(AppError::Conflict), "submitted meanwhile");
        assert_eq!(world.rows_of(id).await, 3);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_no_longer_write_throws_nothing_away() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let id = world.write(&world.author, "Thôi việc viết").await;
        let grants = vec![Grant { role: Role::Publisher, section: None }];
        let publisher = Writer::for_test(Actor { grants, ..(*world.author).clone() });
        assert_eq!(world.drop_draft(&publisher, id).await, Err(AppError::NotAllowed));
        in_tx!(&world.db, tx => { sqlx::query("update article set author_id = null where id = $1").bind(id).execute(&mut *tx).await?; }).unwrap();
        assert_eq!(world.drop_draft(&world.editor, id).await, Err(AppError::NotAllowed), "an import's");
    })
    .await;
}
