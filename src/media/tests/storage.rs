use std::{fs, path::PathBuf};

use bytes::Bytes;

use crate::{
    error::AppError,
    media::storage::{ContentHash, Storage},
};

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found
}

#[tokio::test]
async fn what_is_kept_is_read_and_lies_under_its_hash() {
    let data = tempfile::tempdir().unwrap();
    let storage = Storage::open(data.path()).unwrap();
    let (one, two) = (Bytes::from_static(b"anh mot"), Bytes::from_static(b"anh hai"));
    let hashes = storage.keep(vec![one.clone(), two.clone(), one.clone()]).await.unwrap();
    assert_eq!(hashes[0], hashes[2]);
    assert_eq!(storage.read_verified(&hashes[0]).await.unwrap(), one);
    assert_eq!(storage.read_verified(&hashes[1]).await.unwrap(), two);
    assert_eq!(storage.read_part(&hashes[1], 4, 100).await.unwrap(), "hai");
    let name = hashes[0].as_str();
    assert!(data.path().join("media").join(&name[..2]).join(name).is_file());
    assert_eq!(files(data.path()).len(), 2, "nothing else is left behind");
}

#[tokio::test]
async fn a_damaged_file_is_not_given_out_and_is_mended_when_kept_again() {
    let data = tempfile::tempdir().unwrap();
    let storage = Storage::open(data.path()).unwrap();
    let bytes = Bytes::from_static(b"quyet dinh so 5678");
    let hash = storage.keep(vec![bytes.clone()]).await.unwrap().remove(0);
    fs::write(&files(data.path())[0], b"quyet dinh so 5679").unwrap();
    assert_eq!(storage.read_verified(&hash).await, Err(AppError::Unavailable));
    storage.keep(vec![bytes.clone()]).await.unwrap();
    assert_eq!(storage.read_verified(&hash).await.unwrap(), bytes);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let data = tempfile::tempdir().unwrap();
    let storage = Storage::open(data.path()).unwrap();
    let hash = ContentHash::of(b"");
    assert_eq!(storage.read_verified(&hash).await, Err(AppError::NotFound));
    assert!(!storage.exists(&hash).await.unwrap());
}

#[tokio::test]
async fn a_disk_that_takes_nothing_is_told() {
    let data = tempfile::tempdir().unwrap();
    let storage = Storage::open(data.path()).unwrap();
    // A file where the shelf should be: not even root can write below it.
    let hash = ContentHash::of(b"x");
    fs::write(data.path().join("media").join(&hash.as_str()[..2]), b"").unwrap();
    assert_eq!(storage.keep(vec![Bytes::from_static(b"x")]).await, Err(AppError::Unavailable));
}

#[test]
fn only_whole_hashes_are_names() {
    let good = ContentHash::of(b"x");
    assert_eq!(ContentHash::parse(good.as_str()), Some(good.clone()));
    for bad in ["", "ab", "../../etc/passwd", &good.as_str().to_uppercase(), &good.as_str()[1..], &format!("{}0", good.as_str())] {
        assert_eq!(ContentHash::parse(bad), None, "{bad}");
    }
}
