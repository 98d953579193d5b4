//! The rows of a list's ledger, whose columns are its runner's.

use bridge_importers::Dialect;
use bridge_importers::dialect::delimited;

use super::error::LedgerError;
use super::legacy::LegacyTable;
use crate::database::{Connection, Value};

impl LegacyTable {
    /// The version of an entry as the ledger holds it: a number where the runner, which will
    /// look for it, keeps numbers.
    pub(super) fn list_version(
        &self,
        connection: &mut dyn Connection,
        version: &str,
    ) -> Result<Value, LedgerError> {
        let Some(number) = version
            .parse::<i64>()
            .ok()
            .filter(|n| n.to_string() == version)
        else {
            return Ok(version.into());
        };
        let (sql, parameters) = match connection.dialect() {
            Dialect::Postgres => (
                "SELECT 1 FROM information_schema.columns WHERE table_name = $1 \
                 AND table_schema = $2 AND column_name = $3 \
                 AND data_type IN ('smallint', 'integer', 'bigint')"
                    .to_owned(),
                vec![
                    self.address.name.as_str().into(),
                    self.address.schema.as_deref().unwrap_or("public").into(),
                    self.column().into(),
                ],
            ),
            _ => (
                format!(
                    "SELECT 1 FROM {} WHERE typeof({}) = 'integer' LIMIT 1",
                    self.address.sql(),
                    delimited(self.column())
                ),
                Vec::new(),
            ),
        };
        let found = connection
            .query(&sql, &parameters)
            .map_err(|source| self.refused(source))?;
        Ok(match found.rows.is_empty() {
            true => version.into(),
            false => Value::Integer(number),
        })
    }

    /// The columns that a list's row fills: runners keep more or less than a description and a time.
    pub(super) fn list_columns(
        &self,
        connection: &mut dyn Connection,
    ) -> Result<Vec<String>, LedgerError> {
        let name = Value::from(self.address.name.as_str());
        let schema = Value::from(self.address.schema.as_deref().unwrap_or("public"));
        let (sql, parameters) = match connection.dialect() {
            Dialect::Postgres => (
                "SELECT lower(column_name)::text, \
                 (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO')::int \
                 FROM information_schema.columns WHERE table_name = $1 AND table_schema = $2",
                vec![name, schema],
            ),
            _ => (
                "SELECT lower(name), \"notnull\" = 1 AND dflt_value IS NULL AND pk = 0 FROM pragma_table_info($1)",
                vec![name],
            ),
        };
        let found = connection
            .query(sql, &parameters)
            .map_err(|source| self.refused(source))?;
        let named = |row: &[Value], name: &str| row.first().and_then(Value::as_text) == Some(name);
        let own = self.column().to_lowercase();
        let columns: Vec<String> = [own.as_str(), "description", "applied_at"]
            .into_iter()
            .filter(|name| found.rows.iter().any(|row| named(row, name)))
            .map(str::to_owned)
            .collect();
        let needed: Vec<String> = found
            .rows
            .iter()
            .filter(|row| row.get(1).and_then(Value::as_integer) == Some(1))
            .filter_map(|row| row.first()?.as_text())
            .filter(|name| !columns.iter().any(|column| column == name))
            .map(str::to_owned)
            .collect();
        if needed.is_empty() {
            return Ok(columns);
        }
        Err(LedgerError::Columns {
            place: self.place(),
            columns: needed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::legacy::{LegacyKind, LegacyTable};
    use crate::database::sqlite::SqliteConnection;
    use crate::database::{Connection, Table};
    use crate::plan::{LedgerChange, LedgerRows};

    fn ledger() -> LegacyTable {
        let kind = LegacyKind::List {
            table: "schema_migrations".into(),
            column: "version".into(),
        };
        let address = Table {
            schema: None,
            name: "schema_migrations".into(),
        };
        LegacyTable::new("main", &kind, address)
    }

    #[test]
    fn a_lists_row_fills_the_columns_that_there_are() {
        let table = ledger();
        let insert = LedgerChange::ListInsert {
            version: "1".into(),
            description: "one".into(),
        };
        for (columns, row) in [
            ("version TEXT PRIMARY KEY", "1"),
            (
                "id INTEGER PRIMARY KEY, Version TEXT NOT NULL, description TEXT",
                "1 one",
            ),
            (
                "version TEXT, description TEXT, by TEXT NOT NULL DEFAULT 'x'",
                "1 one",
            ),
        ] {
            let mut connection = SqliteConnection::in_memory().unwrap();
            connection
                .execute(&format!("CREATE TABLE schema_migrations ({columns})"))
                .unwrap();
            table.apply(&mut connection, &insert).unwrap();
            let all = if row == "1" {
                "version"
            } else {
                "version || ' ' || description"
            };
            let found = connection
                .query(&format!("SELECT {all} FROM schema_migrations"), &[])
                .unwrap();
            assert_eq!(found.texts().next(), Some(row), "{columns}");
        }
        let mut connection = SqliteConnection::in_memory().unwrap();
        connection
            .execute("CREATE TABLE schema_migrations (version TEXT, sum TEXT NOT NULL)")
            .unwrap();
        let error = table.apply(&mut connection, &insert).unwrap_err();
        assert!(
            error.to_string().contains("needs a value for sum"),
            "{error}"
        );
        assert!(error.advice().contains("mirror = false"));
    }

    #[test]
    fn a_lists_versions_may_be_numbers() {
        let table = ledger();
        for column in ["INTEGER PRIMARY KEY", "INTEGER", "INT NOT NULL", ""] {
            let mut connection = SqliteConnection::in_memory().unwrap();
            connection
                .execute(&format!(
                    "CREATE TABLE schema_migrations (version {column}, description TEXT);
                     INSERT INTO schema_migrations VALUES (1, 'one'), (20240102, 'two')"
                ))
                .unwrap();
            let versions = |connection: &mut SqliteConnection| match table.read(connection) {
                Ok(LedgerRows::List { versions }) => versions.into_iter().collect::<Vec<_>>(),
                other => panic!("{other:?}"),
            };
            assert_eq!(versions(&mut connection), ["1", "20240102"], "{column}");
            let insert = LedgerChange::ListInsert {
                version: "3".into(),
                description: "three".into(),
            };
            table.apply(&mut connection, &insert).unwrap();
            let kinds = "SELECT DISTINCT typeof(version) FROM schema_migrations";
            let kinds = connection.query(kinds, &[]).unwrap();
            assert_eq!(kinds.texts().collect::<Vec<_>>(), ["integer"], "{column}");
            let delete = LedgerChange::ListDelete {
                version: "1".into(),
            };
            table.apply(&mut connection, &delete).unwrap();
            assert_eq!(versions(&mut connection), ["20240102", "3"], "{column}");
        }
    }
}
