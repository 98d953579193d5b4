//! Crashes: the program is killed, cut off, starved and crowded, and what it
//! leaves is what was there before, or what it was to make.
//!
//! `cargo test` runs a fixed sample; `tests/crash/run` runs all of it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    unreachable_pub,
    dead_code,
    reason = "a test may panic and print figures, and its helpers are shared by binaries"
)]

#[path = "../support/postgres.rs"]
mod postgres_server;

mod chain;
mod kill;
mod picture;
mod project;
mod strays;

mod crowd;
mod disk;
mod kept;
mod matrix;
mod moments;
mod outage;
mod pool;
