//! The two gates on both databases: the table in full, journeys through it, and what must never happen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod checks;
mod details;
mod dropping;
mod forms;
mod grants;
mod journeys;
mod keeping;
mod kept;
mod limits;
mod lists;
mod past;
mod reviews;
mod table;

use uuid::Uuid;

use super::{
    acting::{With, act},
    model::PieceFields,
    saving::{self, Draft, Saved},
    stages::Action,
    store::{PieceRow, find_piece},
};
use crate::{
    accounts::{
        actors::{Actor, Administrator, Writer},
        grants::{WantedGrant, set_grants},
        model::Role,
        sessions,
        store::{self as accounts, By},
    },
    clock::now,
    db::Db,
    error::AppError,
    section::{self, model::SectionLink},
    site::{self, model::SiteView},
};

/// A site with two sections and its people.
struct World {
    db: Db,
    site: Uuid,
    author: Writer,
    other_author: Writer,
    editor: Writer,
    publisher: Writer,
    administrator: Administrator,
}

impl World {
    async fn new(db: Db) -> Self {
        Self::on(db, "xa.example").await
    }

    async fn on(db: Db, host: &str) -> Self {
        let view = SiteView { name: host.into(), short_name: host.into(), ..SiteView::default() };
        let site = site::store::create_site(&db, host, &view, 0).await.unwrap();
        for (slug, name) in [("tin-hoat-dong", "Tin hoạt động"), ("thong-bao", "Thông báo")] {
            let link = SectionLink { slug: slug.into(), name: name.into() };
            section::store::create_section(&db, site, &link, "", 1).await.unwrap();
        }
        let [author, other_author, editor, publisher, administrator] = [
            ("ban", Role::Author),
            ("chi", Role::Author),
            ("thu", Role::Editor),
            ("hoa", Role::Publisher),
            ("cuong", Role::Administrator),
        ]
        .map(|(name, role)| person(db.clone(), site, format!("{name}.{}", host.split('.').next().unwrap()), role, None));
        Self {
            site,
            author: Writer::for_test(author.await),
            other_author: Writer::for_test(other_author.await),
            editor: Writer::for_test(editor.await),
            publisher: Writer::for_test(publisher.await),
            administrator: Administrator::for_test(administrator.await),
            db,
        }
    }

    async fn write(&self, by: &Writer, title: &str) -> Uuid {
        saving::create(&self.db, by, draft(title, "Một đoạn văn.")).await.unwrap().id
    }

    async fn piece(&self, by: &Writer, id: Uuid) -> PieceRow {
        find_piece(&self.db, by, &id.to_string()).await.unwrap()
    }

    async fn save(&self, by: &Writer, id: Uuid, draft: Draft) -> Result<Saved, AppError> {
        let row = self.piece(by, id).await;
        saving::save(&self.db, by, &row, row.number, draft).await
    }

    async fn act(&self, by: &Writer, id: Uuid, action: Action) -> Result<(), AppError> {
        self.act_with(by, id, action, With { note: "vì lý do này".into(), at: Some(now() + 3_600_000_000) }).await
    }

    async fn act_with(&self, by: &Writer, id: Uuid, action: Action, with: With) -> Result<(), AppError> {
        let row = self.piece(by, id).await;
        act(&self.db, by, &row, action, with).await
    }

    /// Through both gates.
    async fn publish(&self, id: Uuid) {
        self.act(&self.author, id, Action::Submit).await.unwrap();
        self.act(&self.editor, id, Action::Approve).await.unwrap();
        self.act(&self.publisher, id, Action::Publish).await.unwrap();
    }
}

async fn person(db: Db, site: Uuid, name: String, role: Role, section: Option<Uuid>) -> Actor {
    let account = accounts::create(&db, By::CommandLine, &name, &name).await.unwrap();
    let section_slug = match section {
        Some(id) => super::store::list_sections(&db, site).await.unwrap().into_iter().find(|row| row.id == id).map(|row| row.slug),
        None => None,
    };
    let wanted = [WantedGrant { role, section: section_slug }];
    set_grants(&db, By::CommandLine, &account, site, &wanted).await.unwrap();
    let grants = sessions::list_grants(&db, account.id, site).await.unwrap();
    Actor {
        account: account.id,
        name: name.clone(),
        display_name: name,
        session: Uuid::now_v7(),
        confirmed_at: now(),
        site,
        grants,
    }
}

fn draft(title: &str, text: &str) -> Draft {
    Draft {
        fields: PieceFields { title: title.into(), section: "tin-hoat-dong".into(), text: text.into(), ..PieceFields::default() },
        ..Draft::default()
    }
}
