//! Backups of a small installation with something of everything, on both databases.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod busy;
mod damage;
mod drill;
mod pictures;
mod places;
mod turns;
mod versions;

use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Made, catalogue, create, session::Session, silent};
use crate::{
    clock::now,
    db::{DatabaseUrl, Db, testing::empty_postgres},
    in_tx,
    media::{
        creating::{Upload, create_picture},
        storage::Storage,
        tests::{jpeg, site},
    },
    on_db,
};

/// An installation in a place of its own.
struct Installation {
    url: DatabaseUrl,
    db: Db,
    storage: Storage,
    folder: tempfile::TempDir,
}

/// What is hard to carry: quotes, lines, letters of many bytes, what looks like other things.
const TEXT: &str = "Lễ \"khai giảng\" \\ 'năm học' \n\t mới 🎓 \u{1f} null [1] \u{2028} x'00'";

/// An empty place of each kind that is here.
async fn places() -> Vec<(DatabaseUrl, tempfile::TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    let mut places = vec![(DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite")), folder)];
    if let Some(url) = empty_postgres().await {
        places.push((url, tempfile::tempdir().unwrap()));
    }
    places
}

/// A full installation of each kind.
async fn installations() -> Vec<Installation> {
    let mut installations = Vec::new();
    for (url, folder) in places().await {
        let installation = Installation::open(url, folder).await;
        installation.fill().await;
        installations.push(installation);
    }
    installations
}

impl Installation {
    async fn open(url: DatabaseUrl, folder: tempfile::TempDir) -> Self {
        let (db, storage) = (Db::open(&url).await.unwrap(), Storage::open(folder.path()).unwrap());
        Self { url, db, storage, folder }
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("sao-luu")
    }

    async fn back_up(&self) -> Made {
        create(&self.db, &self.storage, &self.backups(), &silent).await.unwrap()
    }

    async fn fill(&self) {
        let site = site(&self.db, "xa.localhost").await;
        // The child's id comes before its parent's.
        let (child, parent) = (Uuid::now_v7(), Uuid::now_v7());
        let (article, revision) = (Uuid::now_v7(), Uuid::now_v7());
        let upload = Upload { bytes: jpeg(900, 600), name: "anh.jpg".into(), alt: TEXT.into(), ..Upload::default() };
        let media = create_picture(&self.db, &self.storage, site, upload).await.unwrap();
        in_tx!(&self.db, tx => {
            for (id, parent, slug) in [(parent, None, "tin-tuc"), (child, Some(parent), "tin-trong-xa")] {
                sqlx::query("insert into section (id, site_id, parent_id, slug, name, position) values ($1, $2, $3, $4, $5, 1)")
                    .bind(id).bind(site).bind(parent).bind(slug).bind(TEXT).execute(&mut *tx).await?;
            }
            sqlx::query("insert into article (id, site_id, section_id, slug, published_revision_id, published_at, created_at) values ($1, $2, $3, 'le-khai-giang', $4, $5, $6)")
                .bind(article).bind(site).bind(child).bind(revision).bind(i64::MAX).bind(i64::MIN).execute(&mut *tx).await?;
            sqlx::query("insert into revision (id, article_id, number, title, content, schema_version, cover_id, content_hash, created_at) values ($1, $2, 1, $3, $4, 1, $5, '', 0)")
                .bind(revision).bind(article).bind(TEXT).bind("nội dung ".repeat(100_000)).bind(media).execute(&mut *tx).await?;
            sqlx::query("insert into secret (name, value, created_at) values ('rỗng', $1, 0), ('đủ', $2, 0), ('Z', $2, 0), ('a', $2, 0)")
                .bind(Vec::<u8>::new()).bind((0..=255).collect::<Vec<u8>>()).execute(&mut *tx).await?;
            for hour in 0..1_000_i64 {
                sqlx::query("insert into visit_hour (site_id, hour, visits, views) values ($1, $2, $3, $4)")
                    .bind(site).bind(490_000 - hour * 37).bind(hour).bind(-hour).execute(&mut *tx).await?;
            }
            for _ in 0..3 {
                sqlx::query("insert into change_log (site_id, subject, subject_id, at) values ($1, 'article', $2, $3)")
                    .bind(site).bind(article).bind(now()).execute(&mut *tx).await?;
            }
            // A number that has been given out is never given out again.
            sqlx::query("delete from change_log where seq = (select max(seq) from change_log)").execute(&mut *tx).await?;
        })
        .unwrap();
    }

    async fn number(&self, statement: &'static str) -> i64 {
        number(&self.db, statement).await
    }

    async fn next_change(&self) -> i64 {
        in_tx!(&self.db, tx => {
            sqlx::query_scalar("insert into change_log (site_id, subject, subject_id, at) select id, 'site', id, 0 from site returning seq")
                .fetch_one(&mut *tx).await?
        })
        .unwrap()
    }
}

async fn number(db: &Db, statement: &'static str) -> i64 {
    on_db!(db, pool => sqlx::query_scalar(statement).fetch_one(pool).await).unwrap()
}

/// An error in all its words.
fn words<T: std::fmt::Debug>(result: anyhow::Result<T>) -> String {
    format!("{:#}", result.unwrap_err())
}

/// Whether nothing that looks like a database has come to a place.
async fn is_untouched(url: &DatabaseUrl) -> bool {
    match url {
        DatabaseUrl::Sqlite(path) => !path.exists(),
        DatabaseUrl::Postgres(_) => {
            let db = Db::open_as_it_is(url).await.unwrap();
            let tables = number(&db, "select count(*) from pg_tables where schemaname = current_schema()").await;
            db.close().await;
            tables == 0
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
