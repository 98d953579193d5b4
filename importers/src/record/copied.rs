//! What a batch names of the table that `copy_from=` says: Alembic stops where that has it not.

use crate::Diagnostic;
use crate::operation::{
    BatchAlter, ColumnPosition, ConstraintDefinition, Expression, Index, Operation, Table,
};
use crate::script::ConstraintKind;

/// The names that a table has while the changes of a block are made.
struct Names {
    columns: Vec<String>,
    indexes: Vec<String>,
    constraints: Vec<String>,
}

/// Checks that the table has each column, index and constraint that the block changes.
///
/// # Errors
/// Alembic's, with the name that is missing.
pub(super) fn check(block: &BatchAlter, table: &Table) -> Result<(), Diagnostic> {
    let named = table.constraints.iter().chain(&block.table_args);
    let mut names = Names {
        columns: table
            .columns
            .iter()
            .map(|column| column.name.text.clone())
            .collect(),
        indexes: table
            .indexes
            .iter()
            .chain(&block.table_indexes)
            .map(|index| index.name.text.clone())
            .chain(block.copied_indexes.iter().cloned())
            .collect(),
        constraints: named
            .filter_map(|constraint| constraint.name.as_ref())
            .map(|name| name.text.clone())
            .collect(),
    };
    for (at, (operation, _)) in block.operations.iter().enumerate() {
        if let Some(ColumnPosition::Before(name) | ColumnPosition::After(name)) =
            block.positions.get(&at)
        {
            names.has_column(name)?;
        }
        names.follow(operation)?;
    }
    // They are made of the columns that are there in the end; a constraint of others Alembic
    // leaves out without a word.
    for (operation, _) in &block.operations {
        match operation {
            Operation::CreateIndex { index, .. } => names.has_columns(index)?,
            Operation::AddConstraint { constraint, .. } => {
                if let ConstraintDefinition::PrimaryKey { columns }
                | ConstraintDefinition::Unique { columns }
                | ConstraintDefinition::ForeignKey { columns, .. } = &constraint.kind
                {
                    columns
                        .iter()
                        .try_for_each(|name| names.has_column(&name.text))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

impl Names {
    fn follow(&mut self, operation: &Operation) -> Result<(), Diagnostic> {
        match operation {
            Operation::AddColumn { column, .. } => self.columns.push(column.name.text.clone()),
            Operation::DropColumn {
                column, if_exists, ..
            } => {
                if !if_exists {
                    self.has_column(&column.text)?;
                }
                self.columns.retain(|own| *own != column.text);
            }
            Operation::AlterColumn(alter) => {
                self.has_column(&alter.column.text)?;
                // A column that is renamed keeps its key, and is found by both here.
                if let Some(name) = &alter.new_name {
                    self.columns.push(name.text.clone());
                }
            }
            Operation::DropConstraint {
                name: Some(name),
                kind,
                if_exists,
                ..
            } if !if_exists && !matches!(kind, ConstraintKind::PrimaryKey) => {
                let place = self.constraints.iter().position(|own| *own == name.text);
                let Some(place) = place else {
                    return Err(missing(&format!("No such constraint: '{}'", name.text)));
                };
                self.constraints.remove(place);
            }
            Operation::DropIndex {
                name,
                if_exists: false,
                ..
            } => {
                let place = self.indexes.iter().position(|own| *own == name.text);
                let Some(place) = place else {
                    return Err(missing(&format!("No such index: '{}'", name.text)));
                };
                self.indexes.remove(place);
            }
            _ => {}
        }
        Ok(())
    }

    fn has_columns(&self, index: &Index) -> Result<(), Diagnostic> {
        index
            .expressions
            .iter()
            .filter_map(|element| match element {
                Expression::Column { name, .. } => Some(name),
                _ => None,
            })
            .try_for_each(|name| self.has_column(&name.text))
    }

    fn has_column(&self, name: &str) -> Result<(), Diagnostic> {
        match self.columns.iter().any(|own| own == name) {
            true => Ok(()),
            false => Err(missing(&format!("KeyError: '{name}'"))),
        }
    }
}

fn missing(what: &str) -> Diagnostic {
    Diagnostic::error(
        "dialect-refuses",
        format!("{what}, of the table of `copy_from`."),
    )
    .help("Name in `copy_from` what the table has, or leave `copy_from` out.")
}
