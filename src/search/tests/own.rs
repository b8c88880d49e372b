//! A site finds its own texts and no other's, be they nearly all of the index or next to none.

use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::{World, articles};
use crate::{
    article::importing::{Landing, import_html},
    db::testing::on_both,
    media::storage::Storage,
    search::{abbreviations::Lists, finding::Limits, following::rebuild},
    site::{self, model::SiteView},
};

const QUERIES: [&str; 4] = ["xã", "\"của xã\"", "ủy ban nhân dân", "của và các"];

#[tokio::test]
async fn few_texts_of_another_site_are_neither_counted_nor_shown() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let shown = |found: super::Found| (found.total, found.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>());
        let before = QUERIES.map(|typed| shown(world.find(typed)));

        let view = SiteView { name: "Khác".into(), short_name: "Khác".into(), ..SiteView::default() };
        let other = site::store::create_site(&db, "khac.example", &view, 0).await.unwrap();
        let texts = world.folder.path().join("one");
        std::fs::create_dir(&texts).unwrap();
        let text = articles().into_iter().find(|file| std::fs::read_to_string(file).unwrap().contains("của xã")).unwrap();
        std::fs::copy(&text, texts.join(text.file_name().unwrap())).unwrap();
        let storage = Storage::open(world.folder.path()).unwrap();
        assert_eq!(import_html(&db, &storage, other, &[texts], Landing::Publish, |_| {}).await.created, 1);

        let (folder, lists) = (world.folder.path().join("both"), Arc::new(Lists::of(&[])));
        std::fs::create_dir(&folder).unwrap();
        let index = rebuild(&folder, &db, lists, &CancellationToken::new(), |_, _| {}).await.unwrap().unwrap();
        let after = QUERIES.map(|typed| shown(index.find(typed, &world.limits()).unwrap()));
        assert_eq!(before.each_ref().map(|(total, _)| total), after.each_ref().map(|(total, _)| total));
        for ((_, before), (_, after)) in before.iter().zip(&after) {
            // Frequencies count over all sites, so near equals may change places.
            assert_eq!(before.len(), after.len());
        }
        let theirs = Limits { site: other, ..world.limits() };
        let (total, alone) = shown(index.find("\"của xã\"", &theirs).unwrap());
        assert_eq!((total, alone.len()), (1, 1));
        assert!(after.iter().all(|(_, mine)| !mine.contains(&alone[0])));
    })
    .await;
}
