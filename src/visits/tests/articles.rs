//! How often an article was read follows the page views: the same rules, the same batches, by article.

use super::{oracle_trace::Dice, world::*};
use crate::{
    db::{Db, testing::on_both},
    in_tx,
    site::model::CurrentSite,
    visits::{
        model::{MostRead, article_at},
        store,
    },
};
use uuid::Uuid;

/// A published article under each slug.
async fn publish(db: &Db, site: &CurrentSite, slugs: &[&str]) {
    let (site, slugs): (Uuid, Vec<String>) = (site.id, slugs.iter().map(|slug| (*slug).to_owned()).collect());
    in_tx!(db, tx => {
        let section = Uuid::now_v7();
        sqlx::query("insert into section (id, site_id, slug, name, position) values ($1, $2, 'tin', 'Tin', 1)")
            .bind(section).bind(site).execute(&mut *tx).await?;
        for slug in slugs {
            let (article, revision) = (Uuid::now_v7(), Uuid::now_v7());
            sqlx::query(
                "insert into article (id, site_id, section_id, slug, published_revision_id, published_at, created_at) values ($1, $2, $3, $4, $5, 1, 1)",
            )
            .bind(article).bind(site).bind(section).bind(&slug).bind(revision).execute(&mut *tx).await?;
            sqlx::query(
                "insert into revision (id, article_id, number, title, content, schema_version, content_hash, created_at) values ($1, $2, 1, $3, '{}', 1, '', 1)",
            )
            .bind(revision).bind(article).bind(&slug).execute(&mut *tx).await?;
        }
    })
    .unwrap();
}

async fn read(db: &Db, site: &CurrentSite) -> Vec<(String, i64)> {
    let read = store::list_most_read(db, site.id, 0, 10).await.unwrap();
    read.into_iter().map(|MostRead { slug, views, .. }| (slug, views)).collect()
}

fn is(slug: &str, views: i64) -> (String, i64) {
    (slug.into(), views)
}

#[test]
fn an_article_is_told_by_its_address() {
    assert_eq!(article_at("/bai-viet/le-khai-giang"), Some("le-khai-giang"));
    for other in ["/", "/bai-viet/", "/bai-viet/a/phien-ban", "/trang/a", &format!("/bai-viet/{}", "a".repeat(301))] {
        assert_eq!(article_at(other), None, "{other}");
    }
}

#[tokio::test]
async fn a_first_view_counts_once_its_cookie_has_come_back() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        publish(&db, &site, &["a", "b"]).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.read(&visits, &site, Some("a"), MORNING);
        let mut lost = Browser::default();
        lost.read(&visits, &site, Some("b"), MORNING);
        visits.flush(MORNING).await.unwrap();
        assert_eq!(read(&db, &site).await, []);

        browser.handshake(&visits, &site, MORNING + SECOND);
        browser.clone().handshake(&visits, &site, MORNING + SECOND);
        browser.read(&visits, &site, Some("b"), MORNING + MINUTE);
        browser.read(&visits, &site, Some("a"), MORNING + 2 * MINUTE);
        browser.page(&visits, &site, MORNING + 3 * MINUTE);
        visits.flush(MORNING + 3 * MINUTE).await.unwrap();
        assert_eq!(read(&db, &site).await, [is("a", 2), is("b", 1)]);
    })
    .await;
}

#[tokio::test]
async fn robots_prefetches_and_what_is_no_article_count_for_none() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        publish(&db, &site, &["a", "withdrawn"]).await;
        in_tx!(&db, tx => { sqlx::query("update article set withdrawn_at = 1 where slug = 'withdrawn'").execute(&mut *tx).await?; }).unwrap();
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, MORNING);
        browser.handshake(&visits, &site, MORNING);
        let mut ahead = Browser { purpose: Some("prefetch"), ..browser.clone() };
        ahead.read(&visits, &site, Some("a"), MORNING);
        for slug in ["withdrawn", "khong-co"] {
            browser.read(&visits, &site, Some(slug), MORNING);
        }
        visits.flush(MORNING).await.unwrap();
        assert_eq!(read(&db, &site).await, []);
        browser.read(&visits, &site, Some("a"), MORNING);
        visits.flush(MORNING).await.unwrap();
        assert_eq!(read(&db, &site).await, [is("a", 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_view_stands_on_its_day_and_old_days_are_left_out() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        publish(&db, &site, &["a", "b"]).await;
        let visits = open(&db, MORNING).await;
        let midnight = at(2026, 11, 24);
        let mut browser = Browser::default();
        browser.read(&visits, &site, Some("a"), midnight - SECOND);
        browser.handshake(&visits, &site, midnight + SECOND);
        browser.read(&visits, &site, Some("b"), midnight + SECOND);
        visits.flush(midnight + SECOND).await.unwrap();
        let day = crate::text::dates::local(midnight).day_number;
        let since = async |day| store::list_most_read(&db, site.id, day, 10).await.unwrap();
        assert_eq!(since(day - 1).await.len(), 2);
        let later = since(day).await;
        assert_eq!((later.len(), later[0].slug.as_str()), (1, "b"));
        assert!(since(day + 1).await.is_empty());
    })
    .await;
}

/// With articles alone, what was read is what was viewed: through failed flushes, restarts and two nodes.
#[tokio::test]
async fn articles_add_up_to_the_page_views() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let slugs = ["a", "b", "c", "d"];
        publish(&db, &site, &slugs).await;
        let mut dice = Dice(7);
        let mut nodes = [open(&db, MORNING).await, open(&db, MORNING + 1).await];
        let mut browsers: Vec<(usize, Browser)> = (0..40).map(|number| (number % 2, Browser::default())).collect();
        let mut now = MORNING;
        for step in 0..600 {
            now += dice.below(40) * SECOND;
            let at = dice.below(browsers.len() as i64) as usize;
            let (node, browser) = &mut browsers[at];
            let visits = &nodes[*node];
            match dice.below(6) {
                0 => drop(browser.handshake(visits, &site, now)),
                1 => drop(browser.clone().read(visits, &site, Some(slugs[0]), now)),
                2 => drop(browser.pixel(visits, &site, now)),
                _ => drop(browser.read(visits, &site, Some(slugs[dice.below(4) as usize]), now)),
            }
            match step % 97 {
                30 => nodes[0].flush(now).await.unwrap(),
                60 => nodes[1].flush(now).await.unwrap(),
                90 => {
                    in_tx!(&db, tx => { sqlx::query("alter table article_day rename to article_day_away").execute(&mut *tx).await?; }).unwrap();
                    nodes[0].flush(now).await.unwrap_err();
                    in_tx!(&db, tx => { sqlx::query("alter table article_day_away rename to article_day").execute(&mut *tx).await?; }).unwrap();
                }
                _ => {}
            }
        }
        for node in &mut nodes {
            node.flush(now).await.unwrap();
        }
        let views: i64 = store::list_days(&db, site.id, 0, i64::MAX).await.unwrap().iter().map(|day| day.views).sum();
        let of_articles: i64 = read(&db, &site).await.iter().map(|(_, views)| views).sum();
        assert!(views > 200, "{views}");
        assert_eq!(of_articles, views);
    })
    .await;
}
