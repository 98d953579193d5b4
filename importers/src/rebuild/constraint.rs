//! Adding and dropping constraints, of the table and of its columns.

use super::apply::{Work, WorkConstraint, listed};
use super::error::RebuildError;
use super::table::{ColumnConstraint, ColumnRule, KeyColumn, TableConstraint, TableRule};

impl Work<'_> {
    pub(super) fn add_constraint(&mut self, definition: &str) -> Result<(), RebuildError> {
        let constraint = TableConstraint::parse(definition)?;
        if matches!(constraint.rule, TableRule::PrimaryKey { .. }) {
            self.constraints
                .retain(|work| !matches!(work.constraint.rule, TableRule::PrimaryKey { .. }));
            for column in &mut self.columns {
                column
                    .definition
                    .constraints
                    .retain(|c| !matches!(c.rule, ColumnRule::PrimaryKey { .. }));
            }
        }
        if let Some(name) = &constraint.name {
            self.constraints
                .retain(|work| !is(work.constraint.name.as_ref(), name));
        }
        self.constraints.push(WorkConstraint {
            constraint,
            added: true,
        });
        Ok(())
    }

    pub(super) fn drop_constraint(&mut self, constraint: &str) -> Result<(), RebuildError> {
        let named = |work: &WorkConstraint| is(work.constraint.name.as_ref(), constraint);
        if let Some(at) = self.constraints.iter().position(named) {
            let dropped = self.constraints.remove(at);
            self.constraints.retain(|work| !named(work));
            self.drop_hidden(&dropped.constraint.rule, at);
            return Ok(());
        }
        for column in &mut self.columns {
            let constraints = &mut column.definition.constraints;
            let count = constraints.len();
            constraints.retain(|c| !(is(c.name.as_ref(), constraint) && is_droppable(c)));
            if constraints.len() < count {
                return Ok(());
            }
        }
        let table_level = self
            .constraints
            .iter()
            .filter_map(|work| work.constraint.name.clone());
        let inline = self
            .columns
            .iter()
            .flat_map(|column| &column.definition.constraints)
            .filter(|c| is_droppable(c))
            .filter_map(|c| c.name.clone());
        Err(RebuildError::UnknownConstraint {
            table: self.table.name.clone(),
            constraint: constraint.to_owned(),
            existing: listed(table_level.chain(inline).collect()),
        })
    }

    /// Of several UNIQUEs over the same columns, and of several foreign keys from the same columns
    /// to the same ones, Alembic sees the first alone: the others go with it. The tables that it
    /// makes have those with a name first.
    fn drop_hidden(&mut self, dropped: &TableRule, at: usize) {
        let is_first = |work: &WorkConstraint| {
            work.constraint.name.is_none() || !is_same(&work.constraint.rule, dropped)
        };
        if !self.constraints.iter().take(at).all(is_first) {
            return;
        }
        self.constraints
            .retain(|work| work.added || !is_same(&work.constraint.rule, dropped));
        for column in &mut self.columns {
            let name = &column.definition.name;
            column.definition.constraints.retain(|inline| {
                behind(name, inline.clone()).map_or(true, |inline| !is_same(&inline.rule, dropped))
            });
        }
    }
}

/// Whether two constraints are one to Alembic, whatever they are called.
fn is_same(one: &TableRule, other: &TableRule) -> bool {
    let names = |columns: &[String], others: &[String]| {
        let pairs = columns.iter().zip(others);
        columns.len() == others.len() && pairs.into_iter().all(|(a, b)| a.eq_ignore_ascii_case(b))
    };
    match (one, other) {
        (
            TableRule::Unique { columns, .. },
            TableRule::Unique {
                columns: others, ..
            },
        ) => {
            let pairs = columns.iter().zip(others);
            columns.len() == others.len()
                && pairs
                    .into_iter()
                    .all(|(a, b)| a.name.eq_ignore_ascii_case(&b.name))
        }
        (
            TableRule::ForeignKey { columns, reference },
            TableRule::ForeignKey {
                columns: others,
                reference: other,
            },
        ) => {
            names(columns, others)
                && reference.table.eq_ignore_ascii_case(&other.table)
                && names(&reference.columns, &other.columns)
        }
        _ => false,
    }
}

/// A column's UNIQUE or REFERENCES as a constraint of the table; others are given back.
pub(super) fn behind(
    column: &str,
    inline: ColumnConstraint,
) -> Result<TableConstraint, ColumnConstraint> {
    let rule = match inline.rule {
        ColumnRule::Unique { conflict } => TableRule::Unique {
            columns: vec![KeyColumn {
                name: column.to_owned(),
                suffix: String::new(),
            }],
            conflict,
        },
        ColumnRule::References(reference) => TableRule::ForeignKey {
            columns: vec![column.to_owned()],
            reference,
        },
        rule => {
            return Err(ColumnConstraint {
                name: inline.name,
                rule,
            });
        }
    };
    Ok(TableConstraint {
        name: inline.name,
        rule,
    })
}

fn is(name: Option<&String>, wanted: &str) -> bool {
    name.is_some_and(|name| name.eq_ignore_ascii_case(wanted))
}

fn is_droppable(constraint: &ColumnConstraint) -> bool {
    matches!(
        constraint.rule,
        ColumnRule::PrimaryKey { .. }
            | ColumnRule::Unique { .. }
            | ColumnRule::Check(_)
            | ColumnRule::References(_)
    )
}
