//! The index follows the database: what is published is found, what is withdrawn is not, and a lost or broken index comes back.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{Search, World};
use crate::{
    db::{Db, Ear, News, Topic, testing::on_both},
    in_tx, on_db,
    search::{
        abbreviations::Lists,
        asking::answer,
        fallback::CAUTION,
        following::{State, rebuild},
        model::Asking,
    },
    site::{self, model::SiteView},
};

/// Nobody tells: it asks.
fn ear() -> Ear {
    News::default().about(Topic::Changes, Duration::from_millis(80))
}

async fn article(db: &Db, slug: &str) -> Uuid {
    on_db!(db, pool => sqlx::query_scalar("select id from article where slug = $1").bind(slug).fetch_one(pool).await).unwrap()
}

/// Withdraws or brings back, as the newsroom does: the article and a line of the change log in one transaction.
async fn set_withdrawn(db: &Db, site: Uuid, id: Uuid, at: Option<i64>) {
    in_tx!(db, tx => {
        sqlx::query("update article set withdrawn_at = $2 where id = $1").bind(id).bind(at).execute(&mut *tx).await?;
        sqlx::query("insert into change_log (site_id, subject, subject_id, at) values ($1, 'article', $2, 1)").bind(site).bind(id).execute(&mut *tx).await?;
    })
    .unwrap();
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::task::yield_now().await;
    }
    start.elapsed()
}

async fn total(db: &Db, search: &Search, site: Uuid, q: &str) -> (i64, String) {
    let view = answer(db, search, site, Asking { q: q.into(), page: 1, ..Asking::default() }).await.unwrap();
    (view.total, view.caution)
}

const SLUG: &str = "phan-loai-rac-tai-nguon-bon-thung-mot-thoi-quen";

#[tokio::test]
async fn changes_are_found_at_once_and_after_a_restart() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let (search, stop) = (world.search(), CancellationToken::new());
        let following = tokio::spawn(search.clone().follow(db.clone(), ear(), stop.clone()));
        until("the index opens", async || search.index().is_some()).await;
        let id = article(&db, SLUG).await;
        let (before, _) = total(&db, &search, world.site, "\"phân loại rác\"").await;
        let indexed = || search.index().unwrap().count("\"phân loại rác\"", &world.limits()).unwrap() as i64;
        assert_eq!(indexed(), before);

        set_withdrawn(&db, world.site, id, Some(1)).await;
        // What readers may not have is gone before the index knows it.
        let view =
            answer(&db, &search, world.site, Asking { q: "\"phân loại rác\"".into(), page: 1, ..Asking::default() }).await.unwrap();
        assert!(view.hits.iter().all(|hit| hit.slug != SLUG));
        let took = until("the index forgets", async || indexed() == before - 1).await;
        set_withdrawn(&db, world.site, id, None).await;
        let back = until("the index finds again", async || indexed() == before).await;
        println!("withdrawn in the index after {took:?}, found again after {back:?}");

        // Changed while no one follows.
        stop.cancel();
        following.await.unwrap();
        set_withdrawn(&db, world.site, id, Some(1)).await;
        let (search, stop) = (world.search(), CancellationToken::new());
        let following = tokio::spawn(search.clone().follow(db.clone(), ear(), stop.clone()));
        until("the index opens again", async || search.index().is_some()).await;
        let indexed = || search.index().map_or(-1, |index| index.count("\"phân loại rác\"", &world.limits()).unwrap() as i64);
        until("it catches up", async || indexed() == before - 1).await;
        stop.cancel();
        following.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_broken_index_builds_itself_anew_while_the_database_answers() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        // Nobody follows: there is no index, and titles are found all the same.
        let search = world.search();
        let (found, caution) = total(&db, &search, world.site, "phan loai rac").await;
        assert!(found > 0);
        assert_eq!(caution, CAUTION);

        let folder = world.index.folder.clone();
        for file in std::fs::read_dir(&folder).unwrap().flatten() {
            if file.path().extension().is_some_and(|extension| extension == "term" || extension == "pos") {
                let mut bytes = std::fs::read(file.path()).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0xff;
                std::fs::write(file.path(), bytes).unwrap();
            }
        }
        let stop = CancellationToken::new();
        let following = tokio::spawn(search.clone().follow(db.clone(), ear(), stop.clone()));
        until("there is an index", async || search.index().is_some()).await;
        assert_ne!(search.index().unwrap().folder, folder);
        let (found, caution) = total(&db, &search, world.site, "phan loai rac").await;
        assert!(found > 0);
        assert_eq!(caution, "");
        stop.cancel();
        following.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_sites_own_abbreviations_count_without_a_restart() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let (search, stop) = (world.search(), CancellationToken::new());
        let following = tokio::spawn(search.clone().follow(db.clone(), ear(), stop.clone()));
        until("the index opens", async || search.index().is_some()).await;
        assert_eq!(total(&db, &search, world.site, "PLR").await.0, 0);
        let site = world.site;
        in_tx!(&db, tx => {
            sqlx::query("update site set abbreviations = 'PLR = phân loại rác' where id = $1").bind(site).execute(&mut *tx).await?;
            sqlx::query("insert into change_log (site_id, subject, subject_id, at) values ($1, 'site', $1, 1)").bind(site).execute(&mut *tx).await?;
        })
        .unwrap();
        let elsewhere = site::store::create_site(&db, "khac.example", &SiteView { name: "Khác".into(), ..SiteView::default() }, 0).await.unwrap();
        // While the index with the new list is made, the old one answers and takes in what is new.
        let before = search.index().unwrap().folder.clone();
        let id = article(&db, SLUG).await;
        let indexed = || search.index().unwrap().count("\"phân loại rác\"", &world.limits()).unwrap();
        let all = indexed();
        set_withdrawn(&db, site, id, Some(1)).await;
        until("the index forgets", async || indexed() == all - 1).await;
        set_withdrawn(&db, site, id, None).await;
        until("the index finds again", async || indexed() == all).await;
        until("the abbreviation is known", async || total(&db, &search, world.site, "PLR").await.0 > 0).await;
        // It is the site's own: to another, the same word is a word.
        let index = search.index().unwrap();
        assert!(index.abbreviations.at(site).long_of("plr").is_some());
        assert_eq!(index.abbreviations.at(elsewhere).long_of("plr"), None);
        until("the new one is in use", async || search.index().unwrap().folder != before).await;
        stop.cancel();
        following.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_away_costs_no_index() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let (search, stop, mut state) = (world.search(), CancellationToken::new(), State::default());
        search.look(&db, &mut state, &stop).await.unwrap();
        let folder = search.index().unwrap().folder.clone();
        let indexed = || search.index().unwrap().count("\"phân loại rác\"", &world.limits()).unwrap();
        let all = indexed();
        let id = article(&db, SLUG).await;
        set_withdrawn(&db, world.site, id, Some(1)).await;
        // The log is there, and what it names cannot be read.
        let rename = async |statement: &'static str| {
            in_tx!(&db, tx => { sqlx::query(statement).execute(&mut *tx).await?; }).unwrap();
        };
        rename("alter table revision rename to revision_away").await;
        search.look(&db, &mut state, &stop).await.unwrap();
        assert_eq!((search.index().map(|index| index.folder.clone()), indexed()), (Some(folder.clone()), all));
        rename("alter table revision_away rename to revision").await;
        search.look(&db, &mut state, &stop).await.unwrap();
        assert_eq!((search.index().map(|index| index.folder.clone()), indexed()), (Some(folder), all - 1));
    })
    .await;
}

#[tokio::test]
async fn two_programs_on_one_folder_do_not_take_each_others_index_away() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let (stop, mut first, mut second) = (CancellationToken::new(), State::default(), State::default());
        let (one, other) = (world.search(), world.search());
        one.look(&db, &mut first, &stop).await.unwrap();
        assert!(other.look(&db, &mut second, &stop).await.is_err(), "the other one writes");
        assert!(other.index().is_some(), "and this one reads");
        one.look(&db, &mut first, &stop).await.unwrap();
        assert_eq!(one.index().map(|index| index.folder.clone()), other.index().map(|index| index.folder.clone()));
    })
    .await;
}

#[tokio::test]
async fn an_index_that_cannot_be_built_leaves_nothing_behind() {
    on_both(|db| async move {
        let world = World::new(&db).await;
        let folder = world.folder.path().join("search");
        let before = std::fs::read_dir(&folder).unwrap().count();
        in_tx!(&db, tx => { sqlx::query("alter table revision rename to revision_away").execute(&mut *tx).await?; }).unwrap();
        let built = rebuild(&folder, &db, Arc::new(Lists::of(&[])), &CancellationToken::new(), |_, _| {}).await;
        assert!(built.is_err());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), before);
    })
    .await;
}
