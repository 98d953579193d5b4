//! What the interpreter saw a function do: dialect-neutral operations, with
//! the questions to the live catalogue on which they depend.
//!
//! The recorder is filled by the interpreter (control flow) and by the `op`
//! module (operations). [`lower`] turns the record into a
//! [`Script`](crate::script::Script) for one dialect.

mod recorder;
mod test;

mod batch;
mod copied;
pub(crate) mod facts;
mod lower;
#[cfg(test)]
mod lower_tests;
pub(crate) mod memory;
mod prune;
mod questions;
pub(crate) mod raised;

use crate::operation::Operation;
use crate::script::{Origin, Question};
pub use lower::lower;
pub(crate) use lower::lower_with;
pub use recorder::Recorder;

/// The place in the record at which a snapshot of the catalogue was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SnapshotId(pub u32);

/// A condition whose questions remember when they were asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// Known while importing.
    Known(bool),
    /// A question, answered as of a snapshot.
    Question(SnapshotId, Question),
    /// Whether the `try` block of this number was left by an error.
    Caught(u32),
    /// `not …`
    Not(Box<Test>),
    /// `… and …`
    And(Vec<Test>),
    /// `… or …`
    Or(Vec<Test>),
}

/// One recorded step.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// An `op.*` call.
    Operation {
        /// What it does.
        operation: Box<Operation>,
        /// Where it was called.
        origin: Origin,
    },
    /// The catalogue is looked at here; questions asked of it later are
    /// answered as of this moment.
    Snapshot(SnapshotId),
    /// A branch on the live catalogue.
    If {
        /// The condition.
        test: Test,
        /// Where it holds.
        then: Vec<Step>,
        /// Where it does not.
        otherwise: Vec<Step>,
    },
    /// `try` around operations.
    Try {
        /// Number, for [`Test::Caught`].
        id: u32,
        /// The block.
        body: Vec<Step>,
        /// Caught classes and what runs then.
        handlers: Vec<(Vec<String>, Vec<Step>)>,
        /// `else:`
        otherwise: Vec<Step>,
        /// `finally:`
        finally: Vec<Step>,
    },
    /// `with op.get_context().autocommit_block():`
    Autocommit(Vec<Step>),
    /// `raise` on a path that depends on the catalogue, or a downgrade that refuses.
    Fail {
        /// Class and message.
        message: String,
        /// Where.
        origin: Origin,
    },
}
