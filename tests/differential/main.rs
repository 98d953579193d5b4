//! The sample under the real tools and under bridge, side by side.
//!
//! `tests/run` sets what this needs: `BRIDGE_ORACLE_PYTHON`, a python with the
//! pinned Alembic, and `BRIDGE_TEST_POSTGRES`, a server to make databases on.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it fails"
)]

mod databases;
mod emitted_sql;
mod oracle;
