//! Old addresses lead on for good, by the real program: of articles, and of the site before this one.

use sqlx::{Connection, SqliteConnection};

use crate::portal::{Portal, until};

#[tokio::test]
async fn an_old_address_leads_on_until_something_stands_there() {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::make(folder.path(), None);
    assert_eq!(portal.ask("/tin-tuc/abc.html").status, 404);
    let mut newsroom = SqliteConnection::connect(&format!("sqlite://{}", portal.database_file().display())).await.unwrap();
    for statement in [
        "insert into slug_redirect (site_id, slug, article_id) select site_id, 'bai-cu', id from article where slug = 'bai-hai'",
        "insert into old_address (site_id, path, target) select id, '/tin-tức/abc.html', '/bai-viet/bai-hai' from site",
        "insert into old_address (site_id, path, target) select id, '/bai-viet/bai-mot', '/' from site",
        "insert into old_address (site_id, path, target) select id, '/index.php?nv=news&id=12', '/bai-viet/bai-hai' from site",
        "insert into old_address (site_id, path, target) select id, '/Default.aspx', '/' from site",
        "insert into old_address (site_id, path, target) select id, '/Default.aspx?tabid=12&từ=khóa', '/bai-viet/bai-hai' from site",
    ] {
        sqlx::query(statement).execute(&mut newsroom).await.unwrap();
    }
    for (from, to) in [
        ("/bai-viet/bai-cu", "/bai-viet/bai-hai"),
        ("/bai-viet/bai-cu/phien-ban", "/bai-viet/bai-hai/phien-ban"),
        ("/tin-t%E1%BB%A9c/abc.html", "/bai-viet/bai-hai"),
        ("/tin-t%E1%BB%A9c/abc.html/?id=7&utm=x", "/bai-viet/bai-hai"),
        ("/index.php?nv=news&id=12", "/bai-viet/bai-hai"),
        ("/Default.aspx?tabid=12&t%E1%BB%AB=kh%C3%B3a", "/bai-viet/bai-hai"),
        ("/Default.aspx?tabid=13", "/"),
    ] {
        let answer = portal.ask(from);
        assert_eq!(answer.status, 308, "{from}: {}", answer.body);
        let head = answer.head.to_lowercase() + "\r\n";
        assert!(head.contains(&format!("location: {to}\r\n")), "{from}: {head}");
        assert!(head.contains("cache-control: private, no-cache\r\n"), "it can be taken back: {head}");
    }
    assert_eq!(portal.ask("/bai-viet/bai-mot").status, 200, "what stands at an address is shown");
    assert_eq!(portal.ask("/index.php?nv=news&id=13").status, 404, "another query is another address");
    assert_eq!(portal.ask("/?nv=news&id=12").status, 200);
    assert_eq!(portal.ask("/tin-tuc/abc.html").status, 404);
    // Another process takes one back.
    sqlx::query("delete from old_address").execute(&mut newsroom).await.unwrap();
    until("it leads nowhere any more", || portal.ask("/tin-t%E1%BB%A9c/abc.html").status == 404);
}
