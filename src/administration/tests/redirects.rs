//! Old addresses lead on for good: of articles, of the site before this one; never in circles, to nowhere or away.

use super::{administrator, named, publish};
use crate::{
    accounts::actors::Administrator,
    administration::{
        model::REDIRECTS_A_PAGE,
        redirects::{add_redirect, delete_redirect, list_redirects},
        sections,
    },
    audit,
    db::{Db, testing::on_both},
    error::AppError,
    in_tx,
    site::addresses::find_moved,
};

/// What is said of an address that is refused, and of which of the two.
async fn refused(db: &Db, by: &Administrator, from: &str, to: &str) -> (String, String) {
    match add_redirect(db, by, from, to).await {
        Err(AppError::Invalid(problems)) => (problems[0].at.clone(), problems[0].says.clone()),
        other => panic!("{from} → {to}: {other:?}"),
    }
}

#[tokio::test]
async fn an_old_address_leads_to_the_article_of_its_own_site_and_follows_it() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        publish(&db, by.site, "Lễ khai giảng").await;
        add_redirect(&db, &by, "/bai-viet/khai-giang-cu", "https://xa.example/bai-viet/le-khai-giang").await.unwrap();
        let moved = async |address: &str| find_moved(&db, by.site, address).await.unwrap();
        assert_eq!(moved("/bai-viet/khai-giang-cu").await.as_deref(), Some("/bai-viet/le-khai-giang"));
        assert_eq!(moved("/bai-viet/khai-giang-cu/phien-ban").await.as_deref(), Some("/bai-viet/le-khai-giang/phien-ban"));
        in_tx!(db, tx => { sqlx::query("update article set slug = 'khai-giang-moi'").execute(&mut *tx).await?; }).unwrap();
        assert_eq!(moved("/bai-viet/khai-giang-cu").await.as_deref(), Some("/bai-viet/khai-giang-moi"), "it follows the article");
        in_tx!(db, tx => { sqlx::query("update article set published_revision_id = null").execute(&mut *tx).await?; }).unwrap();
        assert_eq!(moved("/bai-viet/khai-giang-cu").await, None, "nobody is led to what is not published");

        assert_eq!(find_moved(&db, stranger.site, "/bai-viet/khai-giang-cu").await.unwrap(), None);
        assert_eq!(delete_redirect(&db, &stranger, "/bai-viet/khai-giang-cu").await, Err(AppError::NotFound));
        delete_redirect(&db, &by, "/bai-viet/khai-giang-cu").await.unwrap();
        assert!(list_redirects(&db, by.site, "", 1).await.unwrap().redirects.is_empty());
    })
    .await;
}

#[tokio::test]
async fn any_address_of_the_site_before_leads_to_one_of_this() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        publish(&db, by.site, "Lễ khai giảng").await;
        for (from, to) in [
            ("/tin-tuc/abc.html", "/bai-viet/le-khai-giang"),
            ("/Default.aspx", "/"),
            ("/tin-t%E1%BB%A9c/", "/chuyen-muc/tin-hoat-dong"),
            ("http://XA.example:8080/lien-he.php", "/tim-kiem?q=liên-hệ"),
        ] {
            add_redirect(&db, &by, from, to).await.unwrap();
        }
        let moved = async |address: &str| find_moved(&db, by.site, address).await.unwrap();
        assert_eq!(moved("/tin-tuc/abc.html?id=7").await.as_deref(), Some("/bai-viet/le-khai-giang"));
        assert_eq!(moved("/tin-t%e1%bb%a9c").await.as_deref(), Some("/chuyen-muc/tin-hoat-dong"));
        assert_eq!(moved("/lien-he.php").await.as_deref(), Some("/tim-kiem?q=li%C3%AAn-h%E1%BB%87"), "as a header can carry it");
        assert_eq!(moved("/tin-tuc/abc.htm").await, None);
        assert_eq!(find_moved(&db, stranger.site, "/tin-tuc/abc.html").await.unwrap(), None);

        // What leads to an address that leads on itself does not make a reader go two ways; nor in a circle.
        sections::add_section(&db, &by, &named("Mục cũ")).await.unwrap();
        add_redirect(&db, &by, "/muc.html", "/chuyen-muc/muc-cu").await.unwrap();
        in_tx!(db, tx => { sqlx::query("delete from section where slug = 'muc-cu'").execute(&mut *tx).await?; }).unwrap();
        add_redirect(&db, &by, "/chuyen-muc/muc-cu", "/chuyen-muc/tin-hoat-dong").await.unwrap();
        assert_eq!(moved("/muc.html").await.as_deref(), Some("/chuyen-muc/tin-hoat-dong"));
        add_redirect(&db, &by, "/muc.html", "/").await.unwrap();
        assert_eq!(moved("/muc.html").await.as_deref(), Some("/"), "typed once more it is changed");
        delete_redirect(&db, &by, "/muc.html").await.unwrap();
        assert_eq!(moved("/muc.html").await, None);
        let log = audit::store::list_entries(&db, by.site, "redirect_changed", i64::MAX).await.unwrap();
        assert_eq!(log.len(), 8);
    })
    .await;
}

#[tokio::test]
async fn an_old_address_with_a_query_leads_on_by_it_and_others_by_their_path() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        publish(&db, by.site, "Lễ khai giảng").await;
        for (from, to) in [
            ("/index.php?nv=news&id=12", "/bai-viet/le-khai-giang"),
            ("http://xa.example/Default.aspx?tabid=12&NewsViews=3", "/bai-viet/le-khai-giang"),
            ("/Default.aspx", "/"),
            ("/tim.php?t%E1%BB%AB=kh%C3%B3a", "/tim-kiem?q=a"),
            ("/ra.php?den=http://khac.example/", "/"),
        ] {
            add_redirect(&db, &by, from, to).await.unwrap();
        }
        let moved = async |address: &str| find_moved(&db, by.site, address).await.unwrap();
        let article = Some("/bai-viet/le-khai-giang");
        assert_eq!(moved("/index.php?nv=news&id=12").await.as_deref(), article);
        assert_eq!(moved("/index.php/?nv=news&id=12").await.as_deref(), article);
        assert_eq!(moved("/Default.aspx?tabid=12&NewsViews=3").await.as_deref(), article, "before the path alone");
        assert_eq!(moved("/Default.aspx?tabid=13").await.as_deref(), Some("/"));
        assert_eq!(moved("/Default.aspx").await.as_deref(), Some("/"));
        assert_eq!(moved("/tim.php?từ=khóa").await.as_deref(), Some("/tim-kiem?q=a"));
        assert_eq!(moved("/ra.php?den=http://khac.example/").await.as_deref(), Some("/"), "what a query says leads nobody away");
        let long = format!("/index.php?{}", "x".repeat(8000));
        for other in ["/index.php", "/index.php?id=12&nv=news", "/index.php?nv=news&id=123", "/index.php?nv=news%00", &long] {
            assert_eq!(moved(other).await, None, "{other}");
        }
        let odd = format!("/Default.aspx?{}%00", "x".repeat(8000));
        assert_eq!(moved(&odd).await.as_deref(), Some("/"), "what cannot be a query leaves the path");

        let found = list_redirects(&db, by.site, "nv=news", 1).await.unwrap().redirects;
        assert_eq!((found.len(), found[0].path.as_str()), (1, "/index.php?nv=news&id=12"));
        delete_redirect(&db, &by, "/index.php?nv=news&id=12").await.unwrap();
        assert_eq!(moved("/index.php?nv=news&id=12").await, None);
        delete_redirect(&db, &by, "/Default.aspx").await.unwrap();
        assert_eq!(moved("/Default.aspx?tabid=12&NewsViews=3").await.as_deref(), article, "the path alone is another one");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_lead_on_is_refused_in_words() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        publish(&db, by.site, "Lễ khai giảng").await;
        add_redirect(&db, &by, "/cu.html", "/bai-viet/le-khai-giang").await.unwrap();
        let long = format!("/{}", "a".repeat(500));
        let good = "/bai-viet/le-khai-giang";
        for (from, to, at, says) in [
            ("", good, "from", "Hãy nhập địa chỉ"),
            ("tin.html", good, "from", "bắt đầu bằng một dấu /"),
            ("//ke-xau.example/a", good, "from", "bắt đầu bằng một dấu /"),
            ("/tin tức.html", good, "from", "dấu cách"),
            ("/a%00b", good, "from", "ký tự không dùng được"),
            ("/a?b=%00", good, "from", "ký tự không dùng được"),
            ("/a.aspx#muc", good, "from", "từ dấu # trở đi"),
            ("/a.aspx?id=1#muc", good, "from", "từ dấu # trở đi"),
            ("/?p=12", good, "from", "của chính cổng"),
            ("/bai-viet/le-khai-giang?a=1", "/", "from", "đang là của một bài"),
            ("/a?b=1", "/a/?b=1", "to", "trùng với địa chỉ cũ"),
            ("/a?b=1", "/a", "to", "Không có trang nào"),
            ("/a?b=1", "//ke-xau.example", "to", "bắt đầu bằng một dấu /"),
            ("/a?b=1", "/\\ke-xau.example", "to", "ký tự không dùng được"),
            (&long, good, "from", "dài quá 500"),
            ("https://khac.example/a", good, "from", "ở trang khác"),
            ("/", good, "from", "của chính cổng"),
            ("/bien-tap/x", good, "from", "của chính cổng"),
            ("/tim-kiem", good, "from", "của chính cổng"),
            (good, "/", "from", "đang là của một bài"),
            ("/bai-viet/le-khai-giang/phien-ban", "/", "from", "đang là của một bài"),
            ("/chuyen-muc/tin-hoat-dong", "/", "from", "đang có một trang"),
            ("/a", "/a/", "to", "trùng với địa chỉ cũ"),
            ("/a", "/cu.html", "to", "Hãy ghi thẳng /bai-viet/le-khai-giang"),
            ("/a", "https://khac.example/a", "to", "ở trang khác"),
            ("/a", "javascript:alert(1)", "to", "bắt đầu bằng một dấu /"),
            ("/a", "/bai-viet/khong-co", "to", "Không có bài nào"),
            ("/a", "/khong-co", "to", "Không có trang nào"),
            ("/a", "/trang/khong-co", "to", "Không có trang nào"),
            ("/a", "/bien-tap", "to", "không mở được"),
        ] {
            let (field, wording) = refused(&db, &by, from, to).await;
            assert!(field == at && wording.contains(says), "{from} → {to}: {field}: {wording}");
        }
        // The page at the new address is gone, and its address is asked to lead back.
        sections::add_section(&db, &by, &named("Mục cũ")).await.unwrap();
        add_redirect(&db, &by, "/muc.html", "/chuyen-muc/muc-cu").await.unwrap();
        in_tx!(db, tx => { sqlx::query("delete from section where slug = 'muc-cu'").execute(&mut *tx).await?; }).unwrap();
        let (field, wording) = refused(&db, &by, "/chuyen-muc/muc-cu", "/muc.html").await;
        assert!(field == "to" && wording.contains("chạy vòng"), "{wording}");
        assert_eq!(list_redirects(&db, by.site, "", 1).await.unwrap().total, 2, "nothing was written by the way");
    })
    .await;
}

#[tokio::test]
async fn many_redirects_come_in_pages_and_are_found_by_their_addresses() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        publish(&db, by.site, "Lễ khai giảng").await;
        add_redirect(&db, &by, "/bai-viet/khai-giang-cu", "/bai-viet/le-khai-giang").await.unwrap();
        let site = by.site;
        in_tx!(db, tx => {
            for number in 100..320 {
                sqlx::query("insert into old_address (site_id, path, target) values ($1, $2, '/')")
                    .bind(site)
                    .bind(format!("/tin_{number}.html"))
                    .execute(&mut *tx)
                    .await?;
            }
        })
        .unwrap();
        let mut seen = Vec::new();
        for page in 1..=5 {
            let list = list_redirects(&db, site, "", page).await.unwrap();
            assert_eq!(list.total, 221);
            seen.extend(list.redirects.into_iter().map(|line| line.path));
        }
        seen.sort();
        seen.dedup();
        assert_eq!((seen.len(), 221_i64.div_euclid(REDIRECTS_A_PAGE)), (221, 4), "each once, in five pages");
        for (q, found) in [("TIN_31", 10), ("le-khai", 1), ("tin%31", 0), ("tinx31", 0)] {
            let list = list_redirects(&db, site, q, 1).await.unwrap();
            assert_eq!((list.total, list.redirects.len()), (found, usize::try_from(found).unwrap()), "{q}");
        }
        let article = list_redirects(&db, site, "le-khai", 1).await.unwrap().redirects.remove(0);
        assert_eq!((article.path.as_str(), article.title.as_str()), ("/bai-viet/khai-giang-cu", "Lễ khai giảng"));
    })
    .await;
}
