//! Hostile files, made here, taken in by the real way: streamed to the disk, decoded by the real worker of the real program. Each is refused
//! with a reason, or taken harmlessly; which of the two stands beside it. None ends the program, takes long, or leaves anything behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, clippy::print_stdout)]

mod gif;
mod jail;
mod jpeg;
mod make;
mod names;
mod other;
mod png;
mod webp;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use congdan::{
    db::{DatabaseUrl, Db},
    error::AppError,
    media::{
        MediaKind, MediaView,
        creating::{Given, take_in},
        items::AlbumName,
        storage::Storage,
        store::list_views,
        worker,
    },
    site::{model::SiteView, store::create_site},
};
use uuid::Uuid;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_congdan");
const LONGEST: Duration = Duration::from_secs(10);

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The reason holds these words.
    Refused(&'static str),
    /// Encoded anew from its pixels: nothing of the given bytes is served.
    Picture,
    /// Kept as it is, handed out as an attachment only.
    File,
    /// Broken in a way that one decoder forgives and another does not: refused with whatever reason, or encoded anew.
    Either,
}

pub struct Hostile {
    pub what: String,
    pub name: String,
    pub bytes: Vec<u8>,
    pub fate: Fate,
}

pub fn hostile(what: impl Into<String>, name: &str, bytes: impl Into<Vec<u8>>, fate: Fate) -> Hostile {
    Hostile { what: what.into(), name: name.into(), bytes: bytes.into(), fate }
}

pub struct World {
    pub db: Db,
    pub storage: Storage,
    pub site: Uuid,
    pub account: Uuid,
    data: tempfile::TempDir,
}

impl World {
    pub async fn new() -> Self {
        worker::use_program(PROGRAM.into());
        let data = tempfile::tempdir().unwrap();
        let db = Db::open(&DatabaseUrl::Sqlite(data.path().join("congdan.sqlite"))).await.unwrap();
        let view = SiteView { name: "Cổng thử".into(), ..SiteView::default() };
        let site = create_site(&db, "xa.localhost", &view, 0).await.unwrap();
        let account = Uuid::now_v7();
        let Db::Sqlite { writer, .. } = &db else { unreachable!() };
        sqlx::query("insert into account (id, name, display_name, created_at) values ($1, 'ke-xau', 'Kẻ xấu', 1)")
            .bind(account)
            .execute(writer)
            .await
            .unwrap();
        Self { storage: Storage::open(data.path()).unwrap(), db, site, account, data }
    }

    pub async fn take(&self, bytes: &[u8], name: &str) -> Result<MediaView, AppError> {
        let mut receiving = self.storage.receive().await?;
        for piece in bytes.chunks(70_000) {
            receiving.write(piece).await?;
        }
        let received = receiving.finish().await?;
        let given = Given { by: self.account, name, album: &AlbumName::default() };
        let id = take_in(&self.db, &self.storage, self.site, received, given).await?;
        Ok(list_views(&self.db, self.site, &[id.to_string()]).await?.remove(0))
    }

    pub fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        walk(&self.data.path().join("media"), &mut found);
        found.sort();
        found
    }

    async fn served(&self, view: &MediaView) -> Vec<Vec<u8>> {
        let hash = |url: &str| url.split('/').nth(2).unwrap().to_owned();
        let folder = self.data.path().join("media");
        view.renditions
            .iter()
            .map(|one| hash(&one.url))
            .map(|hash| fs::read(folder.join(&hash[..2]).join(&hash)).unwrap())
            .collect()
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => walk(&entry.path(), found),
            false => found.push(entry.path()),
        }
    }
}

fn all() -> Vec<Hostile> {
    [jpeg::all(), png::all(), gif::all(), webp::all(), other::all()].into_iter().flatten().collect()
}

/// What must be in no file that a reader is sent.
const POISON: [&[u8]; 5] = [b"<script", b"<?php", b"onload=", b"GPSLatitude", b"Exif\0\0"];

#[tokio::test(flavor = "multi_thread")]
async fn each_hostile_file_is_refused_with_a_reason_or_taken_harmlessly() {
    let world = World::new().await;
    let files = all();
    assert!(files.len() >= 100, "only {}", files.len());
    let (mut refused, mut taken, mut slowest) = (0, 0, (Duration::ZERO, String::new()));
    let mut wrong = Vec::new();
    for file in &files {
        let (before, began) = (world.files(), Instant::now());
        let answer = world.take(&file.bytes, &file.name).await;
        let took = began.elapsed();
        if took > slowest.0 {
            slowest = (took, file.what.clone());
        }
        if took > LONGEST {
            wrong.push(format!("{}: took {took:?}", file.what));
        }
        match (&answer, file.fate) {
            (Err(AppError::Invalid(problems)), fate) => {
                refused += 1;
                let says = &problems[0].says;
                let is_right = match fate {
                    Fate::Refused(words) => says.contains(words),
                    Fate::Either => !says.is_empty(),
                    Fate::Picture | Fate::File => false,
                };
                if !is_right {
                    wrong.push(format!("{}: refused with {says:?}, not {fate:?}", file.what));
                }
                if world.files() != before {
                    wrong.push(format!("{}: refused, but leaves files behind", file.what));
                }
            }
            (Ok(view), Fate::Picture | Fate::Either) if view.kind == MediaKind::Picture => {
                taken += 1;
                for bytes in world.served(view).await {
                    if let Some(poison) = POISON.iter().find(|poison| bytes.windows(poison.len()).any(|part| part == **poison)) {
                        wrong.push(format!("{}: serves {}", file.what, String::from_utf8_lossy(poison)));
                    }
                }
            }
            (Ok(view), Fate::File) if view.kind != MediaKind::Picture => taken += 1,
            (answer, fate) => wrong.push(format!("{}: {answer:?}, not {fate:?}", file.what)),
        }
    }
    println!(
        "{} hostile files: {refused} refused with a reason, {taken} taken harmlessly; slowest {:?} ({})",
        files.len(),
        slowest.0,
        slowest.1
    );
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
