//! Columns on SQLite.

use crate::dialect::column::{self, Place};
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::types;
use crate::operation::{Autoincrement, Column, Computed, Expression, OptionValue};

/// Name, type, default, nullability, and the key of a table with `sqlite_autoincrement`.
pub(super) fn column(rules: &dyn Rules, column: &Column, place: &Place<'_>) -> Rendered {
    let options = Options::new(rules, &column.options, Subject::Column)?;
    let mut sql = String::with_capacity(64);
    sql.push_str(&column::name(rules, column));
    sql.push(' ');
    sql.push_str(&rules.data_type(&column.data_type)?);
    if let Some(value) = &column.server_default {
        sql.push_str(" DEFAULT ");
        sql.push_str(&default(rules, value)?);
    }
    if !column.nullable {
        sql.push_str(" NOT NULL");
        if let Some(action) = options.text("on_conflict_not_null")? {
            sql.push_str(&format!(" ON CONFLICT {action}"));
        }
    }
    let is_key = place
        .primary_key
        .iter()
        .any(|name| name.text == column.name.text);
    if is_key {
        if column.autoincrement == Autoincrement::Yes && place.primary_key.len() != 1 {
            return Err(refused(
                "SQLite does not support autoincrement for composite primary keys",
            ));
        }
        if stands_with_column(column, place) {
            sql.push_str(" PRIMARY KEY");
            if let Some(action) = options.text("on_conflict_primary_key")? {
                sql.push_str(&format!(" ON CONFLICT {action}"));
            }
            sql.push_str(" AUTOINCREMENT");
        }
    }
    if let Some(computed) = &column.computed {
        sql.push(' ');
        sql.push_str(&rules.computed(computed)?);
    }
    Ok(sql)
}

/// An expression stands in parentheses.
pub(super) fn default(rules: &dyn Rules, value: &Expression) -> Rendered {
    let sql = column::default(rules, value)?;
    Ok(if needs_parentheses(&sql) {
        format!("({sql})")
    } else {
        sql
    })
}

/// Whether the primary key is written with the column: `sqlite_autoincrement=True`, one
/// integer column, no foreign key.
pub(super) fn stands_with_column(column: &Column, place: &Place<'_>) -> bool {
    let autoincrement = place.options.is_some_and(|options| {
        options.iter().any(|((dialect, name), value)| {
            dialect == "sqlite" && name == "autoincrement" && *value == OptionValue::Bool(true)
        })
    });
    autoincrement
        && place.primary_key.len() == 1
        && types::is_integer(&column.data_type)
        && !column.foreign_key
}

/// `GENERATED ALWAYS AS (…) STORED`
pub(super) fn computed(rules: &dyn Rules, computed: &Computed) -> Rendered {
    let mut sql = column::computed(rules, computed)?;
    match computed.persisted {
        Some(true) => sql.push_str(" STORED"),
        Some(false) => sql.push_str(" VIRTUAL"),
        None => {}
    }
    Ok(sql)
}

/// SQLAlchemy's test: an expression that is more than a word, and neither quoted nor in
/// parentheses already.
fn needs_parentheses(default: &str) -> bool {
    !default.trim_start().starts_with(['\'', '"', '('])
        && default.contains(|c: char| !c.is_alphanumeric() && c != '_')
}
