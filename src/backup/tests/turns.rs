//! The daily backup: one node a day, tried again, and told.

use super::*;
use crate::{
    backup::{
        daily::{Schedule, Turn, take_turn},
        list_whole,
        model::{FailedBackup, GoodBackup},
        status, store, tell_figures,
    },
    config::BackupHour,
};

const HOUR: i64 = 3600 * 1_000_000;
/// 23 November 2026, 00:00 in Vietnam.
const MIDNIGHT: i64 = 1_795_366_800 * 1_000_000;

fn schedule(installation: &Installation) -> Schedule {
    Schedule { hour: BackupHour::At(2), keep: 2, destination: installation.backups() }
}

#[tokio::test]
async fn of_many_nodes_one_makes_the_days_backup() {
    for from in installations().await {
        let schedule = schedule(&from);
        assert_eq!(take_turn(&from.db, &from.storage, &schedule, MIDNIGHT + 2 * HOUR - 1).await.unwrap(), Turn::NotOurs);
        let nodes = (0..8).map(|_| take_turn(&from.db, &from.storage, &schedule, MIDNIGHT + 2 * HOUR));
        let turns: Vec<Turn> = futures_util::future::join_all(nodes).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(turns.iter().filter(|turn| matches!(turn, Turn::Done(_))).count(), 1, "{turns:?}");
        assert_eq!(turns.iter().filter(|turn| **turn == Turn::NotOurs).count(), 7, "{turns:?}");
        assert_eq!(take_turn(&from.db, &from.storage, &schedule, MIDNIGHT + 23 * HOUR).await.unwrap(), Turn::NotOurs);
        let whole = list_whole(&from.backups()).unwrap();
        assert_eq!(whole.len(), 1);
        let status = status(&from.db, from.folder.path()).await.unwrap();
        let good = status.last_good.unwrap();
        assert_eq!(Path::new(&good.place), whole[0].path.canonicalize().unwrap());
        assert_eq!(good.bytes, whole[0].manifest.bytes() as i64);
        assert!(status.last_failure.is_none() && status.free_bytes.unwrap() > 0);
    }
}

#[tokio::test]
async fn a_switched_off_backup_is_never_due() {
    let from = installations().await.remove(0);
    let off = Schedule { hour: BackupHour::Never, ..schedule(&from) };
    assert_eq!(take_turn(&from.db, &from.storage, &off, MIDNIGHT + 5 * HOUR).await.unwrap(), Turn::NotOurs);
}

#[tokio::test]
async fn a_failure_is_told_and_tried_again_an_hour_later() {
    for from in installations().await {
        let schedule = schedule(&from);
        std::fs::write(from.backups(), "một tệp").unwrap();
        // Leases are counted by the clock, so this day is the day of now.
        let begun = now();
        let always = Schedule { hour: BackupHour::At(0), ..schedule };
        assert_eq!(take_turn(&from.db, &from.storage, &always, begun).await.unwrap(), Turn::Failed);
        let failure = status(&from.db, from.folder.path()).await.unwrap().last_failure.unwrap();
        assert!(failure.failure.contains("Không ghi được vào thư mục sao lưu"), "{failure:?}");
        std::fs::remove_file(from.backups()).unwrap();
        let day = crate::text::dates::local(begun).day_number;
        assert_eq!(store::take_turn(&from.db, day, begun + HOUR / 2).await.unwrap(), None);
        assert!(store::take_turn(&from.db, day, now() + HOUR + 1).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn figures_tell_when_the_last_good_backup_was_made_and_whether_the_last_failed() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    let _on = metrics::set_default_local_recorder(&recorder);
    for from in installations().await {
        let told = async |lines: [&str; 2]| {
            tell_figures(&from.db).await;
            let text = handle.render();
            assert!(lines.iter().all(|line| text.lines().any(|told| told == *line)), "{lines:?}\n{text}");
        };
        told(["congdan_backup_timestamp_seconds 0", "congdan_backup_failed 0"]).await;
        let run = store::create_run(&from.db, 1_000_000).await.unwrap();
        store::fail_run(&from.db, run, &FailedBackup { failed_at: 2_000_000, failure: "ổ đĩa đầy".into() }).await.unwrap();
        told(["congdan_backup_timestamp_seconds 0", "congdan_backup_failed 1"]).await;
        let run = store::create_run(&from.db, 3_000_000).await.unwrap();
        let good = GoodBackup { finished_at: 4_000_000, bytes: 1, place: "/mnt".into() };
        store::finish_run(&from.db, run, &good).await.unwrap();
        told(["congdan_backup_timestamp_seconds 4", "congdan_backup_failed 0"]).await;
    }
}

#[tokio::test]
async fn the_turn_of_a_dead_node_is_taken_over() {
    for from in installations().await {
        let dead = store::take_turn(&from.db, 1, 0).await.unwrap().unwrap();
        assert_eq!(store::take_turn(&from.db, 1, store::LEASE).await.unwrap(), None);
        store::extend_turn(&from.db, dead, store::LEASE).await.unwrap();
        assert_eq!(store::take_turn(&from.db, 1, 2 * store::LEASE).await.unwrap(), None, "it lived until then");
        assert!(store::take_turn(&from.db, 1, 2 * store::LEASE + 1).await.unwrap().is_some());
    }
}
