//! What a batch changes in the definition of a column.

use super::apply::WorkColumn;
use super::table::{ColumnConstraint, ColumnDefinition, ColumnRule};
use super::types;

pub(super) fn retype(column: &mut WorkColumn, data_type: &str) {
    // A collation comes with SQLAlchemy's type, and is a constraint for SQLite.
    let (data_type, collation) = match ColumnDefinition::parse(&format!("x {data_type}")) {
        Ok(ColumnDefinition {
            data_type: Some(data_type),
            constraints,
            ..
        }) => (data_type, constraints),
        _ => (data_type.to_owned(), Vec::new()),
    };
    if let Some(source) = &mut column.source
        && types::needs_cast(column.definition.data_type.as_deref(), &data_type)
    {
        *source = format!("CAST({source} AS {data_type})");
    }
    if !collation.is_empty() {
        column
            .definition
            .constraints
            .retain(|c| !matches!(c.rule, ColumnRule::Collate(_)));
        column.definition.constraints.splice(0..0, collation);
    }
    column.definition.data_type = Some(data_type);
}

pub(super) fn set_nullable(column: &mut ColumnDefinition, nullable: bool) {
    column
        .constraints
        .retain(|c| !matches!(c.rule, ColumnRule::Null));
    if nullable {
        column
            .constraints
            .retain(|c| !matches!(c.rule, ColumnRule::NotNull { .. }));
    } else if !column.is_not_null() {
        column.constraints.push(ColumnConstraint {
            name: None,
            rule: ColumnRule::NotNull { conflict: None },
        });
    }
}

pub(super) fn set_default(column: &mut ColumnDefinition, default: Option<&str>) {
    column
        .constraints
        .retain(|c| !matches!(c.rule, ColumnRule::Default(_)));
    if let Some(default) = default {
        let constraint = ColumnConstraint {
            name: None,
            rule: ColumnRule::Default(default.to_owned()),
        };
        column.constraints.insert(0, constraint);
    }
}

pub(super) fn counts(column: &ColumnDefinition) -> bool {
    column.constraints.iter().any(|c| {
        matches!(
            c.rule,
            ColumnRule::PrimaryKey {
                autoincrement: true,
                ..
            }
        )
    })
}
