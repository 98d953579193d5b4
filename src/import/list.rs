//! A migration list as a converted lane.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use bridge_importers::list::{self, Entries, Entry, Unversioned};
use bridge_importers::modules::Modules;
use bridge_importers::program::{self, Program, UsedModules};
use bridge_importers::script::{Node, Statement, derive::derive_down, leading_words, split};
use bridge_importers::source::SourceFile;
use bridge_importers::{Diagnostic, Dialect, Direction, Script};
use sha2::{Digest, Sha256};

use super::alembic::always_fails;
use super::lane::{Converted, ConvertedLane, Side};
use crate::chain::{Chain, Kind, LedgerName, NumberMeans, Numbered, Rung, Source, Work};
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
    let unversioned = match source.number() {
        Some(_) => Unversioned::Counted,
        None => Unversioned::Refused,
    };
    let found = list::read(&path, root, unversioned);
    let project = Rc::new(list::project(&path, root));
    let mut diagnostics = found.diagnostics.clone();
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
        match scripts(entry, &found.files, &project, source.user_version.is_some()) {
            Ok(scripts) => revisions.push(converted(entry, parents, scripts)),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if let Some(means) = source.number() {
        diagnostics.extend(not_numbered(means, &found, &revisions));
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

/// Why `PRAGMA user_version` cannot say which of these entries are applied.
fn not_numbered(
    means: NumberMeans,
    found: &Entries,
    revisions: &[Converted],
) -> Option<Diagnostic> {
    let ids = |entries: &[Entry]| -> Vec<String> {
        entries.iter().map(|entry| entry.version.clone()).collect()
    };
    let listed = ids(&found.entries);
    let place = |id: &str| found.entries.iter().find(|entry| entry.version == id);
    let wrong = |id: &str, why: &str, help: String| {
        let message = format!(
            "The number that the runner keeps cannot say whether entry '{id}' is applied: {why}."
        );
        let error = Diagnostic::error("list-user-version", message).help(help);
        match place(id) {
            Some(entry) => at_entry(error, entry, &found.files),
            None => error,
        }
    };
    if let Err(why) = Numbered::new(means, listed.iter().map(String::as_str)) {
        let others = [NumberMeans::Last, NumberMeans::Count, NumberMeans::Next];
        let others = others.into_iter().filter(|one| *one != means);
        let others: Vec<String> = others.map(|one| format!("\"{}\"", one.name())).collect();
        let help = format!(
            "Is \"{}\" in bridge.toml what the number means to the runner? The others are {}.",
            means.name(),
            others.join(" and ")
        );
        return Some(wrong(why.id(), &why.to_string(), help));
    }
    // Locked entries come first in the chain: one that was put between them has a number already
    // where the list was run before.
    let converted: HashSet<&str> = revisions.iter().map(|one| one.id.as_str()).collect();
    let listed = listed.iter().filter(|id| converted.contains(id.as_str()));
    let moved = listed.zip(revisions).find(|(id, one)| **id != one.id);
    moved.map(|(id, one)| {
        wrong(
            id,
            &format!("it stands before '{}', which was imported earlier", one.id),
            "Put new entries at the end of the list.".to_owned(),
        )
    })
}

fn at_entry(error: Diagnostic, entry: &Entry, files: &[SourceFile]) -> Diagnostic {
    let error = error.at(&entry.path);
    match files.iter().find(|file| file.shown == entry.path) {
        Some(file) => error.span(file.line_span(entry.line)),
        None => error,
    }
}

/// What `bridge.toml` calls the ledger, where it is not as usual.
fn ledger(name: &str, source: &config::Source) -> LedgerName {
    let unusual = |given: &Option<String>, usual: &str| given.clone().filter(|name| name != usual);
    LedgerName {
        lane: name.to_owned(),
        version_table: unusual(&source.version_table, Kind::List.ledger_table()),
        version_column: unusual(&source.version_column, LedgerName::LIST_COLUMN),
        user_version: source.user_version,
        version_row: source.version_row,
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
    is_user_version: bool,
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
        None => {
            let up = if is_user_version {
                uncounted(&up)
            } else {
                up.clone()
            };
            derive_down(&up, DIALECT).ok().map(|down| (down, true))
        }
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

/// A script without what it writes into `PRAGMA user_version` where that is the ledger, which is
/// written for it on the way back.
fn uncounted(script: &Script) -> Script {
    let counts = |node: &Node| {
        let Node::Statement(statement) = node else {
            return false;
        };
        let words = leading_words(&statement.sql, DIALECT, 4);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        matches!(
            words.as_slice(),
            ["PRAGMA", "USER_VERSION", ..] | ["PRAGMA", _, "USER_VERSION", ..]
        )
    };
    let nodes = script.nodes.iter().filter(|node| !counts(node));
    Script {
        nodes: nodes.cloned().collect(),
    }
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
    use super::*;

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

    #[test]
    fn a_number_needs_versions_that_rise() {
        let said = |list: &str, means| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("m.py"), format!("MIGRATIONS = {list}")).unwrap();
            let path = folder.path().join("m.py");
            let found = list::read(&path, folder.path(), Unversioned::Counted);
            let revisions: Vec<Converted> = Vec::new();
            let error = not_numbered(means, &found, &revisions);
            error.map(|error| (error.to_string(), error.span.map(|span| span.line)))
        };
        let list = "{\n  1: 'SELECT 1',\n  3: 'SELECT 1',\n  2: 'SELECT 1',\n}";
        let (message, _) = said(list, NumberMeans::Last).unwrap();
        assert!(
            message.contains("whether entry '2' is applied: it comes after '3'"),
            "{message}"
        );
        assert_eq!(said(list, NumberMeans::Count), None);
        let named = "[('a', 'SELECT 1')]";
        let (message, line) = said(named, NumberMeans::Last).unwrap();
        assert!(message.contains("no whole number from 1"), "{message}");
        assert_eq!(line, Some(1));
        assert_eq!(said("['SELECT 1', 'SELECT 2']", NumberMeans::Last), None);
    }

    #[test]
    fn a_number_of_the_schema_is_the_ledger_or_has_no_way_back() {
        let folder = tempfile::tempdir().unwrap();
        let text = "MIGRATIONS = {1: ['CREATE TABLE t (a)', 'PRAGMA user_version = 9']}";
        std::fs::write(folder.path().join("m.py"), text).unwrap();
        let has_down = |ledger: &str| {
            let text = format!(
                "[databases.d]\nurl = \"sqlite:///d.db\"\n[sources.s]\nkind = \"list\"\n\
                 path = \"m.py\"\ndatabase = \"d\"\n{ledger} = \"last\"\n"
            );
            let path = Path::new("bridge.toml");
            let config = config::Config::parse(&text, path, folder.path().to_owned()).unwrap();
            let (lane, found) = read("s", &config.sources["s"], folder.path(), None);
            let revisions = lane.map(|lane| lane.revisions).unwrap_or_default();
            assert_eq!((revisions.len(), found), (1, Vec::new()));
            let down = (Direction::Down, DIALECT);
            revisions[0].scripts.contains_key(&down)
        };
        assert!(has_down("user_version"));
        assert!(!has_down("version_row"));
    }
}
