//! The ledger of a home-made list's runner, as its Python shows it: a hint for `bridge init`.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

use super::discover::{is_searched, quoted};
use crate::chain::{Kind, LedgerName, NumberMeans};

/// What a list's runner keeps its state in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListLedger {
    /// A table of its own names.
    Table(LedgerTable),
    /// `PRAGMA user_version`
    UserVersion(NumberMeans),
}

/// The table and the column that a list's runner keeps its versions in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LedgerTable {
    /// `version_table`
    pub table: String,
    /// `version_column`
    pub column: String,
    /// `version_row`: what the number means, where the table has one row.
    pub row: Option<NumberMeans>,
}

/// What stands above a number in `bridge.toml`.
const MEANINGS: &str = "Compare what the number means to the runner: \"last\" is the\n\
    # version of the last entry that is applied, \"count\" how many are, \"next\" the version to come.\n";

impl LedgerTable {
    fn is_usual(&self) -> bool {
        self.row.is_none()
            && self.table == Kind::List.ledger_table()
            && self.column == LedgerName::LIST_COLUMN
    }
}

impl ListLedger {
    /// What the runner names, wherever it is.
    pub(super) fn named(&self) -> &str {
        match self {
            Self::Table(ledger) => &ledger.table,
            Self::UserVersion(_) => "user_version",
        }
    }

    /// Its lines in `bridge.toml`.
    pub(super) fn render(&self) -> String {
        match self {
            Self::Table(ledger) => format!(
                "# Where its runner keeps what it has applied.\nversion_table = {}\nversion_column = {}\n{}",
                quoted(&ledger.table),
                quoted(&ledger.column),
                ledger.row.map_or(String::new(), |means| format!(
                    "# The table has one row. {MEANINGS}version_row = {}\n",
                    quoted(means.name())
                ))
            ),
            Self::UserVersion(means) => format!(
                "# Its runner keeps PRAGMA user_version. {MEANINGS}user_version = {}\n",
                quoted(means.name())
            ),
        }
    }
}

/// The ledger that the Python files in a folder show, where it is not as usual: the one table that
/// they make, ask for one column, and fill with it; or SQLite's own number. `None` where there is
/// none, or more than one.
pub(super) fn unusual_ledger(folder: &Path) -> Option<ListLedger> {
    let files = WalkDir::new(folder)
        .max_depth(2)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched)
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "py"));
    let mut found = BTreeSet::new();
    let mut texts: Vec<String> = Vec::new();
    for entry in files {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        texts.push(text);
    }
    let all = texts.join("\n");
    for text in &texts {
        found.extend(ledgers(text, &all).unwrap_or_default());
    }
    match found.pop_first() {
        Some(only) if found.is_empty() && !only.is_usual() => Some(ListLedger::Table(only)),
        Some(_) => None,
        None => user_version(&all).map(ListLedger::UserVersion),
    }
}

/// What the number of a table's one row means, where the runner writes it over.
fn row(python: &str, all: &str, table: &str, column: &str) -> Option<NumberMeans> {
    let (table, column) = (regex::escape(table), regex::escape(column));
    let is_in = |pattern: String| Regex::new(&pattern).is_ok_and(|found| found.is_match(python));
    let updates = is_in(format!(r"(?i)\bUPDATE\s+{table}\s+SET\s+{column}\b"));
    // What empties a table of rows, or writes one of them over, is no sign by itself.
    let empties = is_in(format!(r#"(?i)\bDELETE\s+FROM\s+{table}\s*;?\s*["']"#));
    let replaces = is_in(format!(r"(?i)\bREPLACE\s+INTO\s+{table}\s*\(\s*id\s*,"));
    let is_one = updates || (empties || replaces) && is_one_value(python, &table, &column);
    is_one.then(|| meaning(all))
}

/// Whether each reading of the version takes one value of the table, and none asks for all or for
/// that of an entry. Table and column are escaped.
fn is_one_value(python: &str, table: &str, column: &str) -> bool {
    let (Ok(read), Ok(next), Ok(entry), Ok(looped)) = (
        Regex::new(&format!(r"(?i)\bSELECT\s+([\w()*.]+)\s+FROM\s+{table}\b")),
        Regex::new(r"(?i)\b(fetchone|scalar|fetchall|fetchmany|order\s+by|for|in|def)\b"),
        Regex::new(&format!(r"(?i)\bFROM\s+{table}\s+WHERE\s+{column}\b")),
        Regex::new(r#"\bin\s+[\w.(\s]*\(\s*\w*["']+\s*$"#),
    ) else {
        return false;
    };
    if entry.is_match(python) {
        return false;
    }
    let mut reads = read.captures_iter(python).peekable();
    reads.peek().is_some()
        && reads.all(|found| {
            let (Some(all), Some(what)) = (found.get(0), found.get(1)) else {
                return false;
            };
            let rest = python.get(all.end()..).unwrap_or_default();
            let word = next.find(rest).map_or("", |word| word.as_str());
            let is_looped = looped.is_match(python.get(..all.start()).unwrap_or_default());
            // Whether there is a row, and how many.
            let is_counted = what.as_str().to_lowercase().starts_with("count(");
            is_counted
                || what.as_str() == "1"
                || what
                    .as_str()
                    .eq_ignore_ascii_case(&column.replace('\\', ""))
                    && !is_looped
                    && ["fetchone", "scalar"].contains(&word)
        })
}

/// What the number means, where the number is read and set: a hint, which stands in
/// `bridge.toml` to be compared.
fn user_version(python: &str) -> Option<NumberMeans> {
    let is_in = |pattern: &str| Regex::new(pattern).is_ok_and(|found| found.is_match(python));
    let is_read = is_in(r#"(?i)PRAGMA\s+(?:\w+\.)?user_version\s*;?\s*["']"#);
    let is_set = is_in(r"(?i)PRAGMA\s+(?:\w+\.)?user_version\s*[=(]");
    (is_read && is_set).then(|| meaning(python))
}

fn meaning(python: &str) -> NumberMeans {
    let is_in = |pattern: &str| Regex::new(pattern).is_ok_and(|found| found.is_match(python));
    let is_dict = is_in(r"(?i)\bMIGRATIONS\s*(?::[^=\n]+)?=\s*(?:dict\(|\{)");
    let steps = is_in(r"(?i)\bMIGRATIONS(?:\[|\.get\()\s*\w+\s*[\])]") && is_in(r"\+=\s*1\b");
    let counts =
        is_in(r"(?i)\bMIGRATIONS\[[^\]\n]*:|\b(?:len|enumerate)\(\s*(?:\w+\.)?_?MIGRATIONS\b");
    match (is_dict, steps || counts) {
        _ if is_in(r"(?i)\bwhile\s+\w+\s+in\s+(?:\w+\.)?_?MIGRATIONS\b") => NumberMeans::Next,
        (true, _) if steps => NumberMeans::Next,
        (false, true) => NumberMeans::Count,
        _ => NumberMeans::Last,
    }
}

fn ledgers(python: &str, all: &str) -> Option<Vec<LedgerTable>> {
    let made = Regex::new(r"(?i)\bCREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\s+(\w+)").ok()?;
    let asked = Regex::new(r"(?i)\bSELECT\s+(?:MAX\()?(\w+)\)?\s+FROM\s+(\w+)").ok()?;
    let filled = Regex::new(r"(?i)\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+(\w+)\s*\(([^)]*)\)").ok()?;
    let made: Vec<&str> = names(&made, python, 1).collect();
    let fills = |ledger: &LedgerTable| {
        filled.captures_iter(python).any(|found| {
            let columns = found.get(2).map_or("", |columns| columns.as_str());
            found
                .get(1)
                .is_some_and(|table| table.as_str() == ledger.table)
                && columns
                    .split(',')
                    .any(|column| column.trim() == ledger.column)
        })
    };
    // A value by its key, in a table of settings, is no row of an entry.
    let is_value = |end: usize, column: &str| {
        let rest = python.get(end..).unwrap_or_default().trim_start();
        let condition = rest
            .get(..5)
            .filter(|word| word.eq_ignore_ascii_case("WHERE"));
        let by = rest.get(5..).unwrap_or_default().trim_start();
        condition.is_some() && !by.to_lowercase().starts_with(&column.to_lowercase())
    };
    let asked = asked.captures_iter(python).filter_map(|found| {
        let (table, column) = (found.get(2)?, found.get(1)?.as_str());
        let row = row(python, all, table.as_str(), column);
        if row.is_none() && is_value(table.end(), column) {
            return None;
        }
        Some(LedgerTable {
            table: table.as_str().to_owned(),
            column: column.to_owned(),
            row,
        })
    });
    let ledgers = asked.filter(|ledger| {
        made.contains(&ledger.table.as_str()) && (ledger.row.is_some() || fills(ledger))
    });
    Some(ledgers.collect())
}

fn names<'a>(pattern: &Regex, text: &'a str, group: usize) -> impl Iterator<Item = &'a str> {
    let found = pattern.captures_iter(text);
    found.filter_map(move |found| found.get(group).map(|name| name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(runner: &str) -> Option<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("__init__.py"), runner).unwrap();
        match unusual_ledger(folder.path())? {
            ListLedger::Table(ledger) => Some((
                ledger.table,
                ledger.column + ledger.row.map_or("", NumberMeans::name),
            )),
            ListLedger::UserVersion(means) => Some((means.name().to_owned(), String::new())),
        }
    }

    #[test]
    fn what_a_runner_makes_asks_and_fills() {
        let runner = "
conn.execute('CREATE TABLE IF NOT EXISTS applied (id INTEGER PRIMARY KEY, name TEXT UNIQUE)')
done = {row[0] for row in conn.execute('SELECT name FROM applied')}
conn.execute('INSERT OR IGNORE INTO applied (name, at) VALUES (?, ?)', (name, now))
";
        let ledger = ("applied".to_owned(), "name".to_owned());
        assert_eq!(found(runner), Some(ledger));
        assert_eq!(found(&runner.replace("IF NOT EXISTS", "")), None);
        assert_eq!(found(&runner.replace("INSERT OR IGNORE", "REPLACE")), None);
        let usual = runner.replace("applied", "schema_migrations");
        assert_eq!(found(&usual.replace("name", "version")), None);
        let numbered = "
c.execute(\"create table if not exists db_version (version integer)\")
c.execute(\"select max(version) from db_version\")
c.execute(\"insert into db_version (version) values (?)\", (1,))
";
        let ledger = ("db_version".to_owned(), "version".to_owned());
        assert_eq!(found(numbered), Some(ledger));
        assert_eq!(found(&format!("{runner}{numbered}")), None);
        // One row that is written over, and a value by its key.
        let one = "
c.execute('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)')
v = c.execute('SELECT version FROM schema_version').fetchone()
for m in MIGRATIONS[v:]: pass
";
        let row = Some(("schema_version".to_owned(), "versioncount".to_owned()));
        let update = "c.execute('UPDATE schema_version SET version = ?', (v,))";
        assert_eq!(found(&format!("{one}{update}")), row);
        let again = "c.execute('DELETE FROM schema_version')";
        assert_eq!(found(&format!("{one}{again}")), row);
        // A runner with a row for each entry, and a helper that forgets them.
        let rows = "
c.execute('CREATE TABLE IF NOT EXISTS applied (version TEXT)')
READ
c.execute('INSERT INTO applied (version) VALUES (?)', (v,))
def reset(): c.execute('DELETE FROM applied')
";
        let ledger = Some(("applied".to_owned(), "version".to_owned()));
        for read in [
            "done = {r[0] for r in c.execute('SELECT version FROM applied')}",
            "done = {r[0] for r in c.execute(\n    'SELECT version FROM applied'\n)}\nc.fetchone()",
            "done = c.execute('SELECT version FROM applied').fetchall()",
            "c.execute('SELECT version FROM applied')\nfor row in c: pass",
            "c.execute('SELECT version FROM applied WHERE version = ?', (v,)).fetchone()",
            "c.execute('SELECT version FROM applied ORDER BY version DESC LIMIT 1').fetchone()",
            "c.execute('SELECT MAX(version) FROM applied').fetchone()",
        ] {
            assert_eq!(found(&rows.replace("READ", read)), ledger, "{read}");
        }
        let one = "c.execute('SELECT version FROM applied LIMIT 1')\nrow = c.fetchone()";
        let row = Some(("applied".to_owned(), "versionlast".to_owned()));
        assert_eq!(found(&rows.replace("READ", one)), row);
        let settings = "
c.execute('CREATE TABLE IF NOT EXISTS meta (key TEXT, value TEXT)')
c.execute('SELECT value FROM meta WHERE key = ?', ('version',))
c.execute('INSERT INTO meta (key, value) VALUES (?, ?)')
";
        assert_eq!(found(settings), None);
    }

    #[test]
    fn what_the_number_means_to_a_runner() {
        let said = |body: &str| {
            let head = "v = conn.execute('PRAGMA user_version').fetchone()[0]\n";
            let set = "conn.execute(f'PRAGMA user_version = {v}')\n";
            found(&format!("{head}{body}\n{set}")).map(|(word, _)| word)
        };
        let count = Some("count".to_owned());
        assert_eq!(
            said("for n, m in enumerate(MIGRATIONS[v:], v + 1): m(conn)"),
            count
        );
        assert_eq!(
            said("for n in range(v, len(MIGRATIONS)): MIGRATIONS[n](conn)"),
            count
        );
        let next = Some("next".to_owned());
        assert_eq!(
            said("while v in MIGRATIONS:\n    MIGRATIONS[v](conn)\n    v += 1"),
            next
        );
        assert_eq!(
            said("MIGRATIONS = {\n}\nwhile v < 3:\n    MIGRATIONS[v](conn)\n    v += 1"),
            next
        );
        let last = Some("last".to_owned());
        assert_eq!(
            said("for m in MIGRATIONS:\n    if m.version > v: m.up(conn)"),
            last
        );
        assert_eq!(said("for n, m in sorted(MIGRATIONS.items()): pass"), last);
        // Who only reads it, or keeps a table as well, is another runner.
        assert_eq!(found("c.execute('PRAGMA user_version')"), None);
        let usual = "
c.execute('CREATE TABLE IF NOT EXISTS schema_migrations (version TEXT)')
c.execute('SELECT version FROM schema_migrations')
c.execute('INSERT INTO schema_migrations (version) VALUES (?)')
";
        assert_eq!(said(usual), None);
    }
}
