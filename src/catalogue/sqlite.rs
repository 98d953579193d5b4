//! The catalogue of a SQLite database, from the texts in `sqlite_master`:
//! SQLite keeps the names of constraints nowhere else.

use std::collections::{BTreeSet, HashMap};

use bridge_importers::rebuild::index_text;
use bridge_importers::rebuild::table::{
    ColumnConstraint, ColumnDefinition, ColumnRule, KeyColumn, TableConstraint, TableDefinition,
    TableRule,
};

use super::{Catalogue, Column, Table};
use crate::database::{Connection, StatementError, Value};

/// What definitions say, by their text: a chain that is built step by step is
/// read as often, and most of it is as it was.
#[derive(Debug, Default)]
pub(super) struct Texts {
    tables: HashMap<String, Table>,
    indexes: HashMap<String, String>,
}

/// Reads it; tables in `left_out` are passed over.
///
/// # Errors
/// Where SQLite refuses the query.
pub(super) fn read(
    connection: &mut dyn Connection,
    left_out: &BTreeSet<String>,
    texts: &mut Texts,
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
        // Names count in any case.
        if left_out.iter().any(|name| name.eq_ignore_ascii_case(table)) {
            continue;
        }
        match kind {
            "table" => {
                let table = match texts.tables.get(sql) {
                    Some(known) => known.clone(),
                    None => {
                        let parsed = definition(sql);
                        texts.tables.insert(sql.to_owned(), parsed.clone());
                        parsed
                    }
                };
                catalogue.tables.insert(name.to_owned(), table);
            }
            "view" => drop(catalogue.views.insert(name.to_owned(), folded(sql))),
            "index" => {
                if let Some(table) = catalogue.tables.get_mut(table).filter(|_| !sql.is_empty()) {
                    let what = texts
                        .indexes
                        .entry(sql.to_owned())
                        .or_insert_with(|| index_text(sql).unwrap_or_else(|_| folded(sql)));
                    table.indexes.insert(name.to_owned(), what.clone());
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
    let alias = rowid_alias(&parsed);
    for column in &parsed.columns {
        let mut found = self::column(column);
        if alias == Some(&column.name) {
            found.nullable = false;
        }
        table.columns.insert(column.name.clone(), found);
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

/// The column of an `INTEGER PRIMARY KEY`, which is the rowid and never NULL
/// (SQLite documentation, "ROWIDs and the INTEGER PRIMARY KEY").
fn rowid_alias(table: &TableDefinition) -> Option<&String> {
    let own = table.columns.iter().find(|column| {
        let is_key = |one: &ColumnConstraint| matches!(one.rule, ColumnRule::PrimaryKey { .. });
        column.constraints.iter().any(is_key)
    });
    let behind = table.constraints.iter().find_map(|one| match &one.rule {
        TableRule::PrimaryKey { columns, .. } => match columns.as_slice() {
            [key] => table.column(&key.name),
            _ => None,
        },
        _ => None,
    });
    let key = own.or(behind).filter(|_| !table.without_rowid)?;
    let data_type = key.data_type.as_deref()?;
    data_type
        .eq_ignore_ascii_case("INTEGER")
        .then_some(&key.name)
}

/// A type in upper case, `NUMERIC(10,2)`: SQLite compares types in any case.
fn type_name(written: &str) -> String {
    let text = written.to_ascii_uppercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = words.join(" ");
    for (from, to) in [
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        (", ", ","),
    ] {
        text = text.replace(from, to);
    }
    text
}

/// A default without the parentheses that change nothing; `NULL` is none.
fn default_value(written: &str) -> Option<String> {
    let mut text = folded(written);
    while let Some(inner) = unwrapped(&text) {
        text = inner;
    }
    let upper = text.to_ascii_uppercase();
    match upper.as_str() {
        "NULL" => None,
        "CURRENT_TIMESTAMP" | "CURRENT_DATE" | "CURRENT_TIME" | "TRUE" | "FALSE" => Some(upper),
        _ => Some(text),
    }
}

/// What stands in parentheses that begin and end the text.
fn unwrapped(text: &str) -> Option<String> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let (mut depth, mut quote) = (0_i32, None);
    for character in inner.chars() {
        match (quote, character) {
            (Some(open), _) => {
                if character == open {
                    quote = None;
                }
            }
            (None, '\'' | '"' | '`') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            (None, _) => {}
        }
        if depth < 0 {
            return None;
        }
    }
    Some(inner.trim().to_owned())
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
        data_type: column
            .data_type
            .as_deref()
            .map(type_name)
            .unwrap_or_default(),
        nullable: !column.is_not_null(),
        default: column.default().and_then(default_value),
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

/// One form of white space outside of quotes: none inside parentheses and
/// before commas, one space after commas and around comparisons.
fn folded(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut quote = None;
    let mut is_space = false;
    let mut last = None;
    let is_comparison = |character: char| matches!(character, '<' | '>' | '=' | '!');
    for character in text.trim().chars() {
        if let Some(close) = quote {
            result.push(character);
            if character == close {
                quote = None;
            }
            last = Some('"');
            continue;
        }
        if character.is_whitespace() {
            is_space = true;
            continue;
        }
        let is_spaced = match (last, character) {
            (None | Some('('), _) | (_, ')' | ',' | ';') => false,
            (Some(','), _) => true,
            (Some(before), _) if is_comparison(before) != is_comparison(character) => true,
            (Some(')'), _) | (Some(_), '(') => !matches!(character, '.'),
            _ => is_space,
        };
        if is_spaced {
            result.push(' ');
        }
        is_space = false;
        match character {
            '\'' | '"' | '`' => quote = Some(character),
            '[' => quote = Some(']'),
            _ => {}
        }
        result.push(character);
        last = Some(character);
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
        read(&mut connection, &BTreeSet::new(), &mut Texts::default()).unwrap()
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
    fn how_a_table_came_to_be_does_not_count() {
        let plain = catalogue(&[
            "CREATE TABLE a (id INTEGER PRIMARY KEY)",
            "CREATE TABLE 記錄 (id INTEGER PRIMARY KEY AUTOINCREMENT, n NUMERIC(10,2) DEFAULT 0, \
             at DATETIME DEFAULT CURRENT_TIMESTAMP, s varchar(5) DEFAULT NULL, k INT, \
             CHECK (n>=0 AND s IN ('x,y','b  c')), CONSTRAINT fk FOREIGN KEY (k) REFERENCES a (id))",
        ]);
        // What ALTER TABLE, a rebuild and a rename leave behind.
        let lived_in = catalogue(&[
            "CREATE TABLE \"a\" (\n\tid INTEGER NOT NULL, \n\tPRIMARY KEY (id)\n)",
            "CREATE TABLE _alembic_tmp (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \
             n NUMERIC(10, 2) DEFAULT (0), at DATETIME DEFAULT (current_timestamp), \
             s VARCHAR (5), CHECK ( n >= 0 AND s IN ( 'x,y', 'b  c' ) ))",
            "ALTER TABLE _alembic_tmp RENAME TO 記錄",
            "ALTER TABLE 記錄 ADD COLUMN k INT CONSTRAINT fk REFERENCES a(id)",
        ]);
        assert_eq!(compare(&plain, &lived_in), []);
    }

    #[test]
    fn left_out_tables_and_automatic_indexes_are_not_seen() {
        let mut connection = SqliteConnection::in_memory().unwrap();
        connection
            .execute(
                "CREATE TABLE t (a TEXT UNIQUE, b INTEGER PRIMARY KEY AUTOINCREMENT); \
                 CREATE TABLE Alembic_Version (version_num TEXT); CREATE INDEX ix ON Alembic_Version (version_num)",
            )
            .unwrap();
        let found = read(
            &mut connection,
            &BTreeSet::from(["alembic_version".to_owned()]),
            &mut Texts::default(),
        )
        .unwrap();
        assert_eq!(found.tables.keys().collect::<Vec<_>>(), ["t"]);
        assert!(found.tables["t"].indexes.is_empty());
    }

    #[test]
    fn names_and_conditions_differ() {
        let one = catalogue(&["CREATE TABLE a (b INT CONSTRAINT ck_b CHECK (b > 0))"]);
        let other = catalogue(&["CREATE TABLE a (b INT, CHECK (b > 1))"]);
        assert_eq!(compare(&one, &other).len(), 2);
    }
}
