//! Faults of a legacy history that have a safe repair, or would have one if
//! the two sides were alike: found in the converted scripts, so that they are
//! named before anything runs, and repaired there with `bridge import --fix`.
//!
//! | code | what | repair |
//! | --- | --- | --- |
//! | `sqlite-clock` | `datetime('now')` in a PostgreSQL script | `CURRENT_TIMESTAMP` |
//! | `boolean-default` | a boolean's default written as 0 or 1 on PostgreSQL | `false`, `true` |
//! | `made-twice` | a table, column, index or view that an earlier revision makes | a guard, and the way back takes away nothing |

mod guard;
mod twice;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bridge_importers::portable::{Repaired, boolean_defaults, without_sqlite_clock};
use bridge_importers::script::{Node, Origin, Statement};
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, Direction};

pub(super) use guard::walk;
pub(crate) use twice::{Made, Twice};

use super::lane::ConvertedLane;
use super::order::At;
use super::rehearse;
use super::{ImportError, Options};
use crate::chain::{Chain, Repair, Rung};

/// A fault in one revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// A name that stays the same; see the table above.
    pub(crate) code: &'static str,
    /// The revision's place among the lanes.
    pub(crate) at: At,
    /// Its id.
    pub(crate) revision: String,
    /// The legacy file, relative to `bridge.toml`.
    pub(crate) path: String,
    /// Where it stands, as far as it is known.
    pub(crate) origin: Option<Origin>,
    /// What is wrong.
    pub(crate) message: String,
    /// What `--fix` does; `None` where no repair is safe.
    pub(crate) repair: Option<String>,
    /// Whether the script certainly fails with it.
    pub(crate) is_certain: bool,
    /// Whether the revision is locked, and stays as it is.
    pub(crate) is_locked: bool,
    /// Whether it was repaired.
    pub(crate) is_repaired: bool,
}

impl Fault {
    /// The way out.
    pub(crate) fn help(&self) -> String {
        match &self.repair {
            Some(repair) if self.is_locked => format!(
                "`bridge import --fix --reconvert {}` repairs it: {repair}.",
                self.revision
            ),
            Some(repair) => format!("`bridge import --fix` repairs it: {repair}."),
            None => {
                "The two are not alike, so there is no safe repair: correct the file.".to_owned()
            }
        }
    }
}

/// Finds the faults of new revisions and of those that are converted again,
/// and repairs those that have a safe repair where that is asked for. A locked
/// revision that was repaired is repaired again: importing twice changes nothing.
///
/// # Errors
/// A script of the lock that cannot be read.
pub(super) fn examine(
    locked: Option<&Chain>,
    lanes: &mut [ConvertedLane],
    new: &[At],
    options: &Options,
) -> Result<Vec<Fault>, ImportError> {
    let wishes = Wishes::new(locked, lanes, new, options);
    let mut faults = Vec::new();
    for (lane_at, lane) in lanes.iter_mut().enumerate() {
        for (number, revision) in lane.revisions.iter_mut().enumerate() {
            let at = (lane_at, number);
            let wish = wishes.of(at);
            for ((_, dialect), side) in &mut revision.scripts {
                if *dialect != Dialect::Postgres {
                    continue;
                }
                let Some(script) = side.work.script_mut() else {
                    continue;
                };
                for rule in TEXT_RULES {
                    for mut fault in rule.apply(&mut script.nodes, wish.repairs) {
                        fault.at = at;
                        fault.revision.clone_from(&revision.id);
                        fault.path.clone_from(&revision.source.path);
                        fault.is_certain &= wish.is_open;
                        fault.is_locked = !wish.is_open;
                        push(&mut faults, fault);
                    }
                }
            }
        }
    }
    let mut dialects: BTreeSet<Dialect> = BTreeSet::new();
    for lane in lanes.iter() {
        let scripts = lane.revisions.iter().flat_map(|one| one.scripts.keys());
        dialects.extend(scripts.map(|(_, dialect)| *dialect));
    }
    for dialect in dialects {
        let chain = rehearse::chain(locked, lanes, new, dialect)?;
        for found in twice::find(&chain, dialect) {
            let wish = wishes.of(found.at);
            let mut fault = fault_of(&found, lanes);
            fault.is_locked = !wish.is_open;
            if wish.repairs && found.is_alike {
                fault.is_repaired = guard::apply(lanes, &found, dialect);
            }
            push(&mut faults, fault);
        }
    }
    for fault in faults.iter().filter(|fault| fault.is_repaired) {
        let (lane, revision) = fault.at;
        let Some(converted) = lanes
            .get_mut(lane)
            .and_then(|lane| lane.revisions.get_mut(revision))
        else {
            continue;
        };
        converted.repairs.push(Repair {
            code: fault.code.to_owned(),
            message: fault.repair.clone().unwrap_or_default(),
            file: file_name(fault),
            line: fault.origin.as_ref().map_or(1, |origin| origin.line),
        });
    }
    Ok(faults)
}

/// The same fault in a second dialect or direction is said once.
fn push(faults: &mut Vec<Fault>, fault: Fault) {
    let same = |other: &Fault| {
        other.code == fault.code
            && other.at == fault.at
            && other.origin == fault.origin
            && other.message == fault.message
    };
    match faults.iter_mut().find(|other| same(other)) {
        Some(known) => known.is_repaired |= fault.is_repaired,
        None => faults.push(fault),
    }
}

fn file_name(fault: &Fault) -> String {
    let of_path = || {
        Path::new(&fault.path)
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    fault
        .origin
        .as_ref()
        .map_or_else(of_path, |origin| origin.file.clone())
}

fn fault_of(found: &Twice, lanes: &[ConvertedLane]) -> Fault {
    let (lane, revision) = found.at;
    let converted = lanes
        .get(lane)
        .and_then(|lane| lane.revisions.get(revision));
    let what = &found.made;
    let first = &found.first;
    Fault {
        code: "made-twice",
        at: found.at,
        revision: converted.map(|one| one.id.clone()).unwrap_or_default(),
        path: converted
            .map(|one| one.source.path.clone())
            .unwrap_or_default(),
        origin: found.origin.clone(),
        message: format!("Makes {what}, which revision {first} makes already."),
        repair: found.is_alike.then(|| {
            format!("a guard around {what}, which revision {first} makes; the way back leaves it")
        }),
        // The rehearsal is the judge.
        is_certain: false,
        is_locked: false,
        is_repaired: false,
    }
}

/// What is to be done with each revision.
struct Wishes {
    new: BTreeSet<At>,
    repairs: BTreeSet<At>,
}

#[derive(Clone, Copy)]
struct Wish {
    /// Whether it is written by this import.
    is_open: bool,
    /// Whether its faults are repaired.
    repairs: bool,
}

impl Wishes {
    fn new(locked: Option<&Chain>, lanes: &[ConvertedLane], new: &[At], options: &Options) -> Self {
        let mut open: BTreeSet<At> = new.iter().copied().collect();
        let mut repairs = BTreeSet::new();
        for (lane_at, lane) in lanes.iter().enumerate() {
            for (number, revision) in lane.revisions.iter().enumerate() {
                if options.reconvert.contains(&revision.id) {
                    open.insert((lane_at, number));
                }
                let is_repaired = locked
                    .and_then(|chain| chain.get(&revision.id).zip(Some(chain)))
                    .and_then(|(locked, chain)| chain.described(locked))
                    .is_some_and(|file| !file.repairs.is_empty());
                if is_repaired {
                    repairs.insert((lane_at, number));
                }
            }
        }
        if options.fix {
            repairs.extend(open.iter().copied());
        }
        Self { new: open, repairs }
    }

    fn of(&self, at: At) -> Wish {
        Wish {
            is_open: self.new.contains(&at),
            repairs: self.repairs.contains(&at),
        }
    }
}

/// A fault that one statement shows by itself, with its repair.
struct TextRule {
    code: &'static str,
    find: fn(&str) -> Option<Repaired>,
    message: &'static str,
}

const TEXT_RULES: &[TextRule] = &[
    TextRule {
        code: "sqlite-clock",
        find: without_sqlite_clock,
        message: "exists on SQLite only, and stands in the PostgreSQL script",
    },
    TextRule {
        code: "boolean-default",
        find: boolean_defaults,
        message: "is a number and the default of a boolean, which PostgreSQL refuses",
    },
];

impl TextRule {
    fn apply(&self, nodes: &mut [Node], repairs: bool) -> Vec<Fault> {
        let mut faults = Vec::new();
        walk(
            nodes,
            false,
            &mut |statement: &mut Statement, is_guarded| {
                let Some(repaired) = (self.find)(&statement.sql) else {
                    return;
                };
                for (from, to) in repaired.from.iter().zip(&repaired.to) {
                    faults.push(Fault {
                        code: self.code,
                        at: At::default(),
                        revision: String::new(),
                        path: String::new(),
                        origin: statement.origin.clone(),
                        message: format!("`{from}` {}.", self.message),
                        repair: Some(format!("`{from}` becomes `{to}` on PostgreSQL")),
                        is_certain: !is_guarded,
                        is_locked: false,
                        is_repaired: repairs,
                    });
                }
                if repairs {
                    statement.sql = repaired.sql;
                }
            },
        );
        faults
    }
}

/// The faults that are left, as findings in the legacy files: errors where
/// the script certainly fails and this import would write it.
pub(super) fn findings(faults: &[Fault], options: &Options, root: &Path) -> Vec<Diagnostic> {
    let mut sources: BTreeMap<&str, Option<SourceFile>> = BTreeMap::new();
    faults
        .iter()
        .filter(|fault| !fault.is_repaired)
        .map(|fault| {
            let finding = if fault.is_certain && !options.no_rehearsal {
                Diagnostic::error(fault.code, &fault.message)
            } else {
                Diagnostic::warning(fault.code, &fault.message)
            };
            let finding = finding.at(&fault.path).help(fault.help());
            let file = sources
                .entry(&fault.path)
                .or_insert_with(|| SourceFile::read(&root.join(&fault.path), root).ok());
            match (file, &fault.origin) {
                (Some(file), Some(origin)) if origin.file == file_name(fault) => {
                    finding.span(file.line_span(origin.line))
                }
                _ => finding,
            }
        })
        .collect()
}

/// A script that has directives now.
fn with_directives(rung: &mut Rung) {
    if *rung == Rung::Sql {
        *rung = Rung::Directives;
    }
}

/// Whether a direction is the way back.
fn is_down(key: &(Direction, Dialect), dialect: Dialect) -> bool {
    *key == (Direction::Down, dialect)
}
