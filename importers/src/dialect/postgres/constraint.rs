//! Constraints on PostgreSQL.

use crate::Diagnostic;
use crate::dialect::column::Place;
use crate::dialect::constraint::{self, ForeignKey, phrase, phrase_refused};
use crate::dialect::expression::{self, DDL, Scope};
use crate::dialect::identifier;
use crate::dialect::options::Options;
use crate::dialect::rules::{Rules, refused};
use crate::operation::{Constraint, ConstraintDefinition, Expression, Name};

/// A table constraint.
pub(super) fn constraint(
    rules: &dyn Rules,
    constraint: &Constraint,
    place: &Place<'_>,
) -> Result<Option<String>, Diagnostic> {
    let options = Options::new(rules, &constraint.options, constraint::subject(constraint))?;
    let mut after = String::new();
    let mut body = match &constraint.kind {
        ConstraintDefinition::PrimaryKey { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::Unique { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::PrimaryKey { columns } => constraint::primary_key(rules, columns),
        ConstraintDefinition::Unique { columns } => {
            let distinct = match options.flag("nulls_not_distinct") {
                Some(true) => "NULLS NOT DISTINCT ",
                Some(false) => "NULLS DISTINCT ",
                None => "",
            };
            constraint::unique(rules, columns, distinct)
        }
        ConstraintDefinition::Check { condition } => constraint::check(rules, condition)?,
        ConstraintDefinition::ForeignKey {
            columns,
            references,
            referred,
            on_delete,
            on_update,
            match_type,
        } => constraint::foreign_key(
            rules,
            &ForeignKey {
                columns,
                references: identifier::table(rules, references),
                referred,
                on_delete: on_delete.as_deref().map(action).transpose()?,
                on_update: on_update.as_deref(),
                match_type: match_type.as_deref(),
            },
        )?,
        ConstraintDefinition::Exclude {
            elements,
            using,
            condition,
        } => exclude(rules, elements, using, condition.as_ref(), &options)?,
    };
    let columns = match &constraint.kind {
        ConstraintDefinition::PrimaryKey { columns } | ConstraintDefinition::Unique { columns } => {
            columns.as_slice()
        }
        _ => &[],
    };
    // SQLAlchemy looks the columns up in the table, as far as it knows it.
    let unknown = options.texts("include")?.into_iter().find(|included| {
        let named = |name: &Name| name.text == *included;
        !columns.iter().any(named) && !place.columns.iter().any(|column| named(&column.name))
    });
    if let Some(unknown) = unknown {
        return Err(refused(format!("KeyError: '{unknown}'")).help(
            "Alembic cannot find the column of postgresql_include here; write the constraint as op.execute(\"ALTER TABLE ...\").",
        ));
    }
    body.push_str(&include(rules, &options)?);
    if options.flag("not_valid") == Some(true) {
        after.push_str(" NOT VALID");
    }
    Ok(Some(format!(
        "{}{body}{}{after}",
        constraint::preamble(rules, constraint)?,
        constraint::deferrability(constraint)?
    )))
}

/// `ALTER TABLE … ADD CONSTRAINT`
pub(super) fn add(
    rules: &dyn Rules,
    constraint: &Constraint,
    place: &Place<'_>,
) -> Result<Option<String>, Diagnostic> {
    let sql = self::constraint(rules, constraint, place)?;
    // Of no columns SQLAlchemy makes no constraint, and Alembic an ALTER that adds nothing.
    Ok(Some(format!(
        "ALTER TABLE {} ADD {}",
        identifier::table(rules, place.table),
        sql.unwrap_or_default()
    )))
}

/// ` INCLUDE (…)`
pub(super) fn include(rules: &dyn Rules, options: &Options<'_>) -> Result<String, Diagnostic> {
    let columns = options.names("include")?;
    if columns.is_empty() {
        return Ok(String::new());
    }
    let columns: Vec<_> = columns
        .iter()
        .map(|column| identifier::quote(rules, column))
        .collect();
    Ok(format!(" INCLUDE ({})", columns.join(", ")))
}

/// The method of an index, in lower case.
pub(super) fn method(using: &str) -> Result<String, Diagnostic> {
    if !using.is_empty() && using.chars().all(|c| c.is_alphanumeric() || c == '_') {
        Ok(using.to_lowercase())
    } else {
        Err(phrase_refused(using))
    }
}

fn exclude(
    rules: &dyn Rules,
    elements: &[(Expression, String)],
    using: &str,
    condition: Option<&Expression>,
    options: &Options<'_>,
) -> Result<String, Diagnostic> {
    let classes = options.map("ops")?;
    let elements = elements
        .iter()
        .map(|(element, operator)| {
            let mut sql = expression::render(rules, element, DDL)?;
            sql.push_str(&super::index::operator_class(classes, element));
            Ok(format!("{sql} WITH {operator}"))
        })
        .collect::<Result<Vec<_>, Diagnostic>>()?;
    let mut sql = format!("EXCLUDE USING {} ({})", method(using)?, elements.join(", "));
    if let Some(condition) = condition {
        sql.push_str(&format!(
            " WHERE ({})",
            expression::render(rules, condition, Scope::default())?
        ));
    }
    Ok(sql)
}

/// `ON DELETE`, where `SET NULL` and `SET DEFAULT` may name columns.
fn action(text: &str) -> Result<&str, Diagnostic> {
    match text.split_once('(') {
        Some((words, columns)) if columns.trim_end().ends_with(')') => {
            phrase(words.trim_end()).map_err(|_| phrase_refused(text))?;
            Ok(text)
        }
        _ => phrase(text),
    }
}
