//! DDL as statements of its own, which `op.execute` is given: `CreateTable(table)`,
//! `CreateSchema(name)`, `CreateSequence(sequence)`.

mod comment;
mod item;
pub(super) mod named_type;

pub(super) use item::{create_index, drop_index};

use std::rc::Rc;

use super::argument;
use super::compile;
use super::naming::Convention;
use super::table::{TableObject, check_references};
use crate::Dialect;
use crate::dialect::quote;
use crate::operation::{ConstraintDefinition, Expression, Operation, SqlType};
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Definition, Object, Result};
use crate::python::value::Value;

/// A DDL statement that is one operation: what `op.execute(CreateSequence(...))` is given.
pub(crate) struct StatementOperation {
    pub(super) class: &'static str,
    /// The operation that executing it records.
    pub(crate) operation: Operation,
}

impl Object for StatementOperation {
    fn type_name(&self) -> &str {
        self.class
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        if name != "compile" {
            return Ok(None);
        }
        let render = |dialect| {
            let statements = crate::dialect::render(&self.operation, dialect)?;
            Ok(statements.join("; "))
        };
        let text = compile::definition(interpreter, args, render)?;
        Ok(Some(compile::text(text)))
    }
}

pub(super) fn statement(class: &'static str, operation: Operation) -> Value {
    Value::object(StatementOperation { class, operation })
}

/// A statement that is SQL as it stands.
pub(super) fn verbatim(class: &'static str, sql: String) -> Value {
    statement(
        class,
        Operation::Execute {
            statement: Expression::Verbatim(sql),
            autocommit: false,
        },
    )
}

pub(super) fn table(args: &mut Args) -> Result<Rc<TableObject>> {
    let value = args.required("element")?;
    value
        .downcast::<TableObject>()
        .ok_or_else(|| args.refuse(format!("`{}` takes a table.", args.function)))
}

/// `CreateTable(table, include_foreign_key_constraints=None, if_not_exists=False)`: the table
/// alone, without its indexes and the types of its columns.
fn create_table(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    let foreign_keys = argument::present(args.keyword("include_foreign_key_constraints"));
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    if foreign_keys.is_none() {
        let is_inline = interpreter.dialect() == Dialect::Sqlite;
        check_references(interpreter, &table, is_inline)?;
    }
    let mut table = table.assemble(interpreter, &Convention::default())?;
    table.indexes.clear();
    // Only MySQL writes comments into the statement itself.
    if interpreter.dialect() != Dialect::Mysql {
        table.comment = None;
        for column in &mut table.columns {
            column.comment = None;
        }
    }
    for column in &mut table.columns {
        if let SqlType::Enum(enumeration) = column.data_type.stored_mut() {
            enumeration.create_type = false;
        }
    }
    if let Some(wanted) = foreign_keys {
        if !interpreter.iterate(&wanted)?.is_empty() {
            return Err(interpreter.unsupported("a choice of foreign keys in `CreateTable`"));
        }
        table
            .constraints
            .retain(|one| !matches!(one.kind, ConstraintDefinition::ForeignKey { .. }));
    }
    Ok(statement(
        "CreateTable",
        Operation::CreateTable {
            table,
            if_not_exists,
        },
    ))
}

/// `DropTable(table, if_exists=False)`
fn drop_table(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(statement(
        "DropTable",
        Operation::DropTable {
            table: table.name.clone(),
            if_exists,
        },
    ))
}

/// `CreateSchema(name, if_not_exists=False)`
fn create_schema(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = argument::name(&mut args, "name")?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    let words = if if_not_exists { "IF NOT EXISTS " } else { "" };
    let name = quote(&name, interpreter.dialect());
    Ok(verbatim(
        "CreateSchema",
        format!("CREATE SCHEMA {words}{name}"),
    ))
}

/// `DropSchema(name, cascade=False, if_exists=False)`
fn drop_schema(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let name = argument::name(&mut args, "name")?;
    let cascade = args.keyword_boolean("cascade")?.unwrap_or(false);
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    let words = if if_exists { "IF EXISTS " } else { "" };
    let name = quote(&name, interpreter.dialect());
    let cascade = if cascade { " CASCADE" } else { "" };
    Ok(verbatim(
        "DropSchema",
        format!("DROP SCHEMA {words}{name}{cascade}"),
    ))
}

/// The constructs, by name.
pub(crate) static CONSTRUCTS: &[(&str, Definition)] = &[
    ("DDL", Definition::Function(super::text::ddl)),
    (
        "CreateSequence",
        Definition::Function(super::sequence::create),
    ),
    ("DropSequence", Definition::Function(super::sequence::drop)),
    ("CreateTable", Definition::Function(create_table)),
    ("DropTable", Definition::Function(drop_table)),
    ("CreateIndex", Definition::Function(item::create_index)),
    ("DropIndex", Definition::Function(item::drop_index)),
    ("AddConstraint", Definition::Function(item::add_constraint)),
    (
        "DropConstraint",
        Definition::Function(item::drop_constraint),
    ),
    ("SetTableComment", Definition::Function(comment::set_table)),
    (
        "DropTableComment",
        Definition::Function(comment::drop_table),
    ),
    (
        "SetColumnComment",
        Definition::Function(comment::set_column),
    ),
    (
        "DropColumnComment",
        Definition::Function(comment::drop_column),
    ),
    (
        "SetConstraintComment",
        Definition::Function(comment::set_constraint),
    ),
    (
        "DropConstraintComment",
        Definition::Function(comment::drop_constraint),
    ),
    ("CreateSchema", Definition::Function(create_schema)),
    ("DropSchema", Definition::Function(drop_schema)),
];
