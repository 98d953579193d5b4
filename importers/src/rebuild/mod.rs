//! Table rebuilds on SQLite: from the live `CREATE TABLE` text and the changes to the statements that run.
//!
//! [`table`] reads a `CREATE TABLE` text into a model and prints it again;
//! [`rebuild`] applies a [`Batch`](crate::script::Batch) to the live table,
//! with the rules of Alembic 1.13's batch mode.
//!
//! The caller runs the statements in order, in its transaction, with
//! `PRAGMA foreign_keys=OFF` (otherwise `DROP TABLE` empties cascading child
//! tables) and `PRAGMA legacy_alter_table=ON` (otherwise the renaming fails
//! on, or rewrites, views and triggers that name the table).
//!
//! # Where the result differs from Alembic's
//!
//! The list is closed. Kept, where Alembic loses it: triggers; unnamed CHECKs
//! (but for those on a dropped column); COLLATE; generated columns;
//! AUTOINCREMENT and its counter; STRICT, WITHOUT ROWID and ON CONFLICT
//! clauses; DESC in keys; indexes on expressions.
//!
//! Done, where Alembic fails: a renamed column is also renamed in CHECKs,
//! generated columns, conditions and expressions of indexes and this table's
//! triggers; a named CHECK on nothing but a dropped column falls with it.
//!
//! A value is not cast to a date or time type, for SQLite would make a number
//! of it.
//!
//! Refused, where Alembic's result would be broken: a column that exists
//! already (Alembic empties it), and dropping a column that a trigger or a
//! generated column uses.

mod apply;
mod error;
mod expression;
mod finish;
mod index;
mod keywords;
mod naming;
mod order;
mod parser;
mod print;
pub mod table;
mod trigger;
mod types;

#[cfg(test)]
mod tests;

pub use apply::{LiveTable, rebuild};
pub use error::RebuildError;
pub use index::index_text;
pub use print::name as quote_name;
