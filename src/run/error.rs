//! Why a run failed, and where.

use std::fmt;

use bridge_importers::Direction;
use bridge_importers::script::Origin;

use super::executor::PlannerError;
use super::request::Report;
use crate::database::backup::BackupError;
use crate::database::restore::RestoreError;
use crate::database::{ConnectError, LockError, StatementError};
use crate::exit::ErrorKind;
use crate::ledger::LedgerError;
use crate::plan::{DatabaseName, Lane, RevisionId};

/// Why a run failed. Unless it is [`RunError::AfterCommit`], or the message says
/// otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The planner refused; its error is given through as it is.
    #[error(transparent)]
    Plan(PlannerError),
    /// A database cannot be opened.
    #[error("database `{database}`: {source}")]
    Connect {
        /// Database.
        database: DatabaseName,
        /// Why.
        source: ConnectError,
    },
    /// Another run did not end in time.
    #[error("database `{database}`: {source}")]
    Lock {
        /// Database.
        database: DatabaseName,
        /// Why.
        source: LockError,
    },
    /// There is no backup.
    #[error("no backup of database `{database}`: {source}")]
    Backup {
        /// Database.
        database: DatabaseName,
        /// Why.
        source: BackupError,
    },
    /// A backup was not restored.
    #[error("database `{database}` is not restored from {}: {source}", from.display())]
    Restore {
        /// Database.
        database: DatabaseName,
        /// The backup.
        from: std::path::PathBuf,
        /// Why.
        source: Box<RestoreError>,
        /// Databases of the same command that had been restored already.
        done: Vec<DatabaseName>,
    },
    /// A ledger cannot be read, written or believed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A statement of a revision failed.
    #[error("{0}")]
    Statement(Box<FailedStatement>),
    /// Beginning, committing or looking something up failed.
    #[error("database `{database}`: {action} failed: {source}")]
    Transaction {
        /// Database.
        database: DatabaseName,
        /// What was tried.
        action: &'static str,
        /// Why.
        source: StatementError,
        /// Databases that had been committed already; the next run heals the rest.
        committed: Vec<DatabaseName>,
    },
    /// Rows refer to nothing that did so before the run.
    #[error("database `{database}`: the revisions leave rows that refer to nothing: {}", violations.join("; "))]
    ForeignKeys {
        /// Database.
        database: DatabaseName,
        /// Table, row and parent of each; the first ones.
        violations: Vec<String>,
    },
    /// Two names, one file.
    #[error("the databases `{first}` and `{second}` are the same file: {path}")]
    SameFile {
        /// One name.
        first: DatabaseName,
        /// The other.
        second: DatabaseName,
        /// The file.
        path: String,
    },
    /// The plan names a database that the request does not have.
    #[error("the plan names database `{database}`, which is not configured")]
    UnknownDatabase {
        /// Database.
        database: DatabaseName,
    },
    /// A step outside a transaction, and nothing that could hold the lock meanwhile.
    #[error(
        "revision {revision} runs outside a transaction, and database `{database}` is reached through a pooling proxy ({target}): there a lock goes with each transaction, and another run could come between"
    )]
    Pooled {
        /// Database.
        database: DatabaseName,
        /// Host, port and database.
        target: String,
        /// Revision.
        revision: RevisionId,
    },
    /// What failed, after other parts of the run were committed.
    #[error("{source}")]
    AfterCommit {
        /// Why.
        source: Box<RunError>,
        /// What stays.
        committed: Committed,
    },
    /// Another run changed the version table between two parts of this one.
    #[error("another run changed the version table between two parts of this one, the other way: {}", revisions.join(", "))]
    Overtaken {
        /// Revisions that differ.
        revisions: Vec<RevisionId>,
        /// Whether it did nothing but part of what this run was to do.
        same_way: bool,
    },
}

/// What a run had committed before it failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// Lanes whose ledger was adopted.
    pub adopted: Vec<Lane>,
    /// Revisions that ran, in their order.
    pub steps: Vec<RevisionId>,
}

impl Committed {
    fn is_empty(&self) -> bool {
        self.adopted.is_empty() && self.steps.is_empty()
    }

    /// That nothing was changed, or what was.
    fn unless(&self, nothing: &str) -> String {
        if self.is_empty() {
            return nothing.to_owned();
        }
        let mut kept = Vec::new();
        if !self.adopted.is_empty() {
            kept.push(format!("the adoption of {}", self.adopted.join(", ")));
        }
        kept.extend((!self.steps.is_empty()).then(|| self.steps.join(", ")));
        format!(
            "What was committed before stays: {}; what failed was rolled back.",
            kept.join("; ")
        )
    }
}

impl RunError {
    /// The same, with what was committed before it.
    pub(super) fn after(self, report: &Report) -> Self {
        let committed = Committed {
            adopted: report.adopted.keys().cloned().collect(),
            steps: report
                .steps
                .iter()
                .map(|step| step.revision.clone())
                .collect(),
        };
        match self {
            // These two say it themselves, or are about what was there before.
            Self::Plan(_) | Self::Overtaken { .. } => self,
            other if committed.is_empty() => other,
            other => Self::AfterCommit {
                source: Box::new(other),
                committed,
            },
        }
    }

    /// What to do next, where it is known.
    pub fn advice(&self) -> Option<String> {
        self.advice_after(&Committed::default())
    }

    fn advice_after(&self, committed: &Committed) -> Option<String> {
        let unchanged = || committed.unless("Nothing was changed.");
        let rolled_back =
            |nothing: &str| committed.unless(&format!("Everything was rolled back{nothing}."));
        match self {
            Self::Plan(_) => None,
            Self::AfterCommit { source, committed } => source.advice_after(committed),
            Self::Connect { source, .. } => Some(source.advice().to_owned()),
            Self::Lock { source, .. } => Some(match source {
                LockError::Timeout { .. } => format!(
                    "{} Wait until it is done, or raise --lock-timeout.",
                    unchanged()
                ),
                LockError::Statement { source, .. } => {
                    source.advice().map_or_else(unchanged, str::to_owned)
                }
            }),
            Self::Backup { source, .. } => Some(format!(
                "{} {} A run can go without one: --no-backup.",
                unchanged(),
                source.advice()
            )),
            Self::Restore { source, done, .. } => Some(if done.is_empty() {
                source.advice()
            } else {
                format!(
                    "{} had been restored already. {} Then restore all of them again.",
                    done.join(", "),
                    source.advice()
                )
            }),
            Self::Ledger(error @ LedgerError::Behind { .. }) => Some(error.advice().to_owned()),
            Self::Ledger(error) => Some(format!(
                "{} {}",
                committed.unless("Nothing was committed."),
                error.advice()
            )),
            Self::Statement(failed) => Some(failed.advice(&rolled_back("; no database was changed"))),
            Self::Transaction {
                source,
                committed: databases,
                ..
            } => {
                if databases.is_empty() {
                    source.advice().map(str::to_owned)
                } else {
                    Some(format!(
                        "{} had been committed already. Run `bridge upgrade` again: the witness there is believed, and the version table healed.",
                        databases.join(", ")
                    ))
                }
            }
            Self::ForeignKeys { .. } => Some(format!(
                "{} Correct the revision, or the rows, and run again.",
                rolled_back("")
            )),
            Self::SameFile { .. } | Self::UnknownDatabase { .. } => {
                Some(format!("{} Correct bridge.toml.", unchanged()))
            }
            Self::Pooled { database, .. } => Some(format!(
                "{} Give the URL of the server itself for this run: --url {database}=postgresql://SERVER:5432/DATABASE.",
                unchanged()
            )),
            Self::Overtaken { .. } => Some(
                "What this run committed before is kept. Find out who went the other way, then run again: what is left is planned anew."
                    .to_owned(),
            ),
        }
    }

    /// Which exit code it asks for; the planner's errors decide for themselves.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::SameFile { .. } | Self::UnknownDatabase { .. } => ErrorKind::Usage,
            Self::Ledger(LedgerError::Behind { .. }) => ErrorKind::Decision,
            Self::AfterCommit { source, .. } => source.kind(),
            _ => ErrorKind::Failed,
        }
    }
}

/// What stopped a script.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ScriptError {
    /// The database refused a statement.
    #[error("{0}")]
    Statement(#[from] StatementError),
    /// `bridge:fail`
    #[error("the revision stops the run: {0}")]
    Fail(String),
    /// A table cannot be rebuilt as the revision wants it.
    #[error("the table cannot be rebuilt: {message}")]
    Batch {
        /// Why.
        message: String,
        /// The exception class that Alembic raises, and those above it.
        raised: &'static [&'static str],
        /// What that exception is given.
        given: String,
    },
    /// A program stopped, by an exception or because the interpreter does not know something.
    #[error("{0}")]
    Program(String),
    /// A condition uses a name whose `let` did not run.
    #[error(
        "the condition uses the name `{0}`, and its bridge:let stands in a branch that did not run"
    )]
    Unbound(String),
    /// The transaction is gone: nothing that follows could be rolled back.
    #[error("the statement ended the transaction of the run")]
    TransactionEnded,
    /// A script outside a transaction began one and did not end it.
    #[error("the script begins a transaction and does not end it")]
    TransactionLeftOpen,
    /// A crash cut the statement off, and the catalogue does not say whether it was done.
    #[error(
        "a crash cut the statement off, and several objects of its name stand there: which one it made cannot be said"
    )]
    InDoubt,
    /// A block that needs autocommit was planned into a transaction.
    #[error("a block that needs autocommit stands inside a transaction")]
    InsideTransaction,
    /// How far the step is could not be written.
    #[error("how far the revision is could not be written: {0}")]
    NotCounted(String),
}

/// What stays of a step that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It was inside a transaction.
    Nothing,
    /// So many statements of a script outside a transaction.
    Statements(u32),
    /// What a program with an `autocommit_block` did until the block's end.
    Unknown,
}

/// A statement that failed, with everything known about its place.
#[derive(Debug, Clone)]
pub struct FailedStatement {
    /// Revision.
    pub revision: RevisionId,
    /// Database.
    pub database: DatabaseName,
    /// The database's file, or host and name.
    pub target: String,
    /// Up or down.
    pub direction: Direction,
    /// The script file.
    pub file: String,
    /// Line in the script file; 0 where it is not known.
    pub line: usize,
    /// Where the legacy file asked for it.
    pub origin: Option<Origin>,
    /// The statement, or what was tried.
    pub sql: String,
    /// What happened.
    pub error: ScriptError,
    /// What stays of it.
    pub kept: Kept,
}

impl FailedStatement {
    /// What to do next; `rolled_back` says what became of what a transaction held.
    fn advice(&self, rolled_back: &str) -> String {
        let rest = match self.kept {
            Kept::Nothing => rolled_back.to_owned(),
            Kept::Unknown => "This revision is a program that commits (an `autocommit_block`, or a COMMIT of its own): what it did until then stays, and what it did outside a transaction; the rest was rolled back. Compare the database with it, then say what is true with `bridge stamp`.".to_owned(),
            Kept::Statements(0) => {
                "This revision runs outside a transaction; none of its statements stays.".to_owned()
            }
            Kept::Statements(done) => format!(
                "This revision runs outside a transaction: {done} of its statements stay. Remove the cause, and the next run goes on after them; or undo them by hand and say so with `bridge stamp`."
            ),
        };
        let known = match &self.error {
            ScriptError::Statement(error) => error.hint.as_deref().or_else(|| error.advice()),
            ScriptError::TransactionEnded => {
                Some("Put the statement into a bridge:autocommit block.")
            }
            _ => None,
        };
        let known = known.or_else(|| {
            // Applications make tables at their start, before the revision runs.
            (self.direction == Direction::Up && super::makes_twice(&self.error)).then_some(
                "Something made it before this revision ran, often the application itself (create_all()). \
                 `bridge adopt --infer` compares what is there object by object, and records it with --yes.",
            )
        });
        match known {
            Some(known) => format!("{rest} {known}"),
            None => rest,
        }
    }
}

impl fmt::Display for FailedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::Up => "upgrade",
            Direction::Down => "downgrade",
        };
        writeln!(
            f,
            "the {direction} of revision {} failed in database `{}` ({})",
            self.revision, self.database, self.target
        )?;
        write!(f, "  at {}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if let Some(origin) = &self.origin {
            write!(f, ", from {origin}")?;
        }
        writeln!(f)?;
        for line in shortened(&self.sql).lines() {
            writeln!(f, "    {line}")?;
        }
        write!(f, "  {}", self.error)?;
        if let ScriptError::Statement(error) = &self.error {
            write!(f, " ({})", error.code)?;
            if let Some(detail) = &error.detail {
                write!(f, "\n  {detail}")?;
            }
        }
        Ok(())
    }
}

/// A long statement's beginning; its place says where the rest is.
fn shortened(sql: &str) -> String {
    const LINES: usize = 12;
    const CHARACTERS: usize = 1200;
    let mut text: String = sql.trim().chars().take(CHARACTERS).collect();
    let cut = text.len() < sql.trim().len();
    let lines: Vec<&str> = text.lines().take(LINES).collect();
    let more = cut || lines.len() < text.lines().count();
    text = lines.join("\n");
    if more {
        text.push_str("\n…");
    }
    text
}
