//! A scheduled article: published once, also when the hour passed while the portal was down and however often it is started.

use sqlx::{Connection, SqliteConnection};

use crate::portal::{Portal, until};

async fn number(db: &mut SqliteConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db).await.unwrap()
}

pub const PUBLICATIONS: &str = "select count(*) from publication p join article a on a.id = p.article_id where a.slug = 'bai-hai'";

#[tokio::test]
async fn an_hour_that_passed_while_the_portal_was_down_is_made_good_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut portal = Portal::make(folder.path(), None);
    let mut newsroom = SqliteConnection::connect(&format!("sqlite://{}", portal.database_file().display())).await.unwrap();
    let before = number(&mut newsroom, PUBLICATIONS).await;
    // In an hour: the portal waits, and a restart changes nothing.
    for sql in [
        "update article set published_revision_id = null, published_at = null, stage = 'scheduled',
           scheduled_at = cast(strftime('%s', 'now') as integer) * 1000000 + 3600000000 where slug = 'bai-hai'",
        "insert into change_log (site_id, subject, subject_id, at) select site_id, 'article', id, 1 from article where slug = 'bai-hai'",
    ] {
        sqlx::query(sql).execute(&mut newsroom).await.unwrap();
    }
    until("the page is gone", || portal.ask("/bai-viet/bai-hai").status == 404);
    portal.stop();
    portal.start();
    assert_eq!(portal.ask("/bai-viet/bai-hai").status, 404);
    portal.stop();

    // As if the clock had jumped ahead, or the machine had been off over the hour.
    sqlx::query("update article set scheduled_at = scheduled_at - 7200000000 where slug = 'bai-hai'")
        .execute(&mut newsroom)
        .await
        .unwrap();
    portal.start();
    until("it is published", || portal.ask("/bai-viet/bai-hai").status == 200);
    assert_eq!(number(&mut newsroom, PUBLICATIONS).await, before + 1);
    let published_at = number(&mut newsroom, "select published_at from article where slug = 'bai-hai'").await;

    portal.stop();
    portal.start();
    until("it is there again", || portal.ask("/bai-viet/bai-hai").status == 200);
    assert_eq!(number(&mut newsroom, PUBLICATIONS).await, before + 1, "published once and for all");
    assert_eq!(number(&mut newsroom, "select published_at from article where slug = 'bai-hai'").await, published_at);
    assert_eq!(number(&mut newsroom, "select count(*) from article where stage = 'scheduled'").await, 0);
}
