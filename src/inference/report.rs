//! What an inference found, as data: `bridge adopt --infer --json` prints it
//! as it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::judge::{Evidence, Sureness, Verdict};
use crate::chain::{DatabaseName, Lane, RevisionId};

/// The whole inference. Its keys are stable.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Inference {
    /// Each database of the lanes that were asked for.
    pub databases: Vec<DatabaseInference>,
    /// What `--yes` would record, by lane, in the order of the chain.
    pub would_record: BTreeMap<Lane, Vec<RevisionId>>,
    /// Revisions that stand in the way: half there, or missing below others
    /// that are there. `--accept` records them all the same.
    pub blocking: Vec<RevisionId>,
    /// Revisions that the version table has, and the schema has not, or in part
    /// only. An inference takes no row away.
    pub contradicted: Vec<RevisionId>,
}

/// One database.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatabaseInference {
    /// Name in `bridge.toml`.
    pub database: DatabaseName,
    /// Where it is, without password.
    pub url: String,
    /// Its revisions in the order of the chain.
    pub revisions: Vec<RevisionInference>,
    /// Objects that no revision of the chain makes.
    pub unknown_objects: Vec<String>,
}

/// One revision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RevisionInference {
    /// Id.
    pub revision: RevisionId,
    /// Lane.
    pub lane: Lane,
    /// First line of its message.
    pub message: String,
    /// Whether its effects are there.
    pub verdict: Verdict,
    /// How sure that is.
    pub sureness: Sureness,
    /// Whether the version table has it already.
    pub is_recorded: bool,
    /// Whether it leaves no trace and is taken as applied because later revisions are there.
    pub is_implied: bool,
    /// Whether it is half there, and its script bears what is there: it stays
    /// pending, and the next upgrade makes the rest.
    pub is_runnable: bool,
    /// Object by object.
    pub evidence: Vec<Evidence>,
    /// Why its script was read instead of run on a scratch database.
    pub unbuilt: Option<String>,
    /// Statements whose effects are missing, where it stands in the way.
    pub missing_statements: Vec<MissingStatement>,
}

/// A statement whose effect is not in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingStatement {
    /// The script file, relative to the chain's folder.
    pub file: String,
    /// Where the legacy file asked for it.
    pub origin: Option<String>,
    /// The statement, or the block of directives.
    pub sql: String,
}

impl Inference {
    /// Whether there is nothing that `--yes` could record.
    pub fn is_empty(&self) -> bool {
        self.would_record.is_empty() && self.blocking.is_empty()
    }
}

impl RevisionInference {
    /// How many of its objects speak for it, of how many.
    pub fn count(&self) -> (usize, usize) {
        let decisive = || self.evidence.iter().filter(|one| !one.is_detail);
        let for_it = decisive().filter(|one| one.is_for()).count();
        (for_it, decisive().count())
    }
}
