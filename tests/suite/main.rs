//! Tests that run the built program, against databases and against the real
//! Alembic. One binary, so that it links once.

mod support;

mod chain;
