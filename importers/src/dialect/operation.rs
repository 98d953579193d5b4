//! The statements of each operation, in the order in which Alembic runs them.

use std::collections::BTreeSet;

use super::bound::Binds;
use super::column::Place;
use super::expression::{self, Scope};
use super::index::DroppedIndex;
use super::label::Labels;
use super::options::{Options, Subject};
use super::rules::{Rules, refused};
use super::{Dialect, change, column, comment, constraint, identifier, sequence, table};
use crate::Diagnostic;
use crate::operation::expression::Insert;
use crate::operation::{
    AlterColumn, Constraint, ConstraintDefinition, Expression, Name, Operation, SqlType, Table,
    TableName,
};
use crate::script::ConstraintKind;

/// Renders the operations of one script. It remembers which types `CREATE TABLE` has made:
/// SQLAlchemy makes each once.
#[derive(Clone)]
pub(crate) struct Renderer {
    rules: &'static dyn Rules,
    made_types: BTreeSet<TableName>,
}

impl Renderer {
    /// A renderer that has made no type yet.
    pub(crate) fn new(dialect: Dialect) -> Self {
        Self {
            rules: dialect.rules(),
            made_types: BTreeSet::new(),
        }
    }

    /// The statements of one operation.
    pub(crate) fn render(&mut self, operation: &Operation) -> Result<Vec<String>, Diagnostic> {
        let rules = self.rules;
        match operation {
            Operation::CreateTable {
                table,
                if_not_exists,
            } => self.create_table(table, *if_not_exists),
            Operation::DropTable { table, if_exists } => {
                Ok(vec![table::drop(rules, table, *if_exists)])
            }
            Operation::RenameTable { table, to } => Ok(vec![rules.rename_table(table, to)]),
            Operation::AddColumn { table, .. } => add_column(rules, operation, table),
            Operation::DropColumn {
                table,
                column,
                if_exists,
                options,
            } => {
                Options::new(rules, options, Subject::DropColumn)?;
                Ok(vec![drop_column(rules, table, column, *if_exists)])
            }
            Operation::AlterColumn(alter) => alter_column(rules, alter),
            Operation::CreateIndex {
                index,
                if_not_exists,
            } => Ok(vec![rules.create_index(index, *if_not_exists)?]),
            Operation::DropIndex {
                name,
                table,
                schema,
                if_exists,
                options,
            } => Ok(vec![rules.drop_index(&DroppedIndex {
                name,
                table: table.as_ref(),
                schema: schema.as_ref(),
                if_exists: *if_exists,
                options,
            })?]),
            Operation::AddConstraint { table, constraint } => Ok(rules
                .add_constraint(constraint, &Place::bare(table))?
                .into_iter()
                .collect()),
            Operation::DropConstraint {
                table,
                name,
                kind,
                if_exists,
            } => Ok(vec![rules.drop_constraint(
                table,
                name.as_ref(),
                *kind,
                *if_exists,
            )?]),
            Operation::TableComment { table, comment } => {
                Ok(vec![rules.table_comment(table, comment.as_deref())])
            }
            Operation::DropTableComment { table } => Ok(vec![rules.drop_table_comment(table)]),
            Operation::Execute { statement, .. } => execute(rules, statement),
            Operation::BulkInsert {
                table,
                columns,
                rows,
            } => bulk_insert(rules, table, columns, rows),
            Operation::CreateEnum { enumeration, .. } => {
                Ok(rules.create_enum(enumeration)?.into_iter().collect())
            }
            Operation::DropEnum { enumeration, .. } => {
                Ok(rules.drop_enum(enumeration)?.into_iter().collect())
            }
            Operation::CreateDomain { domain, .. } => Ok(vec![rules.create_domain(domain)?]),
            Operation::DropDomain { domain, .. } => Ok(vec![rules.drop_domain(domain)?]),
            Operation::CreateSequence {
                sequence,
                if_not_exists,
            } => Ok(vec![sequence::create(rules, sequence, *if_not_exists)?]),
            Operation::DropSequence { name, if_exists } => {
                Ok(vec![sequence::drop(rules, name, *if_exists)])
            }
            Operation::IfTable { operations, .. } => {
                let mut statements = Vec::new();
                for operation in operations {
                    statements.extend(self.render(operation)?);
                }
                Ok(statements)
            }
            Operation::IfIndex { operation, .. } => self.render(operation),
            Operation::Batch(batch) => {
                let mut statements = Vec::new();
                for (operation, _) in &batch.operations {
                    statements.extend(self.render(operation)?);
                }
                Ok(statements)
            }
        }
    }

    fn create_table(
        &mut self,
        table: &Table,
        if_not_exists: bool,
    ) -> Result<Vec<String>, Diagnostic> {
        let rules = self.rules;
        let mut statements = Vec::new();
        for column in &table.columns {
            for (name, sql) in rules.types_of_column(column)? {
                if self.made_types.insert(name) {
                    statements.push(sql);
                }
            }
        }
        statements.push(table::create(rules, table, if_not_exists)?);
        for index in &table.indexes {
            statements.push(rules.create_index(index, false)?);
        }
        if rules.comments_apart() {
            if let Some(comment) = table.comment.as_deref() {
                statements.push(rules.table_comment(&table.name, Some(comment)));
            }
            for column in &table.columns {
                statements.extend(comment::column(rules, &table.name, column));
            }
        }
        Ok(statements)
    }
}

/// The column, then what it brings with it: constraints, indexes, its comment.
fn add_column(
    rules: &dyn Rules,
    operation: &Operation,
    table: &TableName,
) -> Result<Vec<String>, Diagnostic> {
    let Operation::AddColumn {
        column,
        constraints,
        indexes,
        if_not_exists,
        inline_references,
        inline_primary_key,
        ..
    } = operation
    else {
        return Ok(Vec::new());
    };
    let place = Place::alone(table, column);
    let is_key = |constraint: &&Constraint| {
        matches!(constraint.kind, ConstraintDefinition::ForeignKey { .. })
    };
    let mut inline = String::new();
    if *inline_primary_key && column.primary_key {
        inline.push_str(" PRIMARY KEY");
    }
    let mut written = None;
    if *inline_references && constraints.iter().filter(is_key).count() == 1 {
        written = constraints.iter().find(is_key);
        if let Some(key) = written {
            inline.push_str(&constraint::inline_reference(rules, key)?.unwrap_or_default());
        }
    }
    let mut statements = vec![format!(
        "ALTER TABLE {} ADD COLUMN {}{}",
        identifier::altered_table(rules, table),
        if *if_not_exists { "IF NOT EXISTS " } else { "" },
        column::definition_with(rules, column, &place, &inline)?
    )];
    for constraint in constraints {
        if written != Some(constraint) {
            statements.extend(rules.add_constraint(constraint, &place)?);
        }
    }
    for index in indexes {
        statements.push(rules.create_index(index, false)?);
    }
    if rules.comments_apart() {
        statements.extend(comment::column(rules, table, column));
    }
    Ok(statements)
}

fn drop_column(rules: &dyn Rules, table: &TableName, column: &Name, if_exists: bool) -> String {
    format!(
        "ALTER TABLE {} DROP COLUMN {}{}",
        identifier::altered_table(rules, table),
        if if_exists { "IF EXISTS " } else { "" },
        identifier::quote(rules, column)
    )
}

/// The CHECK of the old type goes first, and that of the new type comes last.
fn alter_column(rules: &dyn Rules, alter: &AlterColumn) -> Result<Vec<String>, Diagnostic> {
    Options::new(rules, &alter.options, Subject::AlterColumn)?;
    let check = |data_type: &Option<SqlType>| {
        data_type
            .as_ref()
            .and_then(|data_type| super::alter::type_check(rules, &alter.column, data_type))
    };
    let mut statements = Vec::new();
    if alter.data_type.is_some()
        && rules.drops_type_checks()
        && let Some(old) = check(&alter.existing_type)
    {
        statements.push(rules.drop_constraint(
            &alter.table,
            old.name.as_ref(),
            ConstraintKind::Check,
            false,
        )?);
    }
    statements.extend(rules.alter_column(alter)?);
    if let Some(new) = check(&alter.data_type) {
        statements.extend(rules.add_constraint(&new, &Place::bare(&alter.table))?);
    }
    Ok(statements)
}

fn execute(rules: &dyn Rules, statement: &Expression) -> Result<Vec<String>, Diagnostic> {
    executed(rules, statement, None).map(|sql| vec![sql])
}

/// Text loses its surrounding white space and its final `;`, nothing else.
pub(super) fn executed(
    rules: &dyn Rules,
    statement: &Expression,
    binds: Option<&Binds<'_>>,
) -> Result<String, Diagnostic> {
    let labels = Labels::default();
    let scope = Scope {
        labels: Some(&labels),
        binds,
        ..Scope::default()
    };
    let sql = expression::render(rules, statement, scope)?;
    let sql = format!("{}{sql}", labels.take_common());
    let sql = match statement {
        Expression::Raw(_) | Expression::Text { .. } => {
            let mut text = sql.trim();
            while let Some(rest) = text.strip_suffix(';') {
                text = rest.trim_end();
            }
            text
        }
        _ => &sql,
    };
    if sql.is_empty() {
        return Err(refused("The statement is empty."));
    }
    Ok(sql.to_owned())
}

/// One `INSERT` per row, as Alembic writes them offline.
fn bulk_insert(
    rules: &dyn Rules,
    table: &TableName,
    columns: &[(Name, SqlType)],
    rows: &[Vec<Option<Expression>>],
) -> Result<Vec<String>, Diagnostic> {
    rows.iter()
        .map(|row| {
            let given: Vec<_> = columns
                .iter()
                .zip(row)
                .filter_map(|((name, data_type), value)| {
                    value.as_ref().map(|value| (name, data_type, value))
                })
                .collect();
            let insert = Insert {
                columns: given.iter().map(|(name, _, _)| (*name).clone()).collect(),
                rows: vec![
                    given
                        .iter()
                        .map(|(_, data_type, value)| typed(value, data_type))
                        .collect(),
                ],
                ..Insert::into(table.clone())
            };
            change::insert(rules, &insert, Scope::default())
        })
        .collect()
}

/// A value takes the type of its column where it has none of its own.
fn typed(value: &Expression, data_type: &SqlType) -> Expression {
    match value {
        Expression::Literal {
            value,
            data_type: None,
        } => Expression::Literal {
            value: value.clone(),
            data_type: Some(data_type.clone()),
        },
        other => other.clone(),
    }
}
