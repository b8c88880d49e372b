//! Built files: which variant, which headers, from memory.

use std::{fs, path::Path};

use axum::http::{HeaderMap, Request, StatusCode};
use tower::ServiceExt;

use super::*;
use crate::http::{Assets, find_site_package};

fn make_package(folder: &Path) {
    fs::create_dir_all(folder.join("pkg")).unwrap();
    fs::create_dir_all(folder.join("public")).unwrap();
    for (name, content) in [
        ("manifest.json", r#"{"start.js":"/pkg/start.1a2b.js","app.wasm":"/pkg/app.3c4d.wasm"}"#),
        ("pkg/start.1a2b.js", "identity"),
        ("pkg/start.1a2b.js.br", "brotli"),
        ("pkg/start.1a2b.js.gz", "gzip"),
        ("pkg/app.3c4d.wasm", "wasm"),
        ("public/favicon.svg", "<svg/>"),
    ] {
        fs::write(folder.join(name), content).unwrap();
    }
}

async fn ask(assets: &Assets, method: &str, path: &str, lines: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in lines {
        request = request.header(*name, *value);
    }
    let response = assets.router::<()>().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, 100_000).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_smallest_variant_that_the_browser_takes_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    make_package(folder.path());
    let assets = Assets::load(folder.path()).unwrap();
    for (accepted, body, encoding) in [
        ("gzip, br", "brotli", Some("br")),
        ("gzip", "gzip", Some("gzip")),
        ("br;q=0.1, gzip;q=0.9", "gzip", Some("gzip")),
        ("br;q=0", "identity", None),
        ("", "identity", None),
    ] {
        let (status, headers, found) = ask(&assets, "GET", "/pkg/start.1a2b.js", &[("accept-encoding", accepted)]).await;
        assert_eq!((status, found.as_str()), (StatusCode::OK, body), "{accepted}");
        assert_eq!(headers.get("content-encoding").map(|value| value.to_str().unwrap()), encoding, "{accepted}");
        assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
        assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(headers["vary"], "accept-encoding");
        assert_eq!(headers["content-length"], body.len().to_string());
    }
    let (_, headers, body) = ask(&assets, "GET", "/pkg/app.3c4d.wasm", &[("accept-encoding", "br")]).await;
    assert_eq!((headers["content-type"].to_str().unwrap(), body.as_str()), ("application/wasm", "wasm"));
    assert!(!headers.contains_key("vary") && !headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn a_known_variant_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    make_package(folder.path());
    let assets = Assets::load(folder.path()).unwrap();
    let (_, headers, _) = ask(&assets, "GET", "/pkg/start.1a2b.js", &[("accept-encoding", "br")]).await;
    let tag = headers["etag"].to_str().unwrap();
    for known in [tag.to_owned(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let (status, headers, body) =
            ask(&assets, "GET", "/pkg/start.1a2b.js", &[("accept-encoding", "br"), ("if-none-match", &known)]).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
        assert_eq!(headers["etag"], tag);
    }
    let (status, ..) = ask(&assets, "GET", "/pkg/start.1a2b.js", &[("accept-encoding", "gzip"), ("if-none-match", tag)]).await;
    assert_eq!(status, StatusCode::OK, "each variant has a tag of its own");
}

#[tokio::test]
async fn head_other_methods_and_unknown_files() {
    let folder = tempfile::tempdir().unwrap();
    make_package(folder.path());
    let assets = Assets::load(folder.path()).unwrap();
    let (status, headers, body) = ask(&assets, "HEAD", "/favicon.svg", &[]).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, ""));
    assert_eq!((headers["content-length"].to_str().unwrap(), headers["content-type"].to_str().unwrap()), ("6", "image/svg+xml"));
    assert_eq!(headers["cache-control"], "public, max-age=3600");
    let (status, headers, _) = ask(&assets, "GET", "/pkg/none.js", &[]).await;
    assert!(status == StatusCode::NOT_FOUND && !headers.contains_key("cache-control"));
    assert_eq!(ask(&assets, "GET", "/pkg/start.1a2b.js.br", &[]).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask(&assets, "POST", "/pkg/start.1a2b.js", &[]).await.0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(assets.path("start.js"), "/pkg/start.1a2b.js");
    assert_eq!(assets.content("start.js").unwrap(), "identity");
    assert_eq!(ask(&assets, "GET", assets.path("none.css"), &[]).await.0, StatusCode::NOT_FOUND);
}

#[test]
fn a_missing_or_incomplete_package_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let message = find_site_package(Some(folder.path())).unwrap_err().to_string();
    assert!(message.contains("Hãy chạy make"), "{message}");
    make_package(folder.path());
    assert_eq!(find_site_package(Some(folder.path())).unwrap(), folder.path());
    fs::remove_file(folder.path().join("pkg/app.3c4d.wasm")).unwrap();
    let message = Assets::load(folder.path()).err().unwrap().to_string();
    assert!(message.contains("thiếu tệp app.wasm"), "{message}");
    fs::write(folder.path().join("manifest.json"), "{").unwrap();
    let message = format!("{:#}", Assets::load(folder.path()).err().unwrap());
    assert!(message.contains("Không đọc được"), "{message}");
}
