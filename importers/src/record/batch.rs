//! `with op.batch_alter_table(...)`: plain statements, or a rebuild where SQLite has no
//! `ALTER` for what is asked.

use super::lower::Lowering;
use crate::Diagnostic;
use crate::dialect::{self, Dialect};
use crate::operation::expression::Literal;
use crate::operation::{
    AlterColumn, BatchAlter, Change as Wanted, Column, ColumnPosition, Constraint, Expression,
    Operation, Recreate, ServerDefault, TableName,
};
use crate::script::{Batch, Change, Node, Origin};

/// Appends what the block does. Text that was executed inside it runs before its changes: they
/// wait for the end of the block.
pub(super) fn lower(
    lowering: &mut Lowering,
    block: &BatchAlter,
    origin: &Origin,
    nodes: &mut Vec<Node>,
) {
    let waits = |operation: &Operation| !matches!(operation, Operation::Execute { .. });
    for (operation, origin) in block.operations.iter().filter(|(op, _)| !waits(op)) {
        nodes.extend(lowering.statements(operation, origin));
    }
    if let Err(finding) = positions(block, lowering.dialect) {
        lowering.refuse(finding, origin);
        return;
    }
    if !recreates(block, lowering.dialect) {
        for (operation, origin) in block.operations.iter().filter(|(op, _)| waits(op)) {
            nodes.extend(lowering.statements(operation, origin));
        }
        return;
    }
    if let Err(finding) = supported(block, lowering.dialect) {
        lowering.refuse(finding, origin);
        return;
    }
    let mut changes: Vec<Change> = block
        .naming_convention
        .iter()
        .map(|(key, template)| Change::Naming {
            key: key.clone(),
            template: template.clone(),
        })
        .chain(block.reordering.iter().map(|columns| Change::Order {
            columns: columns.clone(),
        }))
        .collect();
    for column in &block.reflect_columns {
        collect(lowering, origin, reflected(column), &mut changes);
    }
    for constraint in &block.table_args {
        collect(
            lowering,
            origin,
            add_constraint(constraint, &block.table),
            &mut changes,
        );
    }
    for (index, (operation, origin)) in block.operations.iter().enumerate() {
        if waits(operation) {
            let change = change(operation, block.positions.get(&index));
            collect(lowering, origin, change, &mut changes);
        }
    }
    nodes.push(Node::Batch(Batch {
        schema: block.table.schema.as_ref().map(|name| name.text.clone()),
        table: block.table.name.text.clone(),
        changes,
        rehearsed: Vec::new(),
        origin: Some(origin.clone()),
        line: 0,
    }));
}

type Changes = Result<Vec<Change>, Diagnostic>;

fn collect(lowering: &mut Lowering, origin: &Origin, found: Changes, changes: &mut Vec<Change>) {
    match found {
        Ok(found) => changes.extend(found),
        Err(finding) => lowering.refuse(finding, origin),
    }
}

/// Whether the table is made anew; on SQLite by the rule of Alembic's implementation.
fn recreates(block: &BatchAlter, dialect: Dialect) -> bool {
    match block.recreate {
        Recreate::Always => true,
        Recreate::Never => false,
        Recreate::Auto => {
            dialect == Dialect::Sqlite
                && block
                    .operations
                    .iter()
                    .any(|(operation, _)| needs_rebuild(operation))
        }
    }
}

fn needs_rebuild(operation: &Operation) -> bool {
    match operation {
        Operation::AddColumn {
            column,
            constraints,
            ..
        } => {
            let expression = column
                .server_default
                .as_ref()
                .is_some_and(|default| !is_plain(default));
            let stored = column
                .computed
                .as_ref()
                .is_some_and(|computed| computed.persisted == Some(true));
            expression || stored || !constraints.is_empty()
        }
        Operation::CreateIndex { .. } | Operation::DropIndex { .. } | Operation::Execute { .. } => {
            false
        }
        _ => true,
    }
}

/// A default that was given as a string.
fn is_plain(default: &Expression) -> bool {
    matches!(
        default,
        Expression::Literal {
            value: Literal::Text(_),
            ..
        }
    )
}

/// A place for a column can only be asked for where the table is made anew, as far as the
/// calls before show it.
fn positions(block: &BatchAlter, dialect: Dialect) -> Result<(), Diagnostic> {
    for index in block.positions.keys() {
        let before = BatchAlter {
            operations: block.operations.iter().take(*index).cloned().collect(),
            ..block.clone()
        };
        if !recreates(&before, dialect) {
            return Err(refused(
                "Can't specify insert_before or insert_after when using ALTER; please specify \
                 recreate='always'",
            ));
        }
    }
    Ok(())
}

fn supported(block: &BatchAlter, dialect: Dialect) -> Result<(), Diagnostic> {
    let unsupported = |what: &str, help: &str| {
        Err(Diagnostic::error(
            "unsupported-batch",
            format!("{what} cannot be converted yet."),
        )
        .help(help.to_owned()))
    };
    if dialect != Dialect::Sqlite {
        return unsupported(
            &format!("`batch_alter_table(recreate=\"always\")` on {dialect}"),
            "Take `recreate=\"always\"` out: this database has ALTER for every change.",
        );
    }
    if block.copy_from.is_some() {
        return unsupported(
            "`batch_alter_table(copy_from=...)`",
            "Take `copy_from` out: the rebuild starts from the live table.",
        );
    }
    if !block.table_options.is_empty() {
        return unsupported(
            "`batch_alter_table(table_kwargs=...)`",
            "Write the revision by hand with `bridge revision`.",
        );
    }
    Ok(())
}

fn change(operation: &Operation, position: Option<&ColumnPosition>) -> Changes {
    let sqlite = Dialect::Sqlite;
    Ok(match operation {
        Operation::AddColumn {
            table,
            column,
            constraints,
            indexes,
            ..
        } => {
            let (after, before) = match position {
                Some(ColumnPosition::After(name)) => (Some(name.clone()), None),
                Some(ColumnPosition::Before(name)) => (None, Some(name.clone())),
                None => (None, None),
            };
            let mut changes = vec![Change::AddColumn {
                definition: dialect::render_column(column, table, sqlite)?,
                after,
                before,
            }];
            for constraint in constraints {
                changes.extend(add_constraint(constraint, table)?);
            }
            for index in indexes {
                let create = Operation::CreateIndex {
                    index: index.clone(),
                    if_not_exists: false,
                };
                changes.extend(create_index(&create)?);
            }
            changes
        }
        Operation::DropColumn { column, .. } => vec![Change::DropColumn {
            name: column.text.clone(),
        }],
        Operation::AlterColumn(alter) => alter_column(alter)?,
        Operation::AddConstraint { table, constraint } => add_constraint(constraint, table)?,
        Operation::DropConstraint { name, kind, .. } => match name {
            Some(name) => vec![Change::DropConstraint {
                name: name.text.clone(),
                kind: *kind,
            }],
            None => return Err(unnamed()),
        },
        Operation::CreateIndex { .. } => create_index(operation)?,
        Operation::DropIndex { name, .. } => vec![Change::DropIndex {
            name: name.text.clone(),
        }],
        // SQLite keeps no comments.
        Operation::TableComment { .. } => Vec::new(),
        _ => {
            return Err(refused(
                "This cannot be done inside `batch_alter_table` on SQLite.",
            ));
        }
    })
}

fn create_index(operation: &Operation) -> Changes {
    Ok(dialect::render(operation, Dialect::Sqlite)?
        .into_iter()
        .map(|sql| Change::CreateIndex { sql })
        .collect())
}

/// A rebuilt table takes only constraints with a name, but for those that a type brings.
fn add_constraint(constraint: &Constraint, table: &TableName) -> Changes {
    if constraint.name.is_none() && !constraint.type_bound {
        return Err(unnamed());
    }
    Ok(
        dialect::render_constraint(constraint, table, Dialect::Sqlite)?
            .map(|definition| Change::AddConstraint { definition })
            .into_iter()
            .collect(),
    )
}

fn alter_column(alter: &AlterColumn) -> Changes {
    let sqlite = Dialect::Sqlite;
    let check = |data_type: &Option<crate::operation::SqlType>| {
        let data_type = data_type.as_ref()?;
        dialect::type_check(&alter.column, data_type, sqlite)
    };
    let mut changes = Vec::new();
    if alter.data_type.is_some()
        && let Some(name) = check(&alter.existing_type).and_then(|old| old.name)
    {
        changes.push(Change::DropTypeCheck { name: name.text });
    }
    let default = match &alter.server_default {
        Wanted::Keep => None,
        Wanted::Drop => Some(None),
        Wanted::Set(ServerDefault::Expression(value)) => {
            Some(Some(dialect::render_default(value, sqlite)?))
        }
        Wanted::Set(ServerDefault::Computed(_) | ServerDefault::Identity(_)) => {
            return Err(refused(
                "A generated value cannot be added to a column that exists.",
            ));
        }
    };
    let altered = Change::AlterColumn {
        name: alter.column.text.clone(),
        rename: alter
            .new_name
            .as_ref()
            .filter(|name| name.text != alter.column.text)
            .map(|name| name.text.clone()),
        data_type: alter
            .data_type
            .as_ref()
            .map(|data_type| dialect::render_type(data_type, sqlite))
            .transpose()?,
        nullable: alter.nullable,
        default,
    };
    let idle = matches!(
        &altered,
        Change::AlterColumn {
            rename: None,
            data_type: None,
            nullable: None,
            default: None,
            ..
        }
    );
    if !idle {
        changes.push(altered);
    }
    if let Some(new) = check(&alter.data_type) {
        changes.extend(add_constraint(&new, &alter.table)?);
    }
    Ok(changes)
}

/// A column of `reflect_args` stands in place of the live one of its name.
fn reflected(column: &Column) -> Changes {
    let sqlite = Dialect::Sqlite;
    Ok(vec![Change::AlterColumn {
        name: column.name.text.clone(),
        rename: None,
        data_type: Some(dialect::render_type(&column.data_type, sqlite)?),
        nullable: Some(column.nullable),
        default: Some(
            column
                .server_default
                .as_ref()
                .map(|default| dialect::render_default(default, sqlite))
                .transpose()?,
        ),
    }])
}

fn unnamed() -> Diagnostic {
    refused("Constraint must have a name")
        .help("Name the constraint: Alembic cannot rebuild a table with an unnamed change.")
}

fn refused(message: &str) -> Diagnostic {
    Diagnostic::error("dialect-refuses", message)
}
