//! Whatever is typed gets a clear answer.

use super::World;
use crate::{
    db::testing::on_both,
    search::{asking::answer, model::Asking},
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
