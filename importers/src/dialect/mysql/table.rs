//! What stands behind `CREATE TABLE (…)` on MySQL, and statements on whole tables.

use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, table};
use crate::operation::{Name, OptionValue, Table, TableName};

/// Options whose value is a string literal.
const STRINGS: &[&str] = &["COMMENT", "PASSWORD", "CONNECTION"];

/// Options whose name is written in several words.
const WORDS: &[&str] = &[
    "DATA_DIRECTORY",
    "INDEX_DIRECTORY",
    "DEFAULT_CHARACTER_SET",
    "CHARACTER_SET",
    "DEFAULT_CHARSET",
    "DEFAULT_COLLATE",
];

/// Options that take no `=`.
const BARE: &[&str] = &[
    "TABLESPACE",
    "DEFAULT CHARACTER SET",
    "CHARACTER SET",
    "COLLATE",
];

/// Options that stand before `COLLATE`.
const CHARSETS: &[&str] = &[
    "DEFAULT_CHARSET",
    "DEFAULT_CHARACTER_SET",
    "CHARSET",
    "CHARACTER_SET",
];

/// Options of partitions, in the order in which they have to stand.
const PARTITIONS: &[&str] = &[
    "PARTITION_BY",
    "PARTITIONS",
    "SUBPARTITION_BY",
    "SUBPARTITIONS",
];

/// `ENGINE=…` and the other options in the order of the file, then those of partitions.
pub(super) fn suffix(rules: &dyn Rules, table: &Table) -> Rendered {
    let options = Options::new(rules, &table.options, Subject::Table)?;
    let mut named = Vec::new();
    for (key, value) in options.all() {
        let OptionValue::Text(value) = value else {
            return Err(
                refused(format!("The option `mysql_{key}` must be a string."))
                    .help("Write its value as a string."),
            );
        };
        named.push((key.to_uppercase(), value.as_str()));
    }
    if let Some(comment) = &table.comment {
        named.retain(|(name, _)| name != "COMMENT");
        named.push(("COMMENT".to_owned(), comment));
    }
    let (partitions, mut plain): (Vec<_>, Vec<_>) = named
        .into_iter()
        .partition(|(name, _)| PARTITIONS.contains(&name.as_str()));
    // A collation waits until all others have been written, where a character set is among them.
    if plain
        .iter()
        .any(|(name, _)| CHARSETS.contains(&name.as_str()))
    {
        plain.sort_by_key(|(name, _)| name == "COLLATE");
    }
    let mut sql = String::new();
    for (name, value) in plain {
        let value = if STRINGS.contains(&name.as_str()) {
            rules.string(value)
        } else {
            value.to_owned()
        };
        let name = if WORDS.contains(&name.as_str()) {
            name.replace('_', " ")
        } else {
            name
        };
        let between = if BARE.contains(&name.as_str()) {
            ' '
        } else {
            '='
        };
        sql.push_str(&format!(" {name}{between}{value}"));
    }
    for wanted in PARTITIONS {
        if let Some((name, value)) = partitions.iter().find(|(name, _)| name == wanted) {
            sql.push_str(&format!(" {} {value}", name.replace('_', " ")));
        }
    }
    Ok(sql)
}

/// The new name stands with its schema: without it, MySQL would take the current one.
pub(super) fn rename(rules: &dyn Rules, table: &TableName, to: &Name) -> String {
    let name = TableName {
        schema: table.schema.clone(),
        name: to.clone(),
    };
    table::rename(rules, table, identifier::altered_table(rules, &name))
}
