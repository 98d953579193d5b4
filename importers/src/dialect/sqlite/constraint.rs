//! Constraints on SQLite.

use super::column::stands_with_column;
use crate::Diagnostic;
use crate::dialect::column::Place;
use crate::dialect::constraint::{self, ForeignKey, phrase};
use crate::dialect::identifier;
use crate::dialect::options::{Options, Subject};
use crate::dialect::rules::{Rules, refused};
use crate::dialect::types;
use crate::operation::{Constraint, ConstraintDefinition, Name};

/// A table constraint with its conflict clause. A foreign key into another schema is left
/// out, as SQLAlchemy does: it could not be enforced.
pub(super) fn constraint(
    rules: &dyn Rules,
    constraint: &Constraint,
    place: &Place<'_>,
) -> Result<Option<String>, Diagnostic> {
    let options = Options::new(rules, &constraint.options, constraint::subject(constraint))?;
    let body = match &constraint.kind {
        ConstraintDefinition::PrimaryKey { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::Unique { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::PrimaryKey { columns } => {
            if only(columns, place).is_some_and(|column| stands_with_column(column, place)) {
                return Ok(None);
            }
            constraint::primary_key(rules, columns)
        }
        ConstraintDefinition::Unique { columns } => constraint::unique(rules, columns, ""),
        ConstraintDefinition::Check { condition } => constraint::check(rules, condition)?,
        ConstraintDefinition::ForeignKey {
            columns,
            references,
            referred,
            on_delete,
            on_update,
            match_type,
        } => {
            if references.schema != place.table.schema {
                return Ok(None);
            }
            constraint::foreign_key(
                rules,
                &ForeignKey {
                    columns,
                    references: identifier::quote(rules, &references.name),
                    referred,
                    on_delete: on_delete.as_deref().map(phrase).transpose()?,
                    on_update: on_update.as_deref(),
                    match_type: match_type.as_deref(),
                },
            )?
        }
        ConstraintDefinition::Exclude { .. } => {
            return Err(types::absent(rules.dialect(), "ExcludeConstraint"));
        }
    };
    let mut sql = constraint::preamble(rules, constraint)?;
    sql.push_str(&body);
    sql.push_str(&constraint::deferrability(constraint)?);
    if let Some(action) = conflict(rules, constraint, place, &options)? {
        sql.push_str(&format!(" ON CONFLICT {action}"));
    }
    Ok(Some(sql))
}

/// What `ALTER TABLE … ADD` a constraint gives: an error, or nothing for one that a type brings.
pub(super) fn add(constraint: &Constraint) -> Result<Option<String>, Diagnostic> {
    if constraint.type_bound {
        Ok(None)
    } else {
        Err(no_alter())
    }
}

/// Alembic's error for constraints of existing tables.
pub(super) fn no_alter() -> Diagnostic {
    refused(
        "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode \
         feature which allows for SQLite migrations using a copy-and-move strategy.",
    )
    .help("Use `with op.batch_alter_table(...)`.")
}

/// The conflict clause: the constraint's own, else that of its only column.
fn conflict(
    rules: &dyn Rules,
    constraint: &Constraint,
    place: &Place<'_>,
    options: &Options<'_>,
) -> Result<Option<String>, Diagnostic> {
    let (columns, key) = match &constraint.kind {
        ConstraintDefinition::PrimaryKey { columns } => (columns, "on_conflict_primary_key"),
        ConstraintDefinition::Unique { columns } => (columns, "on_conflict_unique"),
        ConstraintDefinition::Check { .. } => {
            return Ok(options.text("on_conflict")?.map(str::to_owned));
        }
        _ => return Ok(None),
    };
    if let Some(action) = options.text("on_conflict")? {
        return Ok(Some(action.to_owned()));
    }
    match only(columns, place) {
        None => Ok(None),
        Some(column) => {
            let options = Options::new(rules, &column.options, Subject::Column)?;
            Ok(options.text(key)?.map(str::to_owned))
        }
    }
}

fn only<'a>(columns: &[Name], place: &Place<'a>) -> Option<&'a crate::operation::Column> {
    match columns {
        [name] => place.column(name),
        _ => None,
    }
}
