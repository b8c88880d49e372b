//! Imports of tidy, untidy and hostile folders, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod landing;
mod pictures;
mod reading;

use std::{fs, path::PathBuf};

use uuid::Uuid;

use super::{Landing, Report, ReportKind, import_html};
use crate::{
    content::{Content, SCHEMA_VERSION},
    db::Db,
    in_tx,
    media::{storage::Storage, tests::site},
    on_db,
};

struct World {
    db: Db,
    storage: Storage,
    site: Uuid,
    folder: tempfile::TempDir,
    data: tempfile::TempDir,
}

#[derive(sqlx::FromRow, Debug, Clone, PartialEq)]
struct Landed {
    id: Uuid,
    slug: String,
    published_revision_id: Option<Uuid>,
    published_at: Option<i64>,
    corrected_at: Option<i64>,
    revisions: i64,
    title: String,
    lead: String,
    content: String,
    author_line: String,
    source_name: String,
    source_url: String,
    cover_id: Option<Uuid>,
    section: String,
}

const TABLES: [&str; 7] = [
    "select count(*) from article",
    "select count(*) from revision",
    "select count(*) from revision_media",
    "select count(*) from media",
    "select count(*) from rendition",
    "select count(*) from section",
    "select count(*) from change_log",
];

impl World {
    async fn new(db: Db) -> Self {
        let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let storage = Storage::open(data.path()).unwrap();
        Self { site: site(&db, "xa.localhost").await, db, storage, folder, data }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join("vao").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    async fn import(&self, landing: Landing) -> Report {
        self.import_paths(&[self.folder.path().join("vao")], landing).await
    }

    async fn import_paths(&self, paths: &[PathBuf], landing: Landing) -> Report {
        import_html(&self.db, &self.storage, self.site, paths, landing, |_| {}).await
    }

    async fn publish(&self) -> Report {
        self.import(Landing::Publish).await
    }

    /// The articles with their newest revision.
    async fn landed(&self) -> Vec<Landed> {
        let statement = "select a.id, a.slug, a.published_revision_id, a.published_at, a.corrected_at, r.title, r.lead, r.content, \
            r.author_line, r.source_name, r.source_url, r.cover_id, s.name as section, \
            (select count(*) from revision n where n.article_id = a.id) as revisions \
            from article a join section s on s.id = a.section_id join revision r on r.article_id = a.id \
            and r.number = (select max(n.number) from revision n where n.article_id = a.id) order by a.slug";
        on_db!(&self.db, pool => sqlx::query_as(statement).fetch_all(pool).await).unwrap()
    }

    async fn only(&self) -> Landed {
        let mut landed = self.landed().await;
        assert_eq!(landed.len(), 1);
        landed.remove(0)
    }

    async fn counts(&self) -> Vec<i64> {
        let mut counts = Vec::new();
        for table in TABLES {
            counts.push(on_db!(&self.db, pool => sqlx::query_scalar(table).fetch_one(pool).await).unwrap());
        }
        counts
    }

    async fn run(&self, statement: &'static str, id: Uuid) {
        in_tx!(&self.db, tx => {
            sqlx::query(statement).bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
    }
}

impl Landed {
    fn text(&self) -> String {
        Content::read_stored(&self.content, SCHEMA_VERSION).unwrap().plain_text()
    }

    fn media(&self) -> Vec<String> {
        Content::read_stored(&self.content, SCHEMA_VERSION).unwrap().media_ids()
    }
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>{title}</title>\
         <meta name=section content=\"Cải cách hành chính\"><meta name=date content=\"2024-06-17T17:00:00+07:00\">\
         <meta name=author content=\"Hoàng Thị Mai\"><meta name=source content=\"https://www.langson.gov.vn/tin/1\"></head>\
         <body><article><h1>{title}</h1><p class=lead>Đoạn mở đầu.</p>{body}</article></body></html>"
    )
}

fn figure(src: &str, caption: &str) -> String {
    format!("<figure><img src=\"{src}\" alt=\"mô tả\"><figcaption>{caption}</figcaption></figure>")
}

fn kinds(report: &Report) -> Vec<ReportKind> {
    report.lines.iter().map(|line| line.kind).collect()
}

fn tally(report: &Report) -> [usize; 4] {
    [report.created, report.revised, report.unchanged, report.failed]
}
