//! The tree-walking evaluator.

use crate::record::Recorder;

/// Runs Python code of one project for one dialect and direction.
pub struct Interpreter {
    /// Receives what `op.*` calls and branches on the catalogue record.
    pub recorder: Recorder,
}

/// A function's definition and closure.
pub struct Code;
