//! `PRAGMA user_version` as a list's ledger: a number in the file's header, which is part of
//! SQLite's transactions like any row.

use super::error::LedgerError;
use super::legacy::LegacyTable;
use crate::chain::Numbered;
use crate::database::Connection;
use crate::plan::{LedgerChange, LedgerRows};
use bridge_importers::Dialect;

impl LegacyTable {
    /// The entries that the number says are applied.
    pub(super) fn read_number(
        &self,
        numbered: &Numbered,
        connection: &mut dyn Connection,
    ) -> Result<LedgerRows, LedgerError> {
        let number = self.number(connection)?;
        Ok(LedgerRows::List {
            versions: numbered.applied(number),
        })
    }

    /// Counts an entry in or out, and reads the number back: SQLite says nothing where it
    /// does not take one.
    pub(super) fn count_entry(
        &self,
        numbered: &Numbered,
        connection: &mut dyn Connection,
        change: &LedgerChange,
    ) -> Result<(), LedgerError> {
        let before = self.number(connection)?;
        let (after, action) = match change {
            LedgerChange::ListInsert { version, .. } => (numbered.with(before, version), "adding"),
            LedgerChange::ListDelete { version } => (numbered.without(before, version), "removing"),
            // Of the other kind of ledger.
            LedgerChange::AlembicInsert { .. }
            | LedgerChange::AlembicUpdate { .. }
            | LedgerChange::AlembicDelete { .. } => return Ok(()),
        };
        connection
            .execute(&format!("PRAGMA user_version = {after}"))
            .map_err(|source| self.refused(source))?;
        match self.number(connection)? == after {
            true => Ok(()),
            false => Err(LedgerError::Touched {
                place: self.place(),
                action: format!("{action} an entry"),
                touched: 0,
            }),
        }
    }

    fn number(&self, connection: &mut dyn Connection) -> Result<i64, LedgerError> {
        if connection.dialect() != Dialect::Sqlite {
            return Err(LedgerError::NoUserVersion {
                place: self.place(),
            });
        }
        connection
            .user_version()
            .map_err(|source| self.refused(source))
    }
}

#[cfg(test)]
mod tests {
    use super::super::legacy::LegacyKind;
    use super::*;
    use crate::chain::UserVersion;
    use crate::database::sqlite::SqliteConnection;
    use crate::database::{Connection, Table};

    fn ledger() -> LegacyTable {
        let numbered = Numbered::new(UserVersion::Last, ["1", "2", "5"]);
        let kind = LegacyKind::UserVersion(numbered);
        let address = Table {
            schema: None,
            name: kind.name().to_owned(),
        };
        LegacyTable::new("main", &kind, address)
    }

    fn insert(version: &str) -> LedgerChange {
        LedgerChange::ListInsert {
            version: version.into(),
            description: String::new(),
        }
    }

    fn rows(versions: &[&str]) -> LedgerRows {
        LedgerRows::List {
            versions: versions.iter().map(|one| (*one).to_owned()).collect(),
        }
    }

    #[test]
    fn entries_are_counted_in_and_out() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        let table = ledger();
        assert_eq!(table.read(&mut connection).unwrap(), rows(&[]));
        for version in ["1", "2"] {
            table.apply(&mut connection, &insert(version)).unwrap();
        }
        table.check(&mut connection, &rows(&["1", "2"])).unwrap();
        assert_eq!(connection.user_version().unwrap(), 2);
        let delete = LedgerChange::ListDelete {
            version: "2".into(),
        };
        table.apply(&mut connection, &delete).unwrap();
        assert_eq!(connection.user_version().unwrap(), 1);
        // Without the one between, the number would say more than there is.
        table.apply(&mut connection, &insert("5")).unwrap();
        let error = table
            .check(&mut connection, &rows(&["1", "5"]))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "database `main`, PRAGMA user_version was read back and does not hold what was written: unexpected 2"
        );
    }

    #[test]
    fn the_number_is_part_of_the_transaction() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        let table = ledger();
        connection.execute("PRAGMA user_version = 1").unwrap();
        connection.begin().unwrap();
        table.apply(&mut connection, &insert("2")).unwrap();
        connection.execute("CREATE TABLE t (a)").unwrap();
        connection.rollback().unwrap();
        table.check(&mut connection, &rows(&["1"])).unwrap();
    }
}
