//! Commands as an administrator meets them when something is wrong: what they say, and with what they end.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::portal::{Portal, article};

const PROGRAM: &str = env!("CARGO_BIN_EXE_congdan");
/// A picture of one point.
const PICTURE: &str = "<figure><img alt='' src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='>\
    <figcaption>Một điểm ảnh.</figcaption></figure>";

struct Ended {
    code: i32,
    out: String,
    err: String,
}

fn congdan(data: &Path, arguments: &[&str]) -> Ended {
    let done = Command::new(PROGRAM).args(arguments).arg("--data").arg(data).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: done.status.code().unwrap(), out: text(done.stdout), err: text(done.stderr) }
}

fn works(data: &Path, arguments: &[&str]) -> String {
    let ended = congdan(data, arguments);
    assert_eq!(ended.code, 0, "{arguments:?}: {}{}", ended.out, ended.err);
    ended.out
}

fn fails(data: &Path, arguments: &[&str]) -> Ended {
    let ended = congdan(data, arguments);
    assert_eq!(ended.code, 1, "{arguments:?}: {}{}", ended.out, ended.err);
    assert_eq!(ended.err.lines().filter(|line| line.starts_with("Lỗi: ")).count(), 1, "{}", ended.err);
    ended
}

/// A portal with one article and its picture.
fn portal() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    works(data.path(), &["site", "add", "xa.localhost", "Cổng thử"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bai.html");
    fs::write(&file, article("Bài có ảnh", "Tin hoạt động", "Nội dung.").replace("</article>", &format!("{PICTURE}</article>")))
        .unwrap();
    works(data.path(), &["import", "html", "--publish", &file.to_string_lossy()]);
    data
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn backups(data: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(data.join("sao-luu")).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

/// Backups are named by the second: one that comes too early is asked for again.
fn back_up(data: &Path) -> Ended {
    loop {
        let ended = congdan(data, &["backup"]);
        if !ended.err.contains("Hãy thử lại sau một giây") {
            return ended;
        }
    }
}

#[test]
fn a_damaged_picture_is_told_by_backup_taken_back_and_never_costs_a_restore() {
    let data = portal();
    let data = data.path();
    assert_eq!(back_up(data).code, 0);
    let picture = files(&data.join("media"))[0].clone();
    let (name, whole) = (picture.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&picture).unwrap());
    let mut spoilt = whole.clone();
    spoilt[0] ^= 1;
    // Into the same file, as a stray write does.
    fs::write(&picture, &spoilt).unwrap();

    let told = back_up(data);
    assert!(told.code == 1 && told.out.contains(&format!("{name}: bị hỏng; đã lấy lại")), "{}{}", told.out, told.err);
    assert!(told.err.contains("1 tệp được lấy từ bản sao lưu trước"), "{}", told.err);
    assert_eq!(fs::read(&picture).unwrap(), whole);
    assert!(fails(data, &["doctor"]).out.contains("lần cuối có tệp hỏng"));
    assert_eq!(back_up(data).code, 0);
    works(data, &["doctor", "--media"]);

    for backup in backups(data) {
        let into = tempfile::tempdir().unwrap();
        works(into.path(), &["restore", &backup.to_string_lossy()]);
        assert!(works(into.path(), &["doctor", "--media"]).contains("Không thấy vấn đề nào"));
    }
    // A copy that stands alone, with a picture that is spoilt: all the rest comes back.
    let (alone, into) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let newest = backups(data).pop().unwrap();
    assert!(Command::new("cp").arg("-r").args([newest.as_path(), alone.path()]).status().unwrap().success());
    let copy = alone.path().join(newest.file_name().unwrap());
    fs::write(files(&copy.join("media")).into_iter().find(|path| path.ends_with(&name)).unwrap(), &spoilt).unwrap();
    let told = fails(into.path(), &["restore", &copy.to_string_lossy()]);
    assert!(told.out.contains(&format!("thiếu tệp {name}")) && told.err.contains("cổng chạy được"), "{}{}", told.out, told.err);
    assert!(works(into.path(), &["site", "list"]).contains("xa.localhost"));
}

#[test]
fn a_damaged_database_is_told_once_with_what_to_restore() {
    let data = portal();
    let data = data.path();
    assert_eq!(back_up(data).code, 0);
    fs::write(data.join("congdan.sqlite"), "ghi đè ".repeat(1_000)).unwrap();
    for command in [&["site", "list"][..], &["account", "list"], &["backup"], &["export", "html", "/proc/khong"]] {
        let told = fails(data, command);
        assert!(told.err.contains("không phải cơ sở dữ liệu SQLite") && told.err.contains("congdan restore"), "{}", told.err);
        assert_eq!(told.err.matches("file is not a database").count(), 1, "{}", told.err);
    }
    let told = fails(data, &["doctor"]);
    assert!(told.out.contains("có lỗi  Tính toàn vẹn") && told.out.contains("bản mới nhất còn nguyên"), "{}", told.out);
    assert!(told.out.contains(&*backups(data)[0].to_string_lossy()), "{}", told.out);
}

#[test]
fn a_mistyped_folder_is_told_and_stays_away() {
    let folder = tempfile::tempdir().unwrap();
    let mistyped = folder.path().join("khong-co");
    let file = folder.path().join("bai.html");
    fs::write(&file, article("Một bài", "Tin", "Nội dung.")).unwrap();
    for command in [
        &["site", "list"][..],
        &["account", "list"],
        &["export", "html", "/proc/khong"],
        &["import", "html", &file.to_string_lossy()],
        &["backup"],
        &["doctor"],
    ] {
        let told = fails(&mistyped, command);
        let said = format!("{}{}", told.out, told.err);
        assert!(said.contains("Chưa có cơ sở dữ liệu") && said.contains("--data"), "{said}");
        assert!(!mistyped.exists(), "{command:?}");
    }
}

#[test]
fn a_mistyped_address_of_a_database_does_not_show_its_password() {
    let data = tempfile::tempdir().unwrap();
    for address in
        ["postgress://congdan:MATKHAU@127.0.0.1/x", "congdan:MATKHAU@127.0.0.1/x", "postgres://congdan:MATKHAU@127.0.0.1:9/x"]
    {
        let told = fails(data.path(), &["site", "list", "--database", address]);
        assert!(!told.err.contains("MATKHAU"), "{}", told.err);
    }
}

#[test]
fn a_line_that_is_not_understood_ends_with_two_and_a_word_of_help() {
    let data = tempfile::tempdir().unwrap();
    let told = congdan(data.path(), &["site", "add", "xa.gov.vn", "Xã", "--opening-visits", "abc"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("cần một số nguyên") && told.err.contains("--help"), "{}", told.err);
    let help = Command::new(PROGRAM).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    assert!(help.contains("cổng thông tin điện tử") && help.contains("Lệnh:") && !help.contains("Usage"), "{help}");
}

#[test]
fn a_mistyped_host_name_is_refused_or_changed() {
    let data = portal();
    let data = data.path();
    let told = fails(data, &["site", "add", "a..b", "Xã"]);
    assert!(told.err.contains("Tên miền không đúng"), "{}", told.err);
    works(data, &["site", "rename", "xa.localhost", "XA.tinh.gov.vn."]);
    assert!(works(data, &["site", "list"]).starts_with("xa.tinh.gov.vn\t"));
    assert!(fails(data, &["site", "rename", "xa.localhost", "b.vn"]).err.contains("Không có cổng xa.localhost"));
}

#[test]
fn a_database_that_is_served_is_not_served_again_nor_moved_away() {
    let (data, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let to = format!("sqlite:{}", elsewhere.path().join("congdan.sqlite").display());
    let mut portal = Portal::make(data.path(), None);
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["move", "--to", &to]] {
        let told = fails(data.path(), command);
        assert!(told.err.contains("đang được một chương trình congdan khác chạy"), "{}", told.err);
    }
    assert!(!elsewhere.path().join("congdan.sqlite").exists());
    // Nothing is left held, however it ended.
    portal.kill();
    portal.start();
    portal.stop();
    works(data.path(), &["move", "--to", &to]);
}
