//! The executor against real databases, driven by plans made by hand.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test may panic, and its helpers are shared by modules"
)]

mod plans;
#[path = "../support/postgres.rs"]
mod postgres_server;

mod lock;
mod maintenance;
mod outside;
mod postgres;
mod rebuilt;
mod rehearsal;
mod satellite;
mod sqlite;
