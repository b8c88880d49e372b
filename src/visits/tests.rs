//! Rules, ledger and sockets, on both databases; the oracle replays a generated trace.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod articles;
mod ledger;
mod line;
mod online;
mod oracle;
mod oracle_count;
mod oracle_readers;
mod oracle_trace;
mod robots;
mod rules;
mod sharing;
mod socket;
mod world;
