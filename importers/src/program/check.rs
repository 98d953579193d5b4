//! A program is tried before it is kept: on a database that takes every
//! statement and holds no row. What the interpreter does not know is found at
//! import, as far as that way leads.

use std::rc::Rc;

use super::Program;
use crate::diagnostic::Diagnostic;
use crate::live::{Answer, Database, Datum, Failure, Savepoint};
use crate::python::interpreter::Limits;
use crate::script::{Question, Script};
use crate::{Dialect, Direction};

/// Runs a program on nothing. Exceptions do not count: without rows many a
/// program has nothing to work on.
///
/// # Errors
/// What the interpreter refuses.
pub fn check(
    program: &Program,
    dialect: Dialect,
    direction: Direction,
) -> Result<(), Box<Diagnostic>> {
    let result = program.run_within(Limits::default(), dialect, direction, Rc::new(Nothing));
    match result {
        Err(stopped) if stopped.diagnostic.code != "python-exception" => {
            Err(Box::new(stopped.diagnostic))
        }
        _ => Ok(()),
    }
}

/// A database without rows, on which everything succeeds.
struct Nothing;

impl Database for Nothing {
    fn run(&self, _: &Script) -> Result<(), Failure> {
        Ok(())
    }

    fn execute(&self, _: &str, _: &[Datum]) -> Result<Answer, Failure> {
        Ok(Answer {
            columns: Some(Vec::new()),
            ..Answer::default()
        })
    }

    fn answer(&self, _: &Question) -> Result<bool, Failure> {
        Ok(false)
    }

    fn savepoint(&self, _: &str, _: Savepoint) -> Result<(), Failure> {
        Ok(())
    }

    fn failure_aborts_transaction(&self) -> bool {
        false
    }

    fn caught(&self, _: &Failure) {}

    fn now(&self) -> jiff::Zoned {
        jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), String> {
        bytes.fill(0);
        Ok(())
    }
}
