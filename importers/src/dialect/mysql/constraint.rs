//! Constraints on MySQL.

use crate::Diagnostic;
use crate::dialect::column::Place;
use crate::dialect::constraint::{self, ForeignKey, phrase};
use crate::dialect::options::Options;
use crate::dialect::rules::{Rendered, Rules, refused};
use crate::dialect::{identifier, types};
use crate::operation::{Constraint, ConstraintDefinition, Name, TableName};
use crate::script::ConstraintKind;

/// A table constraint.
pub(super) fn constraint(
    rules: &dyn Rules,
    constraint: &Constraint,
) -> Result<Option<String>, Diagnostic> {
    let options = Options::new(rules, &constraint.options, constraint::subject(constraint))?;
    let body = match &constraint.kind {
        ConstraintDefinition::PrimaryKey { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::Unique { columns } if columns.is_empty() => return Ok(None),
        ConstraintDefinition::PrimaryKey { columns } => constraint::primary_key(rules, columns),
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
            if match_type.is_some() {
                return Err(refused(
                    "MySQL ignores the 'MATCH' keyword while at the same time causes ON \
                     UPDATE/ON DELETE clauses to be ignored.",
                )
                .help("Leave `match` out."));
            }
            constraint::foreign_key(
                rules,
                &ForeignKey {
                    columns,
                    references: identifier::table(rules, references),
                    referred,
                    on_delete: on_delete.as_deref().map(phrase).transpose()?,
                    on_update: on_update.as_deref(),
                    match_type: None,
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
    if let Some(using) = options.text("using")? {
        sql.push_str(&format!(" USING {}", identifier::quote_text(rules, using)));
    }
    Ok(Some(sql))
}

/// `ALTER TABLE … ADD CONSTRAINT`
pub(super) fn add(
    rules: &dyn Rules,
    constraint: &Constraint,
    place: &Place<'_>,
) -> Result<Option<String>, Diagnostic> {
    let sql = self::constraint(rules, constraint)?;
    // Of no columns SQLAlchemy makes no constraint, and Alembic an ALTER that adds nothing.
    Ok(Some(format!(
        "ALTER TABLE {} ADD {}",
        identifier::table(rules, place.table),
        sql.unwrap_or_default()
    )))
}

/// `ALTER TABLE … DROP`, with the words that the kind of constraint asks for.
pub(super) fn drop(
    rules: &dyn Rules,
    table: &TableName,
    name: Option<&Name>,
    kind: ConstraintKind,
) -> Rendered {
    let words = match kind {
        ConstraintKind::PrimaryKey => "PRIMARY KEY",
        ConstraintKind::ForeignKey => "FOREIGN KEY",
        ConstraintKind::Unique => "INDEX",
        ConstraintKind::Check => "CHECK",
        ConstraintKind::Any => {
            return Err(refused(
                "No generic 'DROP CONSTRAINT' in MySQL - please specify constraint type",
            )
            .help("Add `type_=\"foreignkey\"`, \"primary\", \"unique\" or \"check\"."));
        }
    };
    let mut sql = format!(
        "ALTER TABLE {} DROP {words}",
        identifier::table(rules, table)
    );
    if kind != ConstraintKind::PrimaryKey {
        sql.push(' ');
        match name {
            Some(name) => sql.push_str(&identifier::bounded(rules, name)?),
            None if kind == ConstraintKind::Check => {
                return Err(refused(format!(
                    "Can't emit DROP CHECK for a constraint of table '{}'; it has no name",
                    table.name.text
                ))
                .help("Name the constraint that is to be dropped; Alembic fails here too."));
            }
            None => {
                return Err(refused(format!(
                    "Alembic stops at a constraint of table '{}' that has no name",
                    table.name.text
                ))
                .help("Name the constraint that is to be dropped."));
            }
        }
    }
    Ok(sql)
}
