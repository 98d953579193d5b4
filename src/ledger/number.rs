//! A number as a list's ledger: `PRAGMA user_version`, which is part of SQLite's transactions like any
//! row, or the one row of a table.

use super::error::LedgerError;
use super::legacy::LegacyTable;
use crate::chain::Numbered;
use crate::database::{Connection, Field, Given};
use crate::plan::{LedgerChange, LedgerRows};
use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;

impl LegacyTable {
    /// What to say where bridge makes the table of a runner that keeps one row in it: how the
    /// runner makes it is not known, and a table that is there it takes as it is.
    pub fn made_without_the_runner(&self) -> Option<String> {
        let is_row = self.is_table() && self.is_number();
        is_row.then(|| {
            format!(
                "table {} was not there and was made with the column {} alone. Where the old runner writes \
                 other columns too (`REPLACE INTO … (id, …)`), make the table as the runner does and put the \
                 number in, before the runner meets this database",
                self.address(),
                self.column()
            )
        })
    }

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
        self.set_number(connection, after)?;
        match self.number(connection)? == after {
            true => Ok(()),
            false => Err(LedgerError::Touched {
                place: self.place(),
                action: format!("{action} an entry"),
                touched: 0,
            }),
        }
    }

    fn set_number(&self, connection: &mut dyn Connection, number: i64) -> Result<(), LedgerError> {
        let refused = |source| self.refused(source);
        if !self.is_table() {
            let sql = format!("PRAGMA user_version = {number}");
            return connection.execute(&sql).map(drop).map_err(refused);
        }
        let (table, column) = (self.address().sql(), delimited(self.column()));
        let parameters = [number.into()];
        let update = format!("UPDATE {table} SET {column} = $1");
        let touched = connection
            .execute_with(&update, &parameters)
            .map_err(refused)?;
        if touched == 0 {
            let insert = format!("INSERT INTO {table} ({column}) VALUES ($1)");
            connection
                .execute_with(&insert, &parameters)
                .map_err(refused)?;
        }
        Ok(())
    }

    /// The number of the one row; 0 where there is none.
    fn number_of_row(&self, connection: &mut dyn Connection) -> Result<i64, LedgerError> {
        let mut found: Vec<Option<String>> = Vec::new();
        connection
            .read_table(self.address(), &[self.column()], &mut |given| match given {
                Given::Row(row) => found.push(row.first().and_then(Field::version)),
                Given::Again => found.clear(),
            })
            .map_err(|source| self.refused(source))?;
        let number = |text: &Option<String>| text.as_deref()?.parse().ok();
        let one = match &found[..] {
            [] => Some(0),
            [one] => number(one),
            _ => None,
        };
        one.ok_or_else(|| LedgerError::NoNumber {
            place: self.place(),
            rows: found.len(),
        })
    }

    fn number(&self, connection: &mut dyn Connection) -> Result<i64, LedgerError> {
        if self.is_table() {
            return self.number_of_row(connection);
        }
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
    use crate::chain::NumberMeans;
    use crate::database::sqlite::SqliteConnection;
    use crate::database::{Connection, Table};

    fn ledger() -> LegacyTable {
        let numbered = Numbered::new(NumberMeans::Last, ["1", "2", "5"]);
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

    #[test]
    fn what_cannot_be_numbered_is_said_of_its_own_setting() {
        let numbered = Numbered::new(NumberMeans::Last, ["a"]);
        let advice = |kind: LegacyKind| {
            let name = kind.name().to_owned();
            let table = LegacyTable::new("main", &kind, Table { schema: None, name });
            let mut connection = SqliteConnection::in_memory().unwrap();
            table.read(&mut connection).unwrap_err().advice()
        };
        let row = LegacyKind::Row {
            table: "schema_version".into(),
            column: "version".into(),
            numbered: numbered.clone(),
        };
        assert!(advice(row).contains("`version_row = \"last\"`"));
        let header = LegacyKind::UserVersion(numbered);
        assert!(advice(header).contains("`user_version = \"last\"`"));
    }

    #[test]
    fn the_number_of_a_row() {
        let kind = LegacyKind::Row {
            table: "schema_version".into(),
            column: "version".into(),
            numbered: Numbered::new(NumberMeans::Last, ["1", "2"]),
        };
        let address = Table {
            schema: None,
            name: "schema_version".into(),
        };
        let table = LegacyTable::new("main", &kind, address);
        let mut connection = SqliteConnection::in_memory().unwrap();
        table.create(&mut connection, 0).unwrap();
        assert_eq!(table.read(&mut connection).unwrap(), rows(&[]));
        for version in ["1", "2"] {
            table.apply(&mut connection, &insert(version)).unwrap();
        }
        table.check(&mut connection, &rows(&["1", "2"])).unwrap();
        let sql = "SELECT version || typeof(version) FROM schema_version";
        let found = connection.query(sql, &[]).unwrap();
        assert_eq!(found.texts().collect::<Vec<_>>(), ["2integer"]);
        connection
            .execute("INSERT INTO schema_version VALUES (1)")
            .unwrap();
        let error = table.read(&mut connection).unwrap_err();
        assert!(error.to_string().contains("holds 2 rows"), "{error}");
    }
}
