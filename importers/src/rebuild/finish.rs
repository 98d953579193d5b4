//! What follows from renamed and dropped columns, once all changes are applied.

use super::apply::{Work, WorkColumn};
use super::error::RebuildError;
use super::expression::{self, Renames};
use super::table::{ColumnRule, KeyColumn, Reference, TableDefinition, TableRule};

/// What became of the live table's columns.
pub(super) fn renames(live: &str, columns: &[WorkColumn]) -> Result<Renames, RebuildError> {
    let mut renames = Renames::new();
    for old in TableDefinition::parse(live)?.columns {
        match columns.iter().find(|c| c.key == old.name) {
            Some(column) if column.definition.name == old.name => {}
            Some(column) => {
                renames.insert(
                    old.name.to_lowercase(),
                    Some(column.definition.name.clone()),
                );
            }
            None => {
                renames.insert(old.name.to_lowercase(), None);
            }
        }
    }
    Ok(renames)
}

/// Only what has a new name: what the batch adds may not name a dropped
/// column, and SQLite says so itself.
pub(super) fn only_renamed(renames: &Renames) -> Renames {
    renames
        .iter()
        .filter(|(_, new)| new.is_some())
        .map(|(old, new)| (old.clone(), new.clone()))
        .collect()
}

/// Constraints in the definitions of the columns that the live table had.
pub(super) fn columns(work: &mut Work<'_>, renames: &Renames) -> Result<(), RebuildError> {
    let table = work.table.name.clone();
    let staying = keys(work);
    for column in &mut work.columns {
        let owner = column.definition.name.clone();
        let mut kept = Vec::new();
        for mut constraint in std::mem::take(&mut column.definition.constraints) {
            let named = constraint.name.clone();
            match &mut constraint.rule {
                ColumnRule::Check(text) => match expression::rename(text, &table, renames) {
                    Ok(new) => *text = new,
                    Err(_) if named.is_none() || !expression::uses_any(text, &staying) => continue,
                    Err(used) => return Err(in_use(constraint_label(named), &table, used)),
                },
                ColumnRule::Generated { expression, .. } => {
                    *expression = expression::rename(expression, &table, renames)
                        .map_err(|used| in_use(format!("column \"{owner}\""), &table, used))?;
                }
                ColumnRule::References(reference) => rename_reference(reference, &table, renames),
                _ => {}
            }
            kept.push(constraint);
        }
        column.definition.constraints = kept;
    }
    Ok(())
}

/// Constraints behind the columns: those on a dropped column fall, as in Alembic.
pub(super) fn constraints(work: &mut Work<'_>, renames: &Renames) -> Result<(), RebuildError> {
    let table = work.table.name.clone();
    let staying = keys(work);
    let mut kept = Vec::new();
    for mut item in std::mem::take(&mut work.constraints) {
        let named = item.constraint.name.clone();
        let complete = match &mut item.constraint.rule {
            TableRule::PrimaryKey { columns, .. } | TableRule::Unique { columns, .. } => {
                let own: Vec<&mut String> = columns
                    .iter_mut()
                    .map(|key: &mut KeyColumn| &mut key.name)
                    .collect();
                rename_columns(own, work, renames, item.added)
            }
            TableRule::ForeignKey { columns, reference } => {
                rename_reference(reference, &table, renames);
                rename_columns(columns.iter_mut().collect(), work, renames, item.added)
            }
            TableRule::Check(text) => match expression::rename(text, &table, renames) {
                Ok(new) => {
                    *text = new;
                    Ok(())
                }
                // Unnamed checks fall with any of their columns, as Alembic drops all
                // unnamed checks; a named one only when none of its columns is left.
                Err(used)
                    if !item.added
                        && (named.is_none() || !expression::uses_any(text, &staying)) =>
                {
                    Err(used)
                }
                Err(used) => return Err(in_use(constraint_label(named), &table, used)),
            },
        };
        match complete {
            Ok(()) => kept.push(item),
            Err(column) if item.added => return Err(work.unknown_column(&column)),
            Err(_) => {}
        }
    }
    work.constraints = kept;
    Ok(())
}

fn keys(work: &Work<'_>) -> Vec<String> {
    work.columns.iter().map(|c| c.key.clone()).collect()
}

/// Gives each column its new name; `Err` is one that is not there.
fn rename_columns(
    columns: Vec<&mut String>,
    work: &Work<'_>,
    renames: &Renames,
    added: bool,
) -> Result<(), String> {
    for column in columns {
        let present = work
            .columns
            .iter()
            .any(|c| c.definition.name.eq_ignore_ascii_case(column));
        match renames.get(&column.to_lowercase()) {
            Some(Some(new)) => column.clone_from(new),
            // Another column may have been given the dropped one's name; one that
            // the batch adds under it takes its place.
            Some(None) if !added && !is_added(work, column) => return Err(column.clone()),
            _ if !present => return Err(column.clone()),
            _ => {}
        }
    }
    Ok(())
}

fn is_added(work: &Work<'_>, column: &str) -> bool {
    work.columns
        .iter()
        .any(|c| c.source.is_none() && c.key.eq_ignore_ascii_case(column))
}

fn rename_reference(reference: &mut Reference, table: &str, renames: &Renames) {
    if reference.table.eq_ignore_ascii_case(table) {
        for column in &mut reference.columns {
            if let Some(Some(new)) = renames.get(&column.to_lowercase()) {
                column.clone_from(new);
            }
        }
    }
}

fn constraint_label(name: Option<String>) -> String {
    match name {
        Some(name) => format!("constraint \"{name}\""),
        None => "a new constraint".to_owned(),
    }
}

fn in_use(what: String, table: &str, column: String) -> RebuildError {
    RebuildError::InUse {
        what,
        table: table.to_owned(),
        column,
    }
}
