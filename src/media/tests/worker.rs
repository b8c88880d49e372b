//! A worker that misbehaves: scripts in its place. The real one is tried by `tests/hostile`.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    time::{Duration, Instant},
};

use bytes::Bytes;

use super::jpeg;
use crate::{
    error::AppError,
    media::worker::{Made, Source, render_with},
};

/// A script that another process still holds open for writing cannot be run.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

async fn rendered_by(script: &str) -> Result<Made, AppError> {
    let _turn = ONE_AT_A_TIME.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let program: PathBuf = folder.path().join("worker");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    render_with(program, Source::Bytes(jpeg(60, 40)), Duration::from_secs(2)).await
}

fn reason(answer: Result<Made, AppError>) -> String {
    match answer {
        Err(AppError::Invalid(problems)) => problems[0].says.clone(),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_worker_that_dies_is_a_picture_that_is_broken() {
    assert!(reason(rendered_by("exit 1").await).contains("hỏng"));
    assert!(reason(rendered_by("kill -9 $$").await).contains("hỏng"));
    assert!(reason(rendered_by("cat >/dev/null; kill -SEGV $$").await).contains("hỏng"));
}

#[tokio::test]
async fn a_worker_that_does_not_end_is_ended() {
    let began = Instant::now();
    assert!(reason(rendered_by("exec sleep 60").await).contains("lâu hơn"));
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn what_a_worker_says_is_not_believed() {
    let nothing = "cat >/dev/null";
    let short = "printf '\\377\\377\\377\\377{}'";
    let endless = "exec yes";
    let head = r#"{"Made":{"width":1,"height":1,"mime":"image/jpeg","parts":[{"format":"webp","width":1,"height":1,"bytes":9}]}}"#;
    let html = format!("printf '\\000\\000\\000\\{:03o}'; printf '%s' '{head}<script>x'", head.len());
    for script in [nothing, short, &html] {
        assert_eq!(rendered_by(script).await.unwrap_err(), AppError::Unavailable, "{script}");
    }
    // It is stopped by its pipe or by the clock.
    assert!(rendered_by(endless).await.is_err());
}

#[tokio::test]
async fn no_worker_at_all_is_told() {
    let source = Source::Bytes(Bytes::from_static(b"x"));
    assert_eq!(render_with("/khong/co".into(), source, Duration::from_secs(1)).await.unwrap_err(), AppError::Unavailable);
}
