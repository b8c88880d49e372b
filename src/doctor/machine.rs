//! The machine: room on the disk, and a clock that can be right.

use super::{Finding, Patient};
use crate::{backup::free_bytes, clock, on_db, text::dates, text::numbers::byte_size};

const DISK: &str = "Chỗ trống trên ổ đĩa";
const CLOCK: &str = "Đồng hồ";
const FREE_WANTED: u64 = 1_000_000_000;
const SECOND: i64 = 1_000_000;
/// Clocks of machines that keep time by the network differ by much less.
const TOLERATED: i64 = 60 * SECOND;
/// 1 January 2026: before this program was written.
const EARLIEST: i64 = 1_767_225_600 * SECOND;

pub async fn check_disk(patient: &Patient) -> Vec<Finding> {
    vec![match free_bytes(&patient.data) {
        None => Finding::problem(DISK, "không đọc được"),
        Some(free) if free < FREE_WANTED => {
            Finding::problem(DISK, format!("chỉ còn {}, cần ít nhất {}", byte_size(free), byte_size(FREE_WANTED)))
        }
        Some(free) => Finding::good(DISK, byte_size(free)),
    }]
}

/// Compared with the newest change, which cannot come from the future.
pub async fn check_clock(patient: &Patient) -> Vec<Finding> {
    let now = clock::now();
    let newest: Result<i64, sqlx::Error> =
        on_db!(&patient.db, pool => sqlx::query_scalar(include_str!("sql/newest_change.sql")).fetch_one(pool).await);
    vec![match newest {
        Err(error) => Finding::problem(CLOCK, format!("không so được với cơ sở dữ liệu: {error}")),
        Ok(newest) if now < EARLIEST || now + TOLERATED < newest => Finding::problem(
            CLOCK,
            format!(
                "đang là {}, trước thay đổi mới nhất ({}); hãy chỉnh đồng hồ (timedatectl)",
                dates::date_time(now),
                dates::date_time(newest)
            ),
        ),
        Ok(_) => Finding::good(CLOCK, dates::date_time(now)),
    }]
}
