//! Chain, files and databases against each other.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{files, recorded, running, unknown};
use crate::chain::{Chain, ChainError, Revision, RevisionId, Set};
use crate::config::{Config, Environment};
use crate::database::{Access, OpenOptions, open};
use crate::exit::ErrorKind;
use crate::ledger::Reading;
use crate::plan::{self, AdoptionReason, Options, State};
use crate::run::Readers;
use crate::workspace::{RunSettings, Workspace};

/// What a check found. Its keys are stable.
#[derive(Debug, Default, Serialize)]
pub struct Check {
    /// How many revisions the chain has.
    pub revisions: usize,
    /// What was found, files first.
    pub findings: Vec<Finding>,
    /// Revisions that are not applied, by lane. They are news, not a finding.
    pub pending: BTreeMap<String, Vec<RevisionId>>,
    /// Databases that could not be read.
    pub unread: Vec<Unread>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A name that stays the same: `edited`, `drift`, `ledger`, …
    pub code: &'static str,
    /// Whether somebody has to decide.
    pub severity: Severity,
    /// What it is, in words.
    pub message: String,
    /// What to do.
    pub advice: Option<String>,
    /// Lane.
    pub lane: Option<String>,
    /// Revision.
    pub revision: Option<RevisionId>,
    /// File or folder.
    pub path: Option<String>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Somebody has to decide or correct something.
    Decision,
    /// Good to know.
    Note,
}

/// A database that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Database.
    pub database: String,
    /// Why.
    pub error: String,
    /// What to do.
    pub advice: Option<String>,
}

impl Finding {
    /// A finding about nothing in particular.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            advice: None,
            lane: None,
            revision: None,
            path: None,
        }
    }

    /// About a revision.
    #[must_use]
    pub fn of(mut self, revision: &Revision) -> Self {
        self.lane = Some(revision.lane.to_string());
        self.revision = Some(revision.id.to_string());
        self.path = Some(revision.dir.clone());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl Check {
    /// How it ends: a finding that needs a decision counts more than a database that could not be read.
    pub fn kind(&self) -> Option<ErrorKind> {
        let decision = self
            .findings
            .iter()
            .any(|one| one.severity == Severity::Decision);
        match (decision, self.unread.is_empty()) {
            (true, _) => Some(ErrorKind::Decision),
            (false, false) => Some(ErrorKind::Failed),
            (false, true) => None,
        }
    }
}

/// A chain whose lock cannot be used is one finding.
pub fn check_lock(error: &ChainError) -> Check {
    let code = match error {
        ChainError::Lock {
            source: crate::chain::LockError::Conflict { .. },
            ..
        } => "conflict",
        _ => "lock",
    };
    Check {
        findings: vec![Finding::new(code, Severity::Decision, error.to_string())],
        ..Check::default()
    }
}

/// Checks a chain, and the databases as far as they can be read.
pub fn check(config: &Config, environment: &Environment, chain: &Chain) -> Check {
    let mut check = Check {
        revisions: chain.revisions().len(),
        findings: files::findings(chain),
        ..Check::default()
    };
    for lane in chain.lanes() {
        let heads: Vec<RevisionId> = chain.ids(&chain.heads(lane).into_iter().collect());
        if heads.len() > 1 {
            let mut finding = Finding::new(
                "several-heads",
                Severity::Note,
                format!("lane `{lane}` has {} heads: {}", heads.len(), heads.join(", ")),
            )
            .advise(format!(
                "`bridge revision --lane {lane} --merge -m MESSAGE` joins them; `bridge upgrade` runs all of them as it is."
            ));
            finding.lane = Some(lane.to_owned());
            check.findings.push(finding);
        }
    }
    let Some(workspace) = reachable(config, environment, chain, &mut check) else {
        return check;
    };
    let settings = RunSettings::default();
    match workspace.read(&settings) {
        Ok(reading) => state(chain, &reading, &workspace.options(&settings), &mut check),
        Err(error) if error.kind() == ErrorKind::Decision => {
            let mut finding = Finding::new("behind", Severity::Decision, error.to_string());
            finding.advice = error.advice();
            check.findings.push(finding);
        }
        Err(error) => check.unread.push(Unread {
            database: workspace.databases.home.clone(),
            error: error.to_string(),
            advice: error.advice(),
        }),
    }
    check
}

/// The project, where every database can be opened.
fn reachable(
    config: &Config,
    environment: &Environment,
    chain: &Chain,
    check: &mut Check,
) -> Option<Workspace> {
    for name in config.databases.keys() {
        let unread = |error: String, advice: Option<String>| Unread {
            database: name.clone(),
            error,
            advice,
        };
        match config.resolve_one(name, environment) {
            Err(error) => check.unread.push(unread(error.to_string(), None)),
            Ok(database) => {
                let options = OpenOptions {
                    access: Access::ReadOnly,
                    ..OpenOptions::default()
                };
                if let Err(error) = open(&database.url, &options) {
                    let advice = Some(error.advice().to_owned());
                    check.unread.push(unread(error.to_string(), advice));
                }
            }
        }
    }
    if !check.unread.is_empty() {
        return None;
    }
    match config.resolve(environment) {
        Ok(databases) => Some(Workspace {
            config: config.clone(),
            databases,
            chain: chain.clone(),
            variables: environment.into(),
            readers: Readers::default(),
        }),
        Err(error) => {
            check.unread.push(Unread {
                database: "*".to_owned(),
                error: error.to_string(),
                advice: None,
            });
            None
        }
    }
}

fn state(chain: &Chain, reading: &Reading, options: &Options, check: &mut Check) {
    let state = &reading.state;
    let applied = recorded(chain, state);
    for row in unknown(chain, state) {
        let mut finding = Finding::new(
            "ahead",
            Severity::Decision,
            format!(
                "the database has revision `{}` (lane `{}`: {}), which the chain does not know",
                row.revision, row.lane, row.message
            ),
        )
        .advise("Update the checkout, or go back with the code that knows it.");
        finding.lane = Some(row.lane.to_string());
        finding.revision = Some(row.revision.to_string());
        check.findings.push(finding);
    }
    for row in running(state) {
        let mut finding = Finding::new(
            "running",
            Severity::Decision,
            format!(
                "revision `{}` was begun outside a transaction in `{}` and not finished: {} of its statements are done",
                row.revision, row.database, row.statements_done
            ),
        )
        .advise("`bridge upgrade` goes on with it; where it cannot, it says why, and `bridge stamp` is the way to say what is true.");
        finding.lane = Some(row.lane.to_string());
        finding.revision = Some(row.revision.to_string());
        check.findings.push(finding);
    }
    match plan::drifted(chain, state, options) {
        Ok(drifted) => {
            for drifted in drifted {
                let mut finding = Finding::new(
                    "drift",
                    Severity::Decision,
                    format!("changed after being applied: {drifted}"),
                )
                .advise(format!(
                    "`bridge repair {}` shows the way out.",
                    drifted.revision
                ));
                finding.path = Some(drifted.dir.clone());
                finding.revision = Some(drifted.revision);
                check.findings.push(finding);
            }
        }
        Err(error) => {
            let finding = Finding::new("configuration", Severity::Decision, error.to_string());
            check.findings.push(finding);
        }
    }
    for heal in &reading.heals {
        let mut finding = Finding::new(
            "healing",
            Severity::Note,
            format!(
                "satellite `{}` is ahead of home by revision `{}`: a crash came between two commits",
                heal.database, heal.row.version.revision
            ),
        )
        .advise("The next `bridge upgrade` records it.");
        finding.revision = Some(heal.row.version.revision.to_string());
        check.findings.push(finding);
    }
    let after = ledgers(chain, state, options, &applied, check);
    let pending: Set = (0..chain.revisions().len())
        .filter(|at| !after.contains(at))
        .collect();
    if let Err(error) = plan::nothing_populated(chain, state, &after, &pending) {
        let finding = Finding::new("populated", Severity::Decision, error.to_string());
        check.findings.push(finding);
    }
    for revision in pending.iter().filter_map(|&at| chain.revisions().get(at)) {
        if let Some(&dialect) = options.dialects.get(revision.database.as_str())
            && revision
                .script(bridge_importers::Direction::Up, dialect)
                .is_none()
        {
            check.findings.push(
                Finding::new(
                    "unavailable",
                    Severity::Decision,
                    format!(
                        "pending revision `{}` has no upgrade for {dialect}",
                        revision.id
                    ),
                )
                .of(revision),
            );
        }
        let ids = check.pending.entry(revision.lane.to_string()).or_default();
        ids.push(revision.id.to_string());
    }
}

/// The legacy ledgers against the version table; gives what is applied once they are adopted.
fn ledgers(
    chain: &Chain,
    state: &State,
    options: &Options,
    applied: &Set,
    check: &mut Check,
) -> Set {
    let mut after = applied.clone();
    for (lane, kind) in chain.legacy_lanes() {
        let mut finding = match plan::lane_alone(chain, state, options, (lane, kind), applied) {
            Err(error) => Finding::new("ledger", Severity::Decision, error.to_string()),
            Ok(standing) => {
                let Some(adoption) = standing.adoptions.first() else {
                    continue;
                };
                let count = adoption.revisions.len();
                let why = match adoption.reason {
                    AdoptionReason::MovedAhead => "the old tool was run since",
                    _ => "bridge has not taken the lane over yet",
                };
                after.extend(&standing.applied);
                Finding::new(
                    "not-adopted",
                    Severity::Note,
                    format!("lane `{lane}`: {count} applied by its legacy ledger only: {why}"),
                )
                .advise("`bridge adopt` or the next `bridge upgrade` records them.")
            }
        };
        finding.lane = Some(lane.to_owned());
        check.findings.push(finding);
    }
    after
}
