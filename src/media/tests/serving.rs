use std::sync::Arc;

use axum::{
    Extension, Router,
    body::Body,
    extract::FromRef,
    http::{HeaderMap, Request, StatusCode},
    routing::get,
};
use bytes::Bytes;
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;

use super::{jpeg, site};
use crate::{
    db::{Db, testing::on_both},
    error::AppError,
    in_tx,
    media::{
        creating::{Upload, create_file, create_picture},
        model::{Format, MediaKind, MediaView},
        ranges::{Asked, asked},
        routes::show_file,
        storage::Storage,
        store::list_views,
    },
    on_db,
    site::model::{CurrentSite, SiteRow},
};

#[derive(Clone)]
struct Files(Db, Storage);

impl FromRef<Files> for Db {
    fn from_ref(files: &Files) -> Self {
        files.0.clone()
    }
}

impl FromRef<Files> for Storage {
    fn from_ref(files: &Files) -> Self {
        files.1.clone()
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

struct World {
    db: Db,
    storage: Storage,
    site: Uuid,
    _data: tempfile::TempDir,
}

impl World {
    async fn new(db: Db) -> Self {
        let data = tempfile::tempdir().unwrap();
        let storage = Storage::open(data.path()).unwrap();
        Self { site: site(&db, "xa.localhost").await, db, storage, _data: data }
    }

    async fn ask(&self, site: Uuid, method: &str, url: &str, headers: &[(&str, &str)]) -> Answer {
        let row = SiteRow { id: site, ..SiteRow::default() };
        let router = Router::new()
            .route("/tap-tin/{hash}/{name}", get(show_file))
            .layer(Extension(CurrentSite(Arc::new(row))))
            .with_state(Files(self.db.clone(), self.storage.clone()));
        let mut request = Request::builder().method(method).uri(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes() }
    }

    async fn get(&self, url: &str) -> Answer {
        self.ask(self.site, "GET", url, &[]).await
    }

    async fn picture(&self, site: Uuid, bytes: Bytes) -> MediaView {
        let upload = Upload { bytes, name: "Đoàn kiểm tra.JPG".into(), ..Upload::default() };
        self.view(site, create_picture(&self.db, &self.storage, site, upload).await.unwrap()).await
    }

    async fn view(&self, site: Uuid, id: Uuid) -> MediaView {
        list_views(&self.db, site, &[id.to_string()]).await.unwrap().remove(0)
    }

    /// An article of the site whose published revision shows the file.
    async fn publish_with(&self, site: Uuid, media: &MediaView) -> Uuid {
        let (article, revision, section) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let media = Uuid::parse_str(&media.id).unwrap();
        in_tx!(&self.db, tx => {
            sqlx::query("insert into section (id, site_id, slug, name, position) values ($1, $2, $3, 'Tin', 1)")
                .bind(section).bind(site).bind(section.to_string()).execute(&mut *tx).await?;
            sqlx::query("insert into article (id, site_id, section_id, slug, published_revision_id, published_at, created_at) values ($1, $2, $3, $4, $5, 1, 1)")
                .bind(article).bind(site).bind(section).bind(article.to_string()).bind(revision).execute(&mut *tx).await?;
            sqlx::query("insert into revision (id, article_id, number, title, content, schema_version, content_hash, created_at) values ($1, $2, 1, 't', '{}', 1, '', 1)")
                .bind(revision).bind(article).execute(&mut *tx).await?;
            sqlx::query("insert into revision_media (revision_id, media_id) values ($1, $2)")
                .bind(revision).bind(media).execute(&mut *tx).await?;
        })
        .unwrap();
        article
    }

    async fn run(&self, statement: &'static str, id: Uuid) {
        in_tx!(&self.db, tx => {
            sqlx::query(statement).bind(id).execute(&mut *tx).await?;
        })
        .unwrap();
    }
}

#[tokio::test]
async fn a_picture_is_served_while_a_published_article_shows_it() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(700, 400)).await;
        assert_eq!((view.width, view.height, view.kind), (700, 400, MediaKind::Picture));
        let url = &view.thumbnail().unwrap().url;
        assert!(url.ends_with("/doan-kiem-tra-480.webp"), "{url}");
        assert_eq!(world.get(url).await.status, StatusCode::NOT_FOUND, "no article shows it yet");

        let article = world.publish_with(world.site, &view).await;
        for rendition in &view.renditions {
            let answer = world.get(&rendition.url).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, rendition.format.mime()));
            assert_eq!(answer.header("content-length"), answer.body.len().to_string());
            assert!(answer.header("cache-control").contains("max-age=86400"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
        }

        world.run("update article set withdrawn_at = 1 where id = $1", article).await;
        assert_eq!(world.get(url).await.status, StatusCode::GONE);
        world.publish_with(world.site, &view).await;
        assert_eq!(world.get(url).await.status, StatusCode::OK, "another article still shows it");
    })
    .await;
}

#[tokio::test]
async fn a_replaced_revision_no_longer_opens_its_pictures() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(330, 200)).await;
        let article = world.publish_with(world.site, &view).await;
        world.run("update article set published_revision_id = null where id = $1", article).await;
        assert_eq!(world.get(&view.fallback().unwrap().url).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_one_site_shows_on_another() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let other = site(&world.db, "tinh.localhost").await;
        let view = world.picture(world.site, jpeg(330, 200)).await;
        world.publish_with(world.site, &view).await;
        let url = &view.fallback().unwrap().url;
        assert_eq!(world.get(url).await.status, StatusCode::OK);
        assert_eq!(world.ask(other, "GET", url, &[]).await.status, StatusCode::NOT_FOUND);
        assert!(list_views(&world.db, other, std::slice::from_ref(&view.id)).await.unwrap().is_empty());
        // The other site's own copy has its own row, and opens for its own articles only.
        let theirs = world.picture(other, jpeg(330, 200)).await;
        assert_ne!(theirs.id, view.id);
        assert_eq!(world.ask(other, "GET", url, &[]).await.status, StatusCode::NOT_FOUND);
        world.publish_with(other, &theirs).await;
        assert_eq!(world.ask(other, "GET", url, &[]).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn a_page_opens_its_pictures() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(330, 200)).await;
        let content = format!("{{\"media\":\"{}\"}}", view.id);
        let (site, id) = (world.site, Uuid::now_v7());
        in_tx!(&world.db, tx => {
            sqlx::query("insert into page (id, site_id, slug, title, content, schema_version, content_hash, position, updated_at) values ($1, $2, 'gioi-thieu', 't', $3, 1, '', 1, 1)")
                .bind(id).bind(site).bind(content).execute(&mut *tx).await?;
        })
        .unwrap();
        assert_eq!(world.get(&view.fallback().unwrap().url).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_same_bytes_are_one_file() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let (first, second) = tokio::join!(world.picture(world.site, jpeg(330, 200)), world.picture(world.site, jpeg(330, 200)));
        assert_eq!(first, second);
        let media: i64 = on_db!(&world.db, pool => sqlx::query_scalar("select count(*) from media").fetch_one(pool).await).unwrap();
        assert_eq!(media, 1);
    })
    .await;
}

#[tokio::test]
async fn files_left_by_a_crash_before_the_row_do_no_harm() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(330, 200)).await;
        let id = Uuid::parse_str(&view.id).unwrap();
        world.run("delete from rendition where media_id = $1", id).await;
        world.run("delete from media where id = $1", id).await;
        assert_eq!(world.get(&view.fallback().unwrap().url).await.status, StatusCode::NOT_FOUND);
        let again = world.picture(world.site, jpeg(330, 200)).await;
        assert_eq!(again.renditions, view.renditions);
        world.publish_with(world.site, &again).await;
        assert_eq!(world.get(&view.fallback().unwrap().url).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_uploaded_bytes_of_a_picture_are_never_served() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let bytes = super::jpeg_with_exif(330, 200);
        let view = world.picture(world.site, bytes.clone()).await;
        world.publish_with(world.site, &view).await;
        assert!(view.original().is_none());
        let hash = crate::media::storage::ContentHash::of(&bytes);
        assert_eq!(world.get(&format!("/tap-tin/{}/anh.jpg", hash.as_str())).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn many_views_come_at_once() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let mut ids = vec!["không phải id".to_owned(), Uuid::now_v7().to_string()];
        for width in 1..=70 {
            ids.push(world.picture(world.site, jpeg(width, 8)).await.id);
        }
        let views = list_views(&world.db, world.site, &ids).await.unwrap();
        assert_eq!(views.len(), 70);
        assert!(views.iter().all(|view| view.renditions.len() == 2));
        assert!(list_views(&world.db, world.site, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn answers_of_http() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(700, 400)).await;
        world.publish_with(world.site, &view).await;
        let url = &view.fallback().unwrap().url;
        let whole = world.get(url).await;
        let ask = async |method: &str, headers: &[(&str, &str)]| world.ask(world.site, method, url, headers).await;

        let head = ask("HEAD", &[]).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("content-length"), whole.body.len().to_string());

        let etag = whole.header("etag").to_owned();
        let known = ask("GET", &[("if-none-match", &format!("\"x\", W/{etag}"))]).await;
        assert_eq!((known.status, known.body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(known.header("etag"), etag);

        let part = ask("GET", &[("range", "bytes=10-19")]).await;
        assert_eq!((part.status, &part.body[..]), (StatusCode::PARTIAL_CONTENT, &whole.body[10..20]));
        assert_eq!(part.header("content-range"), format!("bytes 10-19/{}", whole.body.len()));
        assert_eq!(ask("GET", &[("range", "bytes=10-19"), ("if-range", "\"x\"")]).await.status, StatusCode::OK);
        let beyond = ask("GET", &[("range", "bytes=9999999-")]).await;
        assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(beyond.header("content-range"), format!("bytes */{}", whole.body.len()));

        let hash = url.split('/').nth(2).unwrap();
        assert_eq!(world.get(&format!("/tap-tin/{hash}/ten-khac.jpg")).await.status, StatusCode::OK);
        for bad in [
            "/tap-tin/abc/x.webp",
            "/tap-tin/%FF%FE/x.webp",
            "/tap-tin/..%2F..%2Fetc/passwd",
            &url.replace(hash, &hash.to_uppercase()),
        ] {
            assert_eq!(world.get(bad).await.status, StatusCode::NOT_FOUND, "{bad}");
        }
        assert_eq!(ask("POST", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
    })
    .await;
}

#[tokio::test]
async fn a_damaged_picture_is_an_error_and_not_a_wrong_picture() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let view = world.picture(world.site, jpeg(330, 200)).await;
        world.publish_with(world.site, &view).await;
        let url = &view.fallback().unwrap().url;
        let hash = url.split('/').nth(2).unwrap();
        let path = world._data.path().join("media").join(&hash[..2]).join(hash);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[100] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(world.get(url).await.status, StatusCode::SERVICE_UNAVAILABLE);
        std::fs::remove_file(path).unwrap();
        assert_eq!(world.get(url).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_attachment_is_saved_and_never_run() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let upload =
            |bytes: &'static [u8], name: &str| Upload { bytes: Bytes::from_static(bytes), name: name.into(), ..Upload::default() };
        let id =
            create_file(&world.db, &world.storage, world.site, upload(b"%PDF-1.7 x", "../Quyết định\r\n 12/QĐ.pdf")).await.unwrap();
        let view = world.view(world.site, id).await;
        assert_eq!((view.kind, view.name.as_str(), view.mime.as_str()), (MediaKind::File, "QĐ.pdf", "application/pdf"));
        world.publish_with(world.site, &view).await;
        let answer = world.get(&view.original().unwrap().url).await;
        assert_eq!((answer.status, &answer.body[..]), (StatusCode::OK, &b"%PDF-1.7 x"[..]));
        assert_eq!(answer.header("content-disposition"), "attachment; filename=\"qd.pdf\"; filename*=UTF-8''Q%C4%90.pdf");
        assert!(answer.header("content-security-policy").starts_with("sandbox"));
        for refused in [&b"<html>"[..], b"MZ", b""] {
            let refused = create_file(&world.db, &world.storage, world.site, upload(refused, "a.pdf")).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_video_comes_in_pieces_and_parts() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let mut bytes = b"\0\0\0\x18ftypisom".to_vec();
        bytes.extend((0..5_000_000_u32).map(|at| (at % 251) as u8));
        let bytes = Bytes::from(bytes);
        let upload = Upload { bytes: bytes.clone(), name: "hop.mp4".into(), ..Upload::default() };
        let id = create_file(&world.db, &world.storage, world.site, upload).await.unwrap();
        let view = world.view(world.site, id).await;
        world.publish_with(world.site, &view).await;
        let url = &view.original().unwrap().url;
        let whole = world.get(url).await;
        assert_eq!((whole.status, whole.header("content-type")), (StatusCode::OK, "video/mp4"));
        assert!(whole.body == bytes && whole.header("content-disposition").is_empty());
        let part = world.ask(world.site, "GET", url, &[("range", "bytes=4000000-")]).await;
        assert!(part.status == StatusCode::PARTIAL_CONTENT && part.body == bytes[4_000_000..]);
    })
    .await;
}

#[test]
fn ranges_as_the_rfc_says() {
    for (header, wanted) in [
        ("bytes=0-0", Asked::Part(0, 1)),
        ("bytes=90-", Asked::Part(90, 10)),
        ("bytes=90-1000", Asked::Part(90, 10)),
        ("bytes=-10", Asked::Part(90, 10)),
        ("bytes=-1000", Asked::Part(0, 100)),
        ("bytes=100-", Asked::Beyond),
        ("bytes=-0", Asked::Beyond),
        ("bytes=5-4", Asked::Whole),
        ("bytes=0-1,5-6", Asked::Whole),
        ("bytes=-", Asked::Whole),
        ("bytes=+1-2", Asked::Whole),
        ("bytes=99999999999999999999-", Asked::Whole),
        ("lines=1-2", Asked::Whole),
    ] {
        assert_eq!(asked(Some(header), 100), wanted, "{header}");
    }
    assert_eq!(asked(Some("bytes=-5"), 0), Asked::Beyond);
    assert_eq!(asked(None, 100), Asked::Whole);
}

#[test]
fn a_browser_is_offered_what_is_there() {
    let rendition = |format, width| super::super::model::RenditionView { format, width, height: 1, url: format!("/{width}") };
    let renditions = vec![
        rendition(Format::Jpeg, 640),
        rendition(Format::Jpeg, 1280),
        rendition(Format::Webp, 320),
        rendition(Format::Webp, 480),
    ];
    let view = MediaView {
        id: String::new(),
        kind: MediaKind::Picture,
        name: String::new(),
        mime: String::new(),
        bytes: 0,
        width: 0,
        height: 0,
        renditions,
    };
    assert_eq!(view.srcset(Format::Webp), "/320 320w, /480 480w");
    assert_eq!(view.srcset(Format::Original), "");
    assert_eq!(view.fallback().unwrap().width, 640);
    assert_eq!(view.thumbnail().unwrap().width, 480);
    assert_eq!(view.share_picture().unwrap().width, 1280);
    assert!(view.original().is_none());
}
