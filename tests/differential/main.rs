//! The sample under the real tools and under bridge, side by side.
//!
//! `tests/oracle/setup.sh` makes the python with the pinned Alembic;
//! `BRIDGE_ORACLE_PYTHON` names another, and `BRIDGE_ORACLE_120` that of Alembic 1.20.

#![allow(
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    reason = "a test stops where it fails, and helpers are shared by test programs"
)]

mod batch;
mod chains;
mod databases;
mod emitted_sql;
mod expectations;
#[path = "../support/folder.rs"]
mod folder;
mod guards;
mod lists;
mod oracle;
mod order;
mod orm;
#[path = "../support/postgres.rs"]
mod postgres_server;
mod programs;
mod random;
mod random_histories;
mod random_programs;
mod random_sql;
