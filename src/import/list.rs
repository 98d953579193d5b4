//! A migration list as a converted lane.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use bridge_importers::list::{self, Entry};
use bridge_importers::modules::Modules;
use bridge_importers::program::{self, Program, UsedModules};
use bridge_importers::script::{Node, Statement, derive::derive_down, split};
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, Direction, Script};
use sha2::{Digest, Sha256};

use super::alembic::always_fails;
use super::lane::{Converted, ConvertedLane, Side};
use crate::chain::{Chain, Kind, LedgerName, Rung, Source, Work};
use crate::config;

const DIALECT: Dialect = Dialect::Sqlite;

/// Reads and converts a list: locked entries first, then the new ones in list
/// order, each the child of the one before. An entry that was refused is left out.
pub(super) fn read(
    name: &str,
    source: &config::Source,
    root: &Path,
    chain: Option<&Chain>,
) -> (Option<ConvertedLane>, Vec<Diagnostic>) {
    let path = root.join(&source.path);
    let found = list::read(&path, root);
    let project = Rc::new(list::project(&path, root));
    let mut diagnostics = found.diagnostics;
    let locked: HashSet<&str> = chain
        .iter()
        .flat_map(|chain| chain.revisions())
        .map(|revision| revision.id.as_str())
        .collect();
    let mut parent = chain.and_then(|chain| {
        let last = chain.in_lane(name).last()?;
        Some(chain.revisions().get(last)?.id.to_string())
    });
    let mut revisions = Vec::new();
    let (old, new): (Vec<_>, Vec<_>) = found
        .entries
        .iter()
        .partition(|entry| locked.contains(entry.version.as_str()));
    for entry in old.into_iter().chain(new) {
        let parents = match chain.and_then(|chain| chain.get(&entry.version)) {
            Some(revision) => revision.parents.clone(),
            None => parent.replace(entry.version.clone()).into_iter().collect(),
        };
        match scripts(entry, &found.files, &project) {
            Ok(scripts) => revisions.push(converted(entry, parents, scripts)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    let lane = ConvertedLane {
        lane: name.to_owned(),
        kind: Kind::List,
        database: source.database.clone(),
        ledger: ledger(name, source),
        revisions,
    };
    (Some(lane), diagnostics)
}

/// What `bridge.toml` calls the ledger, where it is not as usual.
fn ledger(name: &str, source: &config::Source) -> LedgerName {
    let unusual = |given: &Option<String>, usual: &str| given.clone().filter(|name| name != usual);
    LedgerName {
        lane: name.to_owned(),
        version_table: unusual(&source.version_table, Kind::List.ledger_table()),
        version_column: unusual(&source.version_column, LedgerName::LIST_COLUMN),
        version_table_schema: None,
    }
}

fn converted(
    entry: &Entry,
    parents: Vec<String>,
    scripts: BTreeMap<(Direction, Dialect), Side>,
) -> Converted {
    Converted {
        id: entry.version.clone(),
        message: entry.description.clone(),
        created: date(&entry.version).unwrap_or_default(),
        parents,
        depends_on: Vec::new(),
        branch_labels: Vec::new(),
        source: Source {
            path: entry.path.clone(),
            sha256: hash(entry),
        },
        scripts,
        repairs: Vec::new(),
    }
}

fn scripts(
    entry: &Entry,
    files: &[SourceFile],
    project: &Rc<Modules>,
) -> Result<BTreeMap<(Direction, Dialect), Side>, Diagnostic> {
    let mut scripts = BTreeMap::new();
    if let Some(program) = &entry.program {
        let used = Rc::new(UsedModules::new(project.clone()));
        for direction in [Direction::Up, Direction::Down] {
            if let Some(side) = function(program, direction, files, &used)? {
                scripts.insert((direction, DIALECT), side);
            }
        }
        // With the files that it was seen to read, in either direction.
        for side in scripts.values_mut() {
            if let Work::Program(program) = &mut side.work {
                Arc::make_mut(program).files = used.files();
            }
        }
    }
    if scripts.contains_key(&(Direction::Up, DIALECT)) {
        if let Some(statements) = &entry.rollback {
            let side = Side {
                rung: Rung::Sql,
                work: script(entry, statements)?.into(),
                derived: false,
                reason: None,
            };
            scripts.insert((Direction::Down, DIALECT), side);
        }
        return Ok(scripts);
    }
    let has_down = scripts.contains_key(&(Direction::Down, DIALECT));
    let up = script(entry, &entry.statements)?;
    let down = match &entry.rollback {
        _ if has_down => None,
        Some(statements) => Some((script(entry, statements)?, false)),
        None => derive_down(&up, DIALECT).ok().map(|down| (down, true)),
    };
    scripts.insert(
        (Direction::Up, DIALECT),
        Side {
            rung: Rung::Sql,
            work: up.into(),
            derived: false,
            reason: None,
        },
    );
    if let Some((script, derived)) = down {
        scripts.insert(
            (Direction::Down, DIALECT),
            Side {
                rung: Rung::Sql,
                work: script.into(),
                derived,
                reason: None,
            },
        );
    }
    Ok(scripts)
}

/// The line of a finding in the legacy file: the program holds a part of it.
fn relocated(mut finding: Diagnostic, files: &[SourceFile]) -> Diagnostic {
    let file = files
        .iter()
        .find(|file| finding.path.as_deref() == Some(Path::new(&file.shown)));
    if let (Some(span), Some(file)) = (&mut finding.span, file)
        && let Some(at) = file.text.lines().position(|line| line == span.text)
    {
        span.line = at + 1;
    }
    finding
}

/// A function of an entry: SQL where it is nothing but statements that depend
/// on nothing, else a program.
fn function(
    program: &Program,
    direction: Direction,
    files: &[SourceFile],
    used: &Rc<UsedModules>,
) -> Result<Option<Side>, Diagnostic> {
    let program::Kind::List { up, down, .. } = &program.kind else {
        return Ok(None);
    };
    let has = match direction {
        Direction::Up => up.is_some(),
        Direction::Down => down.is_some(),
    };
    if !has {
        return Ok(None);
    }
    let recorded = program::check(program, DIALECT, direction, Some(used.clone()))
        .map_err(|refusal| relocated(*refusal, files))?;
    Ok(Some(match recorded {
        Some(script) if direction == Direction::Down && always_fails(&script) => return Ok(None),
        Some(script) => Side {
            rung: Rung::Sql,
            work: script.into(),
            derived: false,
            reason: None,
        },
        None => Side {
            rung: Rung::Program,
            work: program.clone().into(),
            derived: false,
            reason: Some("The function reads what the database says.".to_owned()),
        },
    }))
}

fn script(entry: &Entry, statements: &[list::Statement]) -> Result<Script, Diagnostic> {
    let mut nodes = Vec::new();
    for statement in statements {
        let pieces = split::split(&statement.sql, DIALECT).map_err(|error| {
            Diagnostic::error(
                "list-sql",
                format!(
                    "Entry {}: a statement cannot be read: {error}",
                    entry.version
                ),
            )
            .at(&entry.path)
        })?;
        nodes.extend(pieces.into_iter().map(|piece| {
            Node::Statement(Statement {
                sql: piece.sql.to_owned(),
                origin: Some(statement.origin.clone()),
                line: 0,
            })
        }));
    }
    Ok(Script { nodes })
}

/// The date with which most versions begin, as ISO writes it.
fn date(version: &str) -> Option<String> {
    let digits: String = version
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '_'))
        .collect();
    let digits: String = digits
        .chars()
        .filter(char::is_ascii_digit)
        .take(8)
        .collect();
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    let date: jiff::civil::Date = format!("{year}-{month}-{day}").parse().ok()?;
    Some(date.to_string())
}

/// SHA-256 over what the entry says, for a file holds many entries.
fn hash(entry: &Entry) -> String {
    let mut hash = Sha256::new();
    let rollback = entry.rollback.iter().flatten();
    let statements = entry
        .statements
        .iter()
        .chain(rollback)
        .map(|statement| statement.sql.as_str());
    let program = entry.program.iter().flat_map(|program| {
        let modules = program.modules.iter().map(|module| module.text.as_str());
        std::iter::once(program.text.as_str()).chain(modules)
    });
    for part in [entry.version.as_str(), entry.description.as_str()]
        .into_iter()
        .chain(statements)
        .chain(program)
    {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn versions_tell_their_date() {
        assert_eq!(
            super::date("20241024_add_indexes").as_deref(),
            Some("2024-10-24")
        );
        assert_eq!(super::date("2024-10-24-x").as_deref(), Some("2024-10-24"));
        assert_eq!(super::date("001_first"), None);
        assert_eq!(super::date("20249999_x"), None);
    }
}
