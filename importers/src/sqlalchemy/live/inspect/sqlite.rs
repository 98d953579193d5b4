//! SQLite's catalogue: its PRAGMAs, and the text of `CREATE TABLE` for what they do not say.

use std::sync::LazyLock;

use regex::Regex;

use super::{KeyKind, LiveColumn, LiveKey, NameKind, Of, number, rows, text, unread};
use crate::dialect::delimited;
use crate::live::Datum;
use crate::python::interpreter::Interpreter;
use crate::python::native::Result;
use crate::python::value::Value;
use crate::rebuild::table::{ColumnRule, Reference, TableDefinition, TableRule};

pub(super) fn schema(of: Option<&str>) -> String {
    of.map_or_else(String::new, |schema| format!("{}.", delimited(schema)))
}

pub(super) fn names(
    interpreter: &mut Interpreter,
    kind: NameKind,
    of: Option<&str>,
) -> Result<Vec<String>> {
    let kind = match kind {
        NameKind::Tables => "table",
        NameKind::Views => "view",
        NameKind::Schemas => {
            let rows = rows(interpreter, "PRAGMA database_list", &[])?;
            let names = rows.iter().filter_map(|row| text(row, 1));
            return Ok(names.filter(|name| name != "temp").collect());
        }
        NameKind::Sequences => return Ok(Vec::new()),
        NameKind::MaterializedViews => return Err(interpreter.raise("NotImplementedError", "")),
    };
    let sql = format!(
        "SELECT name FROM {}sqlite_master WHERE type = ?1 AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
        schema(of)
    );
    let rows = rows(interpreter, &sql, &[Datum::Text(kind.to_owned())])?;
    Ok(rows.iter().filter_map(|row| text(row, 0)).collect())
}

pub(super) fn columns(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Vec<LiveColumn>> {
    let sql = format!(
        "PRAGMA {}table_xinfo({})",
        schema(of.schema),
        delimited(of.table)
    );
    let rows = rows(interpreter, &sql, &[])?;
    Ok(rows
        .iter()
        // 1 is a hidden column of a virtual table.
        .filter(|row| number(row, 6) != 1)
        .map(|row| LiveColumn {
            name: text(row, 1).unwrap_or_default(),
            type_text: text(row, 2).unwrap_or_default(),
            nullable: number(row, 3) == 0,
            default: text(row, 4),
            key: Some(number(row, 5)).filter(|key| *key > 0),
            comment: None,
            made: matches!(number(row, 6), 2 | 3).then_some("computed"),
        })
        .collect())
}

pub(super) fn keys(
    interpreter: &mut Interpreter,
    kind: KeyKind,
    of: Of<'_>,
) -> Result<Vec<LiveKey>> {
    if kind == KeyKind::Index {
        return indexes(interpreter, of);
    }
    let sql = format!(
        "SELECT sql FROM {}sqlite_master WHERE type = 'table' AND lower(name) = lower(?1)",
        schema(of.schema)
    );
    let found = rows(interpreter, &sql, &[Datum::Text(of.table.to_owned())])?;
    let definition = found.first().and_then(|row| text(row, 0));
    let definition = definition.and_then(|text| TableDefinition::parse(&text).ok());
    let Some(definition) = definition else {
        return Ok(Vec::new());
    };
    let mut keys = Vec::new();
    for column in &definition.columns {
        for constraint in &column.constraints {
            let mut key = LiveKey {
                name: constraint.name.clone(),
                columns: vec![Some(column.name.clone())],
                ..LiveKey::default()
            };
            let is = match &constraint.rule {
                ColumnRule::PrimaryKey { .. } => KeyKind::PrimaryKey,
                ColumnRule::Unique { .. } => KeyKind::Unique,
                ColumnRule::Check(text) => {
                    key.text = Some(text.clone());
                    KeyKind::Check
                }
                ColumnRule::References(reference) => {
                    // SQLAlchemy does not find the name and the options of one that stands at its column.
                    key.name = None;
                    refer(&mut key, reference);
                    key.options.clear();
                    KeyKind::ForeignKey
                }
                _ => continue,
            };
            if is == kind {
                keys.push(key);
            }
        }
    }
    for constraint in &definition.constraints {
        let mut key = LiveKey {
            name: constraint.name.clone(),
            ..LiveKey::default()
        };
        let is = match &constraint.rule {
            TableRule::PrimaryKey { columns, .. } => {
                key.columns = columns.iter().map(|one| Some(one.name.clone())).collect();
                KeyKind::PrimaryKey
            }
            TableRule::Unique { columns, .. } => {
                key.columns = columns.iter().map(|one| Some(one.name.clone())).collect();
                KeyKind::Unique
            }
            TableRule::Check(text) => {
                key.text = Some(text.clone());
                KeyKind::Check
            }
            TableRule::ForeignKey { columns, reference } => {
                key.columns = columns.iter().cloned().map(Some).collect();
                refer(&mut key, reference);
                KeyKind::ForeignKey
            }
        };
        if is == kind {
            keys.push(key);
        }
    }
    for key in &mut keys {
        // Without columns it is the primary key that is referred to.
        if let Some((_, table, columns)) = &mut key.referred
            && columns.is_empty()
        {
            *columns = primary_key(interpreter, of.schema, table)?;
        }
    }
    Ok(keys)
}

/// The columns of a table's primary key, in its order; none where there is no such table.
fn primary_key(
    interpreter: &mut Interpreter,
    of: Option<&str>,
    table: &str,
) -> Result<Vec<String>> {
    let sql = format!("PRAGMA {}table_info({})", schema(of), delimited(table));
    let found = rows(interpreter, &sql, &[])?;
    let mut columns: Vec<(i64, String)> = found
        .iter()
        .filter(|row| number(row, 5) > 0)
        .filter_map(|row| Some((number(row, 5), text(row, 1)?)))
        .collect();
    columns.sort();
    Ok(columns.into_iter().map(|(_, name)| name).collect())
}

fn refer(key: &mut LiveKey, reference: &Reference) {
    key.referred = Some((None, reference.table.clone(), reference.columns.clone()));
    for (name, action) in [
        ("ondelete", &reference.on_delete),
        ("onupdate", &reference.on_update),
    ] {
        let action = action.as_ref().filter(|action| *action != "NO ACTION");
        key.options
            .extend(action.map(|action| (name, Value::str(action))));
    }
    if let Some(text) = &reference.deferrable {
        let may_wait = !text.starts_with("NOT");
        key.options.push(("deferrable", Value::Bool(may_wait)));
        if let Some((_, initially)) = text.split_once("INITIALLY ") {
            key.options.push(("initially", Value::str(initially)));
        }
    }
}

/// What stands behind `WHERE` of a partial index.
fn predicate(sql: &str) -> Option<String> {
    static WHERE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?is)\)\s+where\s+(.+)$").ok());
    let found = WHERE.as_ref()?.captures(sql)?;
    Some(found.get(1)?.as_str().to_owned())
}

fn indexes(interpreter: &mut Interpreter, of: Of<'_>) -> Result<Vec<LiveKey>> {
    let sql = format!(
        "PRAGMA {}index_list({})",
        schema(of.schema),
        delimited(of.table)
    );
    let mut keys = Vec::new();
    for row in rows(interpreter, &sql, &[])? {
        let name = text(&row, 1).unwrap_or_default();
        // Those of constraints.
        if name.starts_with("sqlite_autoindex") {
            continue;
        }
        let sql = format!(
            "PRAGMA {}index_info({})",
            schema(of.schema),
            delimited(&name)
        );
        let columns = rows(interpreter, &sql, &[])?;
        let sql = format!(
            "SELECT sql FROM {}sqlite_master WHERE type = 'index' AND name = ?1",
            schema(of.schema)
        );
        let made = rows(interpreter, &sql, &[Datum::Text(name.clone())])?;
        let columns: Vec<Option<String>> = columns.iter().map(|row| text(row, 2)).collect();
        // SQLAlchemy leaves out those of expressions.
        if columns.iter().any(Option::is_none) {
            continue;
        }
        let text = made
            .first()
            .and_then(|row| text(row, 0))
            .and_then(|sql| predicate(&sql));
        let condition = text.as_ref().map(|_| {
            let condition = unread(
                interpreter,
                "the condition of an index that the database has",
            );
            ("sqlite_where", condition)
        });
        keys.push(LiveKey {
            name: Some(name),
            text,
            dialect_options: condition.into_iter().collect(),
            columns,
            unique: number(&row, 2) != 0,
            ..LiveKey::default()
        });
    }
    keys.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(keys)
}
