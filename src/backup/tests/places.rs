//! Where backups are put and what they are restored into.

use std::{fs, process::Command};

use super::*;
use crate::backup::{folder::Destination, list_whole, restore, retain, table_file::LineWriter};

#[tokio::test]
async fn a_place_that_is_not_empty_is_refused() {
    for from in installations().await {
        let made = from.back_up().await;
        let folder = tempfile::tempdir().unwrap();
        let before = from.number("select count(*) from change_log").await;
        let refused = words(restore(&made.path, &from.url, &folder.path().join("media"), &silent).await);
        assert!(refused.contains("Nơi nhận không trống"), "{refused}");
        assert_eq!(from.number("select count(*) from change_log").await, before);
        assert!(!folder.path().join("media").exists());
    }
}

#[tokio::test]
async fn a_postgres_of_others_is_refused() {
    let Some(url) = empty_postgres().await else { return };
    let db = Db::open_as_it_is(&url).await.unwrap();
    let Db::Postgres { pool } = &db else { unreachable!() };
    sqlx::query("create table luong (id bigint)").execute(pool).await.unwrap();
    let from = installations().await.remove(0);
    let refused = words(restore(&from.back_up().await.path, &url, &from.folder.path().join("media"), &silent).await);
    assert!(refused.contains("Nơi nhận không trống") && refused.contains("createdb"), "{refused}");
    assert_eq!(number(&db, "select count(*) from pg_tables where schemaname = current_schema()").await, 1);
}

#[tokio::test]
async fn a_leftover_log_of_sqlite_is_refused() {
    let from = installations().await.remove(0);
    let made = from.back_up().await;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("congdan.sqlite-wal"), "cũ").unwrap();
    let url = DatabaseUrl::Sqlite(folder.path().join("congdan.sqlite"));
    let refused = words(restore(&made.path, &url, &folder.path().join("media"), &silent).await);
    assert!(refused.contains("congdan.sqlite-wal"), "{refused}");
}

#[tokio::test]
async fn a_destination_that_cannot_be_written_is_told() {
    let from = installations().await.remove(0);
    let file = tempfile::NamedTempFile::new().unwrap();
    let refused = words(create(&from.db, &from.storage, &file.path().join("sao-luu"), &silent).await);
    assert!(refused.contains("Không ghi được vào thư mục sao lưu") && refused.contains("là tệp, không phải thư mục"), "{refused}");
    // Not even root may create anything here.
    let refused = words(create(&from.db, &from.storage, Path::new("/sys/congdan"), &silent).await);
    assert!(refused.contains("không có quyền ghi") || refused.contains("chỉ đọc"), "{refused}");
}

#[test]
fn a_full_disk_is_an_error_and_not_half_a_file() {
    let mut writer = LineWriter::create(Path::new("/dev/full")).unwrap();
    let noise: Vec<u8> = (0..200_000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let ended = writer.write(&noise, 1).and_then(|()| writer.finish());
    assert_eq!(ended.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
}

/// Takes a small file system where the tests may mount one (root does), else shows no more than the test before.
#[tokio::test]
async fn a_full_destination_is_told_and_left_as_it_was() {
    let small = tempfile::tempdir().unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=100k", "none"]).arg(small.path()).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        return;
    }
    let from = installations().await.remove(0);
    let ended = create(&from.db, &from.storage, small.path(), &silent).await;
    let left: Vec<_> = fs::read_dir(small.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(Command::new("umount").arg(small.path()).status().unwrap().success());
    let refused = words(ended);
    assert!(refused.contains("Không sao lưu được") && refused.contains("Ổ đĩa đã đầy"), "{refused}");
    assert_eq!(left, [".khoa"]);
}

#[tokio::test]
async fn one_backup_at_a_time_writes_in_a_folder() {
    let from = installations().await.remove(0);
    let held = Destination::open(&from.backups()).unwrap();
    let refused = words(create(&from.db, &from.storage, &from.backups(), &silent).await);
    assert!(refused.contains("Một lần sao lưu khác đang ghi"), "{refused}");
    drop(held);
    from.back_up().await;
}

#[tokio::test]
async fn what_a_killed_backup_left_is_cleared_and_never_whole() {
    let from = installations().await.remove(0);
    let partial = Destination::open(&from.backups()).unwrap().begin(now()).unwrap();
    fs::write(partial.path.join("database/site.ndjson.gz"), "nửa chừng").unwrap();
    std::mem::forget(partial);
    assert!(list_whole(&from.backups()).unwrap().is_empty());
    let made = from.back_up().await;
    let left: Vec<_> = fs::read_dir(from.backups()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left.iter().filter(|path| !path.ends_with(".khoa")).collect::<Vec<_>>(), [&made.path.canonicalize().unwrap()]);
}

#[tokio::test]
async fn only_whole_backups_of_ours_are_deleted_and_never_the_newest() {
    let from = installations().await.remove(0);
    let mut names = Vec::new();
    for second in 0..4 {
        let made =
            crate::backup::creating::create_at(&from.db, &from.storage, &from.backups(), now() + second * 1_000_000, &silent)
                .await
                .unwrap();
        names.push(made.path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    // Not whole, and not ours.
    let broken = from.backups().join(&names[0]);
    fs::write(broken.join("manifest.json"), "{").unwrap();
    for other in ["congdan-20200101-000000Z", "congdan-cu", "ảnh"] {
        fs::create_dir(from.backups().join(other)).unwrap();
    }
    assert_eq!(retain(&from.backups(), 2).unwrap(), names[1..2]);
    assert_eq!(retain(&from.backups(), 0).unwrap(), names[2..3]);
    assert_eq!(list_whole(&from.backups()).unwrap().len(), 1);
    assert!(from.backups().join(&names[3]).exists() && broken.exists());
    assert_eq!(fs::read_dir(from.backups()).unwrap().count(), 6);
}

#[tokio::test]
async fn a_backup_of_a_clock_gone_wrong_is_never_kept_in_the_place_of_a_new_one() {
    use crate::backup::creating::create_at;
    let from = installations().await.remove(0);
    let future = create_at(&from.db, &from.storage, &from.backups(), now() + 400 * 86_400 * 1_000_000, &silent).await.unwrap();
    let made = from.back_up().await;
    let gone = retain(&from.backups(), 1).unwrap();
    assert!(future.path.ends_with(&gone[0]) && made.path.exists());
    assert_eq!(gone.len(), 1);
}
