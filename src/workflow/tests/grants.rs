//! A role that is given in a section holds in those below it, and nowhere else.

use std::path::Path;

use uuid::Uuid;

use super::{World, draft, person};
use crate::{
    accounts::{
        actors::{Actor, Writer},
        model::Role,
        sessions,
    },
    article,
    db::testing::on_both,
    error::AppError,
    in_tx,
    workflow::{
        acting::{With, act},
        lists::list_work,
        model::Tab,
        notes::{add_note, assign},
        pieces::{begin_piece, list_writable_sections, read_piece},
        saving,
        stages::{Action, Stage},
        store::{find_piece, list_sections},
    },
};

/// How a statement says whether a grant `g` covers a section `s`.
const COVERS_SECTION: &str = "(g.section_id is null or g.section_id = s.id or g.section_id = s.parent_id)";
/// And the section of an article `a`.
const COVERS: &str = "(g.section_id is null or g.section_id = a.section_id or g.section_id = (select parent_id from section where id = a.section_id))";

impl World {
    pub(super) async fn section(&self, slug: &str) -> Uuid {
        list_sections(&self.db, self.site).await.unwrap().into_iter().find(|row| row.slug == slug).unwrap().id
    }

    /// Puts a section below another one, or at the top.
    pub(super) async fn put_below(&self, slug: &str, parent: Option<&str>) {
        let parent = match parent {
            Some(parent) => Some(self.section(parent).await),
            None => None,
        };
        let (db, section) = (&self.db, self.section(slug).await);
        in_tx!(db, tx => {
            sqlx::query("update section set parent_id = $2 where id = $1").bind(section).bind(parent).execute(&mut *tx).await?;
        })
        .unwrap();
    }

    pub(super) async fn person_in(&self, name: &str, role: Role, slug: &str) -> Writer {
        Writer::for_test(person(self.db.clone(), self.site, name.into(), role, Some(self.section(slug).await)).await)
    }

    /// As the next request of the same person finds him.
    async fn again(&self, writer: &Writer) -> Writer {
        let grants = sessions::list_grants(&self.db, writer.account, self.site).await.unwrap();
        Writer::for_test(Actor { grants, ..(**writer).clone() })
    }

    async fn write_in(&self, slug: &str, title: &str) -> Uuid {
        let mut piece = draft(title, "Một đoạn văn.");
        piece.fields.section = slug.into();
        saving::create(&self.db, &self.author, piece).await.unwrap().id
    }

    async fn sees(&self, writer: &Writer, id: Uuid) -> bool {
        match find_piece(&self.db, writer, &id.to_string()).await {
            Ok(_) => true,
            Err(AppError::NotFound) => false,
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn an_editor_and_a_publisher_of_a_section_do_all_their_work_below_it() {
    on_both(|db| async move {
        let world = World::new(db).await;
        world.put_below("thong-bao", Some("tin-hoat-dong")).await;
        let editor = world.person_in("editor.above", Role::Editor, "tin-hoat-dong").await;
        let publisher = world.person_in("publisher.above", Role::Publisher, "tin-hoat-dong").await;
        let id = world.write_in("thong-bao", "Lịch tiếp công dân").await;
        world.act(&world.author, id, Action::Submit).await.unwrap();

        let list = list_work(&world.db, &editor, Tab::Submitted, i64::MAX).await.unwrap();
        assert_eq!((list.pieces.len(), list.pieces[0].title.as_str()), (1, "Lịch tiếp công dân"));
        assert!(list.counts.contains(&(Tab::Submitted, 1)), "{:?}", list.counts);
        let row = world.piece(&editor, id).await;
        add_note(&world.db, &editor, &row, "0", "Thêm giờ").await.unwrap();
        assign(&world.db, &editor, &row, "chi.xa", Some(1)).await.unwrap();
        let sheet = read_piece(&world.db, &editor, row).await.unwrap();
        assert!(sheet.may_assign && sheet.actions.contains(&Action::Approve), "{:?}", sheet.actions);
        assert!(sheet.sections.iter().any(|section| section.slug == "thong-bao"), "{:?}", sheet.sections);
        let row = world.piece(&editor, id).await;
        act(&world.db, &editor, &row, Action::Approve, With::default()).await.unwrap();

        assert_eq!(list_work(&world.db, &publisher, Tab::Approved, i64::MAX).await.unwrap().pieces.len(), 1);
        world.act(&publisher, id, Action::Publish).await.unwrap();
        assert_eq!(list_work(&world.db, &publisher, Tab::Published, i64::MAX).await.unwrap().pieces.len(), 1);
        world.act(&publisher, id, Action::Withdraw).await.unwrap();
        assert_eq!(list_work(&world.db, &publisher, Tab::Withdrawn, i64::MAX).await.unwrap().pieces.len(), 1);
        assert_eq!(world.piece(&publisher, id).await.stage(), Stage::Withdrawn);

        let urgent = world.write_in("thong-bao", "Cảnh báo lũ quét").await;
        world.act(&publisher, urgent, Action::PublishUrgently).await.unwrap();
        let owed = list_work(&world.db, &editor, Tab::ReviewOwed, i64::MAX).await.unwrap();
        assert!(owed.pieces.len() == 1 && owed.counts.contains(&(Tab::ReviewOwed, 1)), "{:?}", owed.counts);
        assert!(article::store::find_published(&world.db, None, world.site, "canh-bao-lu-quet").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn an_author_of_a_section_chooses_those_below_it() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let author = world.person_in("author.above", Role::Author, "tin-hoat-dong").await;
        let slugs = async |writer: &Writer| -> Vec<String> {
            list_writable_sections(&world.db, writer).await.unwrap().into_iter().map(|section| section.slug).collect()
        };
        assert_eq!(slugs(&author).await, ["tin-hoat-dong"]);
        let mut below = draft("Viết ở mục con", "Chữ.");
        below.fields.section = "thong-bao".into();
        let refused = saving::create(&world.db, &author, below.clone()).await;
        assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");

        world.put_below("thong-bao", Some("tin-hoat-dong")).await;
        let author = world.again(&author).await;
        assert_eq!(slugs(&author).await, ["tin-hoat-dong", "thong-bao"]);
        assert_eq!(begin_piece(&world.db, &author, "").await.unwrap().sections.len(), 2);
        saving::create(&world.db, &author, below).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_role_below_is_none_above_nor_beside_and_follows_a_section_that_moves() {
    on_both(|db| async move {
        let world = World::new(db.clone()).await;
        let elsewhere = World::on(db, "tinh.example").await;
        world.put_below("thong-bao", Some("tin-hoat-dong")).await;
        let below = world.person_in("editor.below", Role::Editor, "thong-bao").await;
        let above = world.person_in("editor.above", Role::Editor, "tin-hoat-dong").await;
        let (parents, childs) = (world.write(&world.author, "Ở mục trên").await, world.write_in("thong-bao", "Ở mục dưới").await);
        assert_eq!((world.sees(&below, parents).await, world.sees(&below, childs).await), (false, true));
        assert_eq!((world.sees(&above, parents).await, world.sees(&above, childs).await), (true, true));
        assert!(!elsewhere.sees(&elsewhere.editor, childs).await, "an editor of the whole of another site");
        let row = world.piece(&above, parents).await;
        assert!(!below.holds_in(Role::Editor, row.section_id) && below.roles_in(row.section_id).is_empty());

        world.put_below("thong-bao", None).await;
        let above = world.again(&above).await;
        assert_eq!((world.sees(&above, parents).await, world.sees(&above, childs).await), (true, false));
        let row = world.piece(&below, childs).await;
        assert!(above.roles_in(row.section_id).is_empty() && below.holds_in(Role::Editor, row.section_id));
    })
    .await;
}

/// The statements decide in the database what `Actor::holds_in` decides in the program: all of them in the same words.
#[test]
fn every_statement_that_asks_for_grants_covers_the_sections_below() {
    let (mut asked, mut wrong) = (0, Vec::new());
    for folder in ["workflow", "media", "article", "administration", "search"] {
        for entry in std::fs::read_dir(Path::new("src").join(folder).join("sql")).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if text.contains("g.section_id") {
                asked += 1;
                if text.replace(COVERS, "").replace(COVERS_SECTION, "").contains("g.section_id") {
                    wrong.push(path);
                }
            }
        }
    }
    assert!(asked > 0 && wrong.is_empty(), "{asked} ask, of them otherwise: {wrong:?}");
}
