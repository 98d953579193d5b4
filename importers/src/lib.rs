//! Reads legacy migration systems and gives SQL.
//!
//! Data flows one way: Python source ([`python`]) runs in an interpreter that
//! knows what `sa.*` and `op.*` mean ([`sqlalchemy`], [`alembic`], [`list`]);
//! the calls become dialect-neutral steps ([`operation`], [`record`]); the
//! steps become SQL for one dialect ([`dialect`]) in a [`script`].
//!
//! This crate opens no database, prints nothing and reads no environment.

pub mod alembic;
pub mod contained;
pub mod diagnostic;
pub mod dialect;
mod hex;
pub mod list;
pub mod live;
pub mod modules;
pub mod operation;
pub mod parallel;
pub mod portable;
pub mod program;
pub mod python;
pub mod rebuild;
pub mod record;
pub mod script;
pub mod source;
pub mod sqlalchemy;

pub use diagnostic::{Diagnostic, Severity};
pub use dialect::Dialect;
pub use script::Script;

/// The way in which a revision is run.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// `upgrade()`
    Up,
    /// `downgrade()`
    Down,
}
