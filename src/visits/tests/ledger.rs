use super::world::*;
use crate::{
    db::{Db, testing::on_both},
    in_tx,
    site::model::CurrentSite,
    visits::{state::VisitsState, store},
};
use futures_util::FutureExt;

/// A browser comes and comes back: one visit.
fn visit(visits: &VisitsState, site: &CurrentSite, now: i64) {
    let mut browser = Browser::default();
    browser.page(visits, site, now);
    browser.handshake(visits, site, now);
}

async fn in_ledger(db: &Db, site: &CurrentSite) -> (i64, i64) {
    let days = store::list_days(db, site.id, 0, i64::MAX).await.unwrap();
    let hours = store::list_hours(db, site.id, 0, i64::MAX).await.unwrap();
    let of_days = (days.iter().map(|day| day.visits).sum::<i64>(), days.iter().map(|day| day.views).sum::<i64>());
    assert_eq!(of_days, (hours.iter().map(|hour| hour.visits).sum(), hours.iter().map(|hour| hour.views).sum()));
    of_days
}

async fn run(db: &Db, statement: &'static str) {
    in_tx!(db, tx => { sqlx::query(statement).execute(&mut *tx).await?; }).unwrap();
}

#[tokio::test]
async fn what_cannot_be_written_waits_and_is_written_once() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        for round in 1..=3 {
            visit(&visits, &site, MORNING);
            visit(&visits, &site, MORNING);
            run(&db, "alter table visit_day rename to visit_day_away").await;
            visits.flush(MORNING).await.unwrap_err();
            visit(&visits, &site, MORNING);
            visits.flush(MORNING).await.unwrap_err();
            assert_eq!(counted(&visits, &site, MORNING).0, 3 * round);
            run(&db, "alter table visit_day_away rename to visit_day").await;
            // Nothing of the failed tries is left, not even the part before the failing statement.
            assert_eq!(in_ledger(&db, &site).await.0, 3 * (round - 1));
            visits.flush(MORNING).await.unwrap();
            assert_eq!(in_ledger(&db, &site).await, (3 * round, 3 * round));
            assert_eq!(counted(&visits, &site, MORNING).0, 3 * round);
        }
        assert_eq!(counted(&open(&db, MORNING).await, &site, MORNING), (9, 9, 9));
    })
    .await;
}

#[tokio::test]
async fn a_batch_whose_answer_was_lost_counts_once() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        for round in 1..=20 {
            visit(&visits, &site, MORNING);
            // Asked and not waited for: the transaction runs to its end without us.
            assert!(visits.flush(MORNING).now_or_never().is_none());
            visit(&visits, &site, MORNING);
            visits.flush(MORNING).await.unwrap();
            assert_eq!(in_ledger(&db, &site).await.0, 2 * round);
            assert_eq!(counted(&visits, &site, MORNING).0, 2 * round);
        }
    })
    .await;
}

#[tokio::test]
async fn a_restart_forgets_nothing_and_counts_nothing_twice() {
    on_both(|db| async move {
        let site = site(&db, 5).await;
        let visits = open(&db, MORNING).await;
        let mut browser = Browser::default();
        browser.page(&visits, &site, MORNING);
        let mut beside = browser.clone();
        browser.handshake(&visits, &site, MORNING);
        visits.stop(MORNING).await.unwrap();

        let again = open(&db, MORNING + SECOND).await;
        assert_eq!(counted(&again, &site, MORNING + SECOND), (1, 1, 6));
        beside.pixel(&again, &site, MORNING + SECOND);
        assert_eq!(counted(&again, &site, MORNING + SECOND), (1, 1, 6));
        browser.page(&again, &site, MORNING + 2 * SECOND);
        assert_eq!(counted(&again, &site, MORNING + SECOND), (1, 1, 6));
    })
    .await;
}

#[tokio::test]
async fn two_nodes_show_the_same_and_count_a_token_once() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let (one, two) = (open(&db, MORNING).await, open(&db, MORNING + 1).await);
        let mut browser = Browser::default();
        browser.page(&one, &site, MORNING);
        // The socket goes to one node, the beacon to the other.
        browser.clone().handshake(&one, &site, MORNING);
        browser.clone().handshake(&two, &site, MORNING);
        visit(&one, &site, MORNING);
        visit(&two, &site, MORNING);
        visit(&two, &site, MORNING);
        one.flush(MORNING + SECOND).await.unwrap();
        two.flush(MORNING + SECOND).await.unwrap();
        one.flush(MORNING + 2 * SECOND).await.unwrap();
        assert_eq!(in_ledger(&db, &site).await, (4, 4));
        for node in [one, two] {
            assert_eq!(counted(&node, &site, MORNING + 2 * SECOND), (4, 4, 4));
        }
    })
    .await;
}

#[tokio::test]
async fn tokens_are_kept_no_longer_than_needed() {
    on_both(|db| async move {
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        visit(&visits, &site, MORNING);
        visits.flush(MORNING).await.unwrap();
        assert_eq!(store::list_begun(&db, 0).await.unwrap().len(), 1);
        visit(&visits, &site, MORNING + 32 * MINUTE);
        visits.flush(MORNING + 32 * MINUTE).await.unwrap();
        assert_eq!(store::list_begun(&db, 0).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_site_that_is_gone_blocks_no_other() {
    on_both(|db| async move {
        let gone = CurrentSite(std::sync::Arc::new(crate::site::model::SiteRow {
            id: uuid::Uuid::now_v7(),
            host: "cu.localhost".into(),
            ..Default::default()
        }));
        let site = site(&db, 0).await;
        let visits = open(&db, MORNING).await;
        visit(&visits, &gone, MORNING);
        visit(&visits, &site, MORNING);
        visits.flush(MORNING).await.unwrap();
        assert_eq!(in_ledger(&db, &site).await.0, 1);
    })
    .await;
}

#[tokio::test]
async fn old_months_and_the_opening_balance_are_in_all() {
    on_both(|db| async move {
        let site = site(&db, 1000).await;
        for (day, number) in [(at(2026, 11, 1), 3), (at(2026, 11, 22), 4), (MORNING, 5)] {
            let visits = open(&db, day).await;
            for _ in 0..number {
                visit(&visits, &site, day);
            }
            visits.stop(day).await.unwrap();
        }
        assert_eq!(counted(&open(&db, MORNING).await, &site, MORNING), (5, 12, 1012));
        let december = at(2026, 12, 1);
        let visits = open(&db, MORNING).await;
        assert_eq!(counted(&visits, &site, december - 1), (0, 12, 1012));
        assert_eq!(counted(&visits, &site, december), (0, 0, 1012));
        let next_spring = MORNING + 120 * 24 * 60 * MINUTE;
        visits.flush(next_spring).await.unwrap();
        assert_eq!(counted(&visits, &site, next_spring), (0, 0, 1012));
        visit(&visits, &site, next_spring);
        assert_eq!(counted(&visits, &site, next_spring), (1, 1, 1013));
    })
    .await;
}

#[tokio::test]
async fn every_node_signs_with_the_same_key() {
    on_both(|db| async move {
        let keys =
            tokio::join!(store::find_or_create_secret(&db, "visit-cookie"), store::find_or_create_secret(&db, "visit-cookie"));
        let (one, two) = (keys.0.unwrap(), keys.1.unwrap());
        assert_eq!((one.len(), &one), (32, &two));
    })
    .await;
}
