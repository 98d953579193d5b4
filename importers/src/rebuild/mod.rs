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
//! The list is closed; `tests/differential/batch/permitted.rs` is the same
//! list as code, and compares everything else.
//!
//! Kept, where Alembic loses it: triggers; unnamed CHECKs (but for those on a
//! dropped column); COLLATE; AUTOINCREMENT and its counter; STRICT, WITHOUT
//! ROWID and ON CONFLICT clauses; DESC and COLLATE in keys and indexes;
//! indexes on expressions; the spelling of a type that stays (`INT` for
//! Alembic's `INTEGER`); the name of a UNIQUE in a column's definition; the
//! check of a Boolean or Enum whose column is renamed with its
//! `existing_type`; the second of two constraints that `naming_convention`
//! gives one name; the first of two UNIQUEs over the same columns, one of them
//! without a name (but for those behind one that is dropped); options of a foreign key on a column that is dropped and
//! added again; constraints and references of a column that `reflect_args` or
//! `copy_from` states; live columns that `copy_from` or
//! `reflect_kwargs={"include_columns": ...}` leave out.
//!
//! Done, where Alembic fails: a renamed column is also renamed in CHECKs,
//! generated columns, conditions and expressions of indexes and this table's
//! triggers; a named CHECK on nothing but a dropped column falls with it;
//! columns without a type; generated columns in every spelling; foreign keys
//! to tables that are not there (yet); `table_args` with a foreign key; a
//! trigger or view elsewhere that names the table; names in another case.
//!
//! Alembic 1.13 writes the check of an added Boolean or Enum twice; bridge once.
//!
//! A value is not cast to a date or time type, for SQLite would make a number
//! of it.
//!
//! Refused, where Alembic's result would be broken: a column that exists
//! already (Alembic empties it), and dropping a column that a trigger or a
//! generated column uses.

mod apply;
mod column;
mod constraint;
mod error;
mod expression;
mod finish;
mod index;
mod key;
mod keywords;
mod naming;
mod order;
mod parser;
mod print;
mod stated;
mod statements;
pub mod table;
mod trigger;
mod types;

#[cfg(test)]
mod tests;

pub use apply::{LiveTable, rebuild};
pub use error::RebuildError;
pub use index::index_text;
pub use print::name as quote_name;
