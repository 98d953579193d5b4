//! DDL as statements of its own, which `op.execute` is given: `CreateTable(table)`,
//! `CreateSchema(name)`, `CreateSequence(sequence)`.

use std::any::Any;
use std::rc::Rc;

use super::argument;
use super::naming::Convention;
use super::table::TableObject;
use crate::dialect::quote;
use crate::operation::{Expression, Operation};
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

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// A statement that is SQL as it stands.
fn verbatim(class: &'static str, sql: String) -> Value {
    Value::object(StatementOperation {
        class,
        operation: Operation::Execute {
            statement: Expression::Verbatim(sql),
            autocommit: false,
        },
    })
}

fn table(args: &mut Args) -> Result<Rc<TableObject>> {
    let value = args.required("element")?;
    value
        .downcast::<TableObject>()
        .ok_or_else(|| args.refuse(format!("`{}` takes a table.", args.function)))
}

/// `CreateTable(table, if_not_exists=False)`: the table alone, without its indexes.
fn create_table(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    let if_not_exists = args.keyword_boolean("if_not_exists")?.unwrap_or(false);
    args.finish()?;
    let mut table = table.assemble(interpreter, &Convention::default())?;
    table.indexes.clear();
    Ok(Value::object(StatementOperation {
        class: "CreateTable",
        operation: Operation::CreateTable {
            table,
            if_not_exists,
        },
    }))
}

/// `DropTable(table, if_exists=False)`
fn drop_table(_: &mut Interpreter, mut args: Args) -> Result<Value> {
    let table = table(&mut args)?;
    let if_exists = args.keyword_boolean("if_exists")?.unwrap_or(false);
    args.finish()?;
    Ok(Value::object(StatementOperation {
        class: "DropTable",
        operation: Operation::DropTable {
            table: table.name.clone(),
            if_exists,
        },
    }))
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
    ("CreateSchema", Definition::Function(create_schema)),
    ("DropSchema", Definition::Function(drop_schema)),
];
