//! The catalogue of a SQLite database, from the texts in `sqlite_master`:
//! SQLite keeps the names of constraints nowhere else.

use std::collections::BTreeSet;

use bridge_importers::rebuild::index_text;
use bridge_importers::rebuild::table::{
    ColumnConstraint, ColumnDefinition, ColumnRule, KeyColumn, TableConstraint, TableDefinition,
    TableRule,
};

use super::{Catalogue, Column, Table};
use crate::database::{Connection, StatementError, Value};

/// Reads it; tables in `left_out` are passed over.
///
/// # Errors
/// Where SQLite refuses the query.
pub(super) fn read(
    connection: &mut dyn Connection,
    left_out: &BTreeSet<String>,
) -> Result<Catalogue, StatementError> {
    let rows = connection.query(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master \
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, name",
        &[],
    )?;
    let mut catalogue = Catalogue::default();
    for row in rows.rows {
        let text = |at: usize| row.get(at).and_then(Value::as_text).unwrap_or_default();
        let (kind, name, table, sql) = (text(0), text(1), text(2), text(3));
        if left_out.contains(table) {
            continue;
        }
        match kind {
            "table" => drop(catalogue.tables.insert(name.to_owned(), definition(sql))),
            "view" => drop(catalogue.views.insert(name.to_owned(), folded(sql))),
            "index" => {
                if let Some(table) = catalogue.tables.get_mut(table).filter(|_| !sql.is_empty()) {
                    let what = index_text(sql).unwrap_or_else(|_| folded(sql));
                    table.indexes.insert(name.to_owned(), what);
                }
            }
            "trigger" => {
                if let Some(table) = catalogue.tables.get_mut(table) {
                    table.triggers.insert(name.to_owned(), folded(sql));
                }
            }
            _ => {}
        }
    }
    Ok(catalogue)
}

fn definition(sql: &str) -> Table {
    let mut table = Table::default();
    // A virtual table has no columns of its own; its text says all.
    let Ok(parsed) = TableDefinition::parse(sql) else {
        table.options.insert(folded(sql));
        return table;
    };
    for column in &parsed.columns {
        table
            .columns
            .insert(column.name.clone(), self::column(column));
        table.constraints.extend(
            column
                .constraints
                .iter()
                .filter_map(|constraint| lifted(column, constraint)),
        );
    }
    table.constraints.extend(
        parsed
            .constraints
            .iter()
            .map(|constraint| folded(&constraint.to_string())),
    );
    if parsed.without_rowid {
        table.options.insert("WITHOUT ROWID".to_owned());
    }
    if parsed.strict {
        table.options.insert("STRICT".to_owned());
    }
    table
}

fn column(column: &ColumnDefinition) -> Column {
    let mut options = BTreeSet::new();
    for constraint in &column.constraints {
        match &constraint.rule {
            ColumnRule::Collate(name) => drop(options.insert(format!("COLLATE {name}"))),
            ColumnRule::Generated { expression, stored } => {
                let stored = if *stored { " STORED" } else { "" };
                options.insert(format!(
                    "GENERATED ALWAYS AS ({}){stored}",
                    folded(expression)
                ));
            }
            ColumnRule::PrimaryKey {
                autoincrement: true,
                ..
            } => drop(options.insert("AUTOINCREMENT".to_owned())),
            _ => {}
        }
    }
    Column {
        data_type: column.data_type.clone().unwrap_or_default(),
        nullable: !column.is_not_null(),
        default: column.default().map(folded),
        options,
    }
}

/// A constraint in a column's definition as the table constraint that means the same.
fn lifted(column: &ColumnDefinition, constraint: &ColumnConstraint) -> Option<String> {
    let key = || {
        vec![KeyColumn {
            name: column.name.clone(),
            suffix: String::new(),
        }]
    };
    let rule = match &constraint.rule {
        ColumnRule::PrimaryKey { conflict, .. } => TableRule::PrimaryKey {
            columns: key(),
            conflict: conflict.clone(),
        },
        ColumnRule::Unique { conflict } => TableRule::Unique {
            columns: key(),
            conflict: conflict.clone(),
        },
        ColumnRule::Check(condition) => TableRule::Check(condition.clone()),
        ColumnRule::References(reference) => TableRule::ForeignKey {
            columns: vec![column.name.clone()],
            reference: reference.clone(),
        },
        _ => return None,
    };
    Some(folded(
        &TableConstraint {
            name: constraint.name.clone(),
            rule,
        }
        .to_string(),
    ))
}

/// White space folded, outside of quotes.
fn folded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut quote = None;
    let mut is_space = false;
    for character in text.trim().chars() {
        match quote {
            Some(open) => {
                if character == open {
                    quote = None;
                }
            }
            None if character.is_whitespace() => {
                is_space = true;
                continue;
            }
            None if matches!(character, '\'' | '"' | '`') => quote = Some(character),
            None => {}
        }
        if std::mem::take(&mut is_space) {
            result.push(' ');
        }
        result.push(character);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::compare;
    use crate::database::sqlite::SqliteConnection;

    fn catalogue(statements: &[&str]) -> Catalogue {
        let mut connection = SqliteConnection::in_memory().unwrap();
        for sql in statements {
            connection.execute(sql).unwrap();
        }
        read(&mut connection, &BTreeSet::new()).unwrap()
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        let one = catalogue(&[
            "CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT NOT NULL UNIQUE, c INT REFERENCES a (id))",
            "CREATE INDEX ix ON a (b, c)",
        ]);
        let other = catalogue(&[
            "CREATE TABLE \"a\" (\n\tc INT,\n\t\"b\" TEXT NOT NULL,\n\tid INTEGER,\n\tPRIMARY KEY (id), UNIQUE (b), \
             FOREIGN KEY(c) REFERENCES a (id)\n)",
            "CREATE INDEX IF NOT EXISTS \"ix\" ON \"a\" (b,\n c)",
        ]);
        assert_eq!(compare(&one, &other), []);
    }

    #[test]
    fn names_and_conditions_differ() {
        let one = catalogue(&["CREATE TABLE a (b INT CONSTRAINT ck_b CHECK (b > 0))"]);
        let other = catalogue(&["CREATE TABLE a (b INT, CHECK (b > 1))"]);
        assert_eq!(compare(&one, &other).len(), 2);
    }
}
