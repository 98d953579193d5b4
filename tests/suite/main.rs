//! Tests that run the built program, against databases and against the real
//! Alembic. One binary, so that it links once.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    reason = "a test may panic, and its helpers are shared by modules"
)]

#[path = "../support/folder.rs"]
mod folder;
#[path = "../support/postgres.rs"]
mod postgres_server;
mod support;

mod backup;
mod bad_history;
mod bad_input;
mod chain;
mod cutover_guide;
mod doctor;
mod downgrade;
mod hostile;
mod import_environment;
mod import_fix;
mod json_keys;
mod locked_sources;
mod one_run;
mod orphans;
mod refusals;
mod restore_postgres;
mod run_async;
mod secrets;
mod states;
mod team;
mod tls;
mod verbs;
mod verify;
