//! Rules, ledger and sockets, on both databases; the oracle replays a generated trace.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod ledger;
mod online;
mod oracle;
mod oracle_count;
mod robots;
mod rules;
mod socket;
mod world;
