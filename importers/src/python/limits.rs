//! Bounds on the work of one interpreter: whatever the file, it ends.

use super::interpreter::{Interpreter, RECURSION};
use super::native::Result;

/// Stack that must be left before more is taken from the heap.
const RED_ZONE: usize = 256 * 1024;
/// Stack taken at a time.
const SEGMENT: usize = 4 * 1024 * 1024;
/// Nested evaluations: calls, expressions, containers in containers.
const DEEPEST: usize = 25 * RECURSION;

impl Interpreter {
    /// Counts work: one step per node or processed item.
    pub(crate) fn step(&mut self, count: u64) -> Result<()> {
        self.steps = self.steps.saturating_add(count);
        if self.given_up.get() {
            return Err(self.unsupported(
                "a generator that is given up inside a `with` or before a `finally`",
            ));
        }
        if self.steps > self.options.limits.steps {
            return Err(self.refuse(
                "python-limit",
                format!(
                    "The file does more than {} steps of work; bridge stops here.",
                    self.options.limits.steps
                ),
                Some("Look for a loop that does not end, or generate the statements in SQL."),
            ));
        }
        Ok(())
    }

    /// Counts memory, in bytes, before it is taken.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<()> {
        self.memory = self.memory.saturating_add(bytes);
        if self.memory > self.options.limits.memory {
            return Err(self.refuse(
                "python-limit",
                format!(
                    "The file builds more than {} MB of values; bridge stops here.",
                    self.options.limits.memory / (1024 * 1024)
                ),
                Some("Look for a loop that does not end, or for a huge repetition."),
            ));
        }
        Ok(())
    }

    /// Goes one level deeper: grows the stack where it is short, and refuses
    /// what nests without end.
    pub(crate) fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        let result = if self.depth > DEEPEST {
            Err(self.refuse(
                "python-limit",
                "Calls or values are nested too deeply.",
                Some("Look for a function that calls itself without end."),
            ))
        } else {
            stacker::maybe_grow(RED_ZONE, SEGMENT, || work(self))
        };
        self.depth -= 1;
        result
    }
}
