//! The media files: each that the database names is there with its own bytes.

use std::{collections::HashMap, io};

use super::{Finding, MediaDepth, Patient};
use crate::{
    clock,
    media::{storage::ContentHash, store},
    text::numbers::grouped,
};

const MEDIA: &str = "Tệp ảnh và tài liệu";
/// So many are read whole in a sample.
const SAMPLE: usize = 200;
const TAKE_BACK: &str = "hãy chạy congdan backup: tệp lành trong các bản sao lưu ở đó được lấy lại vào cổng";
/// So many names are printed.
const NAMED: usize = 10;

pub async fn check_files(patient: &Patient) -> Vec<Finding> {
    let named = match store::list_hashes(&patient.db).await {
        Ok(named) => named,
        Err(error) => return vec![Finding::problem(MEDIA, format!("không đọc được danh sách: {error}"))],
    };
    match find_missing_and_damaged(patient, &named).await {
        Err(error) => vec![Finding::problem(MEDIA, format!("không đọc được thư mục media: {error}"))],
        Ok((read, problems)) if problems.is_empty() => {
            vec![Finding::good(MEDIA, format!("đủ {} tệp, đã đọc lại {}", count(named.len()), count(read)))]
        }
        Ok((_, problems)) => {
            let more = problems.len().saturating_sub(NAMED);
            let mut findings: Vec<_> = problems.into_iter().take(NAMED).map(|says| Finding::problem(MEDIA, says)).collect();
            if more > 0 {
                findings.push(Finding::problem(MEDIA, format!("và {} tệp khác", count(more))));
            }
            findings
        }
    }
}

/// How many files were read whole, and what is wrong.
async fn find_missing_and_damaged(patient: &Patient, named: &[ContentHash]) -> io::Result<(usize, Vec<String>)> {
    let there: HashMap<ContentHash, u64> = patient.storage.list().await?.into_iter().collect();
    let (here, missing): (Vec<_>, Vec<_>) = named.iter().partition(|hash| there.contains_key(hash));
    let mut problems: Vec<String> = missing.iter().map(|hash| format!("thiếu tệp {}; {TAKE_BACK}", hash.as_str())).collect();
    let read: Vec<_> = match patient.media_depth {
        MediaDepth::Whole => here,
        MediaDepth::Sample => sample(here),
    };
    for hash in &read {
        // One that cannot be read is as good as damaged, and the others are looked at all the same.
        if patient.storage.hash_of(hash).await.ok().as_ref() != Some(*hash) {
            problems.push(format!("tệp {} bị hỏng; {TAKE_BACK}", hash.as_str()));
        }
    }
    Ok((read.len(), problems))
}

/// Every so many-th, beginning elsewhere each time.
fn sample(files: Vec<&ContentHash>) -> Vec<&ContentHash> {
    let step = files.len().div_ceil(SAMPLE).max(1);
    let first = usize::try_from(clock::now()).unwrap_or_default() % step;
    files.into_iter().skip(first).step_by(step).collect()
}

fn count(count: usize) -> String {
    grouped(i64::try_from(count).unwrap_or(i64::MAX))
}
