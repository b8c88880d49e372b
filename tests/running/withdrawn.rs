//! A withdrawn article: its address says since when, its files close with it, no list shows it.

use sqlx::{Connection, SqliteConnection};

use crate::portal::{Portal, until};

/// 20 November 2026, 15:30 in Vietnam.
const WITHDRAWN_AT: i64 = 1_795_163_400_000_000;

#[tokio::test]
async fn a_withdrawn_article_leaves_a_page_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    assert_eq!(portal.ask("/bai-viet/bai-hai").status, 200);
    assert!(portal.ask("/").body.contains("/bai-viet/bai-hai"));

    let mut newsroom = SqliteConnection::connect(&format!("sqlite://{}", portal.database_file().display())).await.unwrap();
    sqlx::query("update article set withdrawn_at = $1 where slug = 'bai-hai'")
        .bind(WITHDRAWN_AT)
        .execute(&mut newsroom)
        .await
        .unwrap();
    sqlx::query("insert into change_log (site_id, subject, subject_id, at) select site_id, 'article', id, 1 from article where slug = 'bai-hai'")
        .execute(&mut newsroom)
        .await
        .unwrap();

    until("the page says so", || portal.ask("/bai-viet/bai-hai").status == 410);
    let page = portal.ask("/bai-viet/bai-hai").body;
    for words in [
        "Bài đã gỡ ngày 20/11/2026",
        "Ban biên tập đã gỡ bài viết này",
        "<title>Nội dung đã gỡ – Cổng thử</title>",
        "noindex",
        "href=\"/\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Nội dung bài hai"), "{page}");
    // Another process has written: pages in memory follow the change log within a moment.
    until("the home page follows", || !portal.ask("/").body.contains("/bai-viet/bai-hai"));
    let data = portal.ask("/api/article/read?slug=bai-hai");
    assert_eq!(data.status, 410, "{}", data.body);
}
