//! `CREATE TABLE` and `DROP TABLE`.

use super::column::{self, Place};
use super::identifier;
use super::rules::{Rendered, Rules};
use crate::Diagnostic;
use crate::operation::{Constraint, ConstraintDefinition, Table, TableName};

/// `CREATE TABLE`: the columns, the primary key, then the other constraints in their order.
pub(crate) fn create(rules: &dyn Rules, table: &Table, if_not_exists: bool) -> Rendered {
    let place = Place::of(table);
    let mut parts = Vec::new();
    for column in &table.columns {
        parts.push(
            column::definition(rules, column, &place)
                .map_err(|error| column::inside(error, &table.name, column))?,
        );
    }
    parts.extend(constraints(rules, table, &place)?);
    let length: usize = parts.iter().map(|part| part.len() + 8).sum();
    let mut sql = String::with_capacity(length + 64);
    sql.push_str("CREATE ");
    for prefix in &table.prefixes {
        sql.push_str(prefix);
        sql.push(' ');
    }
    sql.push_str("TABLE ");
    if if_not_exists {
        sql.push_str("IF NOT EXISTS ");
    }
    sql.push_str(&identifier::table(rules, &table.name));
    sql.push_str(" (");
    for (position, part) in parts.iter().enumerate() {
        sql.push_str(if position == 0 { "\n    " } else { ",\n    " });
        sql.push_str(part);
    }
    sql.push_str("\n)");
    sql.push_str(&rules.table_suffix(table)?);
    Ok(sql)
}

/// `DROP TABLE`
pub(crate) fn drop(rules: &dyn Rules, table: &TableName, if_exists: bool) -> String {
    format!(
        "DROP TABLE {}{}",
        if if_exists { "IF EXISTS " } else { "" },
        identifier::table(rules, table)
    )
}

/// `RENAME TO`, with the new name as the dialect writes it.
pub(crate) fn rename(rules: &dyn Rules, table: &TableName, to: String) -> String {
    format!(
        "ALTER TABLE {} RENAME TO {to}",
        identifier::altered_table(rules, table)
    )
}

fn constraints(
    rules: &dyn Rules,
    table: &Table,
    place: &Place<'_>,
) -> Result<Vec<String>, Diagnostic> {
    let is_key = |constraint: &&Constraint| {
        matches!(constraint.kind, ConstraintDefinition::PrimaryKey { .. })
    };
    let mut parts = Vec::new();
    match table.constraints.iter().find(is_key) {
        Some(key) => parts.extend(rules.constraint(key, place)?),
        None => {
            if let Some(key) = implied_key(place)? {
                parts.extend(rules.constraint(&key, place)?);
            }
        }
    }
    for constraint in table.constraints.iter().filter(|c| !is_key(c)) {
        parts.extend(rules.constraint(constraint, place)?);
    }
    Ok(parts)
}

/// The primary key of columns that say `primary_key=True`: the counting column first.
fn implied_key(place: &Place<'_>) -> Result<Option<Constraint>, Diagnostic> {
    let mut columns = Vec::new();
    for name in &place.primary_key {
        let counts = match place.column(name) {
            Some(column) => place.counts_by_itself(column)?,
            None => false,
        };
        if counts {
            columns.insert(0, (*name).clone());
        } else {
            columns.push((*name).clone());
        }
    }
    Ok((!columns.is_empty()).then(|| Constraint {
        name: None,
        kind: ConstraintDefinition::PrimaryKey { columns },
        deferrable: None,
        initially: None,
        comment: None,
        type_bound: false,
        options: Default::default(),
    }))
}
