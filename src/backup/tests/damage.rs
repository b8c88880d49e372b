//! Backups that are no longer what they were: each is told, and no row is restored from it.

use std::fs;

use super::*;
use crate::backup::{check, restore};

/// Damages a fresh copy of a backup and gives the words of the refusal.
async fn refusal(made: &Made, damage: impl FnOnce(&Path)) -> String {
    let place = tempfile::tempdir().unwrap();
    let copy = place.path().join("ban-sao");
    assert!(std::process::Command::new("cp").arg("-r").args([&made.path, &copy]).status().unwrap().success());
    check(&copy, &silent).await.unwrap();
    damage(&copy);
    let url = DatabaseUrl::Sqlite(place.path().join("congdan.sqlite"));
    let refused = words(restore(&copy, &url, &place.path().join("media"), &silent).await);
    assert!(is_untouched(&url).await, "{refused}");
    assert!(!place.path().join("media").exists(), "{refused}");
    refused
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 0x10;
    fs::write(path, bytes).unwrap();
}

fn middle(path: &Path) -> usize {
    fs::metadata(path).unwrap().len() as usize / 2
}

#[tokio::test]
async fn damage_is_told_by_the_name_of_the_file() {
    let from = installations().await.remove(0);
    let made = from.back_up().await;
    let table = "database/revision.ndjson.gz";

    let refused = refusal(&made, |copy| flip(&copy.join(table), middle(&copy.join(table)))).await;
    assert!(refused.contains("bị hỏng") && refused.contains("revision.ndjson.gz"), "{refused}");
    let refused = refusal(&made, |copy| fs::remove_file(copy.join(table)).unwrap()).await;
    assert!(refused.contains("revision.ndjson.gz") && refused.contains("không đọc được"), "{refused}");
    let refused = refusal(&made, |copy| fs::remove_file(copy.join("media.ndjson.gz")).unwrap()).await;
    assert!(refused.contains("media.ndjson.gz"), "{refused}");
    let refused = refusal(&made, |copy| fs::remove_file(copy.join("manifest.json")).unwrap()).await;
    assert!(refused.contains("không phải bản sao lưu"), "{refused}");
}

#[tokio::test]
async fn no_byte_of_a_table_can_change_unseen() {
    let from = installations().await.remove(0);
    let made = from.back_up().await;
    let path = made.path.join("database/site.ndjson.gz");
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        flip(&path, at);
        assert!(words(check(&made.path, &silent).await).contains("site.ndjson.gz"), "byte {at}");
        fs::write(&path, &whole).unwrap();
    }
    for longer in [&whole[..whole.len() - 1], &[&whole[..], b"x"].concat()] {
        fs::write(&path, longer).unwrap();
        assert!(words(check(&made.path, &silent).await).contains("site.ndjson.gz"));
    }
}

#[tokio::test]
async fn no_word_of_the_manifest_can_change_unseen() {
    let from = installations().await.remove(0);
    let made = from.back_up().await;
    let manifest = fs::read_to_string(made.path.join("manifest.json")).unwrap();
    for cut in [0, 1, manifest.len() / 2, manifest.len() - 2] {
        let refused = refusal(&made, |copy| fs::write(copy.join("manifest.json"), &manifest[..cut]).unwrap()).await;
        assert!(refused.contains("manifest.json không đọc được"), "{refused}");
    }
    for (from, to) in
        [("\"rows\": 1000", "\"rows\": 999"), ("\"change_log\": 4", "\"change_log\": 3"), ("\"taken_at\": 1", "\"taken_at\": 2")]
    {
        assert!(manifest.contains(from), "{from}");
        let refused = refusal(&made, |copy| fs::write(copy.join("manifest.json"), manifest.replacen(from, to, 1)).unwrap()).await;
        assert!(refused.contains("manifest.json đã bị thay đổi"), "{refused}");
    }
}
