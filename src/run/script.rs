//! Runs a script on one connection.

use std::collections::BTreeMap;

use bridge_importers::script::{
    Catalogue, Condition, EvaluationError, Handler, Node, Origin, Question, Statement, Try,
    is_savepoint,
};

use super::batch;
use super::error::ScriptError;
use crate::database::{Connection, StatementError};

/// The savepoint around a statement that may fail.
const SAVEPOINT: &str = "bridge_try";

/// What stopped a script, and where.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) error: ScriptError,
    pub(crate) sql: String,
    pub(crate) line: usize,
    pub(crate) origin: Option<Origin>,
}

/// What failed beside a statement.
impl From<ScriptError> for Failure {
    fn from(error: ScriptError) -> Self {
        Self {
            error,
            sql: String::new(),
            line: 0,
            origin: None,
        }
    }
}

impl From<StatementError> for Failure {
    fn from(error: StatementError) -> Self {
        ScriptError::from(error).into()
    }
}

/// Told while a script runs.
pub(crate) enum Happening<'a> {
    /// A `try` block caught the error of a statement.
    Caught { sql: &'a str, message: String },
    /// A batch block was rebuilt by these statements; numbered in the order of the file.
    Rebuilt { number: usize, sql: Vec<String> },
}

/// Runs scripts; one per script, because it keeps the script's names.
pub(crate) struct Runner<'a> {
    connection: &'a mut dyn Connection,
    observer: &'a mut dyn FnMut(Happening<'_>),
    names: BTreeMap<String, bool>,
    /// Whether a transaction is open and must stay so.
    inside: bool,
    /// How many `try` blocks are around.
    tries: usize,
}

impl<'a> Runner<'a> {
    /// A runner for a script inside a transaction, or outside any.
    pub(crate) fn new(
        connection: &'a mut dyn Connection,
        inside: bool,
        observer: &'a mut dyn FnMut(Happening<'_>),
    ) -> Self {
        Self {
            connection,
            observer,
            names: BTreeMap::new(),
            inside,
            tries: 0,
        }
    }

    /// The connection, between two nodes.
    pub(crate) fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    /// Whether a transaction is open around what follows.
    pub(crate) fn set_inside(&mut self, inside: bool) {
        self.inside = inside;
    }

    /// What the script's `let`s were answered.
    pub(crate) fn names(&self) -> &BTreeMap<String, bool> {
        &self.names
    }

    /// Answers of an earlier run.
    pub(crate) fn remember(&mut self, names: BTreeMap<String, bool>) {
        self.names = names;
    }

    /// Runs nodes in order. `number` is that of the first batch block in them.
    pub(crate) fn nodes(&mut self, nodes: &[Node], number: usize) -> Result<(), Failure> {
        let mut number = number;
        for node in nodes {
            self.node(node, number)?;
            number += batches(std::slice::from_ref(node));
        }
        Ok(())
    }

    /// Runs one node.
    pub(crate) fn node(&mut self, node: &Node, number: usize) -> Result<(), Failure> {
        match node {
            Node::Statement(statement) => self.statement(statement),
            Node::Let { name, condition } => {
                let value = self.holds(condition)?;
                self.names.insert(name.clone(), value);
                Ok(())
            }
            Node::If {
                condition,
                then,
                otherwise,
            } => {
                if self.holds(condition)? {
                    self.nodes(then, number)
                } else {
                    self.nodes(otherwise, number + batches(then))
                }
            }
            Node::Try(block) => self.attempt(block, number),
            Node::Autocommit(nodes) => {
                if self.inside {
                    return Err(Failure {
                        error: ScriptError::InsideTransaction,
                        sql: "-- bridge:autocommit".to_owned(),
                        line: 0,
                        origin: None,
                    });
                }
                self.nodes(nodes, number)
            }
            Node::Batch(block) => {
                let guarded = self.tries > 0 && self.inside;
                let sql = self.guarded(guarded, |connection| batch::rebuild(connection, block));
                match sql {
                    Ok(sql) => {
                        (self.observer)(Happening::Rebuilt { number, sql });
                        Ok(())
                    }
                    Err(stopped) => Err(Failure {
                        error: stopped.error,
                        sql: stopped
                            .sql
                            .unwrap_or_else(|| format!("-- bridge:batch {}", block.table)),
                        line: block.line,
                        origin: block.origin.clone(),
                    }),
                }
            }
            Node::Fail { message, origin } => Err(Failure {
                error: ScriptError::Fail(message.clone()),
                sql: "-- bridge:fail".to_owned(),
                line: 0,
                origin: origin.clone(),
            }),
        }
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Failure> {
        let guarded = self.tries > 0
            && self.inside
            && self.connection.failure_aborts_transaction()
            && !is_savepoint(&statement.sql, self.connection.dialect());
        self.guarded(guarded, |connection| {
            connection
                .execute(&statement.sql)
                .map(drop)
                .map_err(ScriptError::from)
        })
        .map_err(|error| Failure {
            error,
            sql: statement.sql.clone(),
            line: statement.line,
            origin: statement.origin.clone(),
        })
    }

    /// Runs something behind a savepoint, so that its failure leaves what was before.
    fn guarded<T, E: From<StatementError>>(
        &mut self,
        guarded: bool,
        run: impl FnOnce(&mut dyn Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        if !guarded {
            return run(self.connection);
        }
        self.connection.savepoint(SAVEPOINT)?;
        match run(self.connection) {
            Ok(value) => {
                self.connection.release(SAVEPOINT)?;
                Ok(value)
            }
            Err(error) => {
                // Where even this fails, the transaction is gone, and the check after it says so.
                let _ = self.connection.rollback_to(SAVEPOINT);
                Err(error)
            }
        }
    }

    /// `try`, as Python means it.
    fn attempt(&mut self, block: &Try, number: usize) -> Result<(), Failure> {
        let mut next = number + batches(&block.body);
        self.tries += 1;
        let body = self.nodes(&block.body, number);
        self.tries -= 1;
        let mut outcome = Ok(());
        let mut raised = None;
        if let Err(failure) = body {
            raised = Some(failure);
        }
        for handler in &block.handlers {
            if raised
                .as_ref()
                .is_some_and(|failure| catches(handler, &failure.error))
                && let Some(failure) = raised.take()
            {
                self.caught(&failure)?;
                outcome = self.nodes(&handler.body, next);
                // No later clause of the same block is tried.
                return self.finish(block, outcome);
            }
            next += batches(&handler.body);
        }
        match raised {
            // Uncaught: the run ends and is rolled back, `finally` would be rolled back with it.
            Some(failure) => Err(failure),
            None => {
                outcome = self.nodes(&block.otherwise, next).and(outcome);
                self.finish(block, outcome)
            }
        }
    }

    fn finish(&mut self, block: &Try, outcome: Result<(), Failure>) -> Result<(), Failure> {
        outcome?;
        let before = batches(&block.body)
            + block
                .handlers
                .iter()
                .map(|handler| batches(&handler.body))
                .sum::<usize>()
            + batches(&block.otherwise);
        self.nodes(&block.finally, before)
    }

    /// After each caught error the transaction must still be open: SQLite ends it on some.
    fn caught(&mut self, failure: &Failure) -> Result<(), Failure> {
        if self.inside {
            let open = self.connection.in_transaction().map_err(|error| Failure {
                error: error.into(),
                ..failure.clone()
            })?;
            if !open {
                return Err(Failure {
                    error: ScriptError::TransactionEnded,
                    ..failure.clone()
                });
            }
        }
        (self.observer)(Happening::Caught {
            sql: &failure.sql,
            message: failure.error.to_string(),
        });
        Ok(())
    }

    fn holds(&mut self, condition: &Condition) -> Result<bool, Failure> {
        let failure = |error, sql: &str| Failure {
            error,
            sql: sql.to_owned(),
            line: 0,
            origin: None,
        };
        let mut catalogue = Live {
            connection: self.connection,
            asked: String::new(),
        };
        condition
            .evaluate(&self.names, &mut catalogue)
            .map_err(|error| match error {
                EvaluationError::Unbound(name) => {
                    failure(ScriptError::Unbound(name), "-- bridge:if")
                }
                EvaluationError::Catalogue(error) => failure(error.into(), &catalogue.asked),
            })
    }
}

/// The live catalogue, which remembers the question that failed.
struct Live<'a> {
    connection: &'a mut dyn Connection,
    asked: String,
}

impl Catalogue for Live<'_> {
    type Error = StatementError;

    fn answer(&mut self, question: &Question) -> Result<bool, StatementError> {
        self.connection.answer(question).inspect_err(|_| {
            self.asked = Condition::Question(question.clone()).to_string();
        })
    }
}

fn catches(handler: &Handler, error: &ScriptError) -> bool {
    handler.classes.iter().any(|class| match error {
        ScriptError::Statement(error) => error.caught_by(class),
        ScriptError::Batch { raised, .. } => raised.contains(&class.as_str()),
        ScriptError::Fail(_) => {
            matches!(
                class.rsplit('.').next(),
                Some("Exception" | "BaseException")
            )
        }
        // Only a whole step is a program.
        ScriptError::Program(_)
        | ScriptError::Unbound(_)
        | ScriptError::TransactionEnded
        | ScriptError::TransactionLeftOpen
        | ScriptError::InsideTransaction
        | ScriptError::InDoubt
        | ScriptError::NotCounted(_) => false,
    })
}

/// How many batch blocks stand in the nodes.
pub(crate) fn batches(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Batch(_) => 1,
            Node::If {
                then, otherwise, ..
            } => batches(then) + batches(otherwise),
            Node::Try(block) => {
                batches(&block.body)
                    + block
                        .handlers
                        .iter()
                        .map(|handler| batches(&handler.body))
                        .sum::<usize>()
                    + batches(&block.otherwise)
                    + batches(&block.finally)
            }
            Node::Autocommit(nodes) => batches(nodes),
            Node::Statement(_) | Node::Let { .. } | Node::Fail { .. } => 0,
        })
        .sum()
}
