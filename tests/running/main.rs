//! The real program as an agency runs it, asked over its port while things are done to its machine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod commands;
mod disk;
mod faults;
mod front;
mod imported;
mod moved;
mod network;
mod nodes;
mod portal;
mod postgres;
mod saving;
mod scheduled;
mod socket;
mod sqlite;
mod walk;
mod withdrawn;
