//! The ledger of a home-made list's runner, as its Python shows it: a hint for `bridge init`.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

use super::discover::is_searched;
use crate::chain::{Kind, LedgerName};

/// The table and the column that a list's runner keeps its versions in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListLedger {
    /// `version_table`
    pub table: String,
    /// `version_column`
    pub column: String,
}

impl ListLedger {
    fn is_usual(&self) -> bool {
        self.table == Kind::List.ledger_table() && self.column == LedgerName::LIST_COLUMN
    }
}

/// The one table of an unusual name that the Python files in a folder make, ask for one column,
/// and fill with it; `None` where there is none, or more than one.
pub(super) fn unusual_ledger(folder: &Path) -> Option<ListLedger> {
    let files = WalkDir::new(folder)
        .max_depth(2)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(is_searched)
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "py"));
    let mut found = BTreeSet::new();
    for entry in files {
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        found.extend(ledgers(&text).unwrap_or_default());
    }
    match found.pop_first() {
        Some(only) if found.is_empty() && !only.is_usual() => Some(only),
        _ => None,
    }
}

fn ledgers(python: &str) -> Option<Vec<ListLedger>> {
    let made = Regex::new(r"(?i)\bCREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\s+(\w+)").ok()?;
    let asked = Regex::new(r"(?i)\bSELECT\s+(?:MAX\()?(\w+)\)?\s+FROM\s+(\w+)").ok()?;
    let filled = Regex::new(r"(?i)\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+(\w+)\s*\(([^)]*)\)").ok()?;
    let made: Vec<&str> = names(&made, python, 1).collect();
    let fills = |ledger: &ListLedger| {
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
    let asked = asked.captures_iter(python).filter_map(|found| {
        Some(ListLedger {
            table: found.get(2)?.as_str().to_owned(),
            column: found.get(1)?.as_str().to_owned(),
        })
    });
    let ledgers = asked.filter(|ledger| made.contains(&ledger.table.as_str()) && fills(ledger));
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
        unusual_ledger(folder.path()).map(|ledger| (ledger.table, ledger.column))
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
    }
}
