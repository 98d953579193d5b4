//! A number as the ledger of a list, as `bridge.toml` names it.

use super::file::{Config, Source, SourceKind};
use crate::chain::{Kind, LedgerName, NumberMeans};

impl Source {
    /// What the number means that its runner keeps, if it keeps one.
    pub(crate) fn number(&self) -> Option<NumberMeans> {
        self.user_version.or(self.version_row)
    }

    /// What its ledger is called: what is configured beats what was when the chain was written.
    pub(crate) fn ledger_name(&self, lane: &str, locked: LedgerName) -> LedgerName {
        let names_table = self.names_table();
        LedgerName {
            lane: lane.to_owned(),
            version_table: self.version_table.clone().or(locked.version_table),
            user_version: self
                .user_version
                .or(locked.user_version.filter(|_| !names_table)),
            version_row: self
                .version_row
                .or(locked.version_row.filter(|_| self.user_version.is_none())),
            version_column: self.version_column.clone().or(locked.version_column),
            version_table_schema: self
                .version_table_schema
                .clone()
                .or(locked.version_table_schema),
        }
    }

    /// Whether something is said that only a ledger in a table has.
    fn names_table(&self) -> bool {
        self.version_table.is_some() || self.version_column.is_some() || self.version_row.is_some()
    }

    /// The table of a list's ledger, and its column.
    fn list_table(&self) -> Option<(&str, &str)> {
        let is_table = self.kind == SourceKind::List && self.user_version.is_none();
        is_table.then(|| {
            let (table, column) = (&self.version_table, &self.version_column);
            (
                table.as_deref().unwrap_or(Kind::List.ledger_table()),
                column.as_deref().unwrap_or(LedgerName::LIST_COLUMN),
            )
        })
    }
}

impl Config {
    /// There is one number in a file or a row, and a list's runner keeps the one or the other.
    pub(super) fn validate_number(&self, name: &str, source: &Source) -> Result<(), String> {
        if source.number().is_none() {
            return Ok(());
        }
        if source.kind == SourceKind::Alembic {
            return Err(format!(
                "source \"{name}\" has user_version or version_row, and Alembic keeps a table. Take it away"
            ));
        }
        if source.user_version.is_some() && source.names_table() {
            return Err(format!(
                "source \"{name}\" has user_version and version_table, version_column or version_row. Leave what its runner keeps"
            ));
        }
        let mut others = self
            .sources
            .iter()
            .filter(|(other, one)| *other != name && one.database == source.database);
        let Some((table, column)) = source.list_table() else {
            let other = others.find(|(_, one)| one.user_version.is_some());
            return other.map_or(Ok(()), |(other, _)| {
                Err(format!(
                    "the sources \"{name}\" and \"{other}\" both have user_version, and the database \"{}\" has one such number",
                    source.database
                ))
            });
        };
        let is_same = |one: &Source| match one.version_row {
            Some(_) => one.list_table() == Some((table, column)),
            // A row for each of its entries is more than one row.
            None => one.list_table().is_some_and(|(other, _)| other == table),
        };
        others
            .find(|(_, one)| is_same(one))
            .map_or(Ok(()), |(other, _)| {
                Err(format!(
                    "source \"{name}\" has version_row, and source \"{other}\" keeps its ledger in the same table {table} of the database \"{}\". Write under each its own version_table or version_column, as its runner has it",
                    source.database
                ))
            })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn parse(first: &str, second: &str) -> Result<Config, String> {
        let list = "kind = \"list\"\npath = \"m.py\"\ndatabase = \"d\"\n";
        let text = format!(
            "[databases.d]\nurl = \"sqlite:///d.db\"\n[sources.a]\n{list}{first}\n[sources.b]\n{list}{second}\n"
        );
        Config::parse(&text, Path::new("bridge.toml"), "/srv".into())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn two_sources_do_not_share_a_number() {
        let row = "version_row = \"last\"";
        let refused = parse(row, row).unwrap_err();
        assert!(
            refused.contains("the same table schema_migrations"),
            "{refused}"
        );
        // What is written out is the same as what is left to the defaults.
        let usual = format!("{row}\nversion_table = \"schema_migrations\"");
        assert!(parse(row, &format!("{usual}\nversion_column = \"version\"")).is_err());
        assert!(parse(row, &format!("{usual}\nversion_column = \"b\"")).is_ok());
        assert!(parse(row, &format!("{row}\nversion_table = \"b\"")).is_ok());
        assert!(parse(row, "user_version = \"last\"").is_ok());
        // Nor a table in which the other has rows.
        assert!(parse("", row).is_err());
        assert!(parse("version_table = \"a\"", row).is_ok());
        let numbers = parse("user_version = \"last\"", "user_version = \"count\"");
        assert!(numbers.unwrap_err().contains("one such number"));
    }

    #[test]
    fn what_is_configured_beats_the_lock() {
        let said = |text: &str, locked: LedgerName| {
            let config = parse(text, "version_table = \"another\"").unwrap();
            let named = config.sources["a"].ledger_name("a", locked);
            (named.user_version, named.version_row)
        };
        let (last, count) = (Some(NumberMeans::Last), Some(NumberMeans::Count));
        let header = || LedgerName {
            user_version: last,
            ..LedgerName::default()
        };
        assert_eq!(said("", header()), (last, None));
        assert_eq!(said("user_version = \"count\"", header()), (count, None));
        assert_eq!(said("version_row = \"count\"", header()), (None, count));
        assert_eq!(said("version_table = \"t\"", header()), (None, None));
        assert_eq!(said("version_column = \"c\"", header()), (None, None));
        let row = || LedgerName {
            version_row: last,
            ..LedgerName::default()
        };
        assert_eq!(said("user_version = \"count\"", row()), (count, None));
        assert_eq!(said("version_table = \"t\"", row()), (None, last));
    }
}
