//! The one executor. Everything that changes a database goes through it:
//! the command line, `cutover`, rehearsals and tests.
//!
//! [`execute`] takes a planner instead of a plan, because it reads and plans
//! twice: once without a lock, to find out whether there is anything to do,
//! and once under the lock, from a state that nobody changes any more.

mod attempts;
mod backup;
mod batch;
mod check;
mod databases;
mod doubt;
mod environment;
mod error;
mod event;
mod executor;
mod foreign_keys;
mod keep;
mod loss;
mod maintenance;
mod missing;
mod outside;
mod parts;
mod program;
mod readers;
mod record;
mod recording;
mod rehearse;
mod request;
mod restore;
mod script;
mod segment;
mod transactions;

pub use backup::{BackupSet, back_up, content};
pub use environment::Variables;
pub use error::{Committed, FailedStatement, Kept, RunError, ScriptError};
pub use event::Event;
pub use executor::{AboutState, PlannerError, execute, read};
pub use loss::{CountedLoss, count_losses};
pub use maintenance::{Maintenance, maintain};
pub use missing::{effects, makes_twice, missing_name, missing_table};
pub use readers::Readers;
pub use recording::rerecord;
pub use rehearse::{
    Rehearsal, RehearsalStep, RehearsedBatch, RehearsedError, rehearse, rehearse_by_node,
};
pub use request::{Report, RunRequest, StepReport, Target};
pub use restore::{RestoreItem, RestoreOptions, RestoreReport, restore};
