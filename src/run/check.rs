//! Foreign keys before and after: only new violations fail.

use std::collections::BTreeMap;

use bridge_importers::Dialect;

use super::error::RunError;
use super::event::Event;
use crate::database::Connection;
use crate::database::sqlite::{Violation, violations};
use crate::plan::DatabaseName;

/// How many violations an error names.
const NAMED: usize = 5;

/// What was violated in each SQLite database before the run; `None` where the
/// check itself is impossible (`foreign key mismatch`).
#[derive(Debug, Default)]
pub(crate) struct ForeignKeys {
    before: BTreeMap<DatabaseName, Option<BTreeMap<Violation, usize>>>,
}

impl ForeignKeys {
    /// Looks at a database before its first statement. PostgreSQL enforces by itself.
    pub(crate) fn before(
        &mut self,
        name: &str,
        connection: &mut dyn Connection,
        empty: bool,
        events: &mut dyn FnMut(Event),
    ) {
        if connection.dialect() != Dialect::Sqlite || self.before.contains_key(name) {
            return;
        }
        let found = if empty {
            Some(BTreeMap::new())
        } else {
            match violations(connection) {
                Ok(found) => Some(found),
                Err(error) => {
                    events(impossible(name, &error.message));
                    None
                }
            }
        };
        self.before.insert(name.to_owned(), found);
    }

    /// Compares with what is violated now.
    pub(crate) fn after(
        &self,
        name: &str,
        connection: &mut dyn Connection,
        events: &mut dyn FnMut(Event),
    ) -> Result<(), RunError> {
        let Some(Some(before)) = self.before.get(name) else {
            return Ok(());
        };
        let now = match violations(connection) {
            Ok(now) => now,
            Err(error) => {
                events(impossible(name, &error.message));
                return Ok(());
            }
        };
        let new: Vec<&Violation> = now
            .iter()
            .filter(|(violation, count)| before.get(violation).is_none_or(|had| had < count))
            .map(|(violation, _)| violation)
            .collect();
        if new.is_empty() {
            return Ok(());
        }
        let mut named: Vec<String> = new
            .iter()
            .take(NAMED)
            .map(|violation| match violation.rowid {
                Some(rowid) => format!(
                    "table {}, row {rowid}, refers to no row of {}",
                    violation.table, violation.parent
                ),
                None => format!(
                    "table {} refers to no row of {}",
                    violation.table, violation.parent
                ),
            })
            .collect();
        if new.len() > NAMED {
            named.push(format!("and {} more", new.len() - NAMED));
        }
        Err(RunError::ForeignKeys {
            database: name.to_owned(),
            violations: named,
        })
    }
}

fn impossible(name: &str, message: &str) -> Event {
    Event::Warning {
        database: name.to_owned(),
        message: format!("foreign keys cannot be checked: {message}"),
    }
}
