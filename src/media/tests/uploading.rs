//! Uploads as they come over HTTP: streamed, limited, answered in words; and nothing left where they are refused.

use std::path::Path;

use axum::{
    Extension, Router,
    body::Body,
    extract::FromRef,
    http::{Request, Response, StatusCode},
};
use bytes::Bytes;
use futures_util::stream;
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;

use super::{jpeg, jpeg_with_exif, site};
use crate::{
    accounts::{
        actors::{Actor, Grant},
        model::Role,
        permissions::{Door, Needs},
        recognise::Signed,
        sessions::{Session, Step},
    },
    db::{Db, testing::on_both},
    http::Settings,
    in_tx,
    media::{
        items::{ALBUM_FIELD, MediaItem, REPLACE, UPLOAD, UPLOAD_FORM},
        storage::Storage,
        uploading::router,
    },
    on_db,
    permissions::find_rule,
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

struct World {
    db: Db,
    router: Router,
    data: tempfile::TempDir,
}

impl World {
    async fn new(db: Db) -> Self {
        Self::signed_in_as(db, Some(Role::Author)).await
    }

    async fn signed_in_as(db: Db, role: Option<Role>) -> Self {
        let data = tempfile::tempdir().unwrap();
        let storage = Storage::open(data.path()).unwrap();
        let (site, account) = (site(&db, "xa.localhost").await, Uuid::now_v7());
        in_tx!(&db, tx => {
            sqlx::query("insert into account (id, name, display_name, created_at) values ($1, 'lan', 'Lan', 1)")
                .bind(account).execute(&mut *tx).await?;
        })
        .unwrap();
        let grants = role.map(|role| Grant { role, section: None }).into_iter().collect();
        let actor = Actor {
            account,
            name: "lan".into(),
            display_name: "Lan".into(),
            session: Uuid::now_v7(),
            confirmed_at: 0,
            site,
            grants,
        };
        let signed = Signed(role.map(|_| Session { step: Step::Open, actor }));
        let router = router().layer(Extension(signed)).with_state(Files(db.clone(), storage));
        Self { db, router, data }
    }

    async fn send(&self, path: &str, kind: &str, body: Body) -> (StatusCode, Response<()>, Bytes) {
        let request = Request::post(path).header("content-type", kind).body(body).unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (parts.status, Response::from_parts(parts, ()), body)
    }

    async fn upload(&self, name: &str, body: impl Into<Body>) -> (StatusCode, String) {
        let (status, _, body) = self.send(&format!("{UPLOAD}?name={name}"), "application/octet-stream", body.into()).await;
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn form(&self, path: &str, files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> (StatusCode, Response<()>, String) {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        for (name, bytes) in files {
            body.extend(
                format!(
                    "--x\r\ncontent-disposition: form-data; name=\"tep\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n"
                )
                .bytes(),
            );
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let (status, response, body) = self.send(path, "multipart/form-data; boundary=x", body.into()).await;
        (status, response, String::from_utf8(body.to_vec()).unwrap())
    }

    async fn rows(&self) -> i64 {
        on_db!(&self.db, pool => sqlx::query_scalar("select count(*) from media").fetch_one(pool).await).unwrap()
    }

    fn files(&self) -> usize {
        fn count(folder: &Path) -> usize {
            let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(self.data.path())
    }
}

fn said(response: &Response<()>) -> String {
    let cookie = response.headers().get("set-cookie").map_or("", |value| value.to_str().unwrap());
    crate::text::addresses::percent_decoded(cookie.split(';').next().unwrap_or_default())
}

/// A body that comes in pieces.
fn pieces(bytes: &Bytes, size: usize) -> Body {
    let parts: Vec<Result<Bytes, std::io::Error>> = bytes.chunks(size).map(|part| Ok(Bytes::copy_from_slice(part))).collect();
    Body::from_stream(stream::iter(parts))
}

#[tokio::test]
async fn a_picture_comes_in_by_pieces_and_is_answered_with_what_it_became() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let bytes = jpeg_with_exif(700, 400);
        let (status, body) = world.upload("%C4%90o%C3%A0n.JPG", pieces(&bytes, 777)).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let item: MediaItem = serde_json::from_str(&body).unwrap();
        assert_eq!((item.media.name.as_str(), item.media.width, item.media.height, item.used), ("Đoàn.JPG", 400, 700, 0));
        let files = world.files();
        assert_eq!(files, item.media.renditions.len(), "the given bytes are not kept");
        let (_, again) = world.upload("khac.jpg", pieces(&bytes, 99_999)).await;
        assert_eq!(serde_json::from_str::<MediaItem>(&again).unwrap(), item, "the same bytes are the same file");
        assert_eq!((world.files(), world.rows().await), (files, 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let too_long = Bytes::from([&jpeg(60, 40)[..], &vec![0; 20 * 1024 * 1024]].concat());
        let broken = stream::iter([Ok(jpeg(60, 40).slice(..500)), Err(std::io::Error::other("gone"))]);
        for (what, body, words) in [
            ("empty", Body::empty(), "rỗng"),
            ("svg", Body::from("<svg onload='x'/>"), "SVG"),
            ("text", Body::from("chữ"), "không phải ảnh"),
            ("cut", Body::from(jpeg(300, 200).slice(..2000)), "tệp ảnh"),
            ("too long", pieces(&too_long, 1 << 20), "20 MB"),
            ("broken off", Body::from_stream(broken), "kết nối bị ngắt"),
        ] {
            let (status, says) = world.upload("a.jpg", body).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert!(says.starts_with("{\"Invalid\"") && says.contains(words), "{what}: {says}");
        }
        assert_eq!((world.rows().await, world.files()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_plain_form_says_what_was_taken_and_what_was_not() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let picture = jpeg(60, 40);
        let files: [(&str, &[u8]); 3] = [("anh.jpg", &picture[..]), ("../hinh.svg", &b"<svg/>"[..]), ("vb.pdf", &b"%PDF-1.7"[..])];
        let (status, response, _) = world.form(UPLOAD_FORM, &files, &[]).await;
        assert_eq!((status, response.headers()["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/bien-tap/thu-vien"));
        let says = said(&response);
        assert!(says.contains("Đã tải lên 2 tệp. Không nhận: hinh.svg: không nhận ảnh SVG"), "{says}");
        assert_eq!(world.rows().await, 2);

        let (status, _, page) = world.form(UPLOAD_FORM, &[("hinh.svg", &b"<svg/>"[..])], &[]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("hinh.svg") && page.contains("Chưa tải lên được"));
        let (_, _, page) = world.form(UPLOAD_FORM, &[("", &b""[..])], &[]).await;
        assert!(page.contains("hãy chọn ít nhất một tệp"), "{page}");
        let (status, _, _) = world.send(UPLOAD_FORM, "text/plain", Body::from("x")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn what_comes_is_filed_in_the_album_that_is_named_with_it() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let (_, body) = world.upload("a.jpg&album=L%E1%BB%85+h%E1%BB%99i", jpeg(60, 40)).await;
        assert_eq!(serde_json::from_str::<MediaItem>(&body).unwrap().album, "Lễ hội");
        let (status, says) = world.upload(&format!("a.jpg&album={}", "x".repeat(81)), jpeg(61, 40)).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && says.contains("Tên thư mục dài 81 ký tự"), "{says}");

        let (status, response, _) = world.form(UPLOAD_FORM, &[("vb.pdf", &b"%PDF-1.7"[..])], &[(ALBUM_FIELD, "Văn bản")]).await;
        let to = response.headers()["location"].to_str().unwrap();
        assert_eq!((status, to), (StatusCode::SEE_OTHER, "/bien-tap/thu-vien?thu-muc=V%C4%83n%20b%E1%BA%A3n"), "where they lie");
        let (status, _, page) = world.form(UPLOAD_FORM, &[("b.pdf", &b"%PDF-1.8"[..])], &[(ALBUM_FIELD, "!")]).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("phải có chữ hoặc số"), "{page}");
        let filed: Vec<String> =
            on_db!(&world.db, pool => sqlx::query_scalar("select album from media order by created_at").fetch_all(pool).await)
                .unwrap();
        assert_eq!(filed, ["Lễ hội", "Văn bản"], "what was refused is not there");
    })
    .await;
}

#[tokio::test]
async fn a_plain_form_replaces_a_picture() {
    on_both(|db| async move {
        let world = World::new(db).await;
        let (_, body) = world.upload("a.jpg", jpeg(60, 40)).await;
        let item: MediaItem = serde_json::from_str(&body).unwrap();
        let id = item.media.id.as_str();
        let (status, response, _) = world.form(REPLACE, &[("b.jpg", &jpeg(90, 40)[..])], &[("id", id)]).await;
        assert_eq!(
            (status, response.headers()["location"].to_str().unwrap()),
            (StatusCode::SEE_OTHER, format!("/bien-tap/thu-vien/{id}").as_str())
        );
        assert!(said(&response).contains("Đã thay ảnh"));
        for (files, fields, wanted) in [
            (vec![("b.jpg", &b"%PDF"[..])], vec![("id", id)], StatusCode::UNPROCESSABLE_ENTITY),
            (vec![], vec![("id", id)], StatusCode::UNPROCESSABLE_ENTITY),
            (vec![("b.jpg", &b"x"[..])], vec![], StatusCode::NOT_FOUND),
        ] {
            let (status, _, page) = world.form(REPLACE, &files, &fields).await;
            assert_eq!(status, wanted, "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_else_may() {
    on_both(|db| async move {
        let world = World::signed_in_as(db, None).await;
        for path in [UPLOAD, UPLOAD_FORM, REPLACE] {
            let (status, _, _) = world.send(path, "multipart/form-data; boundary=x", Body::from("--x--")).await;
            assert_eq!(status, StatusCode::UNAUTHORIZED, "{path}");
        }
        assert_eq!(world.files(), 0);
    })
    .await;
}

#[tokio::test]
async fn only_administering_does_not_suffice() {
    on_both(|db| async move {
        let world = World::signed_in_as(db, Some(Role::Administrator)).await;
        assert_eq!(world.upload("a.jpg", jpeg(60, 40)).await.0, StatusCode::FORBIDDEN);
    })
    .await;
}

#[test]
fn large_bodies_are_let_in_where_writers_are_asked_for_and_nowhere_else() {
    let settings = Settings::default();
    assert_eq!(settings.upload_paths, [UPLOAD, UPLOAD_FORM, REPLACE]);
    for path in settings.upload_paths {
        let rule = find_rule(path, path).unwrap();
        assert_eq!((rule.door, rule.needs), (Door::Plain, Needs::Writer), "{path}: refused before its body is read");
        assert!(settings.allowance(path).0 > 200 * 1024 * 1024);
    }
    assert_eq!(settings.allowance("/api/media/describe").0, settings.body_bytes);
    assert_eq!(settings.allowance("/api/media/upload/").0, settings.body_bytes);
}
