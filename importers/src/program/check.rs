//! A program is tried before it is kept: on a database that takes every
//! statement and holds no row (a count of them is 0). What the interpreter does not know is found at
//! import, as far as that way leads.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Kind, Program};
use crate::diagnostic::Diagnostic;
use crate::live::{Answer, Database, Datum, Failure, Savepoint};
use crate::python::interpreter::{Limits, Loader};
use crate::script::{Node, Question, Script, Statement};
use crate::{Dialect, Direction};

/// Runs a program on nothing. Exceptions do not count: without rows many a
/// program has nothing to work on.
///
/// A file that it reads and does not have is looked for in `project`.
///
/// Gives the statements, where the function of a list did nothing but run
/// them: it looked at no row, caught no error, and drew no value of the run. One
/// that only says that there is no way back is a script that fails.
///
/// # Errors
/// What the interpreter refuses.
pub fn check(
    program: &Program,
    dialect: Dialect,
    direction: Direction,
    project: Option<Rc<dyn Loader>>,
) -> Result<Option<Script>, Box<Diagnostic>> {
    let nothing = Rc::new(Nothing::default());
    let result = program.run_within(
        Limits::default(),
        dialect,
        direction,
        nothing.clone(),
        project,
    );
    match result {
        Err(stopped) if stopped.diagnostic.code != "python-exception" => {
            Err(Box::new(stopped.diagnostic))
        }
        Err(stopped) if direction == Direction::Down && nothing.is_untouched() => {
            Ok(Some(Script {
                nodes: vec![Node::Fail {
                    message: stopped.diagnostic.message,
                    origin: None,
                }],
            }))
        }
        Err(_) => Ok(None),
        Ok(()) if nothing.depends.get() || program.kind == Kind::Alembic => Ok(None),
        Ok(()) => Ok(Some(nothing.script())),
    }
}

/// Whether a query gives a count and nothing else, which is a row on an empty database, too.
fn counts(sql: &str) -> bool {
    let sql = sql.to_lowercase();
    let Some(rest) = sql.trim_start().strip_prefix("select") else {
        return false;
    };
    let Some((chosen, rest)) = rest.trim_start().split_once(" from") else {
        return false;
    };
    chosen.starts_with("count(") && !chosen.contains(',') && !rest.contains("group by")
}

/// A database without rows, on which everything succeeds.
#[derive(Default)]
pub(super) struct Nothing {
    statements: RefCell<Vec<String>>,
    /// Whether what was done may depend on what a real database says.
    depends: Cell<bool>,
}

impl Nothing {
    /// Whether nothing was run, and nothing asked.
    fn is_untouched(&self) -> bool {
        self.statements.borrow().is_empty() && !self.depends.get()
    }

    fn script(&self) -> Script {
        let node = |sql: &String| {
            let sql = sql.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
            Node::Statement(Statement {
                sql: sql.to_owned(),
                origin: None,
                line: 0,
            })
        };
        Script {
            nodes: self.statements.borrow().iter().map(node).collect(),
        }
    }
}

impl Database for Nothing {
    fn run(&self, _: &Script) -> Result<(), Failure> {
        self.depends.set(true);
        Ok(())
    }

    fn execute(&self, sql: &str, values: &[Datum]) -> Result<Answer, Failure> {
        if values.is_empty() {
            self.statements.borrow_mut().push(sql.trim().to_owned());
        } else {
            self.depends.set(true);
        }
        if counts(sql) {
            return Ok(Answer {
                columns: Some(vec!["count".to_owned()]),
                rows: vec![vec![Datum::Int(0)]],
                touched: 1,
                ..Answer::default()
            });
        }
        Ok(Answer {
            columns: Some(Vec::new()),
            ..Answer::default()
        })
    }

    fn answer(&self, _: &Question) -> Result<bool, Failure> {
        self.depends.set(true);
        Ok(false)
    }

    fn savepoint(&self, _: &str, what: Savepoint) -> Result<(), Failure> {
        if what == Savepoint::RollBack {
            self.depends.set(true);
        }
        Ok(())
    }

    fn failure_aborts_transaction(&self) -> bool {
        false
    }

    fn caught(&self, _: &Failure) {}

    fn is_trial(&self) -> bool {
        true
    }

    fn depends(&self) {
        self.depends.set(true);
    }

    fn now(&self) -> jiff::Zoned {
        self.depends.set(true);
        jiff::Timestamp::UNIX_EPOCH.to_zoned(jiff::tz::TimeZone::UTC)
    }

    fn environment(&self, _: &str) -> Result<Option<String>, String> {
        self.depends.set(true);
        Ok(None)
    }

    fn random(&self, bytes: &mut [u8]) -> Result<(), String> {
        self.depends.set(true);
        bytes.fill(0);
        Ok(())
    }
}
