//! Search over the demo portal, graded by reading; and the index beside its database.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod alike;
mod feeding;
mod own;
mod quality;
mod wrong;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    abbreviations::Lists,
    finding::{Found, Limits},
    following::{self, Search},
    index::OpenIndex,
};
use crate::{
    article::importing::{Landing, import_html},
    db::Db,
    media::storage::Storage,
    site::{self, model::SiteView},
};

/// A portal with the demo's articles (their pictures left out), and an index of it.
struct World {
    site: Uuid,
    index: Arc<OpenIndex>,
    folder: TempDir,
}

impl World {
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let view = SiteView { name: "Xã".into(), short_name: "Xã".into(), ..SiteView::default() };
        let site = site::store::create_site(db, "xa.example", &view, 0).await.unwrap();
        let texts = folder.path().join("texts");
        std::fs::create_dir(&texts).unwrap();
        for file in articles() {
            std::fs::copy(&file, texts.join(file.file_name().unwrap())).unwrap();
        }
        let storage = Storage::open(folder.path()).unwrap();
        let report = import_html(db, &storage, site, &[texts], Landing::Publish, |_| {}).await;
        assert_eq!(report.created, articles().len());
        let index =
            following::rebuild(&folder.path().join("search"), db, Arc::new(Lists::of(&[])), &CancellationToken::new(), |_, _| {})
                .await
                .unwrap()
                .unwrap();
        Self { site, index, folder }
    }

    fn limits(&self) -> Limits {
        Limits { site: self.site, page: 1, now: crate::clock::now(), ..Limits::default() }
    }

    fn find(&self, typed: &str) -> Found {
        self.index.find(typed, &self.limits()).unwrap()
    }

    /// The slugs of the first page.
    fn slugs(&self, typed: &str) -> Vec<String> {
        self.find(typed).hits.iter().map(|hit| crate::text::slug(&plain(&hit.title))).collect()
    }

    fn search(&self) -> Search {
        Search::at(self.folder.path())
    }
}

fn articles() -> Vec<PathBuf> {
    let folder = Path::new("demo/xa/bai-viet");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|extension| extension == "html")).collect()
}

fn plain(marked: &str) -> String {
    marked.chars().filter(|c| !matches!(*c, super::model::MARK | super::model::UNMARK)).collect()
}
