//! What is looked at before publishing: each check with what it finds and what it lets pass, and which of them block.

use uuid::Uuid;

use super::World;
use crate::{
    content::Content,
    db::testing::{on_both, postgres},
    error::AppError,
    in_tx,
    logging::tests::count_statements,
    workflow::{
        checks::list_checks,
        links::list_dead_links,
        model::{CheckKind, PieceFields, WorkflowSettings},
        settings::save_settings,
        stages::Action,
    },
};

const LEAD: &str = "Hôm qua, xã trao sổ hộ nghèo cho mười hai gia đình ở bản Nà Pàn.";
/// A text in which nothing is to be mended.
const GOOD: &str = r#"{"type":"doc","content":[
    {"type":"heading","attrs":{"level":2},"content":[{"type":"text","text":"Việc đã làm"}]},
    {"type":"heading","attrs":{"level":3},"content":[{"type":"text","text":"Số liệu"}]},
    {"type":"picture","attrs":{"media":"m1","alt":"Cán bộ trao sổ"},"content":[{"type":"caption","content":[{"type":"text","text":"Trao sổ tại xã"}]}]},
    {"type":"paragraph","content":[{"type":"text","text":"Báo cáo quý I của xã","marks":[{"type":"link","attrs":{"href":"/bai-viet/bao-cao"}}]}]},
    {"type":"table_block","content":[{"type":"table_caption"},{"type":"table","content":[{"type":"table_row","content":[
        {"type":"table_header","content":[{"type":"paragraph","content":[{"type":"text","text":"Bản"}]}]}]}]}]}]}"#;

/// A version: lead, source, author line and document.
#[derive(Clone)]
struct Text {
    lead: String,
    source: &'static str,
    author: &'static str,
    json: String,
}

fn good() -> Text {
    Text { lead: LEAD.into(), source: "Văn phòng xã", author: "", json: GOOD.into() }
}

/// The good text with one thing changed in its document.
fn changed(from: &str, to: &str) -> Text {
    assert!(GOOD.contains(from), "{from}");
    Text { json: GOOD.replace(from, to), ..good() }
}

/// The good text with one thing wrong, for each check.
fn wrong(kind: CheckKind) -> Text {
    match kind {
        CheckKind::Lead => Text { lead: String::new(), ..good() },
        CheckKind::Source => Text { source: "", ..good() },
        CheckKind::Alt => changed(r#""alt":"Cán bộ trao sổ""#, r#""alt":" ""#),
        CheckKind::Caption => changed("Trao sổ tại xã", " "),
        CheckKind::HeadingOrder => changed(r#""level":3"#, r#""level":4"#),
        CheckKind::LinkText => changed("Báo cáo quý I của xã", "Xem thêm…"),
        CheckKind::DeadLink => changed("/bai-viet/bao-cao", "/bai-viet/khong-co"),
        CheckKind::TableHeaders => changed("table_header", "table_cell"),
    }
}

impl World {
    async fn found(&self, text: &Text) -> Vec<CheckKind> {
        let content = Content::parse(&text.json).unwrap();
        let dead = list_dead_links(&self.db, self.site, &content).await.unwrap();
        let fields = PieceFields {
            lead: text.lead.clone(),
            source_name: text.source.into(),
            author_line: text.author.into(),
            ..PieceFields::default()
        };
        list_checks(&fields, &content, &dead, &[]).into_iter().map(|check| check.kind).collect()
    }

    /// A piece with this text that has passed the first gate.
    async fn approved(&self, title: &str, text: Text) -> Uuid {
        let id = self.write(&self.author, title).await;
        self.act(&self.author, id, Action::Submit).await.unwrap();
        self.act(&self.editor, id, Action::Approve).await.unwrap();
        in_tx!(&self.db, tx => {
            sqlx::query("update revision set lead = $2, source_name = $3, author_line = $4, content = $5 where article_id = $1")
                .bind(id)
                .bind(text.lead)
                .bind(text.source)
                .bind(text.author)
                .bind(text.json)
                .execute(&mut *tx)
                .await?;
        })
        .unwrap();
        id
    }

    async fn dead(&self, hrefs: &[&str]) -> Vec<String> {
        let dead = list_dead_links(&self.db, self.site, &linking(hrefs)).await.unwrap();
        dead.into_iter().map(|(_, href)| href).collect()
    }
}

/// A paragraph for each link.
fn linking(hrefs: &[&str]) -> Content {
    let paragraph = |href: &&str| {
        let link = format!(r#"{{"type":"text","text":"Lịch họp","marks":[{{"type":"link","attrs":{{"href":"{href}"}}}}]}}"#);
        format!(r#"{{"type":"paragraph","content":[{link}]}}"#)
    };
    let paragraphs: Vec<String> = hrefs.iter().map(paragraph).collect();
    Content::parse(&format!(r#"{{"type":"doc","content":[{}]}}"#, paragraphs.join(","))).unwrap()
}

#[tokio::test]
async fn each_check_finds_its_fault_and_nothing_else() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let report = world.write(&world.author, "Báo cáo").await;
        world.publish(report).await;
        assert_eq!(world.found(&good()).await, [], "nothing to mend");
        for kind in CheckKind::ALL {
            assert_eq!(world.found(&wrong(kind)).await, [kind]);
        }
    })
    .await;
}

#[tokio::test]
async fn each_check_lets_pass_what_serves_readers_as_well() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let report = world.write(&world.author, "Báo cáo").await;
        world.publish(report).await;
        let lead = |length: usize| Text { lead: "đ".repeat(length), ..good() };
        let decorative = r#""media":"m1","decorative":true"#;
        for (what, text) in [
            ("a lead just long enough", lead(40)),
            ("a lead just short enough", lead(500)),
            ("an author for a source", Text { source: "", author: "Nông Thị Lộ", ..good() }),
            (
                "a picture that only adorns",
                Text {
                    json: changed(r#""media":"m1","alt":"Cán bộ trao sổ""#, decorative).json.replace("Trao sổ tại xã", " "),
                    ..good()
                },
            ),
            ("a heading of the same level", changed(r#""level":3"#, r#""level":2"#)),
            ("a link that says what it is and where it is", changed("Báo cáo quý I của xã", "Xem thêm báo cáo quý I")),
            ("a link away", changed("/bai-viet/bao-cao", "https://langson.gov.vn/khong-ro")),
            ("headers at the side", changed(r#""type":"table_header","#, r#""type":"table_header","attrs":{"scope":"row"},"#)),
        ] {
            assert_eq!(world.found(&text).await, [], "{what}");
        }
        for length in [1, 39, 501] {
            assert_eq!(world.found(&lead(length)).await, [CheckKind::Lead], "a lead of {length}");
        }
        let bare = changed("Báo cáo quý I của xã", "https://langson.gov.vn/van-ban/2026/11/bao-cao-quy-mot.html");
        let same = bare.json.replace("/bai-viet/bao-cao", "https://langson.gov.vn/van-ban/2026/11/bao-cao-quy-mot.html");
        assert_eq!(world.found(&Text { json: same, ..good() }).await, [CheckKind::LinkText], "an address for words");
    })
    .await;
}

#[tokio::test]
async fn only_the_checks_that_administrators_have_chosen_block() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let report = world.write(&world.author, "Báo cáo").await;
        world.publish(report).await;
        for kind in CheckKind::ALL {
            let choose = async |blocking: Vec<CheckKind>| {
                let settings = WorkflowSettings { one_person_mode: false, blocking };
                save_settings(&world.db, &world.administrator, &settings).await.unwrap();
            };
            let id = world.approved(&format!("Bài thử {}", kind.as_str()), wrong(kind)).await;
            choose(vec![kind]).await;
            for action in [Action::Publish, Action::Schedule] {
                match world.act(&world.publisher, id, action).await {
                    Err(AppError::Invalid(problems)) => assert_eq!(problems.len(), 1, "{kind:?}: {problems:?}"),
                    other => panic!("{kind:?}: {action:?}: {other:?}"),
                }
            }
            choose(CheckKind::ALL.into_iter().filter(|other| *other != kind).collect()).await;
            world.act(&world.publisher, id, Action::Publish).await.unwrap();
        }
        let settings = WorkflowSettings { one_person_mode: false, blocking: CheckKind::ALL.to_vec() };
        save_settings(&world.db, &world.administrator, &settings).await.unwrap();
        let id = world.approved("Bài không có gì phải sửa", good()).await;
        world.act(&world.publisher, id, Action::Publish).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_link_is_dead_where_a_reader_would_find_nothing() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let elsewhere = World::on(db, "tinh.example").await;
        let [live, gone, theirs] = [
            world.write(&world.author, "Báo cáo").await,
            world.write(&world.author, "Đã gỡ").await,
            elsewhere.write(&elsewhere.author, "Của tỉnh").await,
        ];
        world.write(&world.author, "Bản nháp").await;
        world.publish(live).await;
        world.publish(gone).await;
        world.act(&world.publisher, gone, Action::Withdraw).await.unwrap();
        elsewhere.publish(theirs).await;
        let (db, site) = (&world.db, world.site);
        in_tx!(db, tx => {
            for statement in [
                "insert into slug_redirect (site_id, slug, article_id) select site_id, 'bao-cao-cu', id from article where site_id = $1 and slug = 'bao-cao'",
                "insert into old_address (site_id, path, target) select id, '/tin-tuc/abc.html', '/' from site where id = $1",
                "insert into old_address (site_id, path, target) select id, '/index.php?nv=news&id=12', '/' from site where id = $1",
                "insert into page (id, site_id, slug, title, content, schema_version, content_hash, position, updated_at) select id, id, 'gioi-thieu', 'Giới thiệu', '{}', 1, '', 1, 1 from site where id = $1",
            ] {
                sqlx::query(statement).bind(site).execute(&mut *tx).await?;
            }
        })
        .unwrap();
        let good = [
            "/",
            "/bai-viet/bao-cao",
            "/bai-viet/bao-cao/?in=1#d",
            "/bai-viet/bao-cao/phien-ban",
            "/bai-viet/bao-cao-cu",
            "/chuyen-muc/thong-bao",
            "/chuyen-muc/thong-bao/rss.xml",
            "/trang/gioi-thieu",
            "/tin-tuc/abc.html?id=1",
            "/index.php?nv=news&id=12",
            "/tim-kiem?q=x",
            "/tap-tin/abc/bieu-mau.pdf",
            "/luu-tru/2026/11",
            "https://khac.example/bai-viet/khong-co",
        ];
        assert_eq!(world.dead(&good).await, [""; 0]);
        let dead =
            ["/bai-viet/khong-co", "/bai-viet/ban-nhap", "/bai-viet/da-go", "/bai-viet/cua-tinh", "/chuyen-muc/x", "/trang/x", "/tin-tuc/x", "/index.php?nv=news&id=13"];
        assert_eq!(world.dead(&dead).await, dead);
        let twice = list_dead_links(db, site, &linking(&["/trang/x", "/", "/trang/x"])).await.unwrap();
        assert_eq!(twice, [(0, "/trang/x".to_owned()), (2, "/trang/x".to_owned())], "each in its block");
    })
    .await;
}

#[tokio::test]
async fn all_links_of_a_text_are_looked_up_in_one_statement() {
    let Some(db) = postgres().await else { return };
    let world = World::new(db).await;
    let hrefs: Vec<String> = (0..60).map(|number| format!("/bai-viet/bai-{number}")).collect();
    let hrefs: Vec<&str> = hrefs.iter().map(String::as_str).collect();
    let (statements, dead) = count_statements(list_dead_links(&world.db, world.site, &linking(&hrefs))).await;
    assert_eq!((statements, dead.unwrap().len()), (1, 60));
    let (statements, _) = count_statements(list_dead_links(&world.db, world.site, &linking(&["https://khac.example/"]))).await;
    assert_eq!(statements, 0, "nothing to look up");
}
