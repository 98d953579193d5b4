//! `select.reduce_columns(only_synonyms=True)`: without the columns that say what another says.

use super::listing::Listed;
use crate::operation::expression::{AliasedKind, From, Select, Source};
use crate::operation::{ConstraintDefinition, Expression, TableName};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Result};
use crate::sqlalchemy::join;

/// A column of the list: the name that it has there, and what it is a column of.
struct Listing<'a> {
    name: &'a str,
    table: TableName,
    column: &'a str,
    source: &'a Source,
}

/// The column that an expression of the list is; `None` for what is no column.
///
/// # Errors
/// A column of a query: it is not known what that column is one of.
fn listing<'a>(
    interpreter: &Interpreter,
    expression: &'a Expression,
) -> Result<Option<Listing<'a>>> {
    let (inner, label) = match expression {
        Expression::Label { expression, label } => (&**expression, Some(label)),
        other => (other, None),
    };
    let Expression::Column {
        table: Some(source),
        name,
        ..
    } = inner
    else {
        return Ok(None);
    };
    let table = match source {
        Source::Table(table, _) => table.clone(),
        Source::Entity(table) => (**table).clone(),
        Source::Alias(alias) => match &alias.kind {
            AliasedKind::Table(table) => table.clone(),
            _ => return Err(interpreter.unsupported("`reduce_columns` of what is no table")),
        },
    };
    Ok(Some(Listing {
        name: &label.unwrap_or(name).text,
        table,
        column: &name.text,
        source,
    }))
}

/// Leaves the columns out that a foreign key, or an equality of the conditions, makes the same as
/// another one of the list.
pub(super) fn reduce(
    interpreter: &mut Interpreter,
    select: &mut Select,
    list: &mut Listed,
    args: &mut Args,
) -> Result<()> {
    let only_synonyms = args.optional_boolean("only_synonyms")?.unwrap_or(true);
    let columns = std::mem::take(&mut select.columns);
    let mut kept: Vec<(usize, &Expression)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let is_column = matches!(column, Expression::Column { .. });
        if !is_column || !kept.iter().any(|(_, known)| *known == column) {
            kept.push((at, column));
        }
    }
    let mut listings = Vec::with_capacity(kept.len());
    for (at, column) in &kept {
        if let Some(listing) = listing(interpreter, column)? {
            listings.push((*at, listing));
        }
    }
    let mut omitted = referring(interpreter, &listings, only_synonyms);
    for condition in &select.conditions {
        equal(condition, &listings, only_synonyms, &mut omitted);
    }
    // Only the conditions of joins that `select_from` was given count, and those of
    // `select.join` do not.
    let mut by_joins = omitted.clone();
    for from in &select.from {
        joined(from, &listings, only_synonyms, &mut by_joins);
    }
    if by_joins != omitted {
        return Err(interpreter.unsupported("`reduce_columns` by the condition of a join"));
    }
    let kept: Vec<usize> = kept
        .iter()
        .map(|(at, _)| *at)
        .filter(|at| !omitted.contains(at))
        .collect();
    let types = std::mem::take(&mut list.types);
    list.types = kept
        .iter()
        .map(|at| types.get(*at).cloned().flatten())
        .collect();
    select.columns = kept
        .iter()
        .filter_map(|at| columns.get(*at).cloned())
        .collect();
    Ok(())
}

/// The columns whose foreign key refers to another one of the list.
fn referring(
    interpreter: &mut Interpreter,
    listings: &[(usize, Listing<'_>)],
    only_synonyms: bool,
) -> Vec<usize> {
    let mut omitted = Vec::new();
    for (at, own) in listings {
        let Some(table) = join::table_named(interpreter, &own.table.key()) else {
            continue;
        };
        for (columns, key) in join::keys(&table) {
            let ConstraintDefinition::ForeignKey {
                references,
                referred,
                ..
            } = &key.constraint.kind
            else {
                continue;
            };
            let pair = columns.iter().zip(referred);
            let refers =
                pair.filter(|(column, _)| column.text == own.column)
                    .any(|(_, referred)| {
                        listings.iter().any(|(other_at, other)| {
                            other_at != at
                                && other.table == *references
                                && other.column == referred.text
                                && (!only_synonyms || other.name == own.name)
                        })
                    });
            if refers {
                omitted.push(*at);
            }
        }
    }
    omitted
}

/// The columns that the conditions of joins make the same as another one of the list.
fn joined(
    from: &From,
    listings: &[(usize, Listing<'_>)],
    only_synonyms: bool,
    omitted: &mut Vec<usize>,
) {
    if let From::Join {
        left, right, on, ..
    } = from
    {
        joined(left, listings, only_synonyms, omitted);
        joined(right, listings, only_synonyms, omitted);
        equal(on, listings, only_synonyms, omitted);
    }
}

/// The columns that an equality of the condition makes the same as another one of the list.
fn equal(
    condition: &Expression,
    listings: &[(usize, Listing<'_>)],
    only_synonyms: bool,
    omitted: &mut Vec<usize>,
) {
    if let Expression::Binary {
        left,
        operator,
        right,
    } = condition
        && operator.trim() == "="
        && let (
            Expression::Column {
                table: Some(left_table),
                name: left,
                ..
            },
            Expression::Column {
                table: Some(right_table),
                name: right,
                ..
            },
        ) = (&**left, &**right)
    {
        let is_listed = |table: &Source, column: &str, omitted: &[usize]| {
            listings.iter().any(|(at, own)| {
                !omitted.contains(at) && own.source == table && own.column == column
            })
        };
        if is_listed(left_table, &left.text, omitted)
            && is_listed(right_table, &right.text, omitted)
        {
            let found = listings.iter().rev().find(|(_, own)| {
                own.source == right_table
                    && own.column == right.text
                    && (!only_synonyms || own.name == left.text)
            });
            omitted.extend(found.map(|(at, _)| *at));
        }
    }
    for child in condition.children() {
        equal(child, listings, only_synonyms, omitted);
    }
}
