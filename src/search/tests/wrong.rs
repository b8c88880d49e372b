//! Whatever is typed gets a clear answer.

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::World;
use crate::{
    db::testing::on_both,
    in_tx, on_db,
    search::{asking::answer, following::State, model::Asking},
};

#[tokio::test]
async fn every_parameter_has_an_answer() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let search = world.search();
        let good = Asking { q: "rừng".into(), page: 1, ..Asking::default() };
        let ask = async |asking: Asking| answer(&db, &search, world.site, asking).await.unwrap();
        let long = "a".repeat(10_000);
        for (asking, status) in [
            (good.clone(), 200),
            (Asking { q: String::new(), ..good.clone() }, 200),
            (Asking { q: "   \t\n".into(), ..good.clone() }, 200),
            (Asking { q: "???!!!…".into(), ..good.clone() }, 422),
            (Asking { q: long.clone(), ..good.clone() }, 422),
            (Asking { page: 1_000_000_000, ..good.clone() }, 404),
            (Asking { page: i64::MAX, ..good.clone() }, 404),
            (Asking { page: 0, ..good.clone() }, 422),
            (Asking { page: -3, ..good.clone() }, 422),
            (Asking { section: "khong-co".into(), ..good.clone() }, 422),
            (Asking { section: "' or 1=1 --".into(), ..good.clone() }, 422),
            (Asking { kind: "phim".into(), ..good.clone() }, 422),
            (Asking { kind: "video".into(), ..good.clone() }, 200),
            (Asking { from: "31/12/2026".into(), ..good.clone() }, 422),
            (Asking { to: "2026-02-30".into(), ..good.clone() }, 422),
            (Asking { from: "2026-12-01".into(), to: "2026-11-01".into(), ..good.clone() }, 422),
            (Asking { order: "desc;drop table".into(), ..good.clone() }, 422),
            (Asking { from: "2026-01-01".into(), to: "2026-12-31".into(), order: "moi".into(), ..good.clone() }, 200),
        ] {
            let said = format!("{:?}", asking.clone()).chars().take(160).collect::<String>();
            let view = ask(asking).await;
            assert_eq!(view.status, status, "{said}");
            assert_eq!(view.problem.is_empty(), status == 200, "{said}");
        }
    })
    .await;
}

#[test]
fn syntax_of_any_kind_is_only_words() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(on_both(|db| async move {
        let world = World::new(&db).await;
        for typed in [
            "title:rừng AND NOT body:*",
            "rừng^9 ~3 [a TO z] {x}",
            "' or '1'='1",
            "\"rừng",
            "\"\"\"",
            "(((((rừng",
            "rừng\0\u{1}\u{7f}",
            "ru\u{31b}\u{300}ng",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "🌾🌾 lúa",
            "\u{202e}gnừr",
        ] {
            let found = world.find(typed);
            assert!(found.hits.iter().all(|hit| !hit.title.contains('\0')), "{typed}");
        }
        assert!(world.find("\"rừng").total > 0, "a quote that is not closed yet");
        assert_eq!(world.find("ru\u{31b}\u{300}ng").total, world.find("rừng").total);
        let many = "rừng ".repeat(40);
        assert_eq!(world.find(&many).total, world.find("rừng").total);
    }));
}

#[tokio::test]
async fn a_section_holds_what_stands_below_it_and_a_day_its_last_moment() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let search = world.search();
        let mut state = State::default();
        search.look(&db, &mut state, &CancellationToken::new()).await.unwrap();
        let ask = async |section: &str, from: &str, to: &str, q: &str| {
            let asking = Asking { q: q.into(), section: section.into(), from: from.into(), to: to.into(), page: 1, ..Asking::default() };
            answer(&db, &search, world.site, asking).await.unwrap()
        };
        let total = async |section: &str| ask(section, "", "", "xã").await.total;
        let sections = ask("", "", "", "xã").await.sections;
        let (above, below) = (&sections[0].slug, &sections[1].slug);
        let (alone, other) = (total(above).await, total(below).await);
        assert!(alone > 0 && other > 0, "{alone} {other}");
        let site = world.site;
        let (parent, child) = (above.clone(), below.clone());
        in_tx!(&db, tx => {
            sqlx::query("update section set parent_id = (select p.id from section p where p.site_id = $1 and p.slug = $2) where site_id = $1 and slug = $3")
                .bind(site).bind(parent).bind(child).execute(&mut *tx).await?;
        })
        .unwrap();
        assert_eq!((total(above).await, total(below).await), (alone + other, other));
        // Without an index the database says the same of the titles.
        let beside = crate::search::following::Search::at(std::path::Path::new("/nowhere"));
        let told = async |section: &str| {
            let asking = Asking { q: "xã".into(), section: section.into(), page: 1, ..Asking::default() };
            answer(&db, &beside, world.site, asking).await.unwrap().total
        };
        assert!(told(above).await > told(below).await && told(below).await > 0);

        // What holds a video, by the index and without it.
        let id: Uuid = on_db!(&db, pool => sqlx::query_scalar("select a.id from article a join revision r on r.id = a.published_revision_id where r.title like '%xã%' limit 1").fetch_one(pool).await).unwrap();
        let content = r#"{"type":"doc","content":[{"type":"video","attrs":{"media":"m"},"content":[{"type":"caption"}]}]}"#;
        in_tx!(&db, tx => {
            sqlx::query("update revision set content = $2 where article_id = $1").bind(id).bind(content).execute(&mut *tx).await?;
            sqlx::query("insert into change_log (site_id, subject, subject_id, at) values ($1, 'article', $2, 1)").bind(site).bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
        search.look(&db, &mut state, &CancellationToken::new()).await.unwrap();
        for from in [&search, &beside] {
            let of = async |kind: &str| {
                answer(&db, from, site, Asking { q: "xã".into(), kind: kind.into(), page: 1, ..Asking::default() }).await.unwrap().total
            };
            assert_eq!((of("video").await, of("tep").await), (1, 0));
        }

        // 23:59:59.9 of the 24th of November 2026 in Vietnam.
        let at = 1_795_539_599_900_000_i64;
        in_tx!(&db, tx => { sqlx::query("update article set published_at = $1 where site_id = $2").bind(at).bind(site).execute(&mut *tx).await?; }).unwrap();
        let found = answer(&db, &beside, site, Asking { q: "xã".into(), from: "2026-11-24".into(), to: "2026-11-24".into(), page: 1, ..Asking::default() });
        assert!(found.await.unwrap().total > 0);
        // As many letters as are seen, however the keyboard sends them.
        let apart = "e\u{302}\u{301}".repeat(150);
        assert_eq!(ask("", "", "", &apart).await.status, 200);
        assert_eq!(ask("", "", "", &"ế".repeat(201)).await.status, 422);
    })
    .await;
}
