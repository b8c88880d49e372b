//! What a version says of itself beside its text, and what becomes of it when it is published.

use super::{World, draft};
use crate::{
    article::{self, publishing, tags},
    clock::now,
    db::testing::on_both,
    error::AppError,
    in_tx,
    text::dates,
    workflow::{
        model::PieceFields,
        saving::{self, Draft},
        scheduling::withdraw_ended,
        stages::{Action, Stage},
        versions,
    },
};

const HOUR: i64 = 3_600_000_000;

fn with(title: &str, text: &str, fields: impl FnOnce(&mut PieceFields)) -> Draft {
    let mut draft = draft(title, text);
    fields(&mut draft.fields);
    draft
}

async fn published(world: &World, draft: Draft) -> uuid::Uuid {
    let id = saving::create(&world.db, &world.author, draft).await.unwrap().id;
    world.publish(id).await;
    id
}

#[tokio::test]
async fn tags_picked_articles_and_words_for_elsewhere_are_published_with_the_text() {
    on_both(|db| async move {
        let world = World::new(db).await;
        for title in ["Lịch tiếp công dân", "Cấp đổi căn cước"] {
            published(&world, draft(title, "Một đoạn.")).await;
        }
        let typed = with("Họp dân thôn Nà Lốc", "Một đoạn.", |fields| {
            fields.tags = " Cải cách  hành chính; cai cach hanh chinh, Nà Lốc".into();
            fields.related =
                "https://xa.example/bai-viet/cap-doi-can-cuoc?a=1\n\nlich-tiep-cong-dan\n/bai-viet/lich-tiep-cong-dan".into();
            fields.seo_title = "Họp dân  bàn đường thôn".into();
            fields.focus = "20  70".into();
        });
        let id = saving::create(&world.db, &world.author, typed.clone()).await.unwrap().id;
        assert_eq!(tags::list(&world.db, world.site).await.unwrap(), [], "nobody has published it");
        let fields = saving::fields_of(&world.piece(&world.author, id).await);
        assert_eq!(fields.tags, "Cải cách hành chính, Nà Lốc");
        assert_eq!(fields.related, "/bai-viet/cap-doi-can-cuoc\n/bai-viet/lich-tiep-cong-dan");
        assert_eq!((fields.seo_title.as_str(), fields.focus.as_str()), ("Họp dân bàn đường thôn", "20 70"));
        let again = Draft { fields: PieceFields { text: "Một đoạn.".into(), ..fields.clone() }, ..typed };
        assert!(!world.save(&world.author, id, again).await.unwrap().is_new, "the same typed again is no new version");

        world.publish(id).await;
        let (seen, names) = article::store::find_published(&world.db, None, world.site, "hop-dan-thon-na-loc").await.unwrap();
        assert_eq!(names, ["Cải cách hành chính", "Nà Lốc"]);
        assert_eq!(seen.seo_title, "Họp dân bàn đường thôn");
        let related: Vec<&str> = seen.related.iter().map(|card| card.slug.as_str()).collect();
        assert_eq!(related, ["cap-doi-can-cuoc", "lich-tiep-cong-dan"]);
        let listing = tags::read_tag(&world.db, world.site, "cai-cach-hanh-chinh", 1).await.unwrap();
        assert_eq!((listing.name.as_str(), listing.total), ("Cải cách hành chính", 1));
        assert_eq!(listing.articles[0].focus, "13");
        for (slug, page) in [("khong-co", 1), ("na-loc", 0), ("na-loc", 2)] {
            assert_eq!(tags::read_tag(&world.db, world.site, slug, page).await.unwrap_err(), AppError::NotFound);
        }

        let corrected = with("Họp dân thôn Nà Lốc", "Đã sửa.", |fields| fields.tags = "Nông thôn mới".into());
        world.save(&world.editor, id, corrected).await.unwrap();
        assert_eq!(tags::list(&world.db, world.site).await.unwrap().len(), 2, "readers see the version before");
        world.act(&world.publisher, id, Action::PublishUrgently).await.unwrap();
        let slugs = |tags: Vec<tags::Tag>| tags.into_iter().map(|tag| tag.slug).collect::<Vec<_>>();
        assert_eq!(slugs(tags::list(&world.db, world.site).await.unwrap()), ["nong-thon-moi"]);
        let row = world.piece(&world.author, id).await;
        let compared = versions::compare(&world.db, &world.author, &row, 1, 2).await.unwrap();
        assert!(compared.rows.iter().any(|row| row.name == "từ khóa" && row.before != row.after), "{:?}", compared.rows);
        world.act(&world.publisher, id, Action::Withdraw).await.unwrap();
        assert_eq!(tags::list(&world.db, world.site).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_by_its_field() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let many = (0..11).map(|number| format!("từ {number}")).collect::<Vec<_>>().join(",");
        let typed = with("Bài", "Chữ.", |fields| {
            fields.tags = many;
            fields.related = "/bai-viet/khong-co".into();
            fields.seo_title = "x".repeat(121);
            fields.seo_description = "mô\u{7}tả".into();
            fields.focus = "50".into();
            fields.cover = "không phải ảnh".into();
            fields.withdraw_at = "2020-01-01T00:00".into();
        });
        let Err(AppError::Invalid(problems)) = saving::create(&world.db, &world.author, typed).await else { panic!("taken") };
        let mut fields: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["cover", "focus", "related", "seo_description", "seo_title", "tags", "withdraw_at"]);
        for (focus, end) in [("101 0", "mai"), ("a b", "2026-13-01T00:00"), ("1 2 3", "x")] {
            let typed = with("Bài", "Chữ.", |fields| (fields.focus, fields.withdraw_at) = (focus.into(), end.into()));
            let Err(AppError::Invalid(problems)) = saving::create(&world.db, &world.author, typed).await else { panic!("taken") };
            assert_eq!(problems.len(), 2, "{problems:?}");
        }
        let long = with("Bài", "Chữ.", |fields| fields.tags = "x".repeat(51));
        assert!(matches!(saving::create(&world.db, &world.author, long).await, Err(AppError::Invalid(_))));
    })
    .await;
}

#[tokio::test]
async fn a_picked_article_that_is_gone_does_not_stand_in_the_way_of_a_save() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let picked = published(&world, draft("Tin sẽ gỡ", "Chữ.")).await;
        let pick = |text: &str| with("Bài chọn", text, |fields| fields.related = "/bai-viet/tin-se-go".into());
        let id = published(&world, pick("Một.")).await;
        world.act(&world.publisher, picked, Action::Withdraw).await.unwrap();
        assert!(world.save(&world.editor, id, pick("Hai.")).await.unwrap().is_new);
        let seen = article::store::find_published(&world.db, None, world.site, "bai-chon").await.unwrap().0;
        assert_eq!(seen.related, []);
    })
    .await;
}

#[tokio::test]
async fn a_piece_ends_once_at_its_hour_and_readers_are_told() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let end = dates::field_value(now() + HOUR);
        let id = published(&world, with("Mời họp", "Chữ.", |fields| fields.withdraw_at.clone_from(&end))).await;
        assert_eq!(withdraw_ended(&world.db).await.unwrap(), 0, "an hour too early");
        let correction = with("Mời họp", "Đang sửa.", |fields| fields.withdraw_at.clone_from(&end));
        world.save(&world.author, id, correction).await.unwrap();
        world.act(&world.author, id, Action::Submit).await.unwrap();
        let past = now() - 1_000_000;
        in_tx!(world.db, tx => {
            sqlx::query("update revision set withdraw_at = $1 where article_id = $2").bind(past).bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
        let tries = (0..4).map(|_| {
            let db = world.db.clone();
            tokio::spawn(async move { withdraw_ended(&db).await.unwrap() })
        });
        let mut ended = 0;
        for done in tries.collect::<Vec<_>>() {
            ended += done.await.unwrap();
        }
        assert_eq!((ended, withdraw_ended(&world.db).await.unwrap()), (1, 0));
        let gone = article::store::find_published(&world.db, None, world.site, "moi-hop").await.unwrap_err();
        assert!(matches!(gone, AppError::Gone { note, .. } if note == "Bài đã hết thời hạn đăng"));
        assert_eq!(publishing::verify(&world.db).await.unwrap(), Ok(2));
        let row = world.piece(&world.editor, id).await;
        assert_eq!(row.stage(), Stage::Submitted, "the correction stays in work");

        world.act(&world.editor, id, Action::Approve).await.unwrap();
        let refused = world.act(&world.publisher, id, Action::Publish).await;
        assert!(matches!(&refused, Err(AppError::Invalid(problems)) if problems[0].at == "withdraw_at"), "{refused:?}");
        world.act(&world.publisher, id, Action::Return).await.unwrap();
        world.save(&world.author, id, draft("Mời họp", "Không hạn.")).await.unwrap();
        world.publish(id).await;
        assert!(article::store::find_published(&world.db, None, world.site, "moi-hop").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_is_brought_back_keeps_todays_end_and_picked_articles() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let end = dates::field_value(now() + HOUR);
        let first = with("Bài", "Một.", |fields| {
            fields.tags = "Cũ".into();
            fields.withdraw_at.clone_from(&end);
        });
        let id = saving::create(&world.db, &world.author, first).await.unwrap().id;
        world.save(&world.author, id, with("Bài", "Hai.", |fields| fields.tags = "Mới".into())).await.unwrap();
        let row = world.piece(&world.author, id).await;
        versions::restore(&world.db, &world.author, &row, 2, 1).await.unwrap();
        let fields = saving::fields_of(&world.piece(&world.author, id).await);
        assert_eq!((fields.tags.as_str(), fields.withdraw_at.as_str()), ("Cũ", ""));
    })
    .await;
}
