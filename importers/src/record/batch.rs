//! `with op.batch_alter_table(...)`: plain statements, or a rebuild where SQLite has no
//! `ALTER` for what is asked.

use super::lower::Lowering;
use crate::Diagnostic;
use crate::dialect::{self, Dialect};
use crate::operation::expression::Literal;
use crate::operation::{
    AlterColumn, BatchAlter, Change as Wanted, Column, ColumnPosition, Constraint, Expression,
    Index, Operation, OptionValue, Recreate, ServerDefault, Table, TableName,
};
use crate::script::{Batch, Change, Node, Origin, TableOption};

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
    if !recreates(block, lowering.dialect)
        || lowering.dialect == Dialect::Postgres && is_altered(block)
    {
        for (operation, origin) in block.operations.iter().filter(|(op, _)| waits(op)) {
            nodes.extend(lowering.statements(operation, origin));
        }
        return;
    }
    if let Err(finding) = supported(lowering.dialect) {
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
    collect(lowering, origin, stated(block), &mut changes);
    for (index, (operation, origin)) in block.operations.iter().enumerate() {
        if waits(operation) && !is_left_out(block, operation) {
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

/// Whether an index goes that the new table does not get: what a column of `copy_from` asks for.
fn is_left_out(block: &BatchAlter, operation: &Operation) -> bool {
    matches!(operation, Operation::DropIndex { name, .. } if block.copied_indexes.contains(&name.text))
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

/// Whether PostgreSQL's ALTER comes to the table that Alembic would copy: its copy changes nothing
/// but what is asked for, and loses what refers to the table, its triggers and where its sequences are.
fn is_altered(block: &BatchAlter) -> bool {
    let is_plain = |operation: &Operation| match operation {
        Operation::AlterColumn(alter) => {
            let is_default = |change: &Wanted<ServerDefault>| {
                matches!(
                    change,
                    Wanted::Keep | Wanted::Drop | Wanted::Set(ServerDefault::Expression(_))
                )
            };
            // The copy casts where the kind of the type changes, and only the live table says whether it does.
            (alter.data_type.is_none() || !alter.options.is_empty())
                && alter.autoincrement.is_none()
                && is_default(&alter.server_default)
                && is_default(&alter.existing_server_default)
        }
        // The copy has one primary key, whatever there was.
        Operation::AddConstraint { constraint, .. } => !matches!(
            constraint.kind,
            crate::operation::ConstraintDefinition::PrimaryKey { .. }
        ),
        _ => true,
    };
    block.positions.is_empty()
        && block.reordering.is_empty()
        && block.table_args.is_empty()
        && block.table_indexes.is_empty()
        && block.copy_from.is_none()
        && block.reflect_columns.is_empty()
        && block.reflect_constraints.is_empty()
        && block.table_options.is_empty()
        && block
            .operations
            .iter()
            .all(|(operation, _)| is_plain(operation))
}

/// Alembic copies tables on every database where it is told to.
fn supported(dialect: Dialect) -> Result<(), Diagnostic> {
    if dialect == Dialect::Sqlite {
        return Ok(());
    }
    Err(Diagnostic::error(
        "unsupported-batch",
        format!("`batch_alter_table(recreate=\"always\")` on {dialect} cannot be converted yet."),
    )
    .help("Take `recreate=\"always\"` out, or say it for SQLite only: this database has ALTER for every change."))
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
            let mut definition = dialect::render_column(column, table, sqlite)?;
            if column.primary_key {
                definition.push_str(" PRIMARY KEY");
            }
            let mut changes = vec![Change::AddColumn {
                definition,
                after,
                before,
            }];
            for constraint in constraints {
                changes.extend(add_constraint(constraint, table)?);
            }
            for index in indexes {
                // The new table makes the column's index under its temporary name,
                // and Alembic the one that was asked for as well.
                let mut first = index.clone();
                first.name.text = temporary_name(index, column);
                changes.extend(index_changes(&[first, index.clone()])?);
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
        Operation::TableComment { .. } | Operation::DropTableComment { .. } => Vec::new(),
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

/// The name that SQLAlchemy gives the index of a column of `_alembic_tmp_TABLE`.
fn temporary_name(index: &Index, column: &Column) -> String {
    let table: String = format!("_alembic_tmp_{}", index.table.name.text)
        .chars()
        .take(50)
        .collect();
    format!("ix_{table}_{}", column.name.text)
}

/// What the arguments of the block say of the table, before anything is called.
fn stated(block: &BatchAlter) -> Changes {
    let sqlite = Dialect::Sqlite;
    let mut changes = Vec::new();
    if let Some(table) = &block.copy_from {
        super::copied::check(block, table)?;
        let create = Operation::CreateTable {
            table: Table {
                indexes: Vec::new(),
                // A comment is no part of a SQLite table.
                comment: None,
                ..table.clone()
            },
            if_not_exists: false,
        };
        for sql in dialect::render(&create, sqlite)? {
            changes.push(Change::From {
                table: crate::script::normal::sql(&sql, sqlite),
            });
        }
        changes.extend(index_changes(&table.indexes)?);
    }
    for column in &block.reflect_columns {
        let definition = dialect::render_column(column, &block.table, sqlite)?;
        changes.push(Change::Column { definition });
    }
    let options = options(block);
    if !options.is_empty() {
        changes.push(Change::Options { options });
    }
    // These are in the table from the start, so they need no name.
    for constraint in block.reflect_constraints.iter().chain(&block.table_args) {
        let definition = dialect::render_constraint(constraint, &block.table, sqlite)?;
        changes.extend(definition.map(|definition| Change::AddConstraint { definition }));
    }
    changes.extend(index_changes(&block.table_indexes)?);
    Ok(changes)
}

/// The keyword arguments that SQLite's dialect knows; those of others say nothing here.
fn options(block: &BatchAlter) -> Vec<TableOption> {
    let given = |name: &str, wanted: bool| {
        let key = ("sqlite".to_owned(), name.to_owned());
        block.table_options.get(&key) == Some(&OptionValue::Bool(wanted))
    };
    [
        (given("autoincrement", true), TableOption::Autoincrement),
        (given("with_rowid", false), TableOption::WithoutRowid),
        (given("strict", true), TableOption::Strict),
    ]
    .into_iter()
    .filter_map(|(given, option)| given.then_some(option))
    .collect()
}

fn index_changes(indexes: &[Index]) -> Changes {
    let mut changes = Vec::new();
    for index in indexes {
        changes.extend(create_index(&Operation::CreateIndex {
            index: index.clone(),
            if_not_exists: false,
        })?);
    }
    Ok(changes)
}

/// What Alembic's rebuild says of a constraint without a name.
pub(super) const UNNAMED: &str = "Constraint must have a name";

fn unnamed() -> Diagnostic {
    refused(UNNAMED)
        .help("Name the constraint: Alembic cannot rebuild a table with an unnamed change.")
}

fn refused(message: &str) -> Diagnostic {
    Diagnostic::error("dialect-refuses", message)
}
