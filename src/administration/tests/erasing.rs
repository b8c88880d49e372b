//! Personal data goes, its hashes stay: texts, files, and the reasons that readers were told.

use uuid::Uuid;

use super::{administrator, publish};
use crate::{
    accounts::actors::Administrator,
    administration::erasing::{Erased, erase},
    article::{
        importing::{Landing, import_html},
        model::PublicationKind,
        publishing::{self, Publication},
        store::find_published,
    },
    audit::{self, chain::link_hash},
    clock::now,
    db::{Db, Tx, testing::on_both},
    error::AppError,
    in_tx,
    media::storage::Storage,
    on_db,
};

#[tokio::test]
async fn personal_data_is_erased_and_the_history_says_so() {
    on_both(|db| async move {
        let (by, stranger) = (administrator(&db, "xa.example").await, administrator(&db, "tinh.example").await);
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).unwrap();
        std::fs::copy("demo/xa/bai-viet/anh-cho-phien.jpg", folder.path().join("anh.jpg")).unwrap();
        for body in ["<p>Bà Nông Thị Lộ, số 0205.</p><figure><img src='anh.jpg' alt='Bà Lộ'><figcaption>Bà Lộ</figcaption></figure>", "<p>Một người dân.</p>"] {
            let html = format!(
                "<html><head><title>Tin có tên người</title><meta name=section content='Tin hoạt động'><meta name=date content='2026-11-20T08:00:00+07:00'></head>\
                 <body><article><h1>Tin có tên người</h1>{body}</article></body></html>"
            );
            std::fs::write(folder.path().join("bai.html"), html).unwrap();
            import_html(&db, &storage, by.site, &[folder.path().join("bai.html")], Landing::Publish, |_| {}).await;
        }
        let files = || walk(&folder.path().join("media"));
        assert!(!files().is_empty());
        let slug = "/bai-viet/tin-co-ten-nguoi";
        for (number, reason) in [("2", "đang đăng"), ("9", "không có"), ("một", "không phải số"), ("1", " ")] {
            assert!(matches!(erase(&db, &storage, &by, slug, number, Erased::Version, reason).await, Err(AppError::Invalid(_))), "{number} {reason}");
        }
        assert!(matches!(erase(&db, &storage, &stranger, slug, "1", Erased::Version, "của cổng khác").await, Err(AppError::Invalid(_))));
        // What someone typed over the version holds the same words.
        let copies = "insert into working_copy (account_id, piece_id, site_id, version, base, fields, content, schema_version, key)
            select $1, id, site_id, 1, 1, '{}', '{}', 1, '' from article where slug = $2";
        let account = by.account;
        in_tx!(db, tx => { sqlx::query(copies).bind(account).bind("tin-co-ten-nguoi").execute(&mut *tx).await?; }).unwrap();
        erase(&db, &storage, &by, slug, "1", Erased::Version, "người dân yêu cầu").await.unwrap();
        let left: i64 = on_db!(&db, pool => sqlx::query_scalar("select count(*) from working_copy").fetch_one(pool).await).unwrap();
        assert_eq!(left, 0);
        assert_eq!(files(), Vec::<std::path::PathBuf>::new(), "nothing else showed the picture");
        let history = publishing::read_history(&db, by.site, "tin-co-ten-nguoi", 1).await.unwrap().entries;
        assert!(history[0].erased_at.is_none() && history[1].erased_at.is_some() && history[1].title == "Nội dung đã xóa");
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2), "the chain holds");
        let log = audit::store::list_entries(&db, by.site, "revision_erased", i64::MAX).await.unwrap();
        assert_eq!(log.len(), 1);

        // What is withdrawn has no later version that could be put in its place first.
        in_tx!(db, tx => { sqlx::query("update article set withdrawn_at = 1").execute(&mut *tx).await?; }).unwrap();
        erase(&db, &storage, &by, slug, "2", Erased::Version, "người dân yêu cầu").await.unwrap();
        let left: i64 = on_db!(&db, pool => sqlx::query_scalar("select count(*) from revision where lead <> '' or title <> 'Nội dung đã xóa'").fetch_one(pool).await).unwrap();
        assert_eq!(left, 0);
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2), "the chain holds");
    })
    .await;
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walk(&path)) } else { found.push(path) }
    }
    found
}

/// Writes down that the published version of an article was corrected or withdrawn, and why.
async fn give_reason(db: &Db, by: &Administrator, slug: &str, kind: PublicationKind, note: &str) {
    let (article, revision): (Uuid, Uuid) =
        on_db!(db, pool => sqlx::query_as("select id, published_revision_id from article where slug = $1 and site_id = $2")
            .bind(slug)
            .bind(by.site)
            .fetch_one(pool)
            .await)
        .unwrap();
    let (site, account, note) = (by.site, Some(by.account), note.to_owned());
    in_tx!(db, tx => {
        if kind == PublicationKind::Withdrawn {
            sqlx::query("update article set withdrawn_at = 1, withdrawn_note = $2 where id = $1").bind(article).bind(&note).execute(&mut *tx).await?;
        }
        let publication = Publication { site, article, revision, kind, at: now(), account, note };
        publishing::record(&mut Tx::from(&mut *tx), publication).await?;
    })
    .unwrap();
}

async fn run(db: &Db, statement: &'static str) {
    in_tx!(db, tx => { sqlx::query(statement).execute(&mut *tx).await?; }).unwrap();
}

/// Writes the chain as it was written before: with the reasons themselves in the hashes.
async fn write_as_before(db: &Db) {
    type Row = (i64, Uuid, Uuid, String, i64, Option<Uuid>, String, String);
    let rows: Vec<Row> = on_db!(db, pool => sqlx::query_as(
        "select seq, article_id, revision_id, kind, at, account_id, note, content_hash from publication order by seq").fetch_all(pool).await)
    .unwrap();
    let mut hash = String::new();
    for (seq, article, revision, kind, at, account, note, content) in rows {
        let (article, revision, at) = (article.to_string(), revision.to_string(), at.to_string());
        let account = account.map(|id| id.to_string()).unwrap_or_default();
        hash = link_hash(&hash, seq, &[&article, &revision, &kind, &at, &account, &note, &content]);
        let own = hash.clone();
        in_tx!(db, tx => {
            sqlx::query("update publication set hash = $2, note_hash = '', note_salt = '' where seq = $1").bind(seq).bind(&own).execute(&mut *tx).await?;
            sqlx::query("update chain set hash = $1 where name = 'publication'").bind(own).execute(&mut *tx).await?;
        })
        .unwrap();
    }
}

async fn count(db: &Db, statement: &'static str) -> i64 {
    on_db!(db, pool => sqlx::query_scalar(statement).fetch_one(pool).await).unwrap()
}

const REASON: &str = "sửa tên bà Nông Thị Lộ";
const LEFT: &str = "select count(*) from publication where note like '%Lộ%' or note_salt <> '' and note_erased_at is not null";

#[tokio::test]
async fn a_reason_is_erased_also_of_a_version_that_readers_see_and_the_chain_holds() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).unwrap();
        publish(&db, by.site, "Lễ khai giảng").await;
        let slug = "/bai-viet/le-khai-giang";
        let erase = async |what: Erased| erase(&db, &storage, &by, slug, "1", what, "người dân yêu cầu").await;
        let refused = erase(Erased::Reasons).await;
        assert!(matches!(&refused, Err(AppError::Invalid(problems)) if problems[0].says.contains("không có lý do")), "{refused:?}");

        give_reason(&db, &by, "le-khai-giang", PublicationKind::Corrected, REASON).await;
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2));
        let before = publishing::read_history(&db, by.site, "le-khai-giang", 1).await.unwrap().entries;
        assert!(matches!(erase(Erased::Version).await, Err(AppError::Invalid(_))), "the text is being read");
        erase(Erased::Reasons).await.unwrap();
        let after = publishing::read_history(&db, by.site, "le-khai-giang", 1).await.unwrap().entries;
        assert_eq!((before[0].note.as_str(), after[0].note.as_str()), (REASON, ""));
        assert!(after[0].note_erased_at.is_some() && after[0].erased_at.is_none() && after[1].note_erased_at.is_none());
        assert_eq!((&after[0].hash, &after[1].hash), (&before[0].hash, &before[1].hash), "the hashes stay");
        assert_eq!(count(&db, LEFT).await, 0);
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2), "the chain holds");
        assert_eq!(publishing::count_erased(&db).await.unwrap(), (0, 1));
        assert!(find_published(&db, None, by.site, "le-khai-giang").await.is_ok(), "the article itself is there");

        // What was erased says no more than that: another reason cannot be put in its place, nor anything else be changed.
        run(&db, "update publication set note = 'lý do khác' where seq = 2").await;
        assert!(publishing::verify(&db).await.unwrap().is_err());
        run(&db, "update publication set note = '', at = at + 1 where seq = 2").await;
        assert!(publishing::verify(&db).await.unwrap().is_err());
        run(&db, "update publication set note_hash = '' where seq = 2").await;
        run(&db, "update publication set at = at - 1 where seq = 2").await;
        assert!(publishing::verify(&db).await.unwrap().is_err(), "after a sealed link none is taken at its word");
    })
    .await;
}

#[tokio::test]
async fn why_an_article_was_withdrawn_goes_with_its_text() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).unwrap();
        publish(&db, by.site, "Lễ khai giảng").await;
        give_reason(&db, &by, "le-khai-giang", PublicationKind::Withdrawn, REASON).await;
        erase(&db, &storage, &by, "/bai-viet/le-khai-giang", "1", Erased::Version, "người dân yêu cầu").await.unwrap();
        let gone = find_published(&db, None, by.site, "le-khai-giang").await.unwrap_err();
        assert!(matches!(&gone, AppError::Gone { note, .. } if note.contains("đã xóa")), "{gone:?}");
        assert_eq!(count(&db, LEFT).await, 0);
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2));
        assert_eq!(publishing::count_erased(&db).await.unwrap(), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn a_chain_of_before_is_read_on_and_its_reasons_can_go_too() {
    on_both(|db| async move {
        let by = administrator(&db, "xa.example").await;
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(folder.path()).unwrap();
        publish(&db, by.site, "Lễ khai giảng").await;
        give_reason(&db, &by, "le-khai-giang", PublicationKind::Corrected, REASON).await;
        write_as_before(&db).await;
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(2));
        give_reason(&db, &by, "le-khai-giang", PublicationKind::Corrected, "sửa ngày").await;
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(3), "new links follow on old ones");
        run(&db, "update publication set note = 'khác' where seq = 2").await;
        assert!(publishing::verify(&db).await.unwrap().is_err(), "what is not erased is judged by its words");
        run(&db, "update publication set note = 'sửa tên bà Nông Thị Lộ' where seq = 2").await;

        erase(&db, &storage, &by, "le-khai-giang", "1", Erased::Reasons, "người dân yêu cầu").await.unwrap();
        assert_eq!(count(&db, LEFT).await, 0);
        assert_eq!(publishing::verify(&db).await.unwrap(), Ok(3), "the chain holds");
        run(&db, "update publication set hash = 'khác' where seq = 2").await;
        assert!(publishing::verify(&db).await.unwrap().is_err(), "its hash is still the one that the next link follows on");
    })
    .await;
}
