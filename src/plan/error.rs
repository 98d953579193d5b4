//! Why there is no plan. Nothing has happened to any database when one of these is said.

use bridge_importers::Dialect;
use thiserror::Error;

use crate::chain::{
    DatabaseName, Lane, NumberMeans, RevisionId, ScriptFileError, TargetError, brief, list,
};
use crate::exit::ErrorKind;

/// Why there is no plan.
#[derive(Debug, Error)]
pub enum PlanError {
    /// The target names nothing, or several things.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A script cannot be used.
    #[error(transparent)]
    Script(#[from] ScriptFileError),
    /// A revision's database is not configured.
    #[error("revision `{}` runs on the database `{database}`, and bridge.toml has none of this name. Add it under [databases]", brief(.revision))]
    UnknownDatabase {
        /// Revision.
        revision: RevisionId,
        /// Database.
        database: DatabaseName,
    },
    /// There is no lane of this name.
    #[error("there is no lane `{lane}`. There are: {}", list(.known))]
    UnknownLane {
        /// What was asked for.
        lane: Lane,
        /// The chain's lanes.
        known: Vec<Lane>,
    },
    /// The dialect cannot express it.
    #[error("revision `{}` is not available for {dialect}: `bridge show {}` says why", brief(.revision), brief(.revision))]
    Unavailable {
        /// Revision.
        revision: RevisionId,
        /// Dialect.
        dialect: Dialect,
    },
    /// It was never converted for the dialect.
    #[error(
        "revision `{}` has no script for {dialect}, the database of lane `{lane}` here. For a legacy revision name both dialects \
         under [sources.{lane}] in bridge.toml, dialects = [\"sqlite\", \"postgres\"], and run `bridge import`; \
         for one written by hand add the file and run `bridge repair {}`", brief(.revision), brief(.revision)
    )]
    NotConverted {
        /// Revision.
        revision: RevisionId,
        /// Its lane.
        lane: Lane,
        /// Dialect.
        dialect: Dialect,
    },
    /// The database is ahead of the code.
    #[error("the database is ahead of this chain: {}. They were recorded by a newer state of the code. Update the checkout, or go back with the code that knows them", described(.rows))]
    Ahead {
        /// Id, lane and message of each row that the chain does not know.
        rows: Vec<(RevisionId, Lane, String)>,
    },
    /// The version table stands in a database that is not the home.
    #[error("the home has no version rows, and {}", elsewhere(database, schema.as_deref(), rows.len()))]
    HomeElsewhere {
        /// The database.
        database: DatabaseName,
        /// The schema, where it is one of the home.
        schema: Option<String>,
        /// Revisions that it records.
        rows: Vec<RevisionId>,
    },
    /// A step outside a transaction was begun and not finished, and bridge cannot go on by itself.
    #[error(
        "revision `{}` (lane `{lane}`, database `{database}`) was begun outside a transaction and not finished: \
         {statements_done} of its statements are done, and {reason}. Compare the database with the script {file}, \
         then say what is true: `bridge stamp` to this revision once the rest is done by hand, or to the \
         one before it once the part is undone",
        brief(.revision)
    )]
    Running {
        /// Revision.
        revision: RevisionId,
        /// Lane.
        lane: Lane,
        /// Database.
        database: DatabaseName,
        /// Statements that are done.
        statements_done: u32,
        /// Why it does not simply go on.
        reason: String,
        /// The revision's folder in the chain.
        file: String,
    },
    /// Applied revisions whose script changed since.
    #[error("{} changed after being applied: {}. `bridge repair` shows the difference and is the way to accept it", revisions(.drifted.len()), .drifted.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Drift {
        /// Each of them.
        drifted: Vec<Drifted>,
    },
    /// A legacy ledger names what the chain does not have.
    #[error(
        "lane `{lane}`: {} has {}, which the chain does not know. Either the checkout is \
         older than the database, or the lane was not imported to its end: update it and run `bridge import`. \
         Where it was taken out of the history on purpose, `bridge adopt {lane} --infer` finds out what is \
         there instead, and --yes puts that into it",
        the(.table), list(.ids)
    )]
    UnknownInLedger {
        /// Lane.
        lane: Lane,
        /// What it is called.
        table: String,
        /// Ids.
        ids: Vec<String>,
    },
    /// A legacy ledger lacks what the version table has.
    #[error(
        "lane `{lane}`: `{table}` and `bridge_version` disagree. `{table}` says {}; by `bridge_version` it would be {}. \
         Applied by `bridge_version` and not by `{table}`: {}.{} The old tool was used to go down, or one of the two was restored alone. \
         Find out which is true, then say so: `bridge stamp {lane}@REVISION` makes both agree",
        or_nothing(.ledger), or_nothing(.expected), list(.behind), more(.ahead, table)
    )]
    LedgerDisagrees {
        /// Lane.
        lane: Lane,
        /// What it is called.
        table: String,
        /// The ledger's rows.
        ledger: Vec<String>,
        /// The rows that would fit the version table.
        expected: Vec<String>,
        /// Applied by the version table only.
        behind: Vec<RevisionId>,
        /// Applied by the ledger only.
        ahead: Vec<RevisionId>,
    },
    /// A ledger of another kind than the lane's.
    #[error(
        "lane `{lane}` keeps its state in `{table}`, and what was read is another kind of ledger"
    )]
    LedgerKind {
        /// Lane.
        lane: Lane,
        /// What it should be.
        table: String,
    },
    /// A full database without a ledger would be built from its base.
    #[error(
        "the database `{database}` holds tables, and neither `{table}` nor `bridge_version` says which revisions \
         of lane `{lane}` they came from. Running it from its base would fail or do harm. \
         `bridge adopt --infer` finds out what is there; `bridge stamp {lane}@REVISION` says it by hand"
    )]
    Populated {
        /// Lane.
        lane: Lane,
        /// Database.
        database: DatabaseName,
        /// What it is called.
        table: String,
    },
    /// The way down has steps that cannot be undone.
    #[error("cannot go down: {} has no way back. Nothing was changed", irreversible(.revisions))]
    Irreversible {
        /// Ids, in the order of the way down.
        revisions: Vec<RevisionId>,
    },
}

/// An applied revision whose script changed since.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Drifted {
    /// Revision.
    pub revision: RevisionId,
    /// The revision's folder in the chain.
    pub dir: String,
    /// Checksum in the version table.
    pub recorded: String,
    /// Checksum in the lock.
    pub locked: String,
}

impl std::fmt::Display for Drifted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let show = |checksum: &str| {
            if checksum.is_empty() {
                "none".to_string()
            } else {
                format!("{}…", crate::chain::short(checksum))
            }
        };
        write!(
            f,
            "`{}` in {} (applied {}, now {})",
            brief(&self.revision),
            self.dir,
            show(&self.recorded),
            show(&self.locked)
        )
    }
}

impl PlanError {
    /// Whether it is about what the databases hold, which another run may be changing.
    pub fn is_about_state(&self) -> bool {
        matches!(
            self,
            Self::Ahead { .. }
                | Self::HomeElsewhere { .. }
                | Self::Running { .. }
                | Self::Drift { .. }
                | Self::UnknownInLedger { .. }
                | Self::LedgerDisagrees { .. }
                | Self::Populated { .. }
        )
    }

    /// What it asks of the reader.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Target(error) => error.kind(),
            Self::Script(error) => error.kind(),
            Self::UnknownDatabase { .. }
            | Self::UnknownLane { .. }
            | Self::HomeElsewhere { .. } => ErrorKind::Usage,
            Self::Ahead { .. }
            | Self::NotConverted { .. }
            | Self::Unavailable { .. }
            | Self::UnknownInLedger { .. }
            | Self::LedgerKind { .. }
            | Self::Irreversible { .. } => ErrorKind::Failed,
            Self::Running { .. }
            | Self::Drift { .. }
            | Self::LedgerDisagrees { .. }
            | Self::Populated { .. } => ErrorKind::Decision,
        }
    }
}

fn described(rows: &[(RevisionId, Lane, String)]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, lane, message)| format!("`{}` (lane `{lane}`: {})", brief(id), brief(message)))
        .collect();
    rows.join(", ")
}

fn elsewhere(database: &str, schema: Option<&str>, count: usize) -> String {
    let count = revisions(count);
    match schema {
        Some(schema) => format!(
            "`bridge_version` in its schema `{schema}` has {count} of this chain. Set `schema = \"{schema}\"` under [databases.{database}], \
             or give the role the search_path that it had"
        ),
        None => format!(
            "`bridge_version` in database `{database}` has {count} of this chain. Another database was the home: put `home = true` \
             back under [databases.{database}], or move the tables bridge_version and bridge_setting to the new one"
        ),
    }
}

fn revisions(count: usize) -> String {
    if count == 1 {
        "1 revision".into()
    } else {
        format!("{count} revisions")
    }
}

/// A ledger in a sentence; the number in SQLite's header is no table.
fn the(table: &str) -> String {
    match table == NumberMeans::LEDGER {
        true => format!("`{table}`"),
        false => format!("the table `{table}`"),
    }
}

fn or_nothing(rows: &[String]) -> String {
    if rows.is_empty() {
        "nothing".into()
    } else {
        list(rows)
    }
}

fn more(ahead: &[RevisionId], table: &str) -> String {
    if ahead.is_empty() {
        String::new()
    } else {
        format!(" Applied by `{table}` only: {}.", list(ahead))
    }
}

fn irreversible(ids: &[RevisionId]) -> String {
    match ids {
        [one] => format!("revision `{}`", brief(one)),
        several => format!("each of the revisions {}", list(several)),
    }
}
